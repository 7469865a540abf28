import ConferencingCore

extension AppViewModel {
  /// Opens the screen of a collision.
  mutating func openConflict(_ change: PendingChange) {
    guard case .conflict(let conflict) = change.standing else { return }
    var screen = ConflictViewModel(change: change.id, conflict, zone: zone, now: now)
    screen.resize(columns: columns, rows: listHeight)
    screens.append(.conflict(screen))
  }

  /// Carries out a command on a collision.
  mutating func handle(_ command: Command, on conflict: ConflictViewModel) -> [Effect] {
    var conflict = conflict
    guard !conflict.isSaving else { return [] }
    switch command {
    case .back, .quit:
      screens.removeLast()
      say(.info, "Left for later; both sides are kept.")
      return []
    case .help: return handleAnywhere(command)
    case .save:
      let resolution = conflict.attemptSave()
      conflict.isSaving = resolution != nil
      screens[screens.count - 1] = .conflict(conflict)
      return resolution.map { [.resolve(conflict.change, $0)] } ?? []
    default:
      conflict.handle(command)
      screens[screens.count - 1] = .conflict(conflict)
      return []
    }
  }

  /// The cache has taken a decision: its screen closes.
  mutating func finishConflict(_ change: Int64) -> [Effect] {
    changeConflict(change) { _ in nil }
    say(.info, "Decided; what is to be sent goes out now.")
    return [.loadChanges] + agenda.reload()
  }

  /// The cache could not take a decision: it can be made again.
  mutating func releaseConflict(_ change: Int64, reason: String) {
    changeConflict(change) { conflict in
      var conflict = conflict
      conflict.isSaving = false
      return conflict
    }
    say(.problem, reason)
  }

  /// The edits were read: a collision that is open may have changed, or be settled elsewhere.
  mutating func refreshConflicts() {
    for case .conflict(let screen) in screens where !screen.isSaving {
      let current = changes.changes.first { $0.id == screen.change }
      guard case .conflict(let conflict)? = current?.standing else {
        changeConflict(screen.change) { _ in nil }
        say(.info, "The conflict is settled.")
        continue
      }
      guard conflict != screen.conflict else { continue }
      changeConflict(screen.change) { old in
        var new = old
        new.update(conflict)
        return new
      }
      say(.info, "The event has changed again; look at it once more.")
    }
  }

  /// The screen has room for this much now.
  mutating func resizeConflicts() {
    for case .conflict(let screen) in screens {
      changeConflict(screen.change) { [columns, listHeight] old in
        var new = old
        new.resize(columns: columns, rows: listHeight)
        return new
      }
    }
  }

  private mutating func changeConflict(
    _ id: Int64,
    _ change: (ConflictViewModel) -> ConflictViewModel?
  ) {
    screens = screens.compactMap { screen in
      guard case .conflict(let conflict) = screen, conflict.change == id else { return screen }
      return change(conflict).map { .conflict($0) }
    }
  }
}
