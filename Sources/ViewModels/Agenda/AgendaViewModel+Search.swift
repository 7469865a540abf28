package import CalendarCore

extension AgendaViewModel {
  /// Goes to an event on a day, at once when it is loaded.
  package mutating func reveal(_ event: EventID, on day: Day) -> [Effect] {
    isUntouched = false
    let line = items.indices.first { index in
      if case .event(let at, day) = items[index] { return window?.events[at].id == event }
      return false
    }
    guard let line, awaited == nil else { return show(event, on: day) }
    select(line)
    return loadNearEdges()
  }

  /// Where what is selected stands among all events.
  var place: SearchHit {
    let day = selection?.day ?? today
    guard let event = selectedEvent else { return SearchHit(before: day, in: zone) }
    return SearchHit(id: event.id, title: event.title, time: event.time, in: zone, on: day)
  }

  /// Goes back to how it was; the time, the names and the screen stay those of now.
  mutating func restore(_ earlier: AgendaViewModel) -> [Effect] {
    let (now, height, directory) = (self.now, self.height, self.directory)
    self = earlier
    awaited = nil
    goal = nil
    self.directory = directory
    resize(height: height)
    tick(now)
    return reload()
  }

  /// What is selected instead of an event that is not in a new stretch any more: the one after it,
  /// else the one before it.
  func successor(in fresh: EventWindow) -> AgendaSelection? {
    guard let selected, let window, let event = selectedEvent?.id,
      fresh.standing(for: event).isEmpty
    else { return nil }
    let there = Set(fresh.events.map(\.id))
    for item in Array(items[(selected + 1)...]) + items[..<selected].reversed() {
      guard case .event(let index, let day) = item, there.contains(window.events[index].id) else {
        continue
      }
      return AgendaSelection(event: window.events[index].id, day: day)
    }
    return nil
  }

  /// The line of a selection: the event on its day, the event on another day, the next event of
  /// that day from now on, the next day.
  func find(_ wanted: AgendaSelection) -> Int? {
    if let window, case let ids = window.standing(for: wanted.event), !ids.isEmpty {
      let lines = items.indices.filter { index in
        if case .event(let at, _) = items[index] { return ids.contains(window.events[at].id) }
        return false
      }
      if let same = lines.first(where: { items[$0].selectableDay == wanted.day }) { return same }
      if let moved = lines.first { return moved }
    }
    let ofDay = items.indices.filter { items[$0].selectableDay == wanted.day }
    if wanted.event == nil, wanted.day == today, !ofDay.isEmpty {
      return ofDay.first { !isOver($0) } ?? ofDay.last
    }
    return ofDay.first
      ?? items.firstIndex { item in item.selectableDay.map { $0 > wanted.day } ?? false }
      ?? items.lastIndex { $0.selectableDay != nil }
  }

  private func isOver(_ index: Int) -> Bool {
    guard case .event(let at, _) = items[index], let window else { return false }
    return window.events[at].time.isAllDay || window.events[at].time.end(in: zone) <= now
  }
}
