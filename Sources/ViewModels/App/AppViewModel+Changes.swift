import ConferencingCore

extension AppViewModel {
  /// Opens the list of edits that are not confirmed, at an edit of the event that commands are
  /// about.
  mutating func openChanges() -> [Effect] {
    if let change = subject.flatMap(changes.change(of:)) { changes.select(change.id) }
    if let index = screens.lastIndex(of: .changes) {
      screens.removeSubrange((index + 1)...)
    } else {
      screens.append(.changes)
    }
    return [.loadChanges]
  }

  /// Carries out a command on the list of edits.
  mutating func handleOnChanges(_ command: Command) -> [Effect] {
    if changes.handle(command, page: listHeight) { return [] }
    guard [.open, .retry, .discard].contains(command) else { return handleAnywhere(command) }
    guard let change = changes.selection else {
      say(.info, "Nothing waits here.")
      return []
    }
    switch command {
    case .open: return open(change)
    case .retry: return retry(change)
    default: discard(change)
    }
    return []
  }

  /// The edits were read: lists and screens about them follow.
  mutating func load(_ changes: [PendingChange]) {
    let known = Set(self.changes.changes.filter(\.isConflict).map(\.id))
    let isFirst = !self.changes.isLoaded
    self.changes.load(changes)
    refreshConflicts()
    reviseLinkPromises()
    guard !isFirst, let new = changes.first(where: { $0.isConflict && !known.contains($0.id) })
    else { return }
    say(
      .problem,
      "\(ChangeWords.quoted(new.title)) was changed at the service too. \(key: .changes) shows it."
    )
  }

  private mutating func open(_ change: PendingChange) -> [Effect] {
    if change.isConflict {
      openConflict(change)
      return []
    }
    if change.meeting != nil {
      say(
        .info,
        "Its event is done: only the meeting at the host waits. \(key: .retry) tries again."
      )
      return []
    }
    if change.edit.change == .delete {
      say(.info, "The event is deleted here. Discard the edit to have it back.")
      return []
    }
    screens.append(.detail(EventDetailViewModel(id: change.edit.event)))
    return [.loadEvent(change.edit.event)]
  }

  private mutating func retry(_ change: PendingChange) -> [Effect] {
    switch change.standing {
    case .waiting, .refused: return [.retryChange(change.id)]
    case .sending: say(.info, "It is on its way already.")
    case .conflict: say(.info, "Both sides changed it: \(key: .open) decides what is sent.")
    }
    return []
  }

  private mutating func discard(_ change: PendingChange) {
    if change.standing == .sending {
      say(.info, "It is on its way already; that cannot be stopped.")
      return
    }
    let words = ChangeWords(zone: zone, now: now)
    screens.append(.confirmation(words.question(discarding: change)))
  }
}
