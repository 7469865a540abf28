extension EventPatch {
  /// The patch without what an event has already.
  public func without(_ event: Event) -> EventPatch {
    var left = self
    if title == event.title { left.title = nil }
    if time == event.time { left.time = nil }
    if location == event.location { left.location = nil }
    if description == event.description { left.description = nil }
    if visibility == event.visibility { left.visibility = nil }
    if isBusy == event.isBusy { left.isBusy = nil }
    if participants == event.participants { left.participants = nil }
    switch conferencing {
    case .keep, .autocreate: break
    case .strip:
      if event.conferencing == .none, left.description == nil { left.conferencing = .keep }
    case .details(let details):
      if event.conferencing == .details(EventEditor.tidy(details)) { left.conferencing = .keep }
    }
    return left
  }
}
