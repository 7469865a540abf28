import ConferencingCore

extension AppViewModel {
  /// The commands that the footer names, most useful first.
  package var footer: [Command] {
    switch screens.last {
    case nil where isTypingSearch: [.accept, .deleteToStart, .back]
    case nil:
      agenda.selectedEvent == nil
        ? [.newEvent, .undo, .today, .accounts, .sync, .help, .quit]
        : [
          .open, .conferencing, .newEvent, .edit, .delete, .undo, .join, .search, .copyLink, .today,
          .help,
          .quit,
        ]
    case .detail:
      [
        .conferencing, .edit, .join, .copyField, .copyInvitation, .respond, .delete, .undo, .help,
        .back,
      ]
    case .eventForm(let screen):
      screen.form.focus == .description
        ? [.save, .editor, .nextField, .back] : [.save, .nextField, .nextChoice, .back]
    case .conferencingForm: [.save, .nextField, .nextChoice, .back]
    case .confirmation(let question):
      (question.scrolls(columns: columns, rows: listHeight) ? [.pageDown] : [])
        + [.confirm, .refuse]
    case .menu: [.moveDown, .choose, .back]
    case .changes: changesFooter
    case .conflict(let conflict):
      [.keepMine, .keepTheirs] + (conflict.offersBoth ? [.keepBoth] : [])
        + (conflict.isDeletion ? [] : [.nextField]) + [.help, .save, .back]
    case .reading: [.moveDown, .pageDown, .back]
    case .accounts: accountsFooter
    case .signIn(let screen): signInFooter(screen)
    }
  }

  private var accountsFooter: [Command] {
    let status = accounts.account.flatMap(grant)
    let canSignIn = status.map { $0.service.has(.signIn) && $0.standing != .keyed } ?? false
    let canSignOut = status?.canSignOut == true && status?.isExpired == false
    // What is first stays where there is little room.
    return (canSignIn ? [.signIn] : []) + (canSignOut ? [.signOut] : [])
      + [.doctor, .sync, .help, .back]
  }

  private func signInFooter(_ screen: SignInViewModel) -> [Command] {
    if screen.isTyping { return [.signIn, .deleteToStart, .back] }
    switch screen.step {
    case .browser: return [.copyAddress, .openAddress, .typeAddress, .back]
    case .device: return [.copyAddress, .openAddress, .back]
    case .failed: return [.signIn, .back]
    case .starting, .finishing: return [.back]
    }
  }

  private var changesFooter: [Command] {
    switch changes.selection?.standing {
    case nil: [.sync, .help, .back]
    case .conflict: [.open, .discard, .sync, .help, .back]
    case .sending: [.open, .sync, .help, .back]
    case .waiting, .refused: [.retry, .discard, .open, .sync, .help, .back]
    }
  }
}
