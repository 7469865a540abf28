package import CalendarCore
package import Foundation

/// The list of events by day: what is shown of it, what is selected, what must be loaded.
///
/// It holds a stretch of days about the selection, never all events; when the selection comes
/// near an edge it asks for the stretch beyond.
package struct AgendaViewModel: Equatable, Sendable {
  /// How many lines from an edge of what is loaded more is asked for.
  static let margin = 40

  /// The events that are loaded, with the days they cover.
  package private(set) var window: EventWindow?
  /// The lines, in order.
  package private(set) var items: [AgendaItem] = []
  /// The selected line; `nil` when no line can be selected.
  package private(set) var selected: Int?
  /// The first line on the screen.
  package private(set) var top = 0
  /// The lines that the screen has room for.
  package private(set) var height = 20
  /// The time.
  package private(set) var now: Date
  /// The zone of the user's wall clock.
  package let zone: TimeZone
  /// How that clock counts hours.
  package var clockStyle = ClockStyle.twentyFourHour
  /// The zone whose times stand beside those of the user's own; `nil` when none is shown.
  package var secondZone: NamedZone?
  /// Names and colours of the calendars.
  package var directory = Directory()

  /// What is asked for and not there yet, so that it is asked for once; the first stretch is asked
  /// for from the start.
  var awaited: WindowRequest?
  /// Whether no key was pressed yet: until then the selection follows the time while the list
  /// fills.
  var isUntouched = true
  /// What is to be selected once the next stretch is there.
  var goal: AgendaSelection?

  /// The day that was gone to, which has a line also without events while it is selected.
  private var visited: Day?

  /// Makes an empty agenda.
  package init(now: Date, zone: TimeZone) {
    self.now = now
    self.zone = zone
    awaited = .day(Day(now, in: zone))
  }

  /// Makes an agenda of one stretch of days, for good.
  package init(of window: EventWindow, now: Date, zone: TimeZone) {
    self.init(now: now, zone: zone)
    awaited = nil
    self.window = window
    rebuild(keeping: nil)
  }

  /// The user's wall clock.
  package var clock: WallClock { WallClock(zone, clockStyle) }
  /// The clock of the second zone.
  package var second: SecondClock? { secondZone.map { SecondClock($0, clockStyle) } }
  /// The day it is.
  package var today: Day { Day(now, in: zone) }

  /// What is selected.
  package var selection: AgendaSelection? {
    guard let selected, let day = items[selected].selectableDay else { return nil }
    return AgendaSelection(event: selectedEvent?.id, day: day)
  }

  /// The selected event.
  package var selectedEvent: EventSummary? {
    guard let selected, case .event(let index, _) = items[selected] else { return nil }
    return window?.events[index]
  }

  /// The lines on the screen.
  package var visible: ArraySlice<AgendaItem> {
    let start = min(top, items.count)
    return items[start..<min(items.count, start + max(0, height))]
  }

  // MARK: What happens

  /// Carries out a command.
  ///
  /// - Returns: What must be loaded, or `nil` when the command means nothing to the agenda.
  package mutating func handle(_ command: Command) -> [Effect]? {
    isUntouched = false
    switch command {
    case .moveDown: step(by: 1)
    case .moveUp: step(by: -1)
    case .pageDown: page(by: 1)
    case .pageUp: page(by: -1)
    case .nextDay: return stepDay(by: 1)
    case .previousDay: return stepDay(by: -1)
    case .first: return go(.first)
    case .last: return go(.last)
    case .today: return goToday()
    default: return nil
    }
    return loadNearEdges()
  }

  /// The screen has room for this many lines now.
  package mutating func resize(height: Int) {
    self.height = max(1, height)
    scroll()
  }

  /// The clock shows this.
  package mutating func tick(_ now: Date) {
    let isNewMinute =
      Int(now.timeIntervalSince1970 / 60) != Int(self.now.timeIntervalSince1970 / 60)
    self.now = now
    if isNewMinute { rebuild(keeping: selection) }
  }

  /// A stretch was loaded.
  ///
  /// Only the answer that the selection is on its way to moves it; others were asked for before, or
  /// because the data changed.
  package mutating func load(_ request: WindowRequest, _ window: EventWindow) -> [Effect] {
    let isAwaited = request == awaited
    guard isAwaited, isSeeking else {
      if isAwaited { awaited = nil }
      return isSeeking ? [] : refresh(request, window)
    }
    let wanted = goal
    (awaited, goal) = (nil, nil)
    self.window = window
    switch request {
    case .around, .days: rebuild(keeping: wanted)
    case .day(let day):
      visited = day
      rebuild(keeping: AgendaSelection(event: nil, day: day))
      // It may have been read alone.
      return loadNearEdges()
    case .first:
      rebuild(keeping: nil)
      select(items.firstIndex { $0.selectableDay != nil })
    case .last:
      rebuild(keeping: nil)
      select(items.lastIndex { $0.selectableDay != nil })
    }
    return []
  }

  /// The data changed: what is shown is loaded again, or what the selection is on its way to.
  package mutating func reload() -> [Effect] {
    if isSeeking, let awaited { return [.loadWindow(awaited)] }
    return [.loadWindow(.around(selection?.day ?? today))]
  }

  /// Goes to an event on a day.
  package mutating func show(_ event: EventID, on day: Day) -> [Effect] {
    go(.around(day), to: AgendaSelection(event: event, day: day))
  }

  /// Goes to a day.
  mutating func show(_ day: Day) -> [Effect] { go(.day(day)) }

  /// What was asked for cannot be had; what is shown stays.
  package mutating func giveUpLoading(_ request: WindowRequest) {
    guard request == awaited else { return }
    (awaited, goal) = (nil, nil)
  }

  /// Whether the selection is on its way to a stretch that is not loaded yet.
  package var isSeeking: Bool {
    switch awaited {
    case nil: false
    case .around, .days: goal != nil
    case .day, .first, .last: true
    }
  }

  /// Takes an answer that the selection does not wait for, if it has the place that is looked at.
  private mutating func refresh(_ request: WindowRequest, _ window: EventWindow) -> [Effect] {
    // As it is in what is shown still.
    let kept = kept
    if let day = kept?.day, !window.days.contains(day) {
      let here = WindowRequest.around(day)
      return request == here ? [] : [.loadWindow(here)]
    }
    let next = successor(in: window)
    self.window = window
    rebuild(keeping: next ?? kept)
    return []
  }

  /// What stays selected when nothing else is to be.
  private var kept: AgendaSelection? {
    isUntouched ? AgendaSelection(event: nil, day: today) : selection
  }

  // MARK: Moving

  private mutating func step(by step: Int) {
    guard var index = selected else { return select(items.firstIndex { $0.selectableDay != nil }) }
    repeat {
      index += step
    } while items.indices.contains(index) && items[index].selectableDay == nil
    if items.indices.contains(index) { select(index) }
  }

  private mutating func page(by pages: Int) {
    guard let selected else { return }
    let target = min(max(0, selected + pages * max(1, height - 2)), items.count - 1)
    let ahead = items[target...].firstIndex { $0.selectableDay != nil }
    let behind = items[...target].lastIndex { $0.selectableDay != nil }
    select(pages > 0 ? ahead ?? behind : behind ?? ahead)
  }

  private mutating func stepDay(by step: Int) -> [Effect] {
    guard let day = selection?.day else { return [] }
    let days = items.compactMap(\.selectableDay)
    if let next = step > 0 ? days.first(where: { $0 > day }) : days.last(where: { $0 < day }) {
      select(items.firstIndex { $0.selectableDay == next })
      return loadNearEdges()
    }
    // The first of a day of many events may be far from the edge, and what was asked for ahead not there.
    let hasMore = (step > 0 ? window?.hasLater : window?.hasEarlier) ?? false
    let beyond = AgendaSelection(event: nil, day: day.advanced(by: step))
    return !isSeeking && hasMore ? go(.around(beyond.day), to: beyond) : []
  }

  private mutating func goToday() -> [Effect] {
    guard let window, window.days.contains(today) else { return go(.day(today)) }
    rebuild(keeping: AgendaSelection(event: nil, day: today))
    return loadNearEdges()
  }

  private mutating func go(_ request: WindowRequest, to goal: AgendaSelection? = nil) -> [Effect] {
    awaited = request
    self.goal = goal
    return [.loadWindow(request)]
  }

  mutating func loadNearEdges() -> [Effect] {
    guard let selected, let window, awaited == nil, let day = selection?.day else { return [] }
    // A day of many events may have the first of them far from the edge.
    let isNearStart = selected < Self.margin || day <= window.days.lowerBound
    let isNearEnd = selected >= items.count - Self.margin || day >= window.days.upperBound
    let isWanted = isNearStart && window.hasEarlier || isNearEnd && window.hasLater
    return isWanted ? go(.around(day)) : []
  }

  mutating func select(_ index: Int?) {
    selected = index
    scroll()
  }

  /// Keeps the selected line on the screen, with the heading of its day where there is room.
  private mutating func scroll() {
    guard let selected else {
      top = 0
      return
    }
    var first = selected
    while first > 0, items[first - 1].selectableDay == nil, items[first - 1] != .gap { first -= 1 }
    if first < top { top = first }
    if selected >= top + height { top = selected - height + 1 }
    top = max(0, min(top, items.count - height))
    if selected < top { top = selected }
  }

  // MARK: Lines

  private mutating func rebuild(keeping wanted: AgendaSelection?) {
    let offset = (selected ?? 0) - top
    if visited != wanted?.day { visited = nil }
    items = window.map { AgendaItems.lines(of: $0, with: visited, now: now, zone: zone) } ?? []
    let index = wanted.flatMap(find) ?? items.firstIndex { $0.selectableDay != nil }
    selected = index
    // The selected line stays where it was on the screen; a day that was gone to begins at the top.
    top = max(0, (index ?? 0) - max(0, min(offset, height - 1)))
    if let index, let wanted, wanted.event == nil {
      top = items[...index].lastIndex { if case .heading = $0 { true } else { false } } ?? top
    }
    scroll()
  }
}
