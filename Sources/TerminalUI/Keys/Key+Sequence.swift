package import Terminal

extension Key {
  /// Reads a sequence of keys: one key, as ``Key/init(parsing:)`` reads it, or several characters
  /// pressed one after the other, such as `gg`.
  ///
  /// - Returns: The keys, or `nil` when the text is neither.
  package static func sequence(_ text: String) -> [Key]? {
    if let key = try? Key(parsing: text) { return [key] }
    guard (2...4).contains(text.count), text.allSatisfy({ $0.isLetter || $0.isNumber }) else {
      return nil
    }
    return text.map { .character($0) }
  }
}
