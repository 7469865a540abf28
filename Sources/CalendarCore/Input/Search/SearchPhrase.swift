import Foundation

/// Finds words that follow each other in a text, without regard to capitals, accents and signs.
package struct SearchPhrase {
  private let words: [String]
  /// The same without spaces, for writing that has none.
  private let joined: String

  /// Makes one of what is typed; its last word may be the beginning of one.
  package init(_ phrase: String) {
    words = Self.words(of: phrase)
    joined = words.joined()
  }

  /// Whether a text holds the phrase.
  package func isFound(in text: String) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    let others = Self.words(of: text)
    if joined.unicodeScalars.contains(where: { $0.value >= 0x3041 }) {
      return others.joined().contains(joined)
    }
    guard others.count >= words.count else { return false }
    return (0...others.count - words.count).contains { start in
      if words.count == 1 { return others[start].hasPrefix(first) }
      guard others[start] == first else { return false }
      let end = start + words.count - 1
      return others[start..<end].elementsEqual(words.dropLast()) && others[end].hasPrefix(last)
    }
  }

  private static func words(of text: String) -> [String] {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
