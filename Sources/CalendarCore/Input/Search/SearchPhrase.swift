import Foundation

/// Finds words that follow each other in a text, without regard to capitals, accents and signs.
package struct SearchPhrase {
  private let words: [String]
  /// The words in UTF-8.
  private let bytes: [[UInt8]]
  /// The same without spaces, for writing that has none.
  private let joined: String
  /// Whether it is of a writing without spaces.
  private let isWrittenTogether: Bool

  /// Makes one of what is typed; its last word may be the beginning of one.
  package init(_ phrase: String) {
    words = Self.words(of: phrase)
    bytes = words.map { Array($0.utf8) }
    joined = words.joined()
    isWrittenTogether = joined.unicodeScalars.contains { $0.value >= 0x3041 }
  }

  /// Whether a text holds the phrase.
  package func isFound(in text: String) -> Bool {
    guard !words.isEmpty else { return false }
    if isWrittenTogether { return Self.words(of: text).joined().contains(joined) }
    var text = text
    return text.withUTF8(isFound)
  }

  /// Goes through a text word by word, without making a text of each: a search looks at thousands.
  private func isFound(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    /// How many words of the phrase have come, for each place where it may have begun.
    var begun: [Int] = []
    var start = 0
    while start < text.count {
      guard Self.isPartOfWord(text[start]) else {
        start += 1
        continue
      }
      var end = start
      var isASCII = true
      while end < text.count, Self.isPartOfWord(text[end]) {
        isASCII = isASCII && text[end] < 0x80
        end += 1
      }
      let word = UnsafeBufferPointer(rebasing: text[start..<end])
      start = end
      if isASCII {
        if takes(word, &begun) { return true }
      } else {
        // Accents go, and what is no letter parts words.
        for part in Self.words(of: String(decoding: word, as: UTF8.self))
        where Array(part.utf8).withUnsafeBufferPointer({ takes($0, &begun) }) { return true }
      }
    }
    return false
  }

  /// Goes on by a word, and returns whether the phrase is there.
  private func takes(_ word: UnsafeBufferPointer<UInt8>, _ begun: inout [Int]) -> Bool {
    let last = bytes.count - 1
    if !begun.isEmpty {
      if begun.contains(last), Self.begins(word, with: bytes[last]) { return true }
      begun = begun.compactMap { count in
        count < last && word.count == bytes[count].count && Self.begins(word, with: bytes[count])
          ? count + 1 : nil
      }
    }
    guard Self.begins(word, with: bytes[0]) else { return false }
    if last == 0 { return true }
    if word.count == bytes[0].count { begun.append(1) }
    return false
  }

  private static func begins(_ word: UnsafeBufferPointer<UInt8>, with start: [UInt8]) -> Bool {
    guard word.count >= start.count else { return false }
    for (index, byte) in start.enumerated() {
      let other = word[index]
      guard other == byte || (0x41...0x5A).contains(other) && other | 0x20 == byte else {
        return false
      }
    }
    return true
  }

  /// Letters and digits of ASCII, and all that is not ASCII.
  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func words(of text: String) -> [String] {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
