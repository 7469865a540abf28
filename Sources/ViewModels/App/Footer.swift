extension AppViewModel {
  /// The commands that the footer names, most useful first.
  package var footer: [Command] {
    switch screens.last {
    case nil where isTypingSearch: [.accept, .deleteToStart, .back]
    case nil:
      agenda.selectedEvent == nil
        ? [.newEvent, .today, .accounts, .sync, .help, .quit]
        : [
          .open, .conferencing, .newEvent, .edit, .delete, .join, .search, .copyLink, .today, .help,
          .quit,
        ]
    case .detail:
      [.conferencing, .edit, .join, .copyField, .copyInvitation, .respond, .delete, .help, .back]
    case .eventForm(let screen):
      screen.form.focus == .description
        ? [.save, .editor, .nextField, .back] : [.save, .nextField, .nextChoice, .back]
    case .conferencingForm: [.save, .nextField, .nextChoice, .back]
    case .confirmation: [.confirm, .refuse]
    case .menu: [.moveDown, .choose, .back]
    case .reading: [.moveDown, .pageDown, .back]
    }
  }
}
