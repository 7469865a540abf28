extension SandboxWorld {
  private static let listNames: Set = [
    "calendar_id", "limit", "page_token", "start", "end", "title", "description", "location",
    "busy", "attendees", "ical_uid", "master_event_id", "event_type", "metadata_pair",
    "show_cancelled", "expand_recurring", "tentative_as_busy", "updated_after", "updated_before",
    "select",
  ]

  /// `GET /v3/grants/{grant}/events`.
  ///
  /// Without `start` and `end` it shows the month from now on, as documented; a look-up by
  /// `ical_uid` or `master_event_id` sees all time.
  func listEvents(_ call: APICall) throws(APIError) -> APIAnswer {
    let grant = try calendarGrant(call)
    let query = try QueryParameters(call, allowing: Self.listNames)
    let limits = GrantLimits(provider: grant.provider)
    try limits.check(query)
    let calendar = try calendar(query.required("calendar_id"), of: grant)
    let filter = try EventFilter(query)
    let isLookUp = query.has("ical_uid") || query.has("master_event_id")
    let window = try window(query, isUnbounded: isLookUp)
    if !isLookUp { try limits.check(window) }
    let tentativeAsBusy = try query.bool("tentative_as_busy") ?? true
    let page = try page(
      of: calendar,
      window: window,
      limit: query.limit(default: 50, most: 200),
      token: query.string("page_token"),
      where: filter.admits
    )
    let selection = query.selection
    return .ok(
      page.body { $0.json(tentativeAsBusy: tentativeAsBusy, selection: selection) }
    )
  }

  /// `GET /v3/grants/{grant}/events/import`: everything, masters and cancelled ones included.
  func importEvents(_ call: APICall) throws(APIError) -> APIAnswer {
    let grant = try calendarGrant(call)
    let query = try QueryParameters(
      call,
      allowing: ["calendar_id", "limit", "page_token", "start", "end", "select"]
    )
    let limits = GrantLimits(provider: grant.provider)
    try limits.check(query)
    let calendar = try calendar(query.required("calendar_id"), of: grant)
    let window = try window(query, isUnbounded: true)
    if query.has("start") || query.has("end") { try limits.check(window) }
    let page = try page(
      of: calendar,
      window: window,
      limit: query.limit(default: 50, most: 500),
      token: query.string("page_token")
    ) { $0.status != .cancelled && ($0.masterEventID == nil || $0.isException) }
    let selection = query.selection
    return .ok(page.body { $0.json(withMetadata: false, selection: selection) })
  }

  /// The stretch of time that a list covers, Unix seconds.
  private func window(
    _ query: QueryParameters,
    isUnbounded: Bool
  ) throws(APIError) -> (start: Int, end: Int) {
    let givenStart = try query.time("start")
    let givenEnd = try query.time("end")
    let start = givenStart ?? (isUnbounded ? Int.min : now)
    let end = givenEnd ?? (isUnbounded ? Int.max : max(start, now) + 31 * 86_400)
    guard end >= start else { throw .invalid("\"end\" must not be before \"start\".") }
    return (start, end)
  }

  private struct Page {
    var events: [StoredEvent] = []
    var next: EventStore.Entry?

    func body(_ json: (StoredEvent) -> JSON) -> JSON {
      var body: [String: JSON] = ["data": .array(events.map(json))]
      body["next_cursor"] = next.map { .string(PageToken.event($0).text) }
      return .object(body)
    }
  }

  private func page(
    of calendar: StoredCalendar,
    window: (start: Int, end: Int),
    limit: Int,
    token: String?,
    where admits: (StoredEvent) -> Bool
  ) throws(APIError) -> Page {
    let entries = store.entries(of: calendar.grantID, calendar.id)
    var position = 0
    if let token, !token.isEmpty {
      let last = try PageToken.entry(token)
      position = EventStore.position(of: last, in: entries)
      if position < entries.count, entries[position] == last { position += 1 }
    }
    var page = Page()
    var last: EventStore.Entry?
    for entry in entries[position...] {
      // Sorted by start: nothing behind this one can begin within the window.
      if entry.start >= window.end, entry.start > window.start { break }
      guard overlaps(entry, window), let event = store.events[entry.id], admits(event) else {
        continue
      }
      guard page.events.count < limit else {
        page.next = last
        break
      }
      page.events.append(event)
      last = entry
    }
    return page
  }

  /// A moment counts when it lies in the window; a master counts when an occurrence does.
  private func overlaps(_ entry: EventStore.Entry, _ window: (start: Int, end: Int)) -> Bool {
    if entry.end > window.start || entry.start >= window.start { return true }
    return (store.occurrences[entry.id] ?? []).contains { id in
      guard let interval = store.events[id]?.when.interval(in: zone) else { return false }
      return interval.end > window.start && interval.start < window.end
    }
  }
}
