/// What a key can do: the one list that key table, footer, help and README are made from.
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
  case search
  case nextHit = "next-hit"
  case previousHit = "previous-hit"
  // Events
  case open
  case newEvent = "new-event"
  case edit
  case delete
  case undo
  case redo
  case conferencing
  case join
  case copyLink = "copy-link"
  case copyInvitation = "copy-invitation"
  case respond
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
  // Accounts
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

/// Where a key is pressed: the same key may do different things in different places.
package enum CommandContext: String, CaseIterable, Sendable, Hashable {
  /// The list of events.
  case agenda
  /// The line in which a search is typed.
  case search
  /// One event, read.
  case detail
  /// A form.
  case form
  /// A question or a short list.
  case dialog
  /// A text to read: help, what the doctor found.
  case reading
  /// Calendars and accounts.
  case accounts
  /// A sign-in that goes on.
  case signIn = "sign-in"
  /// The address that a browser ended at, typed.
  case address
  /// The edits that are not confirmed.
  case changes
  /// A collision of two edits.
  case conflict
}

extension Command {
  /// What the footer calls it: one or two words.
  package var title: String {
    switch self {
    case .moveDown: "next"
    case .moveUp: "previous"
    case .previousDay: "day before"
    case .nextDay: "day after"
    case .pageDown: "page down"
    case .pageUp: "page up"
    case .first: "first"
    case .last: "last"
    case .today: "today"
    case .search: "search"
    case .nextHit: "next"
    case .previousHit: "before"
    case .open: "open"
    case .newEvent: "new"
    case .edit: "edit"
    case .delete: "delete"
    case .undo: "undo"
    case .redo: "redo"
    case .conferencing: "link"
    case .join: "join"
    case .copyLink: "copy link"
    case .copyInvitation: "copy invitation"
    case .respond: "answer"
    case .copyField: "copy line"
    case .useLine: "join, copy, edit"
    case .changes: "changes"
    case .retry: "try again"
    case .discard: "discard"
    case .keepMine: "mine"
    case .keepTheirs: "theirs"
    case .keepBoth: "both"
    case .allMine: "all mine"
    case .allTheirs: "all theirs"
    case .signIn: "sign in"
    case .signOut: "sign out"
    case .doctor: "doctor"
    case .copyAddress: "copy"
    case .openAddress: "open"
    case .typeAddress: "type address"
    case .nextField: "next field"
    case .previousField: "field before"
    case .accept: "keep"
    case .save: "save"
    case .nextChoice, .previousChoice: "choose"
    case .editor: "editor"
    case .backspace, .deleteForward, .deleteWord, .deleteToStart, .deleteToEnd: "erase"
    case .lineStart, .lineEnd: "line"
    case .choose: "choose"
    case .confirm: "yes"
    case .refuse: "no"
    case .sync: "sync"
    case .accounts: "accounts"
    case .themes: "themes"
    case .help: "help"
    case .back: "back"
    case .redraw: "redraw"
    case .suspend: "suspend"
    case .exit, .quit: "quit"
    }
  }

  /// What help and README say of it: one phrase.
  package var explanation: String {
    switch self {
    case .moveDown: "next event, line or field"
    case .moveUp: "previous event, line or field"
    case .previousDay: "previous day with events"
    case .nextDay: "next day with events"
    case .pageDown: "one page down"
    case .pageUp: "one page up"
    case .first: "first event or line"
    case .last: "last event or line"
    case .today: "back to today"
    case .search: "search title, place, description and people"
    case .nextHit: "next event that was searched for"
    case .previousHit: "previous event that was searched for"
    case .open: "open the event"
    case .newEvent: "new event"
    case .edit: "edit the event"
    case .delete: "delete the event and the meeting made for it"
    case .undo: "undo the last edit"
    case .redo: "redo what was undone"
    case .conferencing: "set or take off the meeting link"
    case .join: "join the meeting in the browser"
    case .copyLink: "copy the meeting link"
    case .copyInvitation: "copy the whole invitation"
    case .respond: "answer the invitation"
    case .copyField: "copy the selected line"
    case .useLine: "join at a link; copy a phone, code or address; else edit"
    case .changes: "edits that wait, are not accepted or collide"
    case .retry: "send the edit again now"
    case .discard: "discard the edit"
    case .keepMine: "keep what was changed here"
    case .keepTheirs: "take what was changed at the service"
    case .keepBoth: "keep both, where that can be"
    case .allMine: "keep all that was changed here"
    case .allTheirs: "take all that was changed at the service"
    case .signIn: "sign in; with an address typed, finish it"
    case .signOut: "sign out and forget the tokens"
    case .doctor: "look at all sign-ins, services and hosts"
    case .copyAddress: "copy the address"
    case .openAddress: "open the address in the browser"
    case .typeAddress: "type the address that the browser ended at"
    case .nextField: "next field"
    case .previousField: "previous field"
    case .accept: "next field; in the description a new line; in a search keep it"
    case .save: "save"
    case .nextChoice: "next choice; in a text one character right"
    case .previousChoice: "previous choice; in a text one character left"
    case .editor: "edit the description in $VISUAL or $EDITOR"
    case .backspace: "erase the character before the cursor"
    case .deleteForward: "erase the character under the cursor"
    case .deleteWord: "erase the word before the cursor"
    case .deleteToStart: "erase to the start of the line"
    case .deleteToEnd: "erase to the end of the line"
    case .lineStart: "start of the line"
    case .lineEnd: "end of the line"
    case .choose: "take the selected one; in a question, yes"
    case .confirm: "yes, do it"
    case .refuse: "no, leave it"
    case .sync: "sync with the services now"
    case .accounts: "calendars and accounts"
    case .themes: "choose a theme"
    case .help: "help"
    case .back: "back, cancel"
    case .redraw: "draw the screen again"
    case .suspend: "suspend"
    case .exit: "quit from anywhere; asks before unsaved changes are lost"
    case .quit: "quit"
    }
  }
}
