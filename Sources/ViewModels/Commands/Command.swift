import Foundation

/// What a user can ask for.
///
/// ``CommandEntry`` has all else that is known of it.
package enum Command: String, CaseIterable, Sendable, Hashable {
  // Lists
  case moveDown = "move-down"
  case moveUp = "move-up"
  case previousDay = "previous-day"
  case nextDay = "next-day"
  case pageDown = "page-down"
  case pageUp = "page-up"
  case first
  case last
  case today
  case goToDate = "go-to-date"
  case agendaView = "view-agenda"
  case dayView = "view-day"
  case weekView = "view-week"
  case monthView = "view-month"
  case secondZone = "second-zone"
  case chooseSecondZone = "choose-second-zone"
  case search
  case nextHit = "next-hit"
  case previousHit = "previous-hit"
  // Events
  case open
  case newEvent = "new-event"
  case quickAdd = "quick-add"
  case duplicate
  case edit
  case delete
  case mark
  case markAll = "mark-all"
  case shiftTime = "shift-time"
  case moveToCalendar = "move-to-calendar"
  case undo
  case redo
  case conferencing
  case join
  case joinNext = "join-next"
  case joinBy = "join-by"
  case copyLink = "copy-link"
  case copyInvitation = "copy-invitation"
  case respond
  case palette
  case invitations
  case answerYes = "answer-yes"
  case answerMaybe = "answer-maybe"
  case answerNo = "answer-no"
  case audit
  case fix
  case fixAll = "fix-all"
  case importFile = "import"
  case exportFile = "export"
  case copyField = "copy-field"
  case useLine = "use-line"
  // Changes and conflicts
  case changes
  case retry
  case discard
  case keepMine = "keep-mine"
  case keepTheirs = "keep-theirs"
  case keepBoth = "keep-both"
  case allMine = "all-mine"
  case allTheirs = "all-theirs"
  // Calendars and accounts
  case showOrHide = "show-or-hide"
  case signIn = "sign-in"
  case signOut = "sign-out"
  case doctor
  case copyAddress = "copy-address"
  case openAddress = "open-address"
  case typeAddress = "type-address"
  // Forms
  case nextField = "next-field"
  case previousField = "previous-field"
  case accept
  case save
  case nextChoice = "next-choice"
  case previousChoice = "previous-choice"
  case editor
  case complete
  case backspace
  case deleteForward = "delete-forward"
  case deleteWord = "delete-word"
  case deleteToStart = "delete-to-start"
  case deleteToEnd = "delete-to-end"
  case lineStart = "line-start"
  case lineEnd = "line-end"
  // Dialogs
  case choose
  case confirm
  case refuse
  // Everywhere
  case sync
  case accounts
  case themes
  case help
  case back
  case redraw
  case suspend
  case exit
  case quit
}

extension Command {
  /// What is known of it.
  package var entry: CommandEntry { CommandEntry.byCommand[self] ?? CommandEntry(self, .program) }
  /// What the footer calls it: one or two words.
  package var title: String { entry.title }

  /// Where it can be asked for, in words that follow a semicolon; `nil` when that is in many places, or
  /// where text is typed, which nobody is about to do who presses its key elsewhere.
  var whereabouts: String? {
    let places = CommandContext.allCases.filter(entry.contexts.contains)
    guard places.count <= 3, entry.group != .text else { return nil }
    return places.map(\.whereabouts).joined(separator: " or ") + " it is “\(title)”"
  }
}
