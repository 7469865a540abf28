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
      return answer(error)
    }
  }

  /// Answers a fault's status without doing the request.
  func refuseGraph(_ fault: Fault) -> APIAnswer {
    var answer = answer(GraphError.forStatus(fault.status))
    answer.retryAfter = fault.retryAfter
    return answer
  }

  private func answer(_ error: GraphError) -> APIAnswer {
    APIAnswer(status: error.status, body: error.body(requestID: random.uuid(), now: now))
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

  /// The calendar that a path names.
  func calendar(of call: GraphCall) throws(GraphError) -> GraphStore.Calendar {
    guard let calendar = graph.calendar(call.parameter("calendar")) else {
      throw GraphError.notFound
    }
    return calendar
  }

  /// The event that a path names.
  ///
  /// - Throws: 404, also for an id of the kind that the request did not ask for.
  func graphEvent(of call: GraphCall) throws(GraphError) -> GraphEvent {
    guard let key = call.preferences.key(call.parameter("event")), let event = graph.event(key)
    else { throw GraphError.notFound }
    return event
  }

  /// `GET /me/events/{event}`.
  func getGraphEvent(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    .ok(try graphEvent(of: call).json(call.preferences, now: now))
  }

  /// `GET /me/calendars/{calendar}/calendarView`.
  func graphView(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    let calendar = try calendar(of: call)
    let query = try call.query(["startDateTime", "endDateTime", "$top", "$skip"])
    let window = try GraphCall.window(query)
    let all = graph.inside(window, of: calendar.id).flatMap {
      $0.pattern == nil ? [$0] : $0.occurrences(window)
    }
    let skip = query["$skip"].flatMap { Int($0) } ?? 0
    let size = query["$top"].flatMap { Int($0) } ?? call.preferences.pageSize
    let page = all.dropFirst(skip).prefix(max(1, size))
    var body: [String: JSON] = [
      "value": .array(page.map { $0.json(call.preferences, now: now) })
    ]
    if skip + page.count < all.count {
      let stretch = ["startDateTime", "endDateTime"].map { "\($0)=\(query[$0] ?? "")" }
      let top = query["$top"].map { ["$top=\($0)"] } ?? []
      body["@odata.nextLink"] = .string(
        call.origin + call.call.path + "?"
          + (stretch + top + ["$skip=\(skip + page.count)"]).joined(separator: "&")
      )
    }
    return .ok(.object(body))
  }
}
