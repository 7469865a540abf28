package import ConferencingCore

/// An edit that a user makes of one event.
package struct EventEdit: Hashable, Sendable, Codable {
  /// The event; for ``EventChange/create(_:conferencing:)`` an id made here.
  package var event: EventID
  /// What is done to it.
  package var change: EventChange
  /// Whether the service is to tell the participants.
  package var notifiesParticipants: Bool
  /// How much of the series it is for, when the event is an occurrence; `nil` for any other event.
  package var scope: EditScope?
  /// What becomes of the link where it splits a series; `nil` for what is done unless it is chosen.
  package var splitLink: SplitLink?
  /// What it takes back at the service of a series; ``change`` says what becomes of its event.
  package var reversal: SeriesReversal?
  /// An event whose creation comes first; `nil` for an edit that waits for no other.
  ///
  /// The edit is sent once that creation is delivered, and is given up with it. One that a service
  /// refuses is given up at once where the event was to move, see ``isPartOfSeries``.
  package var follows: EventID?
  /// The event whose deletion it takes back at the service of a series: sent in the other order, the
  /// deletion would be what holds.
  package var restores: EventID?

  /// Makes an edit.
  package init(
    event: EventID,
    change: EventChange,
    notifiesParticipants: Bool = true,
    scope: EditScope? = nil,
    follows: EventID? = nil
  ) {
    self.event = event
    self.change = change
    self.scope = scope
    self.follows = follows
    self.notifiesParticipants = notifiesParticipants
  }

  /// Whether it is for more than its occurrence.
  package var isOfSeries: Bool { scope == .following || scope == .all }
}

/// What an edit does to its event.
package enum EventChange: Hashable, Sendable, Codable {
  /// Make it.
  case create(EventDraft, conferencing: ConferencingChange)
  /// Change fields of it.
  case update(EventPatch)
  /// Delete it, and the meeting that was made for it.
  case delete
  /// Answer the invitation.
  case respond(ParticipantResponse)

  /// Whether it makes the later part of a series that is divided.
  ///
  /// While its service refuses that, the rest of the division waits with it: a retry makes all of it, and
  /// giving it up leaves the series whole.
  package var isLaterPart: Bool {
    if case .create(let draft, _) = self { draft.source?.use == .laterPart } else { false }
  }

  /// What is done to the meeting of the event.
  package var conferencing: ConferencingChange {
    switch self {
    case .create(_, let conferencing): conferencing
    case .update(let patch): patch.conferencing
    case .delete, .respond: .keep
    }
  }

  /// The settings that it changes of a meeting that is there.
  package var settings: SettingsChange? {
    if case .update(let patch) = self { patch.settings } else { nil }
  }

  /// Whether it changes settings of the meeting and nothing of the event.
  package var isOfSettingsAlone: Bool {
    if case .update(let patch) = self { patch.isOfSettingsAlone } else { false }
  }
}

extension EventEdit {
  /// Whether it makes a part of a series, or a series, of which more is made or deleted after it.
  package var isPartOfSeries: Bool {
    if case .create = change { change.isLaterPart || follows != nil } else { false }
  }

  /// The event as it looks once the edit is carried out.
  ///
  /// - Parameters:
  ///   - event: The event before it; `nil` when there is none yet.
  ///   - owner: The address that the account answers invitations with, when it is known.
  /// - Returns: The event; `nil` when there is none, before or to begin with.
  package func applied(to event: Event?, owner: String?) -> Event? {
    switch change {
    case .create(let draft, let conferencing):
      return Event(creating: self.event, draft: draft, conferencing: conferencing)
    case .update(var patch):
      // How a series repeats stands on its master and not on the occurrence that was edited.
      if scope != nil { patch.recurrence = nil }
      return event?.applying(patch)
    case .delete: return event
    case .respond(let response):
      guard var answered = event, let owner else { return event }
      for index in answered.participants.indices
      where answered.participants[index].email.lowercased() == owner.lowercased() {
        answered.participants[index].response = response
      }
      return answered
    }
  }

  /// This edit and a later one as a single edit; `nil` when they must stay apart.
  ///
  /// Only for an edit that was never sent. It keeps a user's correction from waiting behind the
  /// very edit that the service refuses. Edits of which only one waits for another event stay apart: it
  /// may be given up with that.
  package func merged(with later: EventEdit) -> EventEdit? {
    guard scope == later.scope, follows == later.follows, case .update(let patch) = later.change,
      change.isOfSettingsAlone == later.change.isOfSettingsAlone
    else { return nil }
    var edit = self
    edit.notifiesParticipants = notifiesParticipants || later.notifiesParticipants
    edit.splitLink = later.splitLink ?? splitLink
    switch change {
    case .create(let draft, let conferencing):
      let meeting: ConferencingChange =
        switch patch.conferencing {
        case .keep: conferencing
        case .strip: .keep
        case .autocreate, .details: patch.conferencing
        }
      edit.change = .create(draft.applying(patch), conferencing: meeting)
    case .update(let earlier): edit.change = .update(earlier.merged(with: patch))
    case .delete, .respond: return nil
    }
    return edit
  }
}
