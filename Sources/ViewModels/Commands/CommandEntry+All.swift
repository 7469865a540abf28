/// The commands there are: key table, footer, help, `convene keys` and the manual page come from this list.
extension CommandEntry {
  /// All of them, in the order of help.
  package static let all: [CommandEntry] = [
    CommandEntry(.moveDown, .moving, "next", "next event, line or field")
      .on("j <Down>", in: lists)
      .on("<Down>", in: [.form, .search]),
    CommandEntry(.moveUp, .moving, "previous", "previous event, line or field")
      .on("k <Up>", in: lists)
      .on("<Up>", in: [.form, .search]),
    CommandEntry(.nextDay, .moving, "day after", "next day; in the agenda, with events")
      .on("l <Right>", in: [.agenda]),
    CommandEntry(.previousDay, .moving, "day before", "day before; in the agenda, with events")
      .on("h <Left>", in: [.agenda]),
    CommandEntry(.pageDown, .moving, "page down", "one page down")
      .on("^D <PgDn>", in: lists),
    CommandEntry(.pageUp, .moving, "page up", "one page up")
      .on("^U <PgUp>", in: lists),
    CommandEntry(.first, .moving, "first", "first event or line")
      .on("gg <Home>", in: lists),
    CommandEntry(.last, .moving, "last", "last event or line")
      .on("G <End>", in: lists),
    CommandEntry(.today, .moving, "today", "back to today")
      .on("t", in: [.agenda]),
    CommandEntry(.goToDate, .moving, "go to date", "go to a date that is typed")
      .on("gd", in: [.agenda]),
    CommandEntry(.agendaView, .views, "agenda", "the list of events by day")
      .on("a", in: [.agenda]),
    CommandEntry(.dayView, .views, "day", "the hours of a day")
      .on("d", in: [.agenda]),
    CommandEntry(.weekView, .views, "week", "the days of a week side by side")
      .on("w", in: [.agenda]),
    CommandEntry(.monthView, .views, "month", "the weeks of a month, and the events of a day")
      .on("m", in: [.agenda]),
    CommandEntry(.secondZone, .views, "second zone", "show or hide the times of a second zone")
      .on("z", in: [.agenda, .detail]),
    CommandEntry(.chooseSecondZone, .views, "other zone", "choose the second zone: a city, PT, CET")
      .on("gz", in: [.agenda, .detail]),
    CommandEntry(.search, .moving, "search", "search title, place, description and people")
      .on("/", in: [.agenda]),
    CommandEntry(.nextHit, .moving, "next", "next event that was searched for")
      .on("]", in: [.agenda]),
    CommandEntry(.previousHit, .moving, "before", "previous event that was searched for")
      .on("[", in: [.agenda]),
    CommandEntry(.open, .events, "open", "open the event")
      .on("<Enter>", in: [.agenda])
      .on("<Enter>", in: [.changes, .invitations, .audit]),
    CommandEntry(.newEvent, .events, "new", "new event")
      .on("n", in: [.agenda, .detail]),
    CommandEntry(.quickAdd, .events, "quick add", "new event from one line")
      .on("N", in: [.agenda, .detail]),
    CommandEntry(.duplicate, .events, "copy", "new event like this one, without people and link")
      .on("p", in: [.agenda, .detail]),
    CommandEntry(.edit, .events, "edit", "edit the event")
      .on("e", in: [.agenda, .detail]),
    CommandEntry(
      .useLine,
      .events,
      "join, copy, edit",
      "join at a link; copy a phone, code or address; else edit"
    )
    .on("<Enter>", in: [.detail]),
    CommandEntry(.delete, .events, "delete", "delete the event and the meeting made for it")
      .on("x", in: [.agenda, .detail]),
    CommandEntry(.mark, .events, "mark", "mark the event for commands on several, or unmark it")
      .on("<Space>", in: [.agenda, .invitations]),
    CommandEntry(
      .markAll,
      .events,
      "mark day",
      "mark all events of the day, or all invitations; or clear the marks"
    )
    .on("*", in: [.agenda, .invitations]),
    CommandEntry(.shiftTime, .events, "shift", "move the event, or all marked ones, in time")
      .on("S", in: [.agenda]),
    CommandEntry(
      .moveToCalendar,
      .events,
      "move",
      "move the event, or all marked ones, to a calendar"
    )
    .on("M", in: [.agenda]),
    CommandEntry(.importFile, .events, "import", "import events from a calendar file (.ics)")
      .on("gI", in: [.agenda]),
    CommandEntry(
      .exportFile,
      .events,
      "export",
      "export the marked events, the day or the calendar as a file"
    )
    .on("gE", in: [.agenda]),
    CommandEntry(.undo, .events, "undo", "undo the last edit")
      .on("u", in: [.agenda, .detail, .invitations, .audit]),
    CommandEntry(.redo, .events, "redo", "redo what was undone")
      .on("^R", in: [.agenda, .detail]),
    CommandEntry(.conferencing, .link, "link", "set or take off the meeting link")
      .on("c", in: [.agenda, .detail]),
    CommandEntry(.join, .link, "join", "join the meeting in the browser")
      .on("J", in: [.agenda, .detail]),
    CommandEntry(.joinNext, .link, "join next", "join the meeting that runs now or comes next")
      .on("gj", in: [.agenda, .detail]),
    CommandEntry(.joinBy, .link, "join by", "QR code, telephone and other ways to join")
      .on("gJ", in: [.agenda, .detail]),
    CommandEntry(.audit, .link, "audit", "find meetings that no event has, and other faults")
      .on("gA", in: [.agenda]),
    CommandEntry(.fix, .link, "set right", "set the fault right")
      .on("f", in: [.audit]),
    CommandEntry(.fixAll, .link, "set all right", "set all faults right but links that are missing")
      .on("F", in: [.audit]),
    CommandEntry(.copyLink, .link, "copy link", "copy the meeting link")
      .on("y", in: [.agenda]),
    CommandEntry(.copyField, .events, "copy line", "copy the selected line")
      .on("y", in: [.detail]),
    CommandEntry(
      .copyInvitation,
      .events,
      "copy as",
      "copy as invitation, Markdown or telephone numbers"
    )
    .on("Y", in: [.agenda, .detail]),
    CommandEntry(.respond, .events, "answer", "answer the invitation")
      .on("r", in: [.agenda, .detail, .invitations]),
    CommandEntry(.answerYes, .events, "yes", "accept, and go on to the next invitation")
      .on("y", in: [.invitations]),
    CommandEntry(.answerMaybe, .events, "maybe", "answer “maybe”, and go on to the next invitation")
      .on("m", in: [.invitations]),
    CommandEntry(.answerNo, .events, "no", "decline, and go on to the next invitation")
      .on("n", in: [.invitations]),
    CommandEntry(.invitations, .views, "invitations", "invitations that wait for your answer")
      .on("i", in: [.agenda]),
    CommandEntry(.changes, .views, "changes", "edits that wait, are not accepted or collide")
      .on("o", in: [.agenda, .detail]),
    CommandEntry(.sync, .program, "sync", "sync with the services now")
      .on("s", in: [.agenda, .detail, .reading, .invitations, .audit, .changes, .accounts]),
    CommandEntry(.accounts, .views, "calendars", "calendars, to hide and show; and accounts")
      .on("C", in: [.agenda, .detail]),
    CommandEntry(.themes, .views, "themes", "choose a theme")
      .on("T", in: [.agenda, .detail]),
    CommandEntry(
      .showOrHide,
      .views,
      "show/hide",
      "hide the calendar or show it; on an account, all of its calendars"
    )
    .on("<Space>", in: [.accounts]),
    CommandEntry(.signIn, .signIn, "sign in", "sign in; with an address typed, finish it")
      .on("i", in: [.accounts])
      .on("<Enter>", in: [.signIn, .address]),
    CommandEntry(.signOut, .signIn, "sign out", "sign out and forget the tokens")
      .on("o", in: [.accounts]),
    CommandEntry(.doctor, .views, "doctor", "look at all sign-ins, services and hosts")
      .on("d", in: [.accounts]),
    CommandEntry(.copyAddress, .signIn, "copy", "copy the address")
      .on("y", in: [.signIn]),
    CommandEntry(.openAddress, .signIn, "open", "open the address in the browser")
      .on("o", in: [.signIn]),
    CommandEntry(
      .typeAddress,
      .signIn,
      "type address",
      "type the address that the browser ended at"
    )
    .on("<Tab>", in: [.signIn])
    .on("<Tab>", in: [.address]),
    CommandEntry(.retry, .changes, "try again", "send the edit again now")
      .on("r", in: [.changes]),
    CommandEntry(.discard, .changes, "discard", "discard the edit")
      .on("d", in: [.changes]),
    CommandEntry(.keepMine, .changes, "mine", "keep what was changed here")
      .on("m", in: [.conflict]),
    CommandEntry(.keepTheirs, .changes, "theirs", "take what was changed at the service")
      .on("t", in: [.conflict]),
    CommandEntry(.keepBoth, .changes, "both", "keep both, where that can be")
      .on("b", in: [.conflict]),
    CommandEntry(.allMine, .changes, "all mine", "keep all that was changed here")
      .on("M", in: [.conflict]),
    CommandEntry(.allTheirs, .changes, "all theirs", "take all that was changed at the service")
      .on("T", in: [.conflict]),
    CommandEntry(.save, .answering, "save", "save")
      .on("^S <Enter>", in: [.conflict])
      .on("^S", in: [.form]),
    CommandEntry(.nextField, .moving, "next field", "next field")
      .on("<Tab>", in: [.form, .conflict, .accounts]),
    CommandEntry(.previousField, .moving, "field before", "previous field")
      .on("<S-Tab>", in: [.form, .conflict, .accounts]),
    CommandEntry(
      .accept,
      .moving,
      "keep",
      "next field; in the description a new line; in a search keep it"
    )
    .on("<Enter>", in: [.form, .search]),
    CommandEntry(.nextChoice, .moving, "choose", "next choice; in a text one character right")
      .on("<Right>", in: [.form, .search, .conflict, .address]),
    CommandEntry(
      .previousChoice,
      .moving,
      "choose",
      "previous choice; in a text one character left"
    )
    .on("<Left>", in: [.form, .search, .conflict, .address]),
    CommandEntry(.editor, .text, "editor", "edit the description in $VISUAL or $EDITOR")
      .on("^O", in: [.form]),
    CommandEntry(.complete, .text, "complete", "complete the name of a file")
      .on("<Tab>", in: [.search]),
    CommandEntry(.backspace, .text, "erase", "erase the character before the cursor")
      .on("<BS>", in: typing),
    CommandEntry(.deleteForward, .text, "erase", "erase the character under the cursor")
      .on("<Del> ^D", in: typing),
    CommandEntry(.deleteWord, .text, "erase", "erase the word before the cursor")
      .on("^W", in: typing),
    CommandEntry(.deleteToStart, .text, "erase", "erase to the start of the line")
      .on("^U", in: typing),
    CommandEntry(.deleteToEnd, .text, "erase", "erase to the end of the line")
      .on("^K", in: typing),
    CommandEntry(.lineStart, .text, "line", "start of the line")
      .on("<Home> ^A", in: typing),
    CommandEntry(.lineEnd, .text, "line", "end of the line")
      .on("<End> ^E", in: typing),
    CommandEntry(.confirm, .answering, "yes", "yes, do it")
      .on("y", in: [.dialog]),
    CommandEntry(.choose, .answering, "choose", "take the selected one; in a question, yes")
      .on("<Enter>", in: [.dialog]),
    CommandEntry(.refuse, .answering, "no", "no, leave it")
      .on("n", in: [.dialog]),
    CommandEntry(.help, .views, "help", "help")
      .on("? <F1>", in: reading.union([.agenda, .detail]))
      .on("<F1>", in: [.form]),
    CommandEntry(.palette, .finding, "command", "find a command by its name")
      .on(": ^P", in: reading.union([.agenda, .detail])),
    CommandEntry(.back, .views, "back", "back, cancel")
      .on("<Esc> q", in: reading.union([.detail, .dialog]))
      .on("<Esc>", in: [.agenda, .form, .search, .address]),
    CommandEntry(.redraw, .program, "redraw", "draw the screen again")
      .on("^L", in: everywhere),
    CommandEntry(.suspend, .program, "suspend", "suspend")
      .on("^Z", in: everywhere),
    CommandEntry(
      .exit,
      .program,
      "quit",
      "quit from anywhere; asks before unsaved changes are lost"
    )
    .on("^C", in: everywhere),
    CommandEntry(.quit, .program, "quit", "quit")
      .on("q", in: [.agenda]),
  ]

  static let byCommand = Dictionary(all.map { ($0.command, $0) }) { first, _ in first }

  /// Where one moves line by line.
  private static let lists: Set<CommandContext> = [
    .agenda, .detail, .dialog, .reading, .invitations, .audit, .changes, .conflict, .accounts,
  ]
  /// Screens that lie on the calendar and are no event and no form.
  private static let reading: Set<CommandContext> = [
    .reading, .invitations, .audit, .changes, .conflict, .accounts, .signIn,
  ]
  /// Where text is typed.
  private static let typing: Set<CommandContext> = [.form, .search, .address]
  private static let everywhere = Set(CommandContext.allCases)
}
