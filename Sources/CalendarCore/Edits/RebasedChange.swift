/// What becomes of an edit when the service's event is not what it was made on any more.
package enum RebasedChange: Hashable, Sendable {
  /// It is still to be done, like this.
  case change(EventChange)
  /// Nothing is left to be done.
  case nothing
  /// Both cannot stand; a user has to choose.
  case conflict(EventConflict)
}

extension EventChange {
  /// The change for another state of the service's event.
  ///
  /// - Parameters:
  ///   - base: The event that it was made on.
  ///   - mine: The event as it is wanted; `nil` for a deletion.
  ///   - theirs: The event as the service has it now; `nil` when it is deleted there.
  ///   - service: What holds the event.
  ///   - isInDoubt: Whether the service may have carried it out already.
  ///   - side: Whose side is taken where they collide; `nil` to have it a conflict.
  /// - Returns: What becomes of it.
  package func rebased(
    from base: Event,
    mine: Event?,
    onto theirs: Event?,
    service: ServiceKind,
    isInDoubt: Bool = false,
    preferring side: ConflictChoice? = nil
  ) -> RebasedChange {
    func conflict(_ fields: [EventField] = []) -> RebasedChange {
      .conflict(EventConflict(base: base, mine: mine, theirs: theirs, fields: fields))
    }
    guard let theirs else {
      return switch self {
      case .create: .change(self)
      case .delete: .nothing
      case .update, .respond: conflict()
      }
    }
    switch self {
    case .create: return .change(self)
    case .delete:
      return side != nil || theirs.changes(since: base).isEmpty ? .change(self) : conflict()
    case .respond(let answer):
      guard let me = mine.flatMap({ Self.answered($0, since: base) }) else { return .change(self) }
      let now = theirs.participants.first { $0.address == me.address }?.response
      if now == answer { return .nothing }
      return side != nil || now == me.response ? .change(self) : conflict([.participants])
    case .update(let patch):
      let merge = EventMerge(
        patch,
        base: base,
        theirs: theirs,
        choices: side.map { .all($0) } ?? [:],
        service: service,
        isInDoubt: isInDoubt
      )
      if side == nil, !merge.collisions.isEmpty { return conflict(merge.collisions) }
      return merge.patch.isEmpty ? .nothing : .change(.update(merge.patch))
    }
  }

  /// Who has another answer than in an earlier state, with the answer they had then.
  private static func answered(_ event: Event, since earlier: Event) -> Participant? {
    earlier.participants.first { before in
      event.participants.contains {
        $0.address == before.address && $0.response != before.response
      }
    }
  }
}
