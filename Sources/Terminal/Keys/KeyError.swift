/// Why a key in the configuration cannot be read.
package enum KeyError: Error, Equatable, CustomStringConvertible {
  /// The text names no key.
  case unknownKey(String)
  /// A terminal sends the same bytes for this as for another key, or none.
  case notSent(String, insteadOf: String)

  /// The reason and the remedy, as a sentence.
  package var description: String {
    switch self {
    case .unknownKey(let text):
      "\"\(SafeText.visible(text))\" is not a key. Write a character, or a name as in x, ^S, M-x, F5, PgDn, S-Tab, Enter."
    case .notSent(let text, let other):
      "\"\(SafeText.visible(text))\" is the same as \(other) to a terminal. Write \(other), or choose another key."
    }
  }
}
