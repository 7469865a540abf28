/// How an edit is carried out at a service: what is still to be asked of it, in order.
///
/// A pure value of what is known when an attempt begins. Every step can be made again after a crash
/// or a lost answer: what may have happened is looked for first, and what is certain to have
/// happened is left out.
public struct EditPlan: Hashable, Sendable {
  /// What is known when an attempt begins.
  public struct Knowledge: Hashable, Sendable {
    /// Whether the service has given the event an id.
    public var isAtService: Bool
    /// Whether an earlier attempt may have been carried out although no answer was stored.
    public var isInDoubt: Bool
    /// Whether the service was asked what the event is like a moment ago.
    public var isBaseFresh: Bool
    /// The steps that earlier attempts have finished.
    public var done: [PlanStep]

    /// Makes what is known of an edit that was never tried.
    public init(
      isAtService: Bool = true,
      isInDoubt: Bool = false,
      isBaseFresh: Bool = false,
      done: [PlanStep] = []
    ) {
      self.isAtService = isAtService
      self.isInDoubt = isInDoubt
      self.isBaseFresh = isBaseFresh
      self.done = done
    }
  }

  /// What is still to be done.
  public let steps: [PlanStep]

  /// Plans an edit.
  ///
  /// - Parameters:
  ///   - change: What is to be done.
  ///   - base: The event as the service last had it. One without ``Event/remoteID`` was never read
  ///     there: it is what a creation was to make that is now taken back.
  ///   - known: What is known.
  public init(_ change: EventChange, base: Event?, knowing known: Knowledge) {
    let whole: [PlanStep] =
      switch change {
      case .create: known.isInDoubt ? [.look, .create] : [.create]
      case .update(let patch):
        known.isBaseFresh && !known.isInDoubt && patch.onlyPutsLink(on: base)
          ? [.update] : [.check, .update]
      case .delete:
        base?.remoteID != nil
          ? [.check, .delete] : known.isAtService ? [.delete] : [.look, .delete]
      case .respond: [.respond, .readBack]
      }
    let last = whole.lastIndex { $0.isLasting && known.done.contains($0) }
    steps = last.map { Array(whole[($0 + 1)...]) } ?? whole
  }
}

extension EventPatch {
  /// Whether it does nothing but put a link on an event that has none.
  func onlyPutsLink(on event: Event?) -> Bool {
    guard let event, event.conferencing == .none else { return false }
    switch conferencing {
    case .keep, .strip: return false
    case .autocreate, .details: break
    }
    let others = EventPatch(description: description, conferencing: conferencing)
    let words = description.map { InvitationBlock.removed(from: $0) } ?? event.description
    return self == others && words == event.description
  }
}
