import Foundation

/// The meetings at Zoom, and how many a host has made and changed today.
struct ZoomStore: Sendable {
  /// The most creations and changes of one host on a day that ends at midnight UTC.
  ///
  /// Source: Zoom, "Rate limits", meeting create and update. It is counted by host, so that a host with
  /// more meetings than that has made them on several days: a switch stands for these.
  var dailyLimit = standardDailyLimit
  static let standardDailyLimit = 100

  /// The most requests of a kind within a second, by what Zoom calls their category.
  ///
  /// Source: Zoom, "Rate limits", for a Pro account.
  static let limits = ["Light": 30, "Medium": 20]

  /// By their numbers.
  var meetings: [String: ZoomMeeting] = [:]
  /// Whether `me` is refused to server-to-server apps.
  var refusesMe = false
  /// Whether the host's plan records in the cloud, as paid ones do.
  var recordsInCloud = true
  /// The addresses of the account that have a licence, and can be alternative hosts; `nil` for all.
  var licensed: Set<String>?
  /// The settings that the host's plan or account does not have at all.
  var refused: Set<String> = []
  /// What the account's administrator has fixed: Zoom answers well to another value and keeps its own.
  var locked: [String: JSON] = [:]
  private var day = 0
  private var counts: [String: Int] = [:]
  private var second = 0
  private var asked: [String: Int] = [:]

  /// Counts a creation or a change; false when the day's are used up.
  mutating func count(host: String, now: Int) -> Bool {
    if now / 86_400 != day { (day, counts) = (now / 86_400, [:]) }
    guard counts[host, default: 0] < dailyLimit else { return false }
    counts[host, default: 0] += 1
    return true
  }

  /// Counts a request, and gives the headers that say how many more the second takes.
  ///
  /// - Parameters:
  ///   - category: What Zoom counts it under.
  ///   - now: Unix seconds.
  /// - Returns: The headers.
  mutating func headers(_ category: String, now: Int) -> [String: String] {
    if now != second { (second, asked) = (now, [:]) }
    asked[category, default: 0] += 1
    let limit = Self.limits[category] ?? 0
    return [
      "X-RateLimit-Category": category, "X-RateLimit-Type": "QPS",
      "X-RateLimit-Limit": "\(limit)",
      "X-RateLimit-Remaining": "\(max(0, limit - (asked[category] ?? 0)))",
    ]
  }
}

/// A meeting at Zoom.
struct ZoomMeeting: Sendable {
  /// The id of the user that hosts all.
  static let hostID = "z8dsdsdsdsdCfp8uQ"

  /// Its number, up to 11 digits.
  let id: String
  let uuid: String
  /// Whose sign-in made it.
  let host: String
  let email: String
  var joinURL: String
  let createdAt: Int
  var password: String
  var plan: ZoomMeetingPlan
}

extension ZoomMeeting {
  /// The meeting as a list shows it: without what lets people in, and the agenda cut short.
  func summary(now: Int) -> JSON {
    var fields = common
    fields["agenda"] = .string(String(plan.agenda.unicodeScalars.prefix(250)))
    return .object(fields)
  }

  /// The whole of it, as its host sees it.
  ///
  /// - Parameter key: The secret of the host, which `start_url` holds for two hours.
  /// - Returns: The answer.
  func json(key: String) -> JSON {
    var fields = common
    fields["agenda"] = .string(plan.agenda)
    fields["host_email"] = .string(email)
    fields["status"] = "waiting"
    fields["start_url"] = .string("https://us02web.zoom.us/s/\(id)?zak=\(key)")
    fields["password"] = .string(password)
    fields["h323_password"] = .string(pin)
    fields["pstn_password"] = .string(pin)
    fields["encrypted_password"] = .string(
      joinURL.split(separator: "=").last.map(String.init) ?? ""
    )
    fields["settings"] = settings
    if plan.type == .fixedSeries, let recurrence = plan.recurrence {
      fields["recurrence"] = .object(recurrence.fields)
      fields["occurrences"] = .array(
        plan.starts.map { start in
          [
            "occurrence_id": .string("\(start)000"), "start_time": .string(ZoomTime.text(start)),
            "duration": .int(plan.duration), "status": "available",
          ]
        }
      )
    }
    return .object(fields)
  }

  /// The number that is typed on a telephone.
  private var pin: String { password.allSatisfy(\.isNumber) ? password : "482913" }

  private var common: [String: JSON] {
    var fields: [String: JSON] = [
      "uuid": .string(uuid), "id": .int(Int(id) ?? 0), "host_id": .string(Self.hostID),
      "topic": .string(plan.topic), "type": .int(plan.type.rawValue),
      "created_at": .string(ZoomTime.text(createdAt)), "join_url": .string(joinURL),
      "timezone": .string(plan.zone.identifier),
    ]
    if plan.type != .openSeries {
      fields["start_time"] = .string(ZoomTime.text(plan.start))
      fields["duration"] = .int(plan.duration)
    }
    return fields
  }

  /// What a meeting has that was made through the API and says nothing of it.
  private static let standard: [String: JSON] = [
    "host_video": false, "participant_video": false, "join_before_host": false, "jbh_time": 0,
    "mute_upon_entry": false, "waiting_room": false, "meeting_authentication": false,
    "auto_recording": "none", "alternative_hosts": "", "audio": "both", "use_pmi": false,
    "encryption_type": "enhanced_encryption", "approval_type": 2,
  ]

  private var settings: JSON {
    var fields = Self.standard.merging(plan.settings) { $1 }
    let numbers = [("Frankfurt", "+49 69 3898 0596"), ("Berlin", "+49 30 5679 5800")]
    fields["global_dial_in_numbers"] = .array(
      numbers.map { city, number in
        [
          "city": .string(city), "country": "DE", "country_name": "Germany",
          "number": .string(number), "type": "toll",
        ]
      }
    )
    return .object(fields)
  }
}
