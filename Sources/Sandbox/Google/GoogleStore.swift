import Foundation

/// The calendars and events of the Google interface.
struct GoogleStore: Sendable {
  private(set) var calendars: [GoogleCalendar]
  /// The versions at which calendars were renamed or taken off the list.
  private(set) var calendarChanges: [(calendar: GoogleCalendar, version: Int, isRemoved: Bool)] = []
  /// The first version whose token for the list of calendars still holds.
  private(set) var calendarTokens = 0
  /// By calendar and id; cancelled ones stay, as they do at Google.
  private(set) var events: [String: [String: GoogleEvent]] = [:]
  /// Occurrences that a change of their series took away.
  private var vanished: [String: [String: GoogleEvent]] = [:]
  private(set) var version = 1
  /// What page and sync tokens stand for.
  private var tokens: [String: GoogleListToken] = [:]
  /// Events that wait for their Meet, in the order of asking.
  var pending: [(calendar: String, event: String)] = []
  /// The spaces of meetings that were asked for, by their codes.
  var spaces: [String: MeetSpace] = [:]
  /// How many of the next Meets fail.
  var failures = 0
  /// The settings of Meets that the edition of the user does not include.
  var refusedSettings: Set<String> = []
  var random: SplitMix64

  init(calendars: [GoogleCalendar], seed: UInt64) {
    self.calendars = calendars
    random = SplitMix64(seed: seed ^ 0x676F_6F67)
  }

  func calendar(_ id: String) -> GoogleCalendar? { calendars.first { $0.id == id } }

  /// A stored event, or an occurrence of a stored series.
  func event(_ id: String, in calendar: GoogleCalendar) -> GoogleEvent? {
    if let event = events[calendar.id]?[id] { return event }
    guard let cut = id.lastIndex(of: "_"), let series = events[calendar.id]?[String(id[..<cut])]
    else { return nil }
    return occurrences(of: series, in: calendar).first { $0.id == id }
  }

  /// Stores an event as changed.
  mutating func put(_ changed: GoogleEvent, at time: Int, in calendar: GoogleCalendar) {
    var event = changed
    let old = events[calendar.id]?[event.id]
    if let old {
      vanish(
        occurrences(of: old, in: calendar, includingChanged: true),
        of: event,
        isMoved: event.start != old.start,
        in: calendar
      )
    }
    version += 1
    event.version = version
    event.updated = max(time, (old?.updated ?? 0) + 1)
    let span = event.span(in: calendar.zone)
    // An occurrence that is stored for the first time was where its series has it.
    let before = old?.reach ?? (changed.version > 0 ? changed.reach : span)
    event.reach =
      min(before.lowerBound, span.lowerBound)...max(before.upperBound, span.upperBound)
    events[calendar.id, default: [:]][event.id] = event
  }

  /// Notes the occurrences that a changed series has no more.
  ///
  /// Of a series that was moved, changed ones of them go too; one that was only made shorter leaves
  /// those where they are. Source: agent-native #3488, seen at the real service.
  private mutating func vanish(
    _ old: [GoogleEvent],
    of series: GoogleEvent,
    isMoved: Bool,
    in calendar: GoogleCalendar
  ) {
    guard !old.isEmpty, !series.isCancelled else { return }
    let now = Set(occurrences(of: series, in: calendar, includingChanged: true).map(\.id))
    for var occurrence in old where !now.contains(occurrence.id) {
      let isKept = events[calendar.id]?[occurrence.id]?.isCancelled == false
      if isKept, !isMoved { continue }
      occurrence.isCancelled = true
      occurrence.version = version + 1
      vanished[calendar.id, default: [:]][occurrence.id] = occurrence
    }
    guard isMoved else { return }
    for id in events[calendar.id, default: [:]].keys
    where events[calendar.id]?[id]?.seriesID == series.id && !now.contains(id) {
      events[calendar.id]?[id] = nil
    }
  }

  /// The occurrences of a series, without those that are stored because they differ.
  func occurrences(
    of series: GoogleEvent,
    in calendar: GoogleCalendar,
    includingChanged: Bool = false
  ) -> [GoogleEvent] {
    guard !series.recurrence.isEmpty else { return [] }
    let zone = series.start.zoneName.flatMap { TimeZone(identifier: $0) } ?? calendar.zone
    let first = series.start.seconds(in: zone)
    return Recurrence.starts(series.recurrence, from: first, zone: zone).compactMap { start in
      let begin = series.start.moved(by: start - first, in: zone)
      let id = "\(series.id)_\(Self.stamp(begin))"
      guard includingChanged || events[calendar.id]?[id] == nil else { return nil }
      var occurrence = GoogleEvent(
        id: id,
        calendarID: calendar.id,
        start: begin,
        end: series.end.moved(by: start - first, in: zone),
        created: series.created,
        updated: series.updated,
        organizer: series.organizer
      )
      occurrence.members = series.members
      occurrence.seriesID = series.id
      occurrence.originalStart = begin
      occurrence.link = series.link
      occurrence.isCancelled = series.isCancelled
      occurrence.version = series.version
      occurrence.reach = occurrence.span(in: calendar.zone)
      return occurrence
    }
  }

  private static func stamp(_ start: GoogleMoment) -> String {
    switch start {
    case .instant(let seconds, _): Occurrences.stamp(seconds)
    case .day(let day): day.replacing("-", with: "")
    }
  }

  /// What a list goes through: with `singleEvents` occurrences, otherwise series.
  func listed(in calendar: GoogleCalendar, singly: Bool, since: Int?) -> [GoogleEvent] {
    let stored = events[calendar.id, default: [:]].values
    guard singly else { return Array(stored) }
    var all = stored.filter(\.recurrence.isEmpty)
    for series in stored where !series.recurrence.isEmpty {
      all += occurrences(of: series, in: calendar)
    }
    if since != nil {
      let present = Set(all.map(\.id))
      all += vanished[calendar.id, default: [:]].values.filter { !present.contains($0.id) }
    }
    return all
  }

  /// Gives a text that stands for a place in a list.
  mutating func token(for meaning: GoogleListToken) -> String {
    let text =
      random.characters(24, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") + "="
    tokens[text] = meaning
    return text
  }

  func meaning(of token: String) -> GoogleListToken? { tokens[token] }

  /// Lets Google forget all that it gave out, as it does now and then.
  mutating func expireTokens() {
    tokens = [:]
    version += 1
    calendarTokens = version
  }

  /// Renames a calendar, or takes it off the list; false when there is none of the id.
  mutating func change(calendar id: String, to summary: String?) -> Bool {
    guard let index = calendars.firstIndex(where: { $0.id == id }) else { return false }
    version += 1
    if let summary {
      calendars[index].summary = summary
      calendarChanges.append((calendars[index], version, false))
    } else {
      calendarChanges.append((calendars.remove(at: index), version, true))
    }
    return true
  }
}

/// A place in a list, or the state that a sync token stands for.
struct GoogleListToken: Equatable, Sendable {
  let calendar: String
  let query: GoogleListQuery
  /// The version up to which all is told once the list is through.
  let version: Int
  /// The version up to which all was told before; `nil` for a whole list.
  let since: Int?
  /// The last id of the page before; `nil` in a sync token.
  var after: String?
}
