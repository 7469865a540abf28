import ConferencingCore

/// The words for providers in a line: `zoom`, `google meet`, `via teams`.
enum ProviderWords {
  /// The provider whose words begin at a word.
  ///
  /// - Returns: The provider, the index of its name, and the one behind it; `nil` for other words.
  static func provider(
    _ words: InputWords,
    at index: Int
  ) -> (provider: AutocreateProvider, name: Int, next: Int)? {
    let isLed = ["via", "on", "over"].contains(words[index])
    let name = isLed ? index + 1 : index
    return switch words[name] {
    case "zoom": (.zoomMeeting, name, name + 1)
    case "google" where words[name + 1] == "meet": (.googleMeet, name, name + 2)
    case "microsoft" where words[name + 1] == "teams", "ms" where words[name + 1] == "teams":
      (.microsoftTeams, name, name + 2)
    case "meet": (.googleMeet, name, name + 1)
    case "teams": (.microsoftTeams, name, name + 1)
    default: nil
    }
  }

  /// Whether the words of a provider begin at a word, and another part or the end follows them.
  static func ends(_ words: InputWords, at index: Int, isFree: (Int) -> Bool) -> Bool {
    guard let (_, name, next) = provider(words, at: index) else { return false }
    return !isFree(next) && (name > index || !isLoose(words[name]))
  }

  /// Whether a word alone is as often one of a title.
  static func isLoose(_ word: String) -> Bool { word == "meet" || word == "teams" }
}
