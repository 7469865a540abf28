import ConferencingCore

/// The words for providers in a line: `zoom`, `google meet`, `via teams`.
struct ProviderWords {
  let words: InputWords
  /// Whether a word belongs to nothing else.
  let isFree: (Int) -> Bool

  /// A provider that is named, the index of its name, and the one behind it.
  struct Match {
    var provider: AutocreateProvider
    var name: Int
    var next: Int
  }

  /// The provider whose words begin at a word; `nil` for other words.
  func provider(at index: Int) -> Match? {
    let isLed = ["via", "on", "over"].contains(words[index])
    let name = isLed ? index + 1 : index
    func match(_ provider: AutocreateProvider, _ length: Int) -> Match {
      Match(provider: provider, name: name, next: name + length)
    }
    return switch (words[name], words[name + 1]) {
    case ("zoom", _): match(.zoomMeeting, 1)
    case ("google", "meet"): match(.googleMeet, 2)
    case ("microsoft", "teams"), ("ms", "teams"): match(.microsoftTeams, 2)
    case ("meet", _): match(.googleMeet, 1)
    case ("teams", _): match(.microsoftTeams, 1)
    default: nil
    }
  }

  /// Whether a link is asked for by the words from an index on.
  ///
  /// A name with which the title begins is a word of it, whatever follows: "Zoom with Ann", "zoom
  /// call", "Zoom out". So is one with a word of the title behind it: "talk on zoom fatigue".
  ///
  /// - Parameters:
  ///   - match: What ``provider(at:)`` found.
  ///   - index: Where it began.
  ///   - place: The words of the place, which is none of the title.
  /// - Returns: Whether a link is asked for.
  func asksForLink(_ match: Match, at index: Int, place: Range<Int>?) -> Bool {
    let isLed = match.name > index
    func isTitle(_ other: Int) -> Bool { isFree(other) && place?.contains(other) != true }
    let isBehindTitle = (0..<index).contains(where: isTitle)
    let isBeforePeople = ["with", "w/"].contains(words[match.next]) && (isBehindTitle || isLed)
    // Between another part and a place.
    let isAddition = index > 0 && !isFree(index - 1) && ["at", "@"].contains(words[match.next])
    if words[index] == "via", !Self.isLoose(words[match.name]) { return true }
    guard !isFree(match.next) || isBeforePeople || isAddition else { return false }
    if isLed { return true }
    if Self.isLoose(words[index]), index == 0 || isFree(index - 1) { return false }
    return isBehindTitle || (match.next..<words.count).contains(where: isTitle)
  }

  /// Whether the words of a provider begin at a word, and another part or the end follows them.
  func ends(at index: Int) -> Bool {
    guard let match = provider(at: index) else { return false }
    return (!isFree(match.next) || ["with", "w/"].contains(words[match.next]))
      && (match.name > index || !Self.isLoose(words[match.name]))
  }

  /// That a provider is named in the title and no link is made; `nil` where none is.
  ///
  /// "Meet" alone is a verb, and "teams" counts as a name at the beginning.
  func remark() -> String? {
    let free = words.words.indices.filter(isFree)
    let named = free.first { index in
      guard let match = provider(at: index), match.name == index, isFree(match.next - 1) else {
        return false
      }
      return !Self.isLoose(words[index]) || words[index] == "teams" && index == free.first
    }
    guard let named, let match = provider(at: named) else { return nil }
    let name = words.written(named..<match.next)
    return "\"\(name)\" is a word of the title, and no link is made. Write \"via "
      + "\(name.lowercased())\" for one."
  }

  /// Whether a word alone is as often one of a title.
  private static func isLoose(_ word: String) -> Bool { word == "meet" || word == "teams" }
}
