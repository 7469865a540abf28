import ConferencingCore
import Foundation

/// Makes the edits of single events for an action on several.
struct BulkPlanner {
  let action: BulkAction
  let directory: Directory
  let viewer: TimeZone
  let scopes: [EventID: EditScope]

  /// What is done to an event.
  ///
  /// - Throws: ``BulkObstacle`` when it is left out.
  func edits(
    of event: Event,
    _ known: BulkEvent,
    freshID: () -> EventID
  ) throws(BulkObstacle) -> [EventEdit] {
    let delivery = known.delivery
    switch delivery {
    case .conflict:
      throw BulkObstacle("It was changed at its service too: decide about that first.")
    case .refused:
      throw BulkObstacle("Its service refused an earlier edit: retry or discard that first.")
    case .delivered, .waiting: break
    }
    guard
      let context = ConferencingContext(
        directory,
        account: event.account,
        calendar: event.calendar,
        isReadOnlyEvent: event.isReadOnly
      )
    else { throw BulkObstacle("Its calendar is not known. Sync, and try again.") }
    if case .respond(let response, let isOfSeries) = action {
      return [try answer(response, isOfSeries, event, context)]
    }
    if let reason = ConferencingRules.readOnlyReason(context) { throw BulkObstacle(reason) }
    let scope: EditScope? = event.occurrence == nil ? nil : scopes[event.id] ?? .this
    switch action {
    case .conferencing(let change):
      if scope != .this, scope != nil, makesByItself(change, context) {
        throw BulkObstacle(SeriesProblem.hostedLink.message)
      }
      let patch = try patch(change, event, context)
      return [EventEdit(event: event.id, change: .update(patch), scope: scope)]
    case .settings(let wish):
      let patch = EventPatch(settings: try settings(wish, event, known.settings, context))
      return [EventEdit(event: event.id, change: .update(patch))]
    case .delete: return [EventEdit(event: event.id, change: .delete, scope: scope)]
    case .shift(let shift):
      guard let time = shift(event.time, viewer: viewer) else {
        throw BulkObstacle("It takes whole days, which only whole days can move.")
      }
      guard time != event.time else { throw BulkObstacle("It is at that time already.") }
      let patch = EventPatch(time: time)
      try check(patch, of: event)
      return [EventEdit(event: event.id, change: .update(patch), scope: scope)]
    case .move(let calendar):
      // What waits may go with a deletion before anything is known of the copy.
      guard delivery == .delivered else {
        throw BulkObstacle("Its edits are not sent yet. Sync, and try again.")
      }
      if event.isRecurring {
        let target = try target(calendar, from: context)
        return try SeriesTransfer(of: event, known.series, from: context, to: target).edits(freshID)
      }
      return try move(event, context, to: calendar, freshID: freshID)
    case .respond: return []
    }
  }

  private func check(_ patch: EventPatch, of event: Event) throws(BulkObstacle) {
    if let reason = event.kind?.refusal(of: patch) { throw BulkObstacle(reason) }
  }

  // MARK: Meetings

  private func patch(
    _ change: ConferencingChange,
    _ event: Event,
    _ context: ConferencingContext
  ) throws(BulkObstacle) -> EventPatch {
    if let reason = event.kind?.meetingRefusal { throw BulkObstacle(reason) }
    let change = ConferencingRules.namingHost(of: change, in: context)
    if let violation = ConferencingRules.violations(of: change, in: context).first {
      throw BulkObstacle(violation.message)
    }
    if case .autocreate = event.conferencing, event.conferencingFailure == nil {
      throw BulkObstacle("Its link is still being created.")
    }
    switch change {
    case .keep: throw BulkObstacle("Nothing changes.")
    case .strip:
      guard
        event.conferencing != .none
          || !ConferenceText.cut(event.description, own: event.ownDescription).removed.isEmpty
      else { throw BulkObstacle("It has no meeting link that can be taken off.") }
    case .autocreate(let asked):
      if event.conferencingFailure == nil,
        event.conferencing.provider == asked.provider.conferencingProvider
      {
        throw BulkObstacle("It has a \(asked.provider.rawValue) link already.")
      }
    case .details(let details):
      if event.conferencing.isSameMeeting(as: details) {
        throw BulkObstacle("It has this link already.")
      }
    }
    let patch = EventEditor.patch(
      from: event,
      to: EventDraft(event),
      conferencing: change,
      service: context.account.service
    )
    let provider = context.ownGrant?.provider
    if let text = patch.description,
      let problem = EventLimits.descriptionProblem(text, on: provider)
    {
      throw BulkObstacle(problem)
    }
    return patch
  }

  /// The meeting of an event whose settings can be changed; `nil` when there is none.
  func meeting(of event: Event) -> MeetingAddress? {
    MeetingAddress(of: event, own: directory.ownGrant(of: event.account))
  }

  /// The settings of an event's meeting that are not so already.
  private func settings(
    _ wish: NamedSettings,
    _ event: Event,
    _ known: KnownSettings?,
    _ context: ConferencingContext
  ) throws(BulkObstacle) -> SettingsChange {
    if case .autocreate = event.conferencing, event.conferencingFailure == nil {
      throw BulkObstacle("Its link is still being created.")
    }
    if let reason = HostSettings.obstacle(on: event, in: context) { throw BulkObstacle(reason) }
    guard let provider = event.autocreated?.provider else {
      throw BulkObstacle("Convene did not have its meeting made.")
    }
    let settings: ConferencingSettings
    do { settings = try wish.settings(of: provider) } catch { throw BulkObstacle(error.message) }
    if let violation = HostSettings.violations(of: settings, on: event, in: context).first {
      throw BulkObstacle(violation.message)
    }
    let change = SettingsChange(settings, of: event, known: known ?? KnownSettings())
    guard !change.values.isEmpty else { throw BulkObstacle("Its meeting is set so already.") }
    return change
  }

  /// Whether Convene itself makes a link at its host grant, which a series at a service cannot have.
  private func makesByItself(_ change: ConferencingChange, _ context: ConferencingContext) -> Bool {
    let service = context.account.service
    guard !service.isLocal,
      case .autocreate(let asked) = ConferencingRules.namingHost(of: change, in: context),
      let host = asked.hostGrant
    else { return false }
    if service.has(.hostsThroughGrants) {
      return context.grants.contains { $0.id == host && $0.isDirect }
    }
    return context.ownGrant?.id != host || context.ownProvider != asked.provider
  }

  // MARK: Responses

  private func answer(
    _ response: ParticipantResponse,
    _ isOfSeries: Bool,
    _ event: Event,
    _ context: ConferencingContext
  ) throws(BulkObstacle) -> EventEdit {
    if let obstacle = ResponseObstacle(to: event, from: context.ownGrant) {
      throw BulkObstacle(obstacle.message(about: "it"))
    }
    let own = context.ownGrant.flatMap { event.participants.response(of: $0.email) }
    guard own != response else {
      throw BulkObstacle("It is answered with \(response.rawValue) already.")
    }
    let isWhole = isOfSeries && context.account.service.has(.createsSeries)
    let scope: EditScope? = event.occurrence == nil ? nil : isWhole ? .all : .this
    return EventEdit(event: event.id, change: .respond(response), scope: scope)
  }

  // MARK: Other calendars

  /// Makes the event in another calendar and, once that is there, deletes it in its own.
  private func move(
    _ event: Event,
    _ context: ConferencingContext,
    to key: CalendarKey,
    freshID: () -> EventID
  ) throws(BulkObstacle) -> [EventEdit] {
    let target = try target(key, from: context)
    if let kind = event.kind {
      throw BulkObstacle("An event of the kind “\(kind.name)” stays in its calendar.")
    }
    if let organizer = event.organizer, let own = context.ownGrant?.email,
      EventOrganizer(of: event, owner: own) == .other
    {
      let name = organizer.name.isEmpty ? organizer.email : organizer.name
      throw BulkObstacle("\(name) organizes it: the invitation stays where it came.")
    }
    var draft = EventDraft(event)
    (draft.account, draft.calendar) = (key.account, key.calendar)
    if carriesText(of: event, from: context.account.service, to: target.account.service) {
      draft.source = EventSource(event, for: .move)
    } else {
      for index in draft.participants.indices { draft.participants[index].response = .none }
    }
    if let problem = EventLimits.remindersProblem(draft.reminders, on: target.account.service)
      ?? EventLimits.descriptionProblem(draft.description, on: target.ownGrant?.provider)
    {
      throw BulkObstacle(problem)
    }
    let change = try meeting(of: event, in: target, &draft)
    let copy = EventEdit(
      event: freshID(),
      change: creation(draft, change, in: target.account.service)
    )
    return [copy, EventEdit(event: event.id, change: .delete, follows: copy.event)]
  }

  private func creation(
    _ draft: EventDraft,
    _ change: ConferencingChange,
    in service: ServiceKind
  ) -> EventChange {
    // A link that stays is in the text, with all that was written around it.
    if draft.source != nil, case .details = change {
      return .create(draft, conferencing: change)
    }
    let made = EventEditor.create(draft: draft, conferencing: change, service: service)
    return .create(made.draft, conferencing: made.change)
  }

  /// Whether an event takes its text along, with what is not known of it here.
  private func carriesText(
    of event: Event,
    from old: ServiceKind,
    to new: ServiceKind
  ) -> Bool {
    if old.isLocal { return new.isLocal || new.has(.keepsTexts) }
    return old.has(.keepsTexts) && new.has(.keepsTexts) && event.remoteID != nil
  }

  private func target(
    _ key: CalendarKey,
    from context: ConferencingContext
  ) throws(BulkObstacle) -> ConferencingContext {
    guard
      let target = ConferencingContext(directory, account: key.account, calendar: key.calendar)
    else { throw BulkObstacle("The calendar to move to is not known. Sync, and try again.") }
    if let reason = ConferencingRules.readOnlyReason(target) { throw BulkObstacle(reason) }
    guard key != context.calendar.key else { throw BulkObstacle("It is in this calendar already.") }
    return target
  }

  /// The meeting that an event has in another calendar: one that was made for it is made again.
  private func meeting(
    of event: Event,
    in target: ConferencingContext,
    _ draft: inout EventDraft
  ) throws(BulkObstacle) -> ConferencingChange {
    if event.conferencingFailure != nil { return .keep }
    let change: ConferencingChange
    switch event.conferencing {
    case .none: return .keep
    case .autocreate: throw BulkObstacle("Its link is still being created.")
    case .details(let details):
      if draft.source != nil, event.autocreated == nil {
        change = .details(details)
        break
      }
      draft.description = event.ownWords
      if event.isPlacedAtLink { draft.location = "" }
      change = event.autocreated.map { .autocreate($0) } ?? .details(details)
    }
    let named = ConferencingRules.namingHost(of: change, in: target)
    if let violation = ConferencingRules.violations(of: named, in: target).first {
      throw BulkObstacle("Its link cannot be made there. \(violation.message)")
    }
    return named
  }
}
