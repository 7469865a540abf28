package import ConferencingCore

/// A meeting that an edit asks a host grant for: what was asked, and what came of it.
///
/// It is stored before the request goes out, so that nothing is made twice and nothing is left
/// behind.
package struct MeetingAttempt: Hashable, Sendable, Codable {
  /// What the edit asks for.
  package var asked: Autocreate
  /// The grant that makes it.
  package var host: GrantID
  /// What is asked of the host.
  package var request: MeetingRequest
  /// What the host has made; `nil` as long as no answer has come.
  package var made: HostedMeeting?
  /// Its link.
  package var details: ConferencingDetails?

  /// Makes an attempt of which nothing has come yet.
  package init(asked: Autocreate, host: GrantID, request: MeetingRequest) {
    self.asked = asked
    self.host = host
    self.request = request
  }

  /// What is left to be done about it once nothing needs its meeting any more.
  package var withdrawal: MeetingTask {
    made.map { .delete($0) } ?? .withdraw(request, provider: asked.provider, host: host)
  }
}

/// What is to be done to a meeting at a host grant after its event.
package enum MeetingTask: Hashable, Sendable, Codable {
  /// Give it the title and the time of its event.
  case update(HostedMeeting, MeetingRequest)
  /// Delete it.
  case delete(HostedMeeting)
  /// Delete it, should it have been made after all.
  case withdraw(MeetingRequest, provider: AutocreateProvider, host: GrantID)

  /// The grant that owns the meeting.
  package var host: GrantID {
    switch self {
    case .update(let meeting, _), .delete(let meeting): meeting.host
    case .withdraw(_, _, let host): host
    }
  }

  /// Whose meeting it is.
  package var provider: AutocreateProvider {
    switch self {
    case .update(let meeting, _), .delete(let meeting): meeting.provider
    case .withdraw(_, let provider, _): provider
    }
  }
}

extension EventChange {
  /// What an edit of an event means for the meeting that was made for it.
  enum MeetingEffect {
    /// It gets the event's title and time.
    case follows
    /// The event no longer has it.
    case ends
  }

  /// What it means for the meeting of the event; `nil` for nothing, and when it has none.
  func effect(on event: Event) -> MeetingEffect? {
    guard event.meeting != nil else { return nil }
    switch self {
    case .create, .respond: return nil
    case .delete: return .ends
    case .update(let patch):
      switch patch.conferencing {
      case .strip, .autocreate: return .ends
      case .details(let details) where !event.conferencing.isSameMeeting(as: details): return .ends
      case .keep, .details: return patch.title != nil || patch.time != nil ? .follows : nil
      }
    }
  }

  /// The fresh link that it asks for.
  package var asked: Autocreate? {
    if case .autocreate(let asked) = conferencing { asked } else { nil }
  }

  /// The change with a link that was made for it in the place of the one that it asks for.
  ///
  /// - Parameters:
  ///   - details: The link.
  ///   - base: The event that is changed.
  ///   - service: What holds it.
  /// - Returns: The change that puts the link.
  package func putting(
    _ details: ConferencingDetails,
    on base: Event?,
    service: ServiceKind
  ) -> EventChange {
    switch self {
    case .create(let draft, _):
      let made = EventEditor.create(
        draft: draft,
        conferencing: .details(details),
        service: service
      )
      return .create(made.draft, conferencing: made.change)
    case .update(var patch):
      guard let base else { return self }
      patch.conferencing = .keep
      return .update(
        EventEditor.patch(
          from: base,
          to: EventDraft(base.applying(patch)),
          conferencing: .details(details),
          service: service
        )
      )
    case .delete, .respond: return self
    }
  }

  /// The change that asks for its link again, because the one that was made is given up.
  ///
  /// It takes ``putting(_:on:service:)`` back.
  package func asking(again attempt: MeetingAttempt, on base: Event?) -> EventChange {
    func words(_ description: String) -> String { InvitationBlock.removed(from: description) }
    switch self {
    case .create(var draft, .details(let details)) where attempt.hasMade(details):
      draft.description = words(draft.description)
      if draft.location == details.url { draft.location = "" }
      return .create(draft, conferencing: .autocreate(attempt.asked))
    case .update(var patch):
      guard case .details(let details) = patch.conferencing, attempt.hasMade(details) else {
        return self
      }
      patch.description = patch.description.map(words)
      if patch.location == details.url {
        patch.location = base?.location.isEmpty == false ? "" : nil
      }
      patch.conferencing = .autocreate(attempt.asked)
      return .update(base.map(patch.without) ?? patch)
    default: return self
    }
  }
}

extension MeetingAttempt {
  /// Whether a link is the one that was made.
  func hasMade(_ link: ConferencingDetails) -> Bool {
    details.map { ServiceField.isSame($0.url, link.url) } ?? false
  }
}
