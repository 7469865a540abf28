import ConferencingCore
import Foundation

extension AppViewModel {
  /// Whether the line of the search takes the keys.
  var isTypingSearch: Bool { screens.isEmpty && search?.isTyping == true }

  /// Begins a search.
  mutating func openSearch() -> [Effect] {
    search = SearchViewModel(origin: agenda)
    return []
  }

  /// Types into the search.
  mutating func typeSearch(_ text: String) -> [Effect] {
    search?.field.insert(text)
    return searchAgain()
  }

  /// Carries out a command on the line of the search.
  mutating func handleOnSearch(_ command: Command) -> [Effect] {
    guard var search else { return [] }
    switch command {
    case .accept:
      if search.text.isEmpty {
        self.search = nil
      } else {
        search.isTyping = false
        self.search = search
      }
      return []
    case .back:
      self.search = nil
      return agenda.restore(search.origin)
    default:
      let before = search.text
      guard search.field.handle(command) else { return [] }
      self.search = search
      return search.text == before ? [] : searchAgain()
    }
  }

  /// Carries out a command on a search that was kept; `nil` when it is none of those.
  mutating func handleOnKeptSearch(_ command: Command) -> [Effect]? {
    switch command {
    case .search: return openSearch()
    case .nextHit: return step { .after($0) }
    case .previousHit: return step { .before($0) }
    case .back where search != nil:
      search = nil
      return []
    default: return nil
    }
  }

  /// The hits of a text are there.
  mutating func take(_ text: String, _ result: SearchResult) -> [Effect] {
    guard var search, search.text == text else { return [] }
    search.take(result)
    self.search = search
    guard let goal = search.goal else { return [] }
    guard result.count > 0 else {
      self.search?.goal = nil
      self.search?.turned = nil
      return search.isTyping ? agenda.restore(search.origin) : []
    }
    let effects = go(goal)
    // Asked for once they were not there; so there are none.
    if self.search?.goal == goal {
      self.search?.goal = nil
      return []
    }
    return effects
  }

  /// The hits of a text cannot be had.
  mutating func giveUpSearch(_ reason: String) {
    search?.goal = nil
    say(.problem, reason)
  }

  /// The data changed: the hits are asked for again, and nobody is taken anywhere.
  func refreshedSearch() -> [Effect] {
    guard let search, search.goal == nil, !search.text.isEmpty else { return [] }
    return [.search(search.text, around: agenda.selection?.day ?? agenda.today)]
  }

  private mutating func searchAgain() -> [Effect] {
    guard var search else { return [] }
    search.turned = nil
    guard !search.text.isEmpty else {
      search.take(nil)
      search.goal = nil
      self.search = search
      return agenda.restore(search.origin)
    }
    let place = search.origin.place
    search.goal = .nearest(place)
    self.search = search
    return [.search(search.text, around: place.day)]
  }

  private mutating func step(_ goal: (SearchHit) -> SearchViewModel.Goal) -> [Effect] {
    guard let search else {
      say(.info, "No active search. \(key: .search) searches.")
      return []
    }
    guard search.result?.count != 0 else { return [] }
    return go(goal(agenda.place))
  }

  /// Goes to a hit, or asks for those about the place where it must be.
  private mutating func go(_ goal: SearchViewModel.Goal) -> [Effect] {
    guard let search else { return [] }
    if let (hit, turned) = search.hit(goal) {
      self.search?.goal = nil
      self.search?.turned = turned
      return agenda.reveal(hit.id, on: hit.day)
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
    self.search?.goal = next
    return [.search(search.text, around: day)]
  }
}
