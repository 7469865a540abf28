import CalendarCore
import ConferencingCore
import Foundation

/// The body of a request that makes or changes a meeting.
struct ZoomMeetingRequest: Encodable, Sendable {
  /// The kinds of meetings that are made here.
  enum Kind: Int, Encodable, Sendable {
    /// One meeting.
    case scheduled = 2
    /// One link for a series, without times: these are the calendar's alone.
    case openSeries = 3
  }

  var topic: String?
  var type: Kind?
  var startTime: String?
  var duration: Int?
  var timezone: String?
  var agenda: String?
  var password: String?
  var settings: [String: ZoomSettingValue]?

  private enum CodingKeys: String, CodingKey {
    case topic, type, duration, timezone, agenda, password, settings
    case startTime = "start_time"
  }

  /// The longest meeting, in minutes: a day.
  ///
  /// A link works longer than its meeting is planned.
  private static let longest = 1440

  /// Title and time of a request: what a change sends.
  ///
  /// What kind of meeting it is stays: a series must stay one.
  init(changing request: MeetingRequest, zone: TimeZone) {
    self.init(planning: request, zone: zone)
    type = nil
  }

  /// Title and time of a request; a series has none there, so that no edit of it needs Zoom.
  ///
  /// - Parameters:
  ///   - request: What the meeting is for.
  ///   - zone: The zone of whole days, and of events that name none.
  init(planning request: MeetingRequest, zone: TimeZone) {
    let named = request.time.zone.flatMap { TimeZone(identifier: $0) } ?? zone
    let start = request.time.start(in: named)
    topic = ZoomText.topic(request.title)
    type = request.recurrence == nil ? .scheduled : .openSeries
    timezone = Self.name(of: named)
    guard type != .openSeries else { return }
    startTime = Timestamp.text(start)
    let minutes = (request.time.end(in: named).timeIntervalSince(start) / 60).rounded(.up)
    duration = Int(min(max(minutes, 1), Double(Self.longest)))
  }

  /// The whole of a request: what a creation sends.
  init(creating request: MeetingRequest, zone: TimeZone) {
    self.init(planning: request, zone: zone)
    agenda = ZoomText.agenda(key: request.key)
    put(request.settings)
  }

  /// Settings alone: what a change of them sends.
  init(setting settings: ConferencingSettings) { put(settings) }

  private mutating func put(_ given: ConferencingSettings) {
    var values = given.values
    if case .text(let text)? = values.removeValue(forKey: ConferencingSetting.passcode),
      !text.isEmpty
    {
      password = text
    }
    if !values.isEmpty { settings = values.mapValues(ZoomSettingValue.init) }
  }

  /// The name that Zoom knows a zone by.
  private static func name(of zone: TimeZone) -> String {
    zone.identifier == "GMT" ? "UTC" : zone.identifier
  }
}

/// The value of a setting, as JSON has it.
struct ZoomSettingValue: Encodable, Sendable {
  let value: ConferencingSettingValue

  init(_ value: ConferencingSettingValue) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch value {
    case .flag(let flag): try container.encode(flag)
    case .text(let text): try container.encode(text)
    }
  }
}
