import Foundation

/// All events by id, and for each calendar their order in time.
struct EventStore: Sendable {
  /// Names a calendar: two grants may have calendars of one id.
  struct CalendarKey: Hashable, Sendable {
    let grantID: String
    let calendarID: String
  }

  /// Where an event stands in time; lists are cut from these without touching the events.
  struct Entry: Equatable, Comparable, Sendable {
    let start: Int
    let end: Int
    let id: String

    static func < (one: Entry, other: Entry) -> Bool {
      (one.start, one.id) < (other.start, other.id)
    }
  }

  let zone: TimeZone
  private(set) var events: [String: StoredEvent] = [:]
  private var entries: [CalendarKey: [Entry]] = [:]
  /// Occurrences of each series.
  private(set) var occurrences: [String: Set<String>] = [:]

  init(zone: TimeZone) { self.zone = zone }

  /// Events that a user has: no masters (their occurrences count) and nothing cancelled.
  var count: Int { events.values.count { !$0.isMaster && $0.status != .cancelled } }

  func entries(of grantID: String, _ calendarID: String) -> [Entry] {
    entries[CalendarKey(grantID: grantID, calendarID: calendarID)] ?? []
  }

  /// Takes in many events at once, sorting each calendar once.
  mutating func load(_ loaded: [StoredEvent]) {
    events.reserveCapacity(loaded.count)
    for event in loaded {
      events[event.id] = event
      entries[key(event), default: []].append(entry(event))
      if let master = event.masterEventID { occurrences[master, default: []].insert(event.id) }
    }
    for key in entries.keys { entries[key]?.sort() }
  }

  /// Adds an event, or puts it in the place of the one with its id.
  mutating func put(_ event: StoredEvent) {
    remove(event.id)
    events[event.id] = event
    let entry = entry(event)
    var list = entries[key(event)] ?? []
    entries[key(event)] = nil  // one owner: the list grows in place
    list.insert(entry, at: Self.position(of: entry, in: list))
    entries[key(event)] = list
    if let master = event.masterEventID { occurrences[master, default: []].insert(event.id) }
  }

  mutating func remove(_ id: String) {
    guard let event = events.removeValue(forKey: id) else { return }
    let entry = entry(event)
    let list = entries[key(event)] ?? []
    let position = Self.position(of: entry, in: list)
    if position < list.count, list[position] == entry {
      entries[key(event)]?.remove(at: position)
    }
    if let master = event.masterEventID { occurrences[master]?.remove(id) }
  }

  /// The first position whose entry is not before `entry`.
  static func position(of entry: Entry, in list: [Entry]) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < entry { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func key(_ event: StoredEvent) -> CalendarKey {
    CalendarKey(grantID: event.grantID, calendarID: event.calendarID)
  }

  private func entry(_ event: StoredEvent) -> Entry {
    let interval = event.when.interval(in: zone)
    return Entry(start: interval.start, end: interval.end, id: event.id)
  }
}
