import CalendarCore
import ViewModels

/// The marks that are drawn beside texts: a set for any terminal with Unicode, and one of ASCII.
package struct Glyphs: Equatable, Sendable {
  /// The selected line.
  var selection = "▶"
  /// The calendar of an event, in its colour.
  var calendar = "●"
  /// The same of an event that needs an answer, is tentative, is declined, or does not take place.
  var unanswered = "○"
  var tentative = "◌"
  var declined = "×"
  var cancelled = "⊘"
  /// An event that is marked, in the place of its calendar and in its colour.
  var marked = "✓"
  /// The left edge of an event in a grid, in the colour of its calendar.
  var bar = "▍"
  /// An event of a series.
  var recurring = "↻"
  /// There is more above or below what is on the screen.
  var above = "↑"
  var below = "↓"
  /// An edit waits, is not accepted, or collides.
  var waiting = "↑"
  var sending = "…"
  var refused = "!"
  var conflict = "≠"
  /// What stands around what is chosen.
  var choiceStart = "‹"
  var choiceEnd = "›"
  /// Lines, and the corners of a frame from the top left one on.
  var horizontal = "─"
  var vertical = "│"
  var corners = ["┌", "┐", "└", "┘"]

  package static let unicode = Glyphs()
  package static let ascii = Glyphs(
    selection: ">",
    calendar: "*",
    unanswered: "?",
    tentative: "~",
    declined: "x",
    cancelled: "-",
    marked: "+",
    bar: "|",
    recurring: "@",
    above: "^",
    below: "v",
    waiting: "^",
    sending: "~",
    conflict: "#",
    choiceStart: "<",
    choiceEnd: ">",
    horizontal: "-",
    vertical: "|",
    corners: ["+", "+", "+", "+"]
  )

  /// The sets by the names that a theme has for them.
  static let named = ["ascii": ascii, "unicode": unicode]

  /// A choice with its marks.
  func chosen(_ text: String) -> String { "\(choiceStart) \(text) \(choiceEnd)" }

  /// The calendar of an event, by how that stands with the user.
  func dot(of event: AgendaEventRow) -> String {
    if event.isMarked { return marked }
    return switch event.standing {
    case .plain: calendar
    case .needsAnswer: unanswered
    case .tentative: tentative
    case .declined: declined
    case .cancelled: cancelled
    }
  }

  /// The same in a grid, where a letter may stand behind it.
  func mark(_ standing: AgendaEventRow.Standing) -> String {
    switch standing {
    case .plain: ""
    case .needsAnswer: "?"
    case .tentative: "~"
    case .declined: declined
    case .cancelled: cancelled
    }
  }

  /// The title of an event, with what marks it.
  func title(of event: AgendaEventRow) -> String {
    event.title + (event.isRecurring ? " \(recurring)" : "")
      + (event.remark.map { " (\($0))" } ?? "")
  }

  /// Where an edit stands.
  func mark(_ standing: PendingChange.Standing) -> String {
    switch standing {
    case .waiting: waiting
    case .sending: sending
    case .refused: refused
    case .conflict: conflict
    }
  }
}
