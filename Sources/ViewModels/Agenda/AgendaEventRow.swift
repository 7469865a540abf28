package import CalendarCore
package import ConferencingCore
package import Foundation

/// What a line of the agenda shows of an event.
package struct AgendaEventRow: Equatable, Sendable {
  package var time: String
  /// The same where there is little room; its start alone beside a time of a second zone.
  package var narrowTime: String
  /// When it begins by the clock of a second zone, empty for whole days; `nil` when none is shown.
  package var secondTime: String?
  /// How its times count hours.
  package var clockStyle: ClockStyle
  package var title: String
  package var location: String
  /// The provider of its meeting in one word; empty when it has none.
  package var meeting: String
  package var conferencing: ConferencingState
  package var delivery: Delivery
  /// The calendar's colour as `#rrggbb`; empty when it has none.
  package var color: String
  package var calendar: String
  package var isReadOnly: Bool
  /// Whether it is over, or declined.
  package var isPast: Bool
  /// Whether it is going on.
  package var isNow: Bool
  /// Whether it is of a series.
  package var isRecurring: Bool
  /// What differs from a plain event, in a word or two; `nil` when nothing does.
  package var remark: String?
  /// Whether it is marked for a command on several events.
  package var isMarked = false
  /// What the user has answered, where that is to be seen.
  package var standing = Standing.plain

  /// How an event stands with the user.
  package enum Standing: Equatable, Sendable {
    case plain
    case needsAnswer
    case tentative
    case declined
    case cancelled
  }
}

extension AgendaEventRow {
  /// What every view says of an event on a day.
  package init(
    _ event: EventSummary,
    on day: Day,
    directory: Directory,
    clock: WallClock,
    second: SecondClock? = nil,
    now: Date
  ) {
    let zone = clock.zone
    let calendar = directory.calendar(event.calendar, in: event.account)
    let start = event.time.start(in: zone)
    let end = event.time.end(in: zone)
    self.init(
      time: Self.time(of: event.time, on: day, in: clock),
      narrowTime: second == nil
        ? Self.time(of: event.time, on: day, in: clock, isNarrow: true)
        : Self.start(of: event.time, on: day, in: clock),
      secondTime: second.map { Self.time(of: event.time, on: day, in: clock.zone, by: $0) },
      clockStyle: clock.style,
      title: event.title.isEmpty ? "(no title)" : event.title,
      location: event.isPlacedAtItsLink ? "" : event.location,
      meeting: event.provider.map(AgendaViewModel.word) ?? "",
      conferencing: event.conferencingState,
      delivery: event.delivery,
      color: calendar?.color ?? "",
      calendar: calendar.map(directory.label) ?? "",
      isReadOnly: event.isReadOnly || calendar?.isReadOnly == true,
      isPast: end <= now || event.response == .no,
      isNow: !event.time.isAllDay && start <= now && now < end,
      isRecurring: event.isRecurring,
      remark: Self.remark(event, isOver: end <= now),
      standing: Self.standing(event, isOver: end <= now)
    )
  }

  private static func standing(_ event: EventSummary, isOver: Bool) -> Standing {
    switch (event.response, event.status) {
    case (_, .cancelled): .cancelled
    case (.no, _): .declined
    case (.some(.none), _) where !isOver: .needsAnswer
    case (.maybe, _), (_, .tentative): .tentative
    default: .plain
    }
  }

  /// What differs from a plain event; of a series, what differs from its other occurrences.
  private static func remark(_ event: EventSummary, isOver: Bool) -> String? {
    let standing: String? =
      switch Self.standing(event, isOver: isOver) {
      case .cancelled: "cancelled"
      case .declined: "declined"
      case .needsAnswer: "needs answer"
      case .tentative: "tentative"
      case .plain: event.isException ? "changed" : nil
      }
    let said = [standing, event.isPrivate ? "private" : nil].compactMap(\.self)
    return said.isEmpty ? nil : said.joined(separator: ", ")
  }

  /// When an event begins, without its end where both are on one day.
  private static func start(of time: EventTime, on day: Day, in clock: WallClock) -> String {
    guard case .timed(let start, _, _) = time, time.days(in: clock.zone).count == 1 else {
      return self.time(of: time, on: day, in: clock, isNarrow: true)
    }
    return TimeText.brief(start, in: clock)
  }

  /// When it begins by the clock of a second zone; on the last of several days, when it ends.
  private static func time(
    of time: EventTime,
    on day: Day,
    in zone: TimeZone,
    by second: SecondClock
  ) -> String {
    guard case .timed(let start, let end, _) = time else { return "" }
    switch (day, time.days(in: zone)) {
    case (_, let days) where days.lowerBound == day: return second.text(start, on: day)
    case (_, let days) where days.upperBound == day: return second.text(end, on: day)
    default: return ""
    }
  }

  private static func time(
    of time: EventTime,
    on day: Day,
    in clock: WallClock,
    isNarrow: Bool = false
  ) -> String {
    let days = time.days(in: clock.zone)
    let part =
      days.count > 1
      ? " \(day.daysSinceEpoch - days.lowerBound.daysSinceEpoch + 1)/\(days.count)" : ""
    guard case .timed(let start, let end, _) = time else { return "all day" + part }
    if days.count == 1 { return TimeText.range(start, end, in: clock, isNarrow: isNarrow) }
    switch day {
    case days.lowerBound: return TimeText.brief(start, in: clock) + " →"
    case days.upperBound: return "→ " + TimeText.brief(end, in: clock)
    default: return "all day" + part
    }
  }
}
