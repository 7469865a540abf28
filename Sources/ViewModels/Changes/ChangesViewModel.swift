package import CalendarCore

/// The edits that their services have not confirmed: what waits, what failed, what collides.
package struct ChangesViewModel: Equatable, Sendable {
  /// The edits: those that need a user first, then in the order in which they were made.
  package private(set) var changes: [PendingChange] = []
  /// Whether they were read yet.
  package private(set) var isLoaded = false
  /// The selected line; it stays on its edit while others come and go.
  package private(set) var selected = 0

  /// Makes an empty list that is still to be read.
  package init() {}

  /// The selected edit.
  package var selection: PendingChange? {
    changes.indices.contains(selected) ? changes[selected] : nil
  }

  /// The edit of an event that is to be looked at first: the one that needs a user, else the
  /// oldest.
  package func change(of event: EventID) -> PendingChange? {
    changes.first { $0.edit.event == event }
  }

  /// The edit of an event that collides with one at its service.
  package func conflict(of event: EventID) -> PendingChange? {
    changes.first { $0.edit.event == event && $0.isConflict }
  }

  /// The edits were read.
  package mutating func load(_ changes: [PendingChange]) {
    let id = selection?.id
    self.changes = changes.sorted { a, b in
      a.needsPerson == b.needsPerson ? a.id < b.id : a.needsPerson
    }
    isLoaded = true
    let same = self.changes.firstIndex { $0.id == id }
    selected = same ?? min(selected, max(0, changes.count - 1))
  }

  /// Selects an edit; one that is not there changes nothing.
  package mutating func select(_ id: Int64) {
    selected = changes.firstIndex { $0.id == id } ?? selected
  }

  /// Moves the selection.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - page: How many lines a page has.
  /// - Returns: Whether the command means something here.
  package mutating func handle(_ command: Command, page: Int) -> Bool {
    let line = ListCursor.line(command, from: selected, count: changes.count, height: page)
    selected = line ?? selected
    return line != nil
  }

  /// How things stand in a few words, and whether a user is needed; `nil` when all is sent.
  package var summary: (text: String, needsPerson: Bool)? {
    let conflicts = changes.count(where: \.isConflict)
    let refused = changes.count(where: \.needsPerson) - conflicts
    let waiting = changes.count - conflicts - refused
    var parts: [String] = []
    if conflicts > 0 { parts.append(conflicts == 1 ? "1 conflict" : "\(conflicts) conflicts") }
    if refused > 0 { parts.append("\(refused) not accepted") }
    if waiting > 0 { parts.append(waiting == 1 ? "1 edit waits" : "\(waiting) edits wait") }
    guard !parts.isEmpty else { return nil }
    return (parts.joined(separator: ", "), conflicts + refused > 0)
  }
}

extension PendingChange {
  /// Whether the service has a change of its own that collides with it.
  package var isConflict: Bool {
    if case .conflict = standing { true } else { false }
  }

  /// Whether nothing happens to it until a user has decided.
  package var needsPerson: Bool {
    switch standing {
    case .refused, .conflict: true
    case .waiting, .sending: false
    }
  }
}
