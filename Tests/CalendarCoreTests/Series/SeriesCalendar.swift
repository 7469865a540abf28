import ConferencingCore
import Foundation

@testable import CalendarCore

/// A calendar in memory that carries out plain edits, as the cache does.
struct SeriesCalendar {
  private(set) var events: [EventID: Event] = [:]
  static let series = EventID("series")
  static let tail = EventID("tail")

  /// A calendar with one series.
  init(_ time: EventTime, _ lines: [String], conferencing: Conferencing = .none) {
    events[Self.series] = Event(
      id: Self.series,
      account: .local,
      calendar: CalendarID("home"),
      title: "Stand-up",
      time: time,
      conferencing: conferencing,
      recurrence: Recurrence(lines: lines)
    )
  }

  /// What a user sees: `2026-11-30 10:00 Stand-up`, in the zone of each event.
  var agenda: [String] { occurrences.map(Self.line) }

  static func line(_ event: Event) -> String {
    let mark = event.isException ? " *" : ""
    switch event.time {
    case .allDay(let first, _): return "\(first) \(event.title)\(mark)"
    case .timed(let start, _, let name):
      let zone = name.flatMap { TimeZone(identifier: $0) } ?? .gmt
      let local = Int(start.timeIntervalSince1970) + zone.secondsFromGMT(for: start)
      let minutes = (local % 86_400 + 86_400) % 86_400 / 60
      let clock = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      return "\(Day(start, in: zone)) \(clock.joined(separator: ":")) \(event.title)\(mark)"
    }
  }

  /// The first occurrences of every series, and exceptions and single events, by their starts.
  var occurrences: [Event] {
    events.values.flatMap { event -> [Event] in
      guard let recurrence = event.recurrence else { return [event] }
      let taken = exceptions(of: event.id).compactMap { $0.occurrence?.originalStart }
      let begin = event.time.startKey.instant
      // A date may be added before the first one by the rule.
      return recurrence.times(
        from: event.time,
        in: begin.addingTimeInterval(-30 * 86_400)..<begin.addingTimeInterval(120 * 86_400)
      )
      .times.filter { !taken.contains($0.startKey) }.prefix(10).map { time in
        var occurrence = event
        occurrence.id = EventID("\(event.id)_\(time.startKey)")
        occurrence.time = time
        occurrence.recurrence = nil
        occurrence.occurrence = OccurrenceKey(
          series: .event(event.id),
          originalStart: time.startKey
        )
        return occurrence
      }
    }
    .sorted { ($0.time.startKey, $0.id.rawValue) < ($1.time.startKey, $1.id.rawValue) }
  }

  private func exceptions(of series: EventID) -> [Event] {
    events.values.filter { $0.occurrence?.series == .event(series) }
  }

  /// Carries out an edit of the occurrence that a user sees at a place of the agenda.
  mutating func edit(
    _ index: Int,
    _ scope: EditScope,
    _ change: EventChange
  ) throws(SeriesProblem) {
    let occurrence = occurrences[index]
    guard case .event(let id) = occurrence.occurrence?.series, let master = events[id],
      let editor = SeriesEditor(master: master, exceptions: exceptions(of: id))
    else { return }
    let edit = EventEdit(event: occurrence.id, change: change, scope: scope)
    for plain in try editor.edits(edit, of: occurrence, tail: Self.tail) { carryOut(plain) }
  }

  /// Changes when an occurrence is.
  mutating func move(_ index: Int, _ scope: EditScope, to time: EventTime) throws(SeriesProblem) {
    try edit(index, scope, .update(EventPatch(time: time)))
  }

  private mutating func carryOut(_ edit: EventEdit) {
    switch edit.change {
    case .create(let draft, let conferencing):
      var event = Event(creating: edit.event, draft: draft, conferencing: conferencing)
      if case .event(let id) = draft.occurrence?.series, conferencing == .keep,
        let master = events[id]
      {
        event.conferencing = master.conferencing
      }
      events[edit.event] = event
    case .update(let patch): events[edit.event] = events[edit.event]?.applying(patch)
    case .delete: events[edit.event] = nil
    case .respond: break
    }
  }
}

extension EventTime {
  /// A timed event of a length in minutes.
  static func at(_ day: String, _ clock: String, _ zone: String, minutes: Int = 30) -> EventTime {
    let parts = clock.split(separator: ":").compactMap { Int($0) }
    let start = (Day(day) ?? Day(daysSinceEpoch: 0)).time(
      secondsFromMidnight: parts[0] * 3_600 + parts[1] * 60,
      in: TimeZone(identifier: zone) ?? .gmt
    )
    return .timed(start: start, end: start.addingTimeInterval(Double(minutes) * 60), zone: zone)
  }

  /// An event of one day.
  static func day(_ text: String) -> EventTime {
    let day = Day(text) ?? Day(daysSinceEpoch: 0)
    return .allDay(first: day, last: day)
  }
}
