/// A text being typed, and where the cursor is in it.
package struct TextField: Equatable, Sendable {
  /// What is typed.
  package private(set) var text: String
  /// The cursor, in characters from the start, 0 to the number of characters.
  package private(set) var cursor: Int
  /// Whether it may hold more than one line.
  package let isMultiline: Bool

  /// Makes a field with the cursor at its end.
  package init(_ text: String = "", isMultiline: Bool = false) {
    self.text = text
    self.cursor = text.count
    self.isMultiline = isMultiline
  }

  /// What is typed, without space around it.
  package var trimmed: String {
    var slice = text[...]
    while slice.first?.isWhitespace == true { slice.removeFirst() }
    while slice.last?.isWhitespace == true { slice.removeLast() }
    return String(slice)
  }

  /// Replaces everything; the cursor goes to the end.
  package mutating func set(_ text: String) {
    self.text = text
    cursor = text.count
  }

  /// Puts another text under the cursor, which stays where it is, or at the end.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - staysAtEnd: Whether a cursor at the end goes to the end of the new text.
  mutating func replace(with text: String, staysAtEnd: Bool = true) {
    guard !text.utf8.elementsEqual(self.text.utf8) else { return }
    let isAtEnd = staysAtEnd && cursor == self.text.count
    self.text = text
    cursor = isAtEnd ? text.count : min(cursor, text.count)
  }

  /// Types or pastes a text at the cursor; lines are joined where only one may stand.
  package mutating func insert(_ typed: String) {
    let clean =
      isMultiline
      ? typed.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
      : String(typed.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    let before = text.prefix(cursor)
    let head = before + clean
    let after = text.dropFirst(cursor)
    // Characters may join at the seams, so that counting the parts would be wrong.
    cursor = head.count
    text = String(head + after)
  }

  /// Carries out an editing command.
  ///
  /// - Returns: Whether the command is one of a text.
  package mutating func handle(_ command: Command) -> Bool {
    switch command {
    case .previousChoice: cursor = max(0, cursor - 1)
    case .nextChoice: cursor = min(text.count, cursor + 1)
    case .lineStart: cursor = lineStart
    case .lineEnd: cursor = lineEnd
    case .backspace: erase(from: cursor - 1, to: cursor)
    case .deleteForward: erase(from: cursor, to: cursor + 1)
    case .deleteToStart: erase(from: lineStart, to: cursor)
    case .deleteToEnd: erase(from: cursor, to: lineEnd)
    case .deleteWord: erase(from: wordStart, to: cursor)
    case .accept where isMultiline: insert("\n")
    case .moveUp where isMultiline: return moveLine(by: -1)
    case .moveDown where isMultiline: return moveLine(by: 1)
    default: return false
    }
    return true
  }

  private mutating func erase(from start: Int, to end: Int) {
    let range = max(0, start)..<min(text.count, end)
    guard !range.isEmpty else { return }
    let lower = text.index(text.startIndex, offsetBy: range.lowerBound)
    let upper = text.index(lower, offsetBy: range.count)
    text.removeSubrange(lower..<upper)
    cursor = min(range.lowerBound, text.count)
  }

  private var lineStart: Int {
    let before = text.prefix(cursor)
    guard let newline = before.lastIndex(of: "\n") else { return 0 }
    return before.distance(from: before.startIndex, to: newline) + 1
  }

  private var lineEnd: Int {
    let after = text.dropFirst(cursor)
    guard let newline = after.firstIndex(of: "\n") else { return text.count }
    return cursor + after.distance(from: after.startIndex, to: newline)
  }

  private var wordStart: Int {
    let before = text.prefix(cursor)
    let spaces = before.reversed().prefix { $0.isWhitespace }.count
    let word = before.dropLast(spaces).reversed().prefix { !$0.isWhitespace }.count
    return cursor - spaces - word
  }

  /// Moves the cursor by a line; `false` when there is none, so that the form goes to its next
  /// field.
  private mutating func moveLine(by step: Int) -> Bool {
    let column = cursor - lineStart
    if step < 0 {
      guard lineStart > 0 else { return false }
      cursor = lineStart - 1
    } else {
      guard lineEnd < text.count else { return false }
      cursor = lineEnd + 1
    }
    cursor = min(lineStart + column, lineEnd)
    return true
  }
}
