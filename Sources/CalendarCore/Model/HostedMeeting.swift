package import ConferencingCore

/// A meeting that Convene had made at a host grant, by itself and not through the event's service:
/// what it takes to change it or to delete it.
package struct HostedMeeting: Hashable, Sendable, Codable {
  /// Who made it.
  package var provider: AutocreateProvider
  /// The grant that owns it.
  package var host: GrantID
  /// The provider's id of it.
  package var id: String
  /// Makes a reference.
  package init(provider: AutocreateProvider, host: GrantID, id: String) {
    self.provider = provider
    self.host = host
    self.id = id
  }
}

/// What a meeting is to be made for at a host grant.
package struct MeetingRequest: Hashable, Sendable, Codable {
  /// What tells it from others; the same each time that one and the same meeting is asked for.
  package var key: String
  /// What it is called; the title of the event.
  package var title: String
  /// When it takes place; the time of the event.
  package var time: EventTime
  /// How it repeats; `nil` when it does not.
  package var recurrence: RecurrenceRule?
  /// What it is to be like.
  package var settings: ConferencingSettings
  /// Makes a request.
  package init(
    key: String,
    title: String,
    time: EventTime,
    recurrence: RecurrenceRule? = nil,
    settings: ConferencingSettings = ConferencingSettings()
  ) {
    self.key = key
    self.title = title
    self.time = time
    self.recurrence = recurrence
    self.settings = settings
  }
}
