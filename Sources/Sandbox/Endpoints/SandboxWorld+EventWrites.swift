extension SandboxWorld {
  private static let writeNames: Set = [
    "calendar_id", "notify_participants", "tentative_as_busy", "select",
  ]

  /// `GET /v3/grants/{grant}/events/{event}`.
  func getEvent(_ call: APICall) throws(APIError) -> APIAnswer {
    let target = try target(call, allowing: ["calendar_id", "tentative_as_busy", "select"])
    return try answer(target.event, target.query)
  }

  /// `POST /v3/grants/{grant}/events`.
  func createEvent(_ call: APICall) throws(APIError) -> APIAnswer {
    let grant = try calendarGrant(call)
    let query = try QueryParameters(call, allowing: Self.writeNames)
    _ = try query.bool("notify_participants")
    try GrantLimits(provider: grant.provider).check(query)
    let calendar = try calendar(query.required("calendar_id"), of: grant)
    let change = try EventChange(call.object(), provider: grant.provider, zone: zone)
    guard let when = change.when else { throw .invalid("\"when\" is required.") }
    guard !calendar.isReadOnly else { throw Self.readOnlyCalendar(calendar) }
    let link = try checkedLink(change.conferencing, calendar, grant)
    let id = EventID.make(for: grant.provider, &random)
    var event = StoredEvent(
      id: id,
      grantID: grant.id,
      calendarID: calendar.id,
      when: when,
      organizer: Person(name: grant.name, email: grant.email),
      icalUID: "\(id)@sandbox.example",
      createdAt: now,
      updatedAt: now
    )
    change.apply(to: &event)
    set(link, on: &event)
    save(event)
    return try answer(event, query)
  }

  /// `PUT /v3/grants/{grant}/events/{event}`: what is left out stays as it is.
  func updateEvent(_ call: APICall) throws(APIError) -> APIAnswer {
    let target = try target(call, allowing: Self.writeNames)
    _ = try target.query.bool("notify_participants")
    let grant = target.grant
    let change = try EventChange(call.object(), provider: grant.provider, zone: zone)
    try checkWritable(target)
    guard target.event.status != .cancelled else {
      throw .invalid("The event is cancelled and cannot be changed.")
    }
    let link = try checkedLink(change.conferencing, target.calendar, grant)
    var event = target.event
    change.apply(to: &event)
    set(link, on: &event)
    dropLostLink(of: &event, before: target.event)
    event.updatedAt = updateTime(after: event.updatedAt)
    event.isException = event.masterEventID != nil
    save(event)
    followEvent(event)
    return try answer(event, target.query)
  }

  /// `DELETE /v3/grants/{grant}/events/{event}`: its meeting goes with it.
  ///
  /// Google keeps a deleted event as a cancelled one; Microsoft forgets it.
  func deleteEvent(_ call: APICall) throws(APIError) -> APIAnswer {
    let target = try target(call, allowing: ["calendar_id", "notify_participants"])
    _ = try target.query.bool("notify_participants")
    try checkWritable(target)
    guard target.event.status != .cancelled else { throw .notFound }
    let occurrences = store.occurrences[target.event.id] ?? []
    for id in occurrences.union([target.event.id]) {
      guard var event = store.events[id] else { continue }
      dropMeeting(of: &event)
      if target.grant.provider == .google {
        event.status = .cancelled
        event.isException = event.masterEventID != nil
        event.updatedAt = updateTime(after: event.updatedAt)
        store.put(event)
      } else {
        store.remove(id)
      }
    }
    if target.grant.provider != .google { except(target.event) }
    return .ok([:])
  }

  // MARK: Parts

  private struct Target {
    let grant: StoredGrant
    let calendar: StoredCalendar
    let event: StoredEvent
    let query: QueryParameters
  }

  private func target(_ call: APICall, allowing names: Set<String>) throws(APIError) -> Target {
    let grant = try calendarGrant(call)
    let query = try QueryParameters(call, allowing: names)
    try GrantLimits(provider: grant.provider).check(query)
    let calendar = try calendar(query.required("calendar_id"), of: grant)
    let event = store.events[try call.parameter("event")]
    guard let event, event.grantID == grant.id, event.calendarID == calendar.id else {
      throw .notFound
    }
    return Target(grant: grant, calendar: calendar, event: event, query: query)
  }

  private func answer(
    _ event: StoredEvent,
    _ query: QueryParameters
  ) throws(APIError) -> APIAnswer {
    let tentativeAsBusy = try query.bool("tentative_as_busy") ?? true
    let json = event.json(tentativeAsBusy: tentativeAsBusy, selection: query.selection)
    return .ok(["data": json])
  }

  /// The specification lists no 403 for events, so what cannot be written is a 400.
  private func checkWritable(_ target: Target) throws(APIError) {
    guard !target.calendar.isReadOnly else { throw Self.readOnlyCalendar(target.calendar) }
    guard !target.event.isReadOnly else {
      throw .invalid("The event is read-only: only its organizer can change it.")
    }
  }

  /// Notes in a series that one of its occurrences is gone, so that it does not come back.
  private func except(_ occurrence: StoredEvent) {
    guard let start = occurrence.originalStart,
      var master = occurrence.masterEventID.flatMap({ store.events[$0] })
    else { return }
    master.recurrence.append("EXDATE:\(Occurrences.stamp(start))")
    store.put(master)
  }

  private static func readOnlyCalendar(_ calendar: StoredCalendar) -> APIError {
    .invalid("The calendar \"\(calendar.name)\" is read-only.")
  }

  /// Stores an event; a series' occurrences are laid out again, but for those changed on their own.
  func save(_ event: StoredEvent) {
    let isMoved =
      store.events[event.id].map { before in
        before.when != event.when || before.recurrence != event.recurrence
      } ?? false
    store.put(event)
    let old = store.occurrences[event.id] ?? []
    guard event.isMaster || !old.isEmpty else { return }
    var kept = old.compactMap { store.events[$0] }.filter(\.isException)
    if isMoved {
      // Google keeps what is still on the rule, the others remove what differs from it.
      // Source: Nylas support, "Recurring events: provider differences".
      let isGoogle = grants.first { $0.id == event.grantID }?.provider == .google
      let left = Set(isGoogle ? Occurrences.of(event, zone: zone).compactMap(\.originalStart) : [])
      kept.removeAll { $0.originalStart.map { !left.contains($0) } ?? true }
    }
    for id in old where !kept.contains(where: { $0.id == id }) { store.remove(id) }
    guard event.isMaster else { return }
    let taken = Set(kept.compactMap(\.originalStart))
    for occurrence in Occurrences.of(event, zone: zone) {
      guard let start = occurrence.originalStart, !taken.contains(start) else { continue }
      store.put(occurrence)
    }
  }
}
