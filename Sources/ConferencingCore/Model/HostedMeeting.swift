/// A meeting that Convene had made at a host grant, by itself and not through the event's service:
/// what it takes to change it or to delete it.
public struct HostedMeeting: Hashable, Sendable, Codable {
  /// Who made it.
  public var provider: AutocreateProvider
  /// The grant that owns it.
  public var host: GrantID
  /// The provider's id of it.
  public var id: String
  /// Makes a reference.
  public init(provider: AutocreateProvider, host: GrantID, id: String) {
    self.provider = provider
    self.host = host
    self.id = id
  }
}

/// What a meeting is to be made for at a host grant.
public struct MeetingRequest: Hashable, Sendable, Codable {
  /// What tells it from others; the same each time that one and the same meeting is asked for.
  public var key: String
  /// What it is called; the title of the event.
  public var title: String
  /// When it takes place; the time of the event.
  public var time: EventTime
  /// How it repeats; `nil` when it does not.
  public var recurrence: RecurrenceRule?
  /// What it is to be like.
  public var settings: ConferencingSettings
  /// Makes a request.
  public init(
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
