extension SandboxWorld {
  /// A method of Graph.
  typealias GraphEndpoint =
    @Sendable (isolated SandboxWorld, GraphCall) throws(GraphError) -> APIAnswer

  /// Answers a request of Graph.
  ///
  /// - Parameters:
  ///   - call: The request.
  ///   - scopes: One of these must have been granted.
  ///   - endpoint: What answers it.
  /// - Returns: The answer, errors included.
  func answer(_ call: APICall, needing scopes: [String], with endpoint: GraphEndpoint) -> APIAnswer
  {
    do throws(GraphError) {
      guard let signIn = signIns.bearer(call, at: .microsoft, now: now) else {
        throw GraphError.unauthorized
      }
      guard scopes.contains(where: signIn.scopes.contains) else {
        throw GraphError.denied("Access is denied. Check credentials and try again.")
      }
      resolveGraphLinks()
      return try endpoint(
        self,
        GraphCall(
          call: call,
          signIn: signIn,
          preferences: try GraphPreferences(call),
          origin: graph.linkOrigin ?? "http://" + (call.headers["host"] ?? configuration.host)
        )
      )
    } catch {
      return refuseGraph(error)
    }
  }

  /// Answers a fault's status without doing the request.
  func refuseGraph(_ fault: Fault) -> APIAnswer {
    var answer = refuseGraph(GraphError.forStatus(fault.status))
    answer.retryAfter = fault.retryAfter
    return answer
  }

  /// The answer that an error is.
  func refuseGraph(_ error: GraphError) -> APIAnswer {
    var answer = APIAnswer(
      status: error.status,
      body: error.body(requestID: random.uuid(), now: now)
    )
    if error.status == 401 {
      // RFC 6750, section 3; the service names where to sign in.
      answer.headers["WWW-Authenticate"] =
        #"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2"#
        + #"/authorize", client_id="00000003-0000-0000-c000-000000000000""#
    }
    return answer
  }

  /// `GET /me`.
  func graphMe(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    .ok([
      "@odata.context": .string(call.origin + "/v1.0/$metadata#users/$entity"),
      "id": "48d31887-5fad-4d73-a9f5-3c356e68a038",
      "displayName": .string(call.signIn.name), "mail": .string(call.signIn.email),
      "userPrincipalName": .string(call.signIn.email),
    ])
  }

  /// `GET /me/calendars`.
  func graphCalendars(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    _ = try call.query(["$top", "$skip"])
    return .ok([
      "@odata.context": .string(call.origin + "/v1.0/$metadata#users('me')/calendars"),
      "value": .array(graph.calendars.map(\.json)),
    ])
  }

  /// `GET /me/calendars/{calendar}`.
  func graphCalendar(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    .ok(try calendar(of: call).json)
  }

  /// The calendar that a path names; the default one where it names none.
  func calendar(of call: GraphCall) throws(GraphError) -> GraphStore.Calendar {
    let id = call.call.parameters["calendar"]
    let found = graph.calendars.first { calendar in
      id.map { $0 == calendar.id } ?? calendar.isDefault
    }
    guard let calendar = found else {
      throw GraphError.notFound
    }
    return calendar
  }

  /// The event that a path names.
  ///
  /// - Throws: 404, also for an id of the kind that the request did not ask for, for an event of
  ///   another calendar than the path names, and for one of a shared calendar when it names none.
  func graphEvent(of call: GraphCall) throws(GraphError) -> GraphEvent {
    guard let key = call.preferences.key(call.parameter("event")), let event = graph.event(key)
    else { throw GraphError.notFound }
    if let calendar = call.call.parameters["calendar"] {
      guard calendar == event.calendar else { throw GraphError.notFound }
    } else if let calendar = graph.calendar(event.calendar), calendar.owner != graph.owner {
      throw GraphError.notFound
    }
    return event
  }

  /// `GET /me/events/{event}`.
  func getGraphEvent(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    _ = try call.query(["$select", "$expand"])
    return .ok(json(try graphEvent(of: call), for: call))
  }

  /// An event as an answer holds it.
  func json(_ event: GraphEvent, for call: GraphCall) -> JSON {
    event.json(call.preferences, now: now)
  }

  /// `GET /me/calendars/{calendar}/calendarView` and `/me/calendarView`.
  func graphView(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    let calendar = try calendar(of: call)
    let query = try call.query(["startDateTime", "endDateTime", "$top", "$skip"])
    let window = try GraphCall.window(query)
    return page(
      of: graph.inside(window, of: calendar.id).flatMap {
        $0.pattern == nil ? [$0] : $0.occurrences(window)
      },
      query,
      call
    )
  }

  /// `GET /me/calendars/{calendar}/events` and `/me/events`: single events and series, no
  /// occurrences.
  func listGraphEvents(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    let calendar = try calendar(of: call)
    let query = try call.query(["$top", "$skip"])
    let events = graph.events.values.filter { $0.calendar == calendar.id }
      .sorted { ($0.start, $0.key) < ($1.start, $1.key) }
    return page(of: events, query, call)
  }

  /// `GET /me/events/{event}/instances`: the occurrences of a series; deleted ones are not told.
  func listGraphInstances(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    let query = try call.query(["startDateTime", "endDateTime", "$top", "$skip"])
    let window = try GraphCall.window(query)
    let series = try graphEvent(of: call)
    guard series.pattern != nil else {
      throw .invalid("Your request can't be completed. The event is not a series.")
    }
    return page(of: series.occurrences(window), query, call)
  }

  private func page(
    of all: [GraphEvent],
    _ query: [String: String],
    _ call: GraphCall
  ) -> APIAnswer {
    let skip = query["$skip"].flatMap { Int($0) } ?? 0
    let size = query["$top"].flatMap { Int($0) } ?? call.preferences.pageSize
    let page = all.dropFirst(skip).prefix(max(1, size))
    var body: [String: JSON] = ["value": .array(page.map { json($0, for: call) })]
    if skip + page.count < all.count {
      let kept = ["startDateTime", "endDateTime", "$top"].compactMap { name in
        query[name].map { "\(name)=\($0)" }
      }
      body["@odata.nextLink"] = .string(
        call.origin + call.call.path + "?"
          + (kept + ["$skip=\(skip + page.count)"]).joined(separator: "&")
      )
    }
    return .ok(.object(body))
  }
}
