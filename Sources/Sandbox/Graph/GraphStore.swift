/// All that the Microsoft sign-in has: calendars, events, meetings, and who read up to where.
struct GraphStore: Sendable {
  /// A calendar.
  struct Calendar: Equatable, Sendable {
    let id: String
    let name: String
    let color: String
    let isDefault: Bool
    let canEdit: Bool
    let owner: Person
    var allowedProviders: [String]

    var json: JSON {
      [
        "id": .string(id), "name": .string(name), "color": "auto", "hexColor": .string(color),
        "isDefaultCalendar": .bool(isDefault), "changeKey": "sEV+q7bR70KfPKP5+AKRBAAABhHJRQ==",
        "canShare": .bool(canEdit), "canViewPrivateItems": true, "canEdit": .bool(canEdit),
        "isTallyingResponses": .bool(isDefault), "isRemovable": .bool(!isDefault),
        "allowedOnlineMeetingProviders": .array(allowedProviders.map(JSON.string)),
        "defaultOnlineMeetingProvider": .string(allowedProviders.first ?? "unknown"),
        "owner": GraphEvent.address(owner.name, owner.email),
      ]
    }
  }

  /// What a round of changes has yet to give.
  struct Round: Sendable {
    let calendar: String
    let window: Range<Int>
    /// What is left; a series is one piece, for the service does not spread it over pages.
    var left: [Piece]
    /// Up to where changes are told once nothing is left.
    let sequence: Int
  }

  enum Piece: Equatable, Sendable {
    case removed(key: String)
    case event(key: String)
  }

  /// An event that is no more.
  struct Tombstone: Sendable {
    let key: String
    let calendar: String
    let sequence: Int
    /// Whether it was one of a series that goes on.
    var isOccurrence = false
  }

  var calendars: [Calendar]
  var events: [String: GraphEvent] = [:]
  var tombstones: [Tombstone] = []
  /// Counts the changes of all events.
  var sequence = 0
  /// The rounds that the tokens of links stand for.
  var rounds: [String: Round] = [:]
  /// Meetings that were made without an event.
  var onlineMeetings: [String: GraphOnlineMeeting] = [:]
  var quirks = GraphQuirks()
  /// The server that links lead to, when it is not this one: a service gone bad.
  var linkOrigin: String?

  /// Who is signed in.
  var owner: Person? { calendars.first(where: \.isDefault)?.owner }

  func calendar(_ id: String) -> Calendar? { calendars.first { $0.id == id } }

  /// The event or occurrence that a key names.
  func event(_ key: String) -> GraphEvent? {
    let parts = key.split(separator: "_", maxSplits: 1)
    guard parts.count == 2 else { return events[key] }
    guard let master = events[String(parts[0])], let start = Int(parts[1]),
      master.exceptions[start] != nil || master.starts(before: start + 1).contains(start)
    else { return nil }
    return master.occurrence(at: start)
  }

  /// Puts an event or occurrence, as changed now.
  mutating func put(_ changed: GraphEvent, now: Int) {
    var event = changed
    sequence += 1
    event.version = sequence
    event.sequence = sequence
    event.modified = now
    guard let masterKey = event.masterKey, let original = event.original else {
      events[event.key] = event
      return
    }
    event.isException = true
    events[masterKey]?.exceptions[original] = event
    events[masterKey]?.sequence = sequence
  }

  mutating func remove(_ event: GraphEvent) {
    sequence += 1
    tombstones.append(
      Tombstone(
        key: event.key,
        calendar: event.calendar,
        sequence: sequence,
        isOccurrence: event.masterKey != nil
      )
    )
    if let masterKey = event.masterKey, let original = event.original {
      events[masterKey]?.exceptions[original] = nil
      events[masterKey]?.cancelled.insert(original)
      events[masterKey]?.sequence = sequence
    } else {
      for start in event.starts(before: event.start + 366 * 86_400) {
        let key = event.occurrence(at: start).key
        tombstones.append(Tombstone(key: key, calendar: event.calendar, sequence: sequence))
      }
      events[event.key] = nil
    }
  }

  /// The events and masters of a calendar that touch a stretch of time, in its order.
  func inside(_ window: Range<Int>, of calendar: String) -> [GraphEvent] {
    events.values
      .filter { $0.calendar == calendar }
      .filter { $0.pattern == nil ? $0.touches(window) : !$0.occurrences(window).isEmpty }
      .sorted { ($0.start, $0.key) < ($1.start, $1.key) }
  }
}
