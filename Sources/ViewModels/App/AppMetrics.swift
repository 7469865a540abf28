/// Numbers of the screen that view models must know.
package enum AppMetrics {
  /// Rows that are not the list's: header, status line, footer.
  package static let chromeRows = 3
  /// The columns that a line of a text to read does without: edges, indent and mark.
  package static let indent = 8
  /// The columns of the doctor's labels: the longest are names of accounts.
  package static let doctorLabel = 16
  /// The columns of the keys in help: the longest are two, `^D  PgDn`.
  package static func helpLabel(columns: Int) -> Int { columns < 60 ? 10 : 16 }
  /// The columns that a line of help does without: indent and edge.
  static let helpEdges = 4
  /// The widest a column of text gets; longer lines are tiring to read.
  package static let readingColumns = 84
  /// The columns that a text of a conflict does without: edges, indent, the side and the mark.
  package static let conflictIndent = 17
  /// Those of them that the side and the mark take, and that a sentence has for itself.
  static let conflictSide = 12
  /// The fewest columns at which the selected event is shown beside the list: below it the two
  /// would be too narrow to read.
  package static let previewColumns = 110
  /// The widest a dialog gets, and what its frame takes of that.
  private static let dialog = (width: 72, frame: 6)
  /// The columns that a dialog has for its text.
  package static func dialogText(columns: Int) -> Int {
    max(1, min(dialog.width, columns - 2) - dialog.frame)
  }
  /// The fewest columns at which the header has room for a week with its number.
  static let titleColumns = 60
  /// The rows below the findings of an audit: a line, and what is said of the selected one.
  package static let auditRows = 4
  /// The smallest screen on which anything is shown.
  package static let minimum = (columns: 40, rows: 10)

  /// Whether a screen is too small to show anything.
  package static func isTooSmall(columns: Int, rows: Int) -> Bool {
    columns < minimum.columns || rows < minimum.rows
  }
}
