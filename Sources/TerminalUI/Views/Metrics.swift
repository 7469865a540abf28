/// Numbers of the layout, in columns and rows.
enum Metrics {
  /// Space at the left and right edge of every line.
  static let margin = 1
  /// Where the text of an event's or a form's line begins: behind margin and gutter mark.
  static let indent = 3
  /// A span of time: `09:00–09:15`.
  static let timeWidth = 11
  /// The room for the meeting of an event and for its marks, at the right edge.
  static let meetingWidth = 9
  /// The names of fields in forms and of an event: the longest is `Join before host`.
  static let labelWidth = 18
  /// The widest a column of text gets; longer lines are tiring to read.
  static let readingWidth = 84
  /// The lines of a description that a form shows with the cursor in it, and without.
  static let editedLines = 8
  static let shownLines = 3
}
