/// What other calendars call a command, so that the palette finds it by their words too.
enum PaletteWords {
  /// The words that neither the name nor the explanation of a command has.
  static let others: [Command: String] = [
    .goToDate: "jump calendar",
    .agendaView: "schedule",
    .search: "find filter",
    .newEvent: "add create appointment book",
    .quickAdd: "create",
    .duplicate: "duplicate clone",
    .edit: "change modify rename repeat recurring recurrence series guests invite attendees",
    .delete: "remove cancel",
    .shiftTime: "reschedule postpone later earlier",
    .mark: "select several",
    .conferencing: "zoom google meet teams video call conference strip remove delete",
    .respond: "rsvp accept decline",
    .invitations: "rsvp accept decline",
    .exportFile: "print save backup ics",
    .importFile: "ics",
    .changes: "outbox unsent pending conflicts offline errors",
    .sync: "refresh reload",
    .accounts: "settings preferences filter toggle sign-in sign-out log-in login add",
    .themes: "colours colors settings dark light appearance",
    .secondZone: "world clock timezone",
    .help: "keys shortcuts",
    .quit: "exit close",
  ]
}
