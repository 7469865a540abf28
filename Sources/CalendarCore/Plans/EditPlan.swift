import ConferencingCore

/// How an edit is carried out at a service: what is still to be asked of it, in order.
///
/// A pure value of what is known when an attempt begins. Every step can be made again after a crash
/// or a lost answer: what may have happened is looked for first, and what is certain to have
/// happened is left out.
package struct EditPlan: Hashable, Sendable {
  /// What is known when an attempt begins.
  package struct Knowledge: Hashable, Sendable {
    /// Whether a service holds the event, and not this cache alone.
    package var hasService: Bool
    /// Whether the service tells versions: then a change that builds on an older one fails there,
    /// and need not be preceded by a look.
    package var isVersioned: Bool
    /// Whether the service has given the event an id.
    package var isAtService: Bool
    /// Whether an earlier attempt may have been carried out although no answer was stored.
    package var isInDoubt: Bool
    /// Whether an earlier attempt may have made the meeting although no answer was stored.
    package var isMeetingInDoubt: Bool
    /// Whether the service has said that the event is not as it was when the edit was made.
    package var isOutdated: Bool
    /// Whether the service was asked what the event is like a moment ago.
    package var isBaseFresh: Bool
    /// Whether the link that is asked for is made at a host grant by Convene itself.
    package var isHosted: Bool
    /// The steps that earlier attempts have finished.
    package var done: [PlanStep]

    /// Makes what is known of an edit that was never tried.
    package init(
      hasService: Bool = true,
      isVersioned: Bool = false,
      isAtService: Bool = true,
      isInDoubt: Bool = false,
      isMeetingInDoubt: Bool = false,
      isOutdated: Bool = false,
      isBaseFresh: Bool = false,
      isHosted: Bool = false,
      done: [PlanStep] = []
    ) {
      self.hasService = hasService
      self.isVersioned = isVersioned
      self.isAtService = isAtService
      self.isInDoubt = isInDoubt
      self.isMeetingInDoubt = isMeetingInDoubt
      self.isOutdated = isOutdated
      self.isBaseFresh = isBaseFresh
      self.isHosted = isHosted
      self.done = done
    }

    /// Whether the event is to be read before it is written.
    var mustCheck: Bool { !isVersioned || isInDoubt || isOutdated }
  }

  /// What is still to be done.
  package let steps: [PlanStep]

  /// Plans an edit.
  ///
  /// A meeting at a host grant is made before its link is written into the event, and changed or
  /// deleted after the event: what fails in between leaves no event with a dead link.
  ///
  /// - Parameters:
  ///   - change: What is to be done.
  ///   - base: The event as the service last had it. One without ``Event/remoteID`` was never read
  ///     there: it is what a creation was to make that is now taken back.
  ///   - known: What is known.
  package init(_ change: EventChange, base: Event?, known: Knowledge) {
    var whole: [PlanStep] = []
    if known.isHosted, change.asked != nil {
      whole += known.isMeetingInDoubt ? [.findMeeting, .makeMeeting] : [.makeMeeting]
    }
    if change.isOfSettingsAlone {
      // Only a link that is there has settings: whether it is, the event's service says.
      let isPending = base?.conferencingState == .pending
      if known.hasService, isPending { whole.append(.check) }
    } else if known.hasService {
      whole += Self.eventSteps(change, base: base, known: known)
    }
    if change.settings != nil { whole.append(.configureMeeting) }
    switch base.flatMap({ change.effect(on: $0) }) {
    case .follows: whole.append(.updateMeeting)
    case .ends: whole.append(.deleteMeeting)
    case nil: break
    }
    let last = whole.lastIndex { $0.isLasting && known.done.contains($0) }
    steps = last.map { Array(whole[($0 + 1)...]) } ?? whole
  }

  /// What is asked of the event's own service.
  private static func eventSteps(
    _ change: EventChange,
    base: Event?,
    known: Knowledge
  ) -> [PlanStep] {
    switch change {
    case .create: return known.isInDoubt ? [.look, .create] : [.create]
    case .update(let patch):
      let isSafe = known.isBaseFresh && !known.isInDoubt && !known.isOutdated
      return !known.mustCheck || (isSafe && patch.onlyPutsLink(on: base))
        ? [.update] : [.check, .update]
    case .delete:
      guard base?.remoteID != nil else { return known.isAtService ? [.delete] : [.look, .delete] }
      return known.mustCheck ? [.check, .delete] : [.delete]
    case .respond: return [.respond, .readBack]
    }
  }
}
