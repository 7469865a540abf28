/// Turns what people and services say of an event into the event that is kept.
public enum EventEditor {
  /// The event to keep, from the one a service gave and the one that is kept already.
  public static func reconciled(incoming: Event, cached: Event?) -> Event {
    guard let cached else { return incoming }
    var event = incoming
    event.id = cached.id
    if let own = cached.ownDescription, incoming.description.hasPrefix(own) {
      event.ownDescription = own
    }
    guard case .autocreate(let asked) = cached.conferencing else { return event }
    switch incoming.conferencing {
    case .details: break
    case .autocreate: event.conferencing = .autocreate(asked)
    case .none:
      event.conferencing = .autocreate(asked)
      event.conferencingFailure = "The service did not create the link. Try again."
    }
    return event
  }
}
