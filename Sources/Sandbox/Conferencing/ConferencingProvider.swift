/// The providers at which the service makes meetings.
enum ConferencingProvider: String, CaseIterable, Sendable {
  case googleMeet = "Google Meet"
  case zoomMeeting = "Zoom Meeting"
  case microsoftTeams = "Microsoft Teams"

  /// The kind of grant that can host its meetings.
  var host: StoredGrant.Provider {
    switch self {
    case .googleMeet: .google
    case .zoomMeeting: .zoom
    case .microsoftTeams: .microsoft
    }
  }
}

/// A link on its way: the service has accepted the wish, the provider has not answered yet.
struct PendingLink: Equatable, Sendable {
  let provider: ConferencingProvider
  /// The grant that will own the meeting.
  let hostGrantID: String
  /// `autocreate` as it was sent.
  let autocreate: JSON
  /// Time since the start at which the meeting comes into being.
  let deadline: Duration
  /// Order among links with one deadline.
  let sequence: Int
  /// The meeting that this one replaces: deleted once the new one exists.
  let replacedMeetingID: String?
  /// What reads show until the link is there.
  let answer: SandboxConfiguration.PendingAnswer

  /// The conferencing field until the link is there; nil where it is left out.
  var json: JSON? {
    switch answer {
    case .request: ["provider": .string(provider.rawValue), "autocreate": autocreate]
    case .provider: ["provider": .string(provider.rawValue)]
    case .empty: [:]
    case .null: .null
    case .absent: nil
    }
  }

  var settings: [String: JSON] { autocreate.object?["conf_settings"]?.object ?? [:] }
}

/// A meeting at a provider.
struct Meeting: Equatable, Sendable {
  let id: String
  let provider: ConferencingProvider
  let hostGrantID: String
  /// Another passcode makes another link.
  var url: String
  let eventID: String
  /// The `conf_settings` that were passed through, and what was changed of them since.
  var settings: [String: JSON]
  /// What the provider's answer gives for the event's `details`.
  let details: [String: JSON]
  /// Follows the event's title.
  var topic: String
  /// Follows the event's start, Unix seconds.
  var start: Int
  var isLive = true

  /// The meeting as `/_sandbox/state` lists it.
  var json: JSON {
    [
      "id": .string(id), "provider": .string(provider.rawValue),
      "host_grant": .string(hostGrantID), "url": .string(url), "event_id": .string(eventID),
      "status": isLive ? "live" : "deleted", "topic": .string(topic), "start": .int(start),
      "settings": .object(settings),
    ]
  }
}
