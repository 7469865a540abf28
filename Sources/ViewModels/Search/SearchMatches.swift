import Foundation

/// Finds the words of a search in a text that is on the screen.
package enum SearchMatches {
  /// The stretches of a text that begin a word with a word of the search.
  ///
  /// Capitals and accents do not count; within writing that puts no spaces between words every place
  /// counts.
  package static func ranges(of search: String, in text: String) -> [Range<String.Index>] {
    let words = search.split { !isWordPart($0) }.map { $0.map(folded) }
    guard !words.isEmpty, !text.isEmpty else { return [] }
    let letters = Array(text)
    let plain = letters.map(folded)
    var indices = Array(text.indices)
    indices.append(text.endIndex)
    var ranges: [Range<String.Index>] = []
    var place = 0
    while place < plain.count {
      let isStart =
        place == 0 || !isWordPart(letters[place - 1]) || isWrittenTogether(letters[place])
      let length =
        isStart ? words.filter { plain[place...].starts(with: $0) }.map(\.count).max() : nil
      if let length { ranges.append(indices[place]..<indices[place + length]) }
      place += length ?? 1
    }
    return ranges
  }

  private static func isWordPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  /// A character without its case and its accents.
  private static func folded(_ character: Character) -> Character {
    if character.isASCII { return Character(character.lowercased()) }
    let parts = String(character).lowercased().decomposedStringWithCanonicalMapping.unicodeScalars
    return parts.first.map { Character($0) } ?? character
  }

  private static func isWrittenTogether(_ character: Character) -> Bool {
    guard let value = character.unicodeScalars.first?.value else { return false }
    return value >= 0x3041 && character.isLetter
  }
}
