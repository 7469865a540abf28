import Hummingbird

extension SandboxRoutes {
  /// Adds Microsoft Graph.
  ///
  /// Source: https://learn.microsoft.com/graph/api/overview?view=graph-rest-1.0
  func addGraph(to router: Router<SandboxContext>) {
    let me = "/v1.0/me"
    let meeting = "\(me)/onlineMeetings/{meeting}"
    let meetings = ["OnlineMeetings.ReadWrite"]

    on(router, .get, me, ["User.Read"]) { world, call throws(GraphError) in try world.graphMe(call)
    }
    on(router, .get, "\(me)/calendars", Self.reads) { world, call throws(GraphError) in
      try world.graphCalendars(call)
    }
    addGraphCalendar(to: router, at: me, named: "\(me)/calendar")
    let calendar = "\(me)/calendars/{calendar}"
    addGraphCalendar(to: router, at: calendar, named: calendar)
    for path in ["\(me)/onlineMeetings", "\(me)/onlineMeetings/createOrGet"] {
      on(router, .post, path, meetings) { world, call throws(GraphError) in
        try world.createGraphMeeting(call)
      }
    }
    on(router, .get, "\(me)/onlineMeetings", meetings) { world, call throws(GraphError) in
      try world.findGraphMeeting(call)
    }
    on(router, .get, meeting, meetings) { world, call throws(GraphError) in
      try world.getGraphMeeting(call)
    }
    on(router, .patch, meeting, meetings) { world, call throws(GraphError) in
      try world.updateGraphMeeting(call)
    }
    on(router, .delete, meeting, meetings) { world, call throws(GraphError) in
      try world.deleteGraphMeeting(call)
    }
    addGraphControl(to: router)
  }

  private static let reads = ["Calendars.ReadWrite", "Calendars.Read"]
  private static let writes = ["Calendars.ReadWrite"]

  /// Adds a calendar with its events.
  ///
  /// - Parameters:
  ///   - router: Where to.
  ///   - path: What its events lie below.
  ///   - name: The path of the calendar itself.
  private func addGraphCalendar(
    to router: Router<SandboxContext>,
    at path: String,
    named name: String
  ) {
    let (reads, writes) = (Self.reads, Self.writes)
    let event = "\(path)/events/{event}"
    on(router, .get, name, reads) { world, call throws(GraphError) in
      try world.graphCalendar(call)
    }
    on(router, .get, "\(path)/calendarView", reads) { world, call throws(GraphError) in
      try world.graphView(call)
    }
    // Functions of OData may be written with their parentheses: the service's own libraries do.
    for delta in ["delta", "delta()"] {
      on(router, .get, "\(path)/calendarView/\(delta)", reads) { world, call throws(GraphError) in
        try world.graphDelta(call)
      }
    }
    on(router, .get, "\(path)/events", reads) { world, call throws(GraphError) in
      try world.listGraphEvents(call)
    }
    on(router, .post, "\(path)/events", writes) { world, call throws(GraphError) in
      try world.createGraphEvent(call)
    }
    on(router, .get, event, reads) { world, call throws(GraphError) in
      try world.getGraphEvent(call)
    }
    on(router, .patch, event, writes) { world, call throws(GraphError) in
      try world.updateGraphEvent(call)
    }
    on(router, .delete, event, writes) { world, call throws(GraphError) in
      try world.deleteGraphEvent(call)
    }
    on(router, .get, "\(event)/instances", reads) { world, call throws(GraphError) in
      try world.listGraphInstances(call)
    }
    on(router, .post, "\(event)/cancel", writes) { world, call throws(GraphError) in
      try world.cancelGraphEvent(call)
    }
    for answer in ["accept", "decline", "tentativelyAccept"] {
      on(router, .post, "\(event)/\(answer)", writes) { world, call throws(GraphError) in
        try world.respondGraphEvent(call)
      }
    }
  }

  private func addGraphControl(to router: Router<SandboxContext>) {
    let world = world
    let exchange = exchange
    router.post("/_sandbox/graph") { request, context in
      let call = try await exchange.call(request, context)
      do throws(APIError) {
        return HTTPExchange.response(try await world.turnGraph(call))
      } catch {
        return HTTPExchange.response(error.body(requestID: "sandbox"), status: error.status)
      }
    }
  }

  private func on(
    _ router: Router<SandboxContext>,
    _ method: HTTPRequest.Method,
    _ path: String,
    _ scopes: [String],
    _ endpoint: @escaping SandboxWorld.GraphEndpoint
  ) {
    let exchange = exchange
    router.on(RouterPath(path), method: method) { request, context in
      try await exchange.respond(
        request,
        context,
        refusing: { world, fault in world.refuseGraph(fault) },
        answering: { world, call in world.answer(call, needing: scopes, with: endpoint) }
      )
    }
  }
}
