package import CalendarCore

/// A search of the agenda: what is typed, what was found, and where one was before.
package struct SearchViewModel: Equatable, Sendable {
  /// Which hit to go to once the hits are there.
  enum Goal: Equatable, Sendable {
    /// The first one not before a place.
    case nearest(SearchHit)
    case after(SearchHit)
    case before(SearchHit)
    /// The first or last of all, for there is none further on.
    case first
    case last
  }

  /// What is typed.
  package internal(set) var field = TextField()
  /// Whether it is being typed; else it was kept with Enter.
  package internal(set) var isTyping = true
  /// What was found; `nil` until it is.
  package internal(set) var result: SearchResult?
  /// The calendar as it was before the search.
  let origin: Origin
  /// Which hit is gone to when the answer comes; `nil` when no answer is waited for.
  var goal: Goal?
  /// At which end of the agenda the search went on at the other.
  var turned: Turn?
  private var hits: Set<EventID> = []

  /// Where a search began.
  struct Origin: Equatable, Sendable {
    var agenda: AgendaViewModel
    var grid: GridViewModel?
    /// The place among all events.
    var place: SearchHit { grid?.place ?? agenda.place }
  }

  /// Which way the search went on at the other end.
  enum Turn: Equatable, Sendable {
    case toStart
    case toEnd
  }

  /// Makes a search that begins at what is selected.
  init(origin: Origin) { self.origin = origin }

  /// What is searched for.
  package var text: String { field.trimmed }

  /// The words to mark in a text of an event.
  package func words(in place: SearchTerms.Place) -> String {
    SearchTerms(text, today: origin.agenda.today).words(in: place)
  }

  /// What of the search was not understood; `nil` when all was.
  package var note: String? { result?.notes.first }

  /// Whether an event is among the hits.
  package func holds(_ event: EventID) -> Bool { hits.contains(event) }

  /// Takes an answer.
  mutating func take(_ result: SearchResult?) {
    self.result = result
    hits = Set(result?.hits.map(\.id) ?? [])
  }

  /// The hit to go to, and whether that was on from the other end; `nil` when the hits that are
  /// there do not reach so far.
  func hit(_ goal: Goal) -> (hit: SearchHit, turned: Turn?)? {
    guard let result else { return nil }
    let hits = result.hits
    let isPart = result.hasEarlier || result.hasLater
    switch goal {
    case .nearest(let place), .after(let place):
      // Before the first of a part there may be others that are nearer.
      if result.hasEarlier, let first = hits.first, place < first { return nil }
      let isPlaceMeant = if case .nearest = goal { true } else { false }
      if let hit = hits.first(where: { isPlaceMeant ? $0 >= place : $0 > place }) {
        return (hit, nil)
      }
      return isPart ? nil : hits.first.map { ($0, .toStart) }
    case .before(let place):
      if result.hasLater, let last = hits.last, place > last { return nil }
      if let hit = hits.last(where: { $0 < place }) { return (hit, nil) }
      return isPart ? nil : hits.last.map { ($0, .toEnd) }
    case .first: return hits.first.map { ($0, .toStart) }
    case .last: return hits.last.map { ($0, .toEnd) }
    }
  }

  /// How many hits there are and which of them is selected, in words.
  package func count(selected: EventID?) -> String {
    guard let result else { return "…" }
    if result.count == 0 { return "" }
    if result.isCapped { return "\(result.count)+" }
    let place = result.hits.firstIndex { $0.id == selected }
    let count = place.map { "\($0 + 1) of \(result.count)" } ?? "\(result.count)"
    return switch turned {
    case nil: count
    case .toStart: count + ", on from the start"
    case .toEnd: count + ", on from the end"
    }
  }
}
