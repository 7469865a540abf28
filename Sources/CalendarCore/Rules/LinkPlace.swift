import ConferencingCore

/// Where the link of a meeting is also the place of its event.
///
/// Where a service's field takes no link of others, its own programs let people join by the place: the
/// link goes there where no other place is named, and leaves with the meeting.
enum LinkPlace {
  /// The place of an event once its meeting is changed.
  ///
  /// - Parameters:
  ///   - location: The place as it is wanted otherwise.
  ///   - old: The meeting that the event has.
  ///   - change: What is done to it.
  ///   - service: What holds the event.
  /// - Returns: The place.
  static func location(
    _ location: String,
    of old: Conferencing = .none,
    with change: ConferencingChange,
    on service: ServiceKind
  ) -> String {
    guard service.takesNoLink, change != .keep else { return location }
    let isAtLink = old.details?.url == location
    let others = isAtLink ? "" : location
    if case .details(let details) = change, others.isEmpty {
      // What has this link already and not as its place has it in the service's own field.
      return old.isSameMeeting(as: details) && !isAtLink ? location : details.url
    }
    return others
  }
}

extension EventPatch {
  /// Whether the place changes with the link alone: an empty one holds it, or is empty again.
  ///
  /// - Parameter before: The event before the edit.
  /// - Returns: Whether it does.
  package func movesPlaceWithLink(of before: Event?) -> Bool {
    guard conferencing != .keep, let location, let before else { return false }
    if case .details(let details) = conferencing, location == details.url {
      return before.location.isEmpty || before.isPlacedAtLink
    }
    return location.isEmpty && before.isPlacedAtLink
  }
}
