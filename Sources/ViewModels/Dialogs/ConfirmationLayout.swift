/// How a question fills its frame.
package struct ConfirmationLayout: Equatable, Sendable {
  /// A line of it.
  package struct Line: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
      case title
      case text
      /// A piece of what will be cut.
      case removed
      case space
      /// There is more below: the number of lines.
      case more
    }
    package var kind: Kind
    package var text: String
  }

  /// The lines to be seen, from the top of the frame.
  package var lines: [Line]
  /// Whether there is room for the answers below them.
  package var hasAnswers: Bool
  /// Whether there is something above what is shown.
  package var hasAbove: Bool
  /// The last line that scrolling can bring to the top; 0 when all of it is seen.
  var end: Int
  /// The lines of a page.
  var page: Int
}

extension ConfirmationLayout.Line {
  static let space = Self(.space, "")
  init(_ kind: Kind, _ text: String) { self.init(kind: kind, text: text) }
}
