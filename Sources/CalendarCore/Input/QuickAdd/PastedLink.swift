/// Finds the first address of the web in a line, with a word that leads to it: `via https://…`.
enum PastedLink {
  /// The address as it was written, and the words to take; `nil` where the first one is not free.
  static func find(
    in words: InputWords,
    isFree: (Int) -> Bool
  ) -> (link: String, range: Range<Int>)? {
    let link = words.words.indices.first {
      words[$0].hasPrefix("https://") || words[$0].hasPrefix("http://")
    }
    guard let link, isFree(link) else { return nil }
    // A hyphen or a comma in an address is none between words.
    var end = link + 1
    while end < words.count, !words.isSpaced(after: end - 1) { end += 1 }
    let isLed = link > 0 && ["via", "on", "over"].contains(words[link - 1])
    return (words.written(link..<end), (isLed ? link - 1 : link)..<end)
  }
}
