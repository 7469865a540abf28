import Foundation

/// What a list was asked for; the same on all its pages and in its increments.
struct GoogleListQuery: Equatable, Sendable {
  /// The order of a list.
  enum Order: String, Sendable {
    case startTime, updated
  }

  var singly: Bool
  var showsDeleted: Bool
  var window: ClosedRange<Int>
  var text: String?
  /// `name=value` of private and of shared properties.
  var properties: [String]
  var shared: [String]
  var types: Set<String>
  var uid: String?
  /// Unix seconds.
  var updatedMin: Int?
  var order: Order?

  /// How long ago `updatedMin` may lie, in seconds.
  ///
  /// Source: reports of 410 `updatedMinTooLongAgo`; the documentation gives no number.
  private static let oldestUpdate = 28 * 86_400

  /// Reads the query of `events.list`.
  ///
  /// - Throws: 400 for values that cannot be, 410 for an `updatedMin` too long ago.
  init(_ query: GoogleQuery, window: ClosedRange<Int>, now: Int) throws(GoogleError) {
    singly = try query.bool("singleEvents") ?? false
    showsDeleted = try query.bool("showDeleted") ?? false
    self.window = window
    text = query.string("q")
    properties = query.all("privateExtendedProperty")
    shared = query.all("sharedExtendedProperty")
    types = Set(query.all("eventTypes"))
    guard types.isSubset(of: GoogleEventType.all) else {
      throw .invalid("Invalid value for: eventTypes", parameter: "eventTypes")
    }
    uid = query.string("iCalUID")
    updatedMin = try query.time("updatedMin")
    if let updatedMin, updatedMin < now - Self.oldestUpdate {
      throw GoogleError(
        410,
        "updatedMinTooLongAgo",
        "The requested minimum modification time lies too far in the past.",
        domain: "calendar",
        parameter: "updatedMin"
      )
    }
    guard let name = query.string("orderBy") else { return }
    order = Order(rawValue: name)
    guard let order else { throw .invalid("Invalid value for: orderBy", parameter: "orderBy") }
    guard order == .updated || singly else {
      throw GoogleError(
        400,
        "badRequest",
        "The requested ordering is not available for the particular query.",
        parameter: "orderBy"
      )
    }
  }

  /// Whether changes can be asked for later: not of a list that was narrowed by what cannot stand
  /// beside a token.
  var canSync: Bool { order == nil && uid == nil && updatedMin == nil }

  /// Whether an event is one of those that were asked for, its time aside.
  func matches(_ event: GoogleEvent) -> Bool {
    if let text {
      let words = ["summary", "description", "location"].compactMap { event.members[$0]?.string }
      guard words.contains(where: { $0.localizedCaseInsensitiveContains(text) }) else {
        return false
      }
    }
    if let updatedMin, event.updated < updatedMin { return false }
    guard uid.map({ $0 == event.uid }) ?? true, types.isEmpty || types.contains(event.type) else {
      return false
    }
    return Self.holds(event, "private", properties) && Self.holds(event, "shared", shared)
  }

  /// The events in the order that was asked for; without one, in that of their ids.
  func sorted(_ events: [GoogleEvent], in calendar: GoogleCalendar) -> [GoogleEvent] {
    switch order {
    case nil: events.sorted { $0.id < $1.id }
    case .updated: events.sorted { ($0.updated, $0.id) < ($1.updated, $1.id) }
    case .startTime:
      events.sorted {
        ($0.start.seconds(in: calendar.zone), $0.id) < ($1.start.seconds(in: calendar.zone), $1.id)
      }
    }
  }

  private static func holds(_ event: GoogleEvent, _ name: String, _ wanted: [String]) -> Bool {
    let own = event.members["extendedProperties"]?.object?[name]?.object ?? [:]
    return wanted.allSatisfy { pair in
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      return parts.count == 2 && own[parts[0]]?.string == parts[1]
    }
  }
}
