import CalendarCore
import ViewModels

/// Numbers of the layout, in columns and rows.
enum Metrics {
  /// Space at the left and right edge of every line.
  static let margin = 1
  /// Where the text of an event's or a form's line begins: behind margin and gutter mark.
  static let indent = 3
  /// A span of time: `09:00–09:15`; `11:30am–12:30pm`, and `11:30a–12:30p` where it is narrow.
  static func timeWidth(_ style: ClockStyle, isNarrow: Bool = false) -> Int {
    TimeText.rangeWidth(style, isNarrow: isNarrow)
  }
  /// The most columns of the name of a second zone beside the clock.
  static let placeLimit = 14
  /// When an event begins, without its end: `→ 09:00`, `12:30pm`.
  static let startWidth = 7
  /// The least room for the place of an event behind its title.
  static let placeWidth = 11
  /// The room for the meeting of an event and for its marks, at the right edge.
  static let meetingWidth = 9
  /// The fewest and the most columns of the title of the meeting that begins soon.
  static let countdownTitle = 6
  static let countdownTitleLimit = 32
  /// The names of fields in forms and of an event: the longest is `Join before host`.
  static let labelWidth = 18
  /// The fewest columns beside the names of fields in which a sentence about one stands.
  static let remarkWidth = 30
  /// The widest a column of text gets; longer lines are tiring to read.
  static let readingWidth = AppMetrics.readingColumns
  /// The lines of a description that a form shows with the cursor in it, and without.
  static let editedLines = 8
  static let shownLines = 3
  /// Where an edit stands: the longest is `not accepted`.
  static let stateWidth = 13
  /// How long ago an edit was made: `12 min ago`.
  static let ageWidth = 10
  /// The most of an account's name that a list shows.
  static let accountWidth = 14
  /// The marks before the name of a calendar: `[x] ● `.
  static let calendarMarks = 6
  /// Where notes on calendars begin from the indent on, behind names that are not longer.
  static let accountColumn = 26
  /// The fewest columns at which a list of edits has room for more than what they are.
  static let changeColumns = 60
  /// The most rows at which a few sentences stand without space around them.
  static let roomyRows = 8
  /// The most lines that what is said takes: a sentence and its remedy on a narrow screen.
  static let statusLines = 4
  /// The fewest columns at which a kept search says in words what is in hidden calendars.
  static let hiddenHitsWidth = 80
  /// The most lines of hints above a search that is typed: all operators at 80 columns take two.
  static let hintLines = 3
  /// The fewest rows at which a month has room above the selected event.
  static let monthRows = 20
  /// The side of a conflict: the longest are `theirs` and `result`.
  static let sideWidth = 8
}
