import Foundation

/// What a meeting is to be: the body of a creation or a change, read and checked.
///
/// Source: Zoom Meeting API, "Create a meeting" and "Update a meeting".
struct ZoomMeetingPlan: Sendable {
  /// The kinds of meetings.
  enum Kind: Int, Sendable {
    case instant = 1
    case scheduled = 2
    case openSeries = 3
    case fixedSeries = 8
  }

  var topic = "Zoom Meeting"
  var type = Kind.scheduled
  /// Unix seconds.
  var start: Int
  /// Minutes.
  var duration = 60
  var zone = TimeZone.gmt
  var agenda = ""
  var password: String?
  var settings: [String: JSON] = [:]
  var recurrence: ZoomRecurrence?

  /// A meeting that begins now, until something else is said.
  init(now: Int) { start = now }

  private static let known: Set = [
    "topic", "type", "start_time", "duration", "timezone", "agenda", "password",
    "default_password", "schedule_for", "recurrence", "settings", "pre_schedule",
    "tracking_fields", "template_id",
  ]

  /// Takes over what a body says.
  ///
  /// - Parameters:
  ///   - body: The body.
  ///   - now: The time; when the meeting is changed, a start before it is ignored.
  ///   - isNew: Whether the meeting is being made.
  /// - Throws: 400 that names the field; then the meeting may be half changed and is to be dropped.
  mutating func apply(_ body: [String: JSON], now: Int, isNew: Bool) throws(ZoomError) {
    let fields = ZoomFields(body)
    try fields.allow(Self.known)
    topic = try fields.string("topic", most: 200) ?? topic
    agenda = try fields.string("agenda", most: 2000) ?? agenda
    if let number = try fields.int("type", 1...8) {
      guard let kind = Kind(rawValue: number) else {
        throw .invalid("type", "Must be one of 1, 2, 3, 8.")
      }
      type = kind
    }
    duration = try fields.int("duration", 1...100_000) ?? duration
    if let name = try fields.string("timezone", most: 100) {
      guard let known = TimeZone(identifier: name) else {
        throw .invalid("timezone", "The time zone is not known.")
      }
      zone = known
    }
    if let text = try fields.string("password", most: 10) {
      let allowed = SandboxWorld.letters + "0123456789@-_*!"
      guard text.allSatisfy({ allowed.contains($0) }) else {
        throw .invalid("password", "May only contain [a-z A-Z 0-9 @ - _ * !].")
      }
      password = text
    }
    _ = try fields.bool("default_password")
    _ = try fields.string("schedule_for", most: 320)
    if let given = try fields.object("settings") {
      try Self.check(given)
      settings.merge(given) { $1 }
    }
    try applyTimes(body, fields, now: now, isNew: isNew)
  }

  private mutating func applyTimes(
    _ body: [String: JSON],
    _ fields: ZoomFields,
    now: Int,
    isNew: Bool
  ) throws(ZoomError) {
    let given = try fields.object("recurrence")
    if let given {
      guard type == .fixedSeries else {
        throw .invalid("recurrence", "Only a meeting of type 8 has it.")
      }
      recurrence = try ZoomRecurrence(given, zone: zone)
    }
    if type == .fixedSeries, recurrence == nil {
      throw .invalid("recurrence", "A meeting of type 8 needs it.")
    }
    guard let text = try fields.string("start_time", most: 40) else {
      guard !isNew || type == .instant || type == .openSeries else {
        throw .invalid("start_time", "The field is required.")
      }
      return
    }
    guard let second = ZoomTime.second(text, in: zone) else {
      throw .invalid("start_time", "The format is yyyy-MM-ddTHH:mm:ssZ or yyyy-MM-ddTHH:mm:ss.")
    }
    if !isNew, type == .fixedSeries, second > now, given == nil {
      throw .invalid("recurrence", "A new start_time of a recurring meeting needs it.")
    }
    if isNew || second >= now { start = second }
  }

  /// When its meetings begin, Unix seconds.
  var starts: [Int] {
    guard type == .fixedSeries, let recurrence else { return [start] }
    return Recurrence.starts([recurrence.rule], from: start, zone: zone)
  }

  private static let flags: Set = [
    "host_video", "participant_video", "join_before_host", "mute_upon_entry", "waiting_room",
    "use_pmi", "meeting_authentication", "private_meeting", "cn_meeting", "in_meeting",
    "registrants_email_notification", "show_share_button", "allow_multiple_devices",
    "email_notification", "focus_mode", "internal_meeting",
  ]

  private static func check(_ settings: [String: JSON]) throws(ZoomError) {
    let fields = ZoomFields(settings, within: "settings.")
    try fields.allow(
      flags.union([
        "jbh_time", "approval_type", "audio", "auto_recording", "alternative_hosts",
        "global_dial_in_countries", "calendar_type", "meeting_invitees", "encryption_type",
        "registration_type", "contact_name", "contact_email",
      ])
    )
    for flag in flags.sorted() { _ = try fields.bool(flag) }
    if let minutes = try fields.int("jbh_time", 0...10), ![0, 5, 10].contains(minutes) {
      throw .invalid("settings.jbh_time", "Must be one of 0, 5, 10.")
    }
    _ = try fields.int("approval_type", 0...2)
    _ = try fields.int("calendar_type", 1...2)
    try fields.choice("audio", ["both", "telephony", "voip"])
    try fields.choice("auto_recording", ["local", "cloud", "none"])
    try fields.choice("encryption_type", ["enhanced_encryption", "e2ee"])
    _ = try fields.string("alternative_hosts", most: 2000)
  }
}

extension ZoomStore {
  /// Refuses what the plan of the host or the account does not have.
  ///
  /// - Parameter body: What a request asks for.
  /// - Throws: 400 that names the field.
  func checkPlan(of body: [String: JSON]) throws(ZoomError) {
    let settings = body["settings"]?.object ?? [:]
    let why = "The plan of this account does not include it."
    if let name = refused.sorted().first(where: { settings[$0] != nil }) {
      throw .invalid("settings.\(name)", why)
    }
    if refused.contains("password"), body["password"] != nil { throw .invalid("password", why) }
    if settings["auto_recording"]?.string == "cloud", !recordsInCloud {
      throw .invalid("settings.auto_recording", "Cloud recording is not enabled for this user.")
    }
    guard let licensed else { return }
    let hosts = (settings["alternative_hosts"]?.string ?? "").split { ";, ".contains($0) }
    if let odd = hosts.first(where: { !licensed.contains(String($0)) }) {
      throw .invalid("settings.alternative_hosts", "\(odd) is no licensed user of the account.")
    }
  }
}
