import Foundation

/// An event of the Microsoft sign-in: a single one, or the master of a series with its exceptions.
struct GraphEvent: Equatable, Sendable {
  /// The Teams meeting on an event.
  enum Online: Equatable, Sendable {
    case none
    /// Asked for; the meeting comes into being when so much time has passed since the start.
    case pending(Duration)
    case ready(GraphMeeting)
  }

  /// What ids are made of.
  var key: String
  let calendar: String
  var subject = ""
  /// HTML without the frame that answers have around it.
  var body = ""
  var location = ""
  /// Unix seconds; of a whole day its midnight in UTC.
  var start = 0
  var end = 0
  var isAllDay = false
  var startZone = "UTC"
  var endZone = "UTC"
  var showAs = "busy"
  var sensitivity = "normal"
  var isReminderOn = false
  var reminderMinutes = 15
  var importance = "normal"
  var attendees: [JSON] = []
  var organizer: Person
  /// Whether the user of the sign-in called it.
  var isOrganizer = true
  var response = "organizer"
  var transaction: String?
  var online = Online.none
  /// Whether it had a meeting that went with its text.
  var lostMeeting = false
  var pattern: GraphPattern?
  /// The starts of the occurrences that were cancelled.
  var cancelled: Set<Int> = []
  /// The occurrences that were changed on their own, by the starts that they had.
  var exceptions: [Int: GraphEvent] = [:]
  /// Of an occurrence: its series, and when the series has it start.
  var masterKey: String?
  var original: Int?
  var isException = false
  /// Counts the changes.
  var version = 1
  /// Where the last change stands among those of all events.
  var sequence = 0
  var created = 0
  var modified = 0
}

/// A Teams meeting as events show it.
struct GraphMeeting: Equatable, Sendable {
  let id: String
  let url: String
  let conferenceID: String
  let tollNumber: String

  var json: JSON {
    [
      "joinUrl": .string(url), "conferenceId": .string(conferenceID),
      "tollNumber": .string(tollNumber),
    ]
  }
}

extension GraphEvent {
  var type: String {
    if pattern != nil { return "seriesMaster" }
    return masterKey == nil ? "singleInstance" : isException ? "exception" : "occurrence"
  }

  var etag: String { "W/\"\(changeKey)\"" }
  var changeKey: String { "EZ9r3czxY0m2jz8c\(version)AAFX==" }

  /// The occurrence of a series that it has at a start.
  func occurrence(at start: Int) -> GraphEvent {
    if let exception = exceptions[start] { return exception }
    var event = self
    event.key = "\(key)_\(start)"
    event.pattern = nil
    event.exceptions = [:]
    event.cancelled = []
    event.transaction = nil
    event.masterKey = key
    event.original = start
    event.end = start + end - self.start
    event.start = start
    return event
  }

  /// The zone in which the days of its series are counted.
  var zone: TimeZone { isAllDay ? .gmt : GraphZones.zone(startZone) ?? .gmt }

  /// Refuses a series whose range does not begin on the day of its start.
  ///
  /// Source: Microsoft Graph, resource type `recurrenceRange`, `startDate`.
  func checkRange(_ body: [String: JSON]) throws(GraphError) {
    guard body["recurrence"] != nil, let pattern else { return }
    let day = CivilDay.text(Date(timeIntervalSince1970: TimeInterval(start)), in: zone)
    guard pattern.json.object?["range"]?.object?["startDate"]?.string == day else {
      throw .invalid(
        "The startDate of the recurrence range must be the date of the start of the event.",
        code: "ErrorPropertyValidationFailure"
      )
    }
  }

  /// Loses the exceptions and cancellations that a change of the series costs: all with another
  /// pattern or time, those behind its end with another range.
  ///
  /// Source: MS-OXOCAL, section 3.1.4.7.3.5.
  mutating func dropLost(since earlier: GraphEvent) {
    guard earlier.pattern != nil, pattern != earlier.pattern || start != earlier.start else {
      return
    }
    guard let pattern, pattern.json.object?["pattern"] == earlier.pattern?.json.object?["pattern"],
      start == earlier.start, startZone == earlier.startZone
    else {
      (exceptions, cancelled) = ([:], [])
      return
    }
    let lost = cancelled
    cancelled = []
    let latest = max(exceptions.keys.max() ?? 0, lost.max() ?? 0)
    let left = Set(starts(before: latest + 1))
    exceptions = exceptions.filter { left.contains($0.key) }
    cancelled = lost.intersection(left)
  }

  /// The starts that a series has before a moment, cancelled ones left out.
  func starts(before limit: Int) -> [Int] {
    guard let pattern else { return [] }
    let zone = zone
    let clock = GraphTime.wall(start, in: zone).suffix(9)
    let last = CivilDay.text(Date(timeIntervalSince1970: TimeInterval(limit)), in: zone)
    return pattern.dates(through: last)
      .compactMap { GraphTime.moment(wall: $0 + clock, in: zone) }
      .filter { $0 < limit && !cancelled.contains($0) }
  }

  /// The occurrences of a series that touch a stretch of time.
  func occurrences(_ window: Range<Int>) -> [GraphEvent] {
    // An exception may have been moved into the stretch from behind it.
    let known = Set(starts(before: window.upperBound)).union(exceptions.keys)
    return known.subtracting(cancelled).sorted().map(occurrence).filter { $0.touches(window) }
  }

  func touches(_ window: Range<Int>) -> Bool {
    start < window.upperBound && (end > window.lowerBound || start == window.lowerBound)
  }
}
