import CalendarCore
import Foundation

/// Searching the agenda: the line that is typed, and the hits to go to.
enum AgendaSearch {
  /// Types into the search.
  static func type(_ text: String, in app: inout AppState) -> [Effect] {
    app.search?.field.insert(text)
    return searchAgain(in: &app)
  }

  /// Carries out a command on the line of the search.
  static func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    guard var search = app.search else { return [] }
    switch command {
    case .accept:
      if search.text.isEmpty {
        app.search = nil
      } else {
        search.isTyping = false
        app.search = search
      }
      return []
    case .back:
      app.search = nil
      return app.restore(search.origin)
    default:
      let before = search.text
      guard search.field.handle(command) else { return [] }
      app.search = search
      return search.text == before ? [] : searchAgain(in: &app)
    }
  }

  /// Carries out a command on a search that was kept; `nil` when it is none of those.
  static func handleKept(_ command: Command, in app: inout AppState) -> [Effect]? {
    switch command {
    case .search:
      app.search = SearchViewModel(origin: app.origin)
      return []
    case .nextHit: return step(in: &app) { .after($0) }
    case .previousHit: return step(in: &app) { .before($0) }
    case .back where app.search != nil:
      app.search = nil
      return []
    default: return nil
    }
  }

  /// Whether there are hits to go to.
  static func availability(of command: Command, in app: AppState) -> Availability {
    guard [.nextHit, .previousHit].contains(command), app.search == nil else { return .available }
    return .not("No active search. \(key: .search) searches.")
  }

  /// The hits of a text are there.
  static func take(
    _ text: String,
    _ result: SearchResult,
    in app: inout AppState
  ) -> [Effect] {
    guard var search = app.search, search.text == text else { return [] }
    search.take(result)
    app.search = search
    guard let goal = search.goal else { return [] }
    guard result.count > 0 else {
      app.search?.goal = nil
      app.search?.turned = nil
      return search.isTyping ? app.restore(search.origin) : []
    }
    let effects = go(goal, in: &app)
    // Asked for once they were not there; so there are none.
    if app.search?.goal == goal {
      app.search?.goal = nil
      return []
    }
    return effects
  }

  /// The data changed: the hits are asked for again, and nobody is taken anywhere.
  static func refreshed(_ app: AppState) -> [Effect] {
    guard let search = app.search, search.goal == nil, !search.text.isEmpty else { return [] }
    return [.search(search.text, around: app.selection?.day ?? app.agenda.today)]
  }

  private static func searchAgain(in app: inout AppState) -> [Effect] {
    guard var search = app.search else { return [] }
    search.turned = nil
    guard !search.text.isEmpty else {
      search.take(nil)
      search.goal = nil
      app.search = search
      return app.restore(search.origin)
    }
    let place = search.origin.place
    search.goal = .nearest(place)
    app.search = search
    return [.search(search.text, around: place.day)]
  }

  private static func step(
    in app: inout AppState,
    _ goal: (SearchHit) -> SearchViewModel.Goal
  ) -> [Effect] {
    app.search?.result?.count == 0 ? [] : go(goal(app.place), in: &app)
  }

  /// Goes to a hit, or asks for those about the place where it must be.
  private static func go(_ goal: SearchViewModel.Goal, in app: inout AppState) -> [Effect] {
    guard let search = app.search else { return [] }
    if let (hit, turned) = search.hit(goal) {
      app.search?.goal = nil
      app.search?.turned = turned
      return app.reveal(hit.id, on: hit.day)
    }
    guard let result = search.result, let firstHit = result.hits.first,
      let lastHit = result.hits.last
    else { return [] }
    let end = Day(daysSinceEpoch: .max)
    let start = Day(daysSinceEpoch: .min)
    let (day, next): (Day, SearchViewModel.Goal) =
      switch goal {
      case .nearest(let place), .after(let place):
        !result.hasLater && lastHit <= place ? (start, .first) : (place.day, goal)
      case .before(let place):
        !result.hasEarlier && firstHit >= place ? (end, .last) : (place.day, goal)
      case .first: (start, goal)
      case .last: (end, goal)
      }
    app.search?.goal = next
    return [.search(search.text, around: day)]
  }
}
