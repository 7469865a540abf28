package import CalendarCore
package import Foundation

/// Day, week and month: the place that is looked at, and the events of the days about it.
///
/// The place is a day, an event of it, and a time of day that stays the same from day to day. Days
/// are loaded ahead, so that a step shows the next week or month at once.
package struct GridViewModel: Equatable, Sendable {
  /// How the days are shown.
  package private(set) var view: CalendarView
  /// The events that are loaded.
  package private(set) var window: EventWindow?
  /// Their places by day.
  package private(set) var events = DayEvents()
  /// The day of the cursor.
  package private(set) var day: Day
  /// The event of the cursor; `nil` where there is none.
  package private(set) var event: EventID?
  /// The time of day of the cursor, in minutes of the wall clock.
  package private(set) var minute: Int
  /// Whether the cursor is shown: not where a grid is printed.
  package var showsCursor = true
  /// The zone of the user's wall clock.
  package let zone: TimeZone
  /// How weeks begin, and what a working day is.
  package let preferences: CalendarPreferences
  /// The user's wall clock.
  package var clock: WallClock { WallClock(zone, preferences.clockStyle) }
  /// The zone whose times stand beside those of the user's own; `nil` when none is shown.
  package internal(set) var secondZone: NamedZone?
  /// The clock of that zone.
  package var second: SecondClock? { secondZone.map { SecondClock($0, preferences.clockStyle) } }

  /// The days that were answered last, and those that are asked for.
  private var covered: ClosedRange<Day>?
  private var awaited: ClosedRange<Day>?

  /// Makes a grid of the place that is selected in the list, and of the events that are loaded there.
  init(_ view: CalendarView, at agenda: AgendaViewModel, preferences: CalendarPreferences) {
    self.view = view
    self.preferences = preferences
    zone = agenda.zone
    secondZone = agenda.secondZone
    day = agenda.selection?.day ?? agenda.today
    event = agenda.selectedEvent?.id
    minute =
      day == agenda.today
      ? TimeText.minutesOfDay(agenda.now, in: zone) : preferences.workingHours.lowerBound * 60
    window = agenda.window
    covered = agenda.window?.days
    events = agenda.window.map { DayEvents(of: $0, zone: agenda.zone) } ?? DayEvents()
    noteMinute()
  }

  /// Makes a grid to print, of days that are loaded.
  package init(
    _ view: CalendarView,
    on day: Day,
    of window: EventWindow,
    zone: TimeZone,
    preferences: CalendarPreferences
  ) {
    self.view = view
    self.day = day
    self.window = window
    self.zone = zone
    self.preferences = preferences
    secondZone = preferences.secondZone
    minute = preferences.workingHours.lowerBound * 60
    covered = window.days
    events = DayEvents(of: window, zone: zone)
    showsCursor = false
  }

  /// What the second zone shows at a minute of the cursor's day; `nil` when none is shown.
  package func secondTime(atMinute minute: Int) -> String? {
    second?.text(day.time(secondsFromMidnight: minute * 60, in: zone), on: day)
  }

  /// The days that are shown.
  package var days: ClosedRange<Day> {
    view.days(about: day, firstWeekday: preferences.firstWeekday)
  }

  /// What is selected.
  package var selection: AgendaSelection { AgendaSelection(event: event, day: day) }

  /// The selected event.
  package var selectedEvent: EventSummary? {
    guard let event, let window else { return nil }
    // It is asked for many times a picture: nearly always it is one of a few.
    if let here = events[day].first(where: { window.events[$0].id == event }) {
      return window.events[here]
    }
    return window.events.first { $0.id == event }
  }

  /// Whether days are shown that are not there yet, or nothing is there of those around them, to which
  /// the next key may lead.
  package var isSeeking: Bool { awaited != nil && (!isCovered(days) || covered == days) }

  /// The time at which a new event begins: that of the selected one, or of the cursor, by quarters of
  /// an hour.
  var newEventMinute: Int {
    if let start = selectedEvent?.time.minutes(on: day, in: zone)?.lowerBound { return start }
    return min((minute + 14) / 15 * 15, 23 * 60 + 30)
  }

  /// Where the cursor stands among all events.
  var place: SearchHit {
    guard let event = selectedEvent else { return SearchHit(before: day, in: zone) }
    return SearchHit(id: event.id, title: event.title, time: event.time, in: zone, on: day)
  }

  // MARK: Moving

  /// Carries out a command.
  ///
  /// - Returns: What must be loaded, or `nil` when the command means nothing to a grid.
  mutating func handle(_ command: Command, now: Date) -> [Effect]? {
    switch command {
    case .nextDay: go(to: day.advanced(by: 1))
    case .previousDay: go(to: day.advanced(by: -1))
    case .pageDown: go(to: view.day(1, pagesFrom: day))
    case .pageUp: go(to: view.day(-1, pagesFrom: day))
    case .moveDown: step(by: 1)
    case .moveUp: step(by: -1)
    case .first: goToEnd(days.first { !events[$0].isEmpty }) { $0.first }
    case .last: goToEnd(days.last { !events[$0].isEmpty }) { $0.last }
    case .today:
      minute = TimeText.minutesOfDay(now, in: zone)
      go(to: Day(now, in: zone))
    default: return nil
    }
    return load()
  }

  /// Goes to a day, and there to the event that is nearest to the time of the cursor.
  mutating func go(to day: Day) {
    self.day = day
    event = nearestEvent()
  }

  /// Shows the same place in another way.
  mutating func show(_ view: CalendarView) -> [Effect] {
    self.view = view
    return load()
  }

  /// Goes to an event on a day.
  mutating func show(_ event: EventID, on day: Day) -> [Effect] {
    self.day = day
    self.event = event
    noteMinute()
    // The event may be newer than what is loaded.
    return reload()
  }

  /// Goes to a line of events of the selected day, by its number there.
  mutating func select(line: Int) {
    guard let window, events[day].indices.contains(line) else { return }
    event = window.events[events[day][line]].id
    noteMinute()
  }

  private mutating func step(by step: Int) {
    guard let window else { return }
    let here = events[day]
    let current = here.firstIndex { window.events[$0].id == event }
    let next = current.map { $0 + step } ?? firstAfterCursor(here) - (step > 0 ? 0 : 1)
    if here.indices.contains(next) {
      select(line: next)
    } else if let other = events.nearest(step, from: day) {
      goToEnd(other) { step > 0 ? $0.first : $0.last }
    }
  }

  private mutating func goToEnd(_ day: Day?, _ pick: ([Int]) -> Int?) {
    guard let window, let day, let index = pick(events[day]) else { return }
    self.day = day
    event = window.events[index].id
    noteMinute()
  }

  /// The number of events of the day that begin before the cursor.
  private func firstAfterCursor(_ indices: [Int]) -> Int {
    indices.firstIndex { (minutes(of: $0)?.lowerBound ?? -1) >= minute } ?? indices.count
  }

  private mutating func noteMinute() {
    guard let start = selectedEvent?.time.minutes(on: day, in: zone)?.lowerBound else { return }
    minute = start
  }

  /// The event of the day that is nearest to the cursor: one that goes on then, else the one that
  /// begins nearest; what fills the day comes last.
  private func nearestEvent() -> EventID? {
    guard let window else { return nil }
    let distances = events[day].map { index -> (index: Int, distance: Int) in
      guard let minutes = minutes(of: index) else { return (index, .max) }
      return (index, minutes.contains(minute) ? 0 : abs(minutes.lowerBound - minute))
    }
    return distances.min { $0.distance < $1.distance }.map { window.events[$0.index].id }
  }

  private func minutes(of index: Int) -> Range<Int>? {
    window?.events[index].time.minutes(on: day, in: zone)
  }

  // MARK: Loading

  /// Asks for the days about the cursor, unless they are there or asked for.
  ///
  /// Where days are shown that are not there, these come first, and those that a step leads to when
  /// they are drawn: of a month these are twice as many again.
  mutating func load() -> [Effect] {
    let shown = days
    let ahead = view.loadedDays(about: day, firstWeekday: preferences.firstWeekday)
    let wanted = isCovered(shown) ? ahead : shown
    guard !isCovered(wanted), awaited != wanted else { return [] }
    awaited = wanted
    return [.loadWindow(.days(wanted))]
  }

  /// Asks for them in any case.
  mutating func reload() -> [Effect] {
    let wanted = view.loadedDays(about: day, firstWeekday: preferences.firstWeekday)
    awaited = wanted
    return [.loadWindow(.days(wanted))]
  }

  /// Takes days that were asked for; others were asked for before.
  ///
  /// - Returns: What must be loaded next.
  mutating func load(_ days: ClosedRange<Day>, _ window: EventWindow) -> [Effect] {
    guard days == awaited else { return [] }
    let before = self
    awaited = nil
    covered = days
    self.window = window
    events = DayEvents(of: window, zone: zone)
    let ids = window.standing(for: event)
    let here = events[day].map { window.events[$0] }.first { ids.contains($0.id) }
    if let shown = here ?? (ids.isEmpty ? nil : window.events.first { ids.contains($0.id) }) {
      event = shown.id
      if here == nil { day = shown.time.days(in: zone).lowerBound }
      noteMinute()
    } else if event != nil || before.isSeeking || before.window == nil {
      event = before.successor(in: window) ?? nearestEvent()
    }
    return load()
  }

  /// What was asked for cannot be had; what is shown stays.
  mutating func giveUpLoading(_ days: ClosedRange<Day>) {
    if days == awaited { awaited = nil }
  }

  /// What is selected instead of an event that is gone: the one after it on its day, else the one
  /// before it.
  private func successor(in fresh: EventWindow) -> EventID? {
    guard let window, let event else { return nil }
    let here = events[day].map { window.events[$0].id }
    guard let place = here.firstIndex(of: event) else { return nil }
    let there = Set(fresh.events.map(\.id))
    return (here[(place + 1)...] + here[..<place].reversed()).first(where: there.contains)
  }

  private func isCovered(_ days: ClosedRange<Day>) -> Bool {
    covered.map { $0.contains(days.lowerBound) && $0.contains(days.upperBound) } ?? false
  }
}
