/// What other calendars call a command, so that the palette finds it by their words too.
enum PaletteWords {
  /// The words that neither the name nor the explanation of a command has.
  static let others: [Command: String] = [
    .goToDate: "jump calendar",
    .agendaView: "schedule",
    .search: "find filter",
    .newEvent: "add create appointment",
    .quickAdd: "create",
    .duplicate: "duplicate clone",
    .edit: "change modify rename repeat recurring guests",
    .delete: "remove cancel",
    .shiftTime: "reschedule postpone later earlier",
    .mark: "select several",
    .conferencing: "zoom meet teams video call",
    .respond: "rsvp accept decline",
    .invitations: "rsvp accept decline",
    .exportFile: "print save ics",
    .importFile: "ics",
    .sync: "refresh reload",
    .accounts: "settings filter toggle sign-in",
    .themes: "colours colors settings",
    .secondZone: "world clock timezone",
    .quit: "exit close",
  ]
}
