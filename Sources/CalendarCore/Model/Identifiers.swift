package import ConferencingCore

/// The event as a service knows it.
package enum RemoteEvent {}

/// Identifies an event in this cache for as long as the cache lives.
///
/// For an event first seen at a service it equals the service's own id; for an event made here it
/// is a UUID, and the service's id is found in ``Event/remoteID`` once the service has given one.
package typealias EventID = Identifier<Event>

/// The id that a service gave an event.
package typealias RemoteEventID = Identifier<RemoteEvent>

/// Identifies a calendar within its account, as its service names it.
package typealias CalendarID = Identifier<CalendarInfo>

/// Identifies a configured account by the name it has in the configuration.
package typealias AccountID = Identifier<Account>

extension AccountID {
  /// The account whose calendars live in the cache itself and that needs no configuration.
  package static let local = AccountID("local")
}
