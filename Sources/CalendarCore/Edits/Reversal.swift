import ConferencingCore

/// The edit that takes a step back, and what that means for the meeting link.
///
/// An edit and its reverse are the same kind of thing: redo is the reversal of what undo did. Only
/// what the step changed is put back, for others may have changed the rest since.
package struct Reversal: Hashable, Sendable {
  /// What is to be done.
  package var edit: EventEdit
  /// What becomes of the link.
  package var link: LinkReturn

  /// Makes one.
  package init(edit: EventEdit, link: LinkReturn) {
    self.edit = edit
    self.link = link
  }

  /// Reverses a step.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - current: The event as it is now; `nil` when it is not there.
  ///   - context: Where it stands; an event that comes back stands there again.
  ///   - freshID: The id for an event that is made again: a service may know the old one.
  ///   - series: What takes it back where it was an edit of a series at its service.
  /// - Returns: The reversal; `nil` when everything is as it was already.
  /// - Throws: ``UndoObstacle``.
  package static func reversing(
    _ step: EditStep,
    current: Event?,
    in context: ConferencingContext,
    freshID: EventID,
    series: SeriesReversal? = nil
  ) throws(UndoObstacle) -> Reversal? {
    // What cannot be changed can still be answered.
    let isAnswer = if case .respond = step.edit.change { true } else { false }
    if !isAnswer, let reason = ConferencingRules.readOnlyReason(context) { throw .readOnly(reason) }
    if let again = step.edit.reversal, let current {
      // The way back is taken back: the edit is made once more.
      var edit = EventEdit(
        event: current.id,
        change: again.change,
        notifiesParticipants: step.edit.notifiesParticipants,
        scope: again.scope
      )
      edit.splitLink = again.splitLink
      return Reversal(edit: edit, link: .asItWas)
    }
    if let series {
      if step.edit.scope != .this { try checkInvitation(step, context) }
      return try reversing(step, series, current: current, freshID: freshID)
    }
    // What the others of the series had answered before is not known of one of them.
    if isAnswer, step.edit.scope == .all { throw .answered(title: step.title) }
    if let unknown = step.edit.change.settings?.irreversible.first {
      let provider = current?.autocreated?.provider
      let setting = provider.flatMap { ConferencingSetting.named(unknown, of: $0) }
      throw .rule(
        "What “\(setting?.label ?? unknown)” of “\(step.title)” was before is not known: its host had not "
          + "said. Set it again."
      )
    }
    guard let mirror = mirroring(step, current: current, owner: context.ownGrant?.email) else {
      if current == nil, step.after != nil { throw .gone(title: step.title) }
      if let current, step.isOvertaken(by: current) { throw .overtaken(title: step.title) }
      return nil
    }
    return try mirror.admitted(of: step, on: current, in: context, freshID: freshID)
  }

  /// The step the other way round, whatever the service would say to it.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - current: The event as it is now; `nil` when it is not there.
  ///   - owner: The address that the account answers invitations with, when it is known.
  /// - Returns: The reversal; `nil` when there is nothing to put back, or nothing to put it on.
  package static func mirroring(
    _ step: EditStep,
    current: Event?,
    owner: String?
  ) -> Reversal? {
    var reversal = Reversal(edit: step.edit, link: .asItWas)
    switch (step.edit.change, current, step.before) {
    case (.create(let draft, _), let current?, _):
      reversal.edit.change = .delete
      // A series that a service has shows as its first occurrence.
      if draft.recurrence != nil, current.masterID != nil { reversal.edit.scope = .all }
    case (.delete, nil, let before?):
      let meeting = before.meetingToReturn
      var draft = draft(returning: before)
      // Its service takes it for an event of its own, also where it differed from its series.
      if before.masterID != nil { draft.occurrence = nil }
      reversal.edit.change = .create(draft, conferencing: meeting == .strip ? .keep : meeting)
      reversal.link = linkReturn(meeting, to: before)
    case (.update(let patch), let current?, let before?):
      let back = EventPatch(
        reversing: patch,
        from: before,
        to: step.after ?? before.applying(patch),
        on: current
      )
      guard !back.isEmpty else { return nil }
      reversal.edit.change = .update(back)
      if back.conferencing != .keep, !before.hasLink(of: current) {
        reversal.link = linkReturn(back.conferencing, to: before)
      }
    case (.respond, let current?, let before?):
      let answer = response(of: owner, to: before)
      guard response(of: owner, to: current) != answer else { return nil }
      reversal.edit.change = .respond(answer)
    default: return nil
    }
    return reversal
  }

  /// Takes back what was done to a series at its service.
  ///
  /// - Throws: ``UndoObstacle`` when others have changed the event since.
  private static func reversing(
    _ step: EditStep,
    _ series: SeriesReversal,
    current: Event?,
    freshID: EventID
  ) throws(UndoObstacle) -> Reversal? {
    guard let before = step.before else { return nil }
    var edit = step.edit
    edit.reversal = series
    if case .respond = edit.change {
      guard current != nil else { throw .gone(title: step.title) }
      if case .respond(let answer)? = series.steps.first { edit.change = .respond(answer) }
    } else if let current, case .update(let patch) = edit.change {
      if step.isOvertaken(by: current) { throw .overtaken(title: step.title) }
      let after = step.after ?? before.applying(patch)
      edit.change = .update(EventPatch(reversing: patch, from: before, to: after, on: current))
    } else {
      var draft = draft(returning: before)
      draft.recurrence = nil
      draft.occurrence = before.occurrence
      edit.change = .create(draft, conferencing: .keep)
      edit.event = freshID
    }
    return Reversal(edit: edit, link: .asItWas)
  }

  /// The reversal as services take it.
  private func admitted(
    of step: EditStep,
    on current: Event?,
    in context: ConferencingContext,
    freshID: EventID
  ) throws(UndoObstacle) -> Reversal {
    var reversal = self
    switch edit.change {
    case .create(let draft, let meeting):
      try Self.checkInvitation(step, context)
      let isWider = step.edit.scope == .following || step.edit.scope == .all
      if isWider, !context.account.service.isLocal {
        throw .rule(
          "Occurrences of “\(step.title)” that were deleted at its service do not come back from here. "
            + "Restore them in its own calendar app, or create them again."
        )
      }
      if context.account.service.has(.keepsTexts) {
        var origin = draft
        origin.origin = step.before?.remoteID
        reversal.edit.change = .create(origin, conferencing: meeting)
      }
      // What is of a series keeps its id, by which the others of the series know it.
      let isOfSeries = draft.recurrence != nil || draft.occurrence != nil
      if !context.account.service.isLocal || !isOfSeries { reversal.edit.event = freshID }
      // Nobody but Convene deletes a meeting of an event that no service knows.
      if context.account.service.isLocal, case .doubtful = reversal.link {
        reversal.link = .asItWas
      }
      // Rather the event without its link than no event.
      if let reason = Self.objection(to: meeting, in: context) {
        if case .create(let draft, _) = reversal.edit.change {
          reversal.edit.change = .create(draft, conferencing: .keep)
        }
        reversal.link = .left(step.provider, reason: reason)
      } else if case .create(let draft, .details(let details)) = reversal.edit.change,
        let made = EventEditor.returning(
          details,
          to: draft,
          own: step.before?.ownDescription,
          service: context.account.service
        )
      {
        reversal.edit.change = .create(made.draft, conferencing: made.change)
      }
    case .update(var patch):
      guard let reason = Self.objection(to: patch.conferencing, in: context) else {
        if let current { patch.writeLink(on: current, for: context.account.service) }
        reversal.edit.change = .update(patch)
        break
      }
      if case .details = patch.conferencing { patch.description = nil }
      patch.conferencing = .keep
      guard !patch.isEmpty else { throw .rule(reason) }
      reversal.edit.change = .update(patch)
      reversal.link = .left(step.provider, reason: reason)
    case .respond(.none): throw .answered(title: step.title)
    case .respond, .delete: break
    }
    return reversal
  }

  /// The first rule that a change of the meeting breaks.
  private static func objection(
    to change: ConferencingChange,
    in context: ConferencingContext
  ) -> String? { ConferencingRules.violations(of: change, in: context).first?.message }

  /// The draft that makes an event again, without the text of a meeting that is gone.
  private static func draft(returning event: Event) -> EventDraft {
    var draft = EventDraft(event)
    if event.autocreated != nil {
      draft.description = event.ownWords
      if event.isPlacedAtLink { draft.location = "" }
    }
    return draft
  }

  /// What is to be said when the meeting of an event is put back.
  private static func linkReturn(_ change: ConferencingChange, to event: Event) -> LinkReturn {
    switch change {
    case .keep, .strip: return .asItWas
    case .autocreate(let autocreate):
      if case .details = event.conferencing { return .renewed(autocreate.provider) }
      return .asked(autocreate.provider)
    case .details(let details):
      return details.provider.autocreateProvider == nil ? .asItWas : .doubtful(details.provider)
    }
  }

  /// What an invited person answered.
  private static func response(of owner: String?, to event: Event) -> ParticipantResponse {
    owner.flatMap(event.participants.response) ?? .none
  }

  /// Refuses to make an invitation of others again, as an event of one's own.
  private static func checkInvitation(
    _ step: EditStep,
    _ context: ConferencingContext
  ) throws(UndoObstacle) {
    guard step.edit.change == .delete, let before = step.before,
      let organizer = inviter(of: before, owner: context.ownGrant?.email)
    else { return }
    throw .invited(title: step.title, by: organizer)
  }

  /// Who alone can bring back an event that is deleted: its organizer, where that is another user who
  /// invited the owner of the account; `nil` of other events.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - owner: The address of the owner of its account; `nil` when it is not known.
  /// - Returns: The organizer's name, or the address of one without.
  package static func inviter(of event: Event, owner: String?) -> String? {
    guard let owner = owner?.lowercased(), let organizer = event.organizer,
      EventOrganizer(of: event, owner: owner) == .other,
      event.participants.contains(where: { $0.email.lowercased() == owner })
    else { return nil }
    return organizer.name.isEmpty ? organizer.email : organizer.name
  }
}

extension EditStep {
  /// Whether others have changed since what this step changed.
  fileprivate func isOvertaken(by current: Event) -> Bool {
    guard case .update(let patch) = edit.change, let before, let after else { return false }
    return EventField.table.contains { field in
      field.isChanged(by: patch)
        && field.isOvertaken(before: before, after: after, current: current)
    }
  }

  /// What people know the event by.
  package var title: String {
    let title = (after ?? before)?.title ?? ""
    return title.isEmpty ? "(no title)" : title
  }

  /// Who made the meeting that the event had.
  fileprivate var provider: ConferencingProvider { before?.conferencing.provider ?? .unknown }
}
