/// What commands have in common: the headings of help.
package enum CommandGroup: CaseIterable, Sendable {
  case moving
  case answering
  case events
  case link
  case changes
  case signIn
  case text
  case views
  case program

  /// The heading.
  package var title: String {
    switch self {
    case .moving: "Moving"
    case .answering: "Deciding"
    case .events: "Events"
    case .link: "Meeting link"
    case .changes: "Changes"
    case .signIn: "Sign-in"
    case .text: "Text"
    case .views: "Views"
    case .program: "Program"
    }
  }
}

extension Command {
  /// The heading under which help lists it.
  package var group: CommandGroup {
    switch self {
    case .moveDown, .moveUp, .previousDay, .nextDay, .pageDown, .pageUp, .first, .last, .today,
      .search, .nextHit, .previousHit, .nextField, .previousField, .accept, .nextChoice,
      .previousChoice:
      .moving
    case .choose, .confirm, .refuse, .save: .answering
    case .open, .newEvent, .edit, .delete, .undo, .redo, .copyInvitation, .respond, .copyField,
      .useLine:
      .events
    case .conferencing, .join, .copyLink: .link
    case .retry, .discard, .keepMine, .keepTheirs, .keepBoth, .allMine, .allTheirs: .changes
    case .signIn, .signOut, .copyAddress, .openAddress, .typeAddress: .signIn
    case .editor, .backspace, .deleteForward, .deleteWord, .deleteToStart, .deleteToEnd,
      .lineStart, .lineEnd:
      .text
    case .changes, .accounts, .doctor, .themes, .help, .back: .views
    case .sync, .redraw, .suspend, .exit, .quit: .program
    }
  }
}
