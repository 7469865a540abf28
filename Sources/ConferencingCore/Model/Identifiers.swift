/// An identifier of one kind of thing; those of different kinds cannot be mistaken for another.
public struct Identifier<Kind>: Hashable, Sendable, Codable, RawRepresentable,
  CustomStringConvertible
{
  /// The text of it.
  public let rawValue: String
  /// Makes an identifier from its text.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// Makes an identifier from its text.
  public init(_ rawValue: String) { self.rawValue = rawValue }
  /// The text of it.
  public var description: String { rawValue }
}

/// The event as a service knows it.
public enum RemoteEvent {}

/// Identifies an event in this cache for as long as the cache lives.
///
/// For an event first seen at a service it equals the service's own id; for an event made here it
/// is a UUID, and the service's id is found in ``Event/remoteID`` once the service has given one.
public typealias EventID = Identifier<Event>

/// The id that a service gave an event.
public typealias RemoteEventID = Identifier<RemoteEvent>

/// Identifies a calendar within its account, as its service names it.
public typealias CalendarID = Identifier<CalendarInfo>

/// Identifies a grant: a signed-in connection at a service.
public typealias GrantID = Identifier<Grant>

/// Identifies a configured account by the name it has in the configuration.
public typealias AccountID = Identifier<Account>

extension AccountID {
  /// The account whose calendars live in the cache itself and that needs no configuration.
  public static let local = AccountID("local")
}
