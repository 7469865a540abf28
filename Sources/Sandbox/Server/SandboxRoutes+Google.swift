import Hummingbird

extension SandboxRoutes {
  /// Google Calendar, version 3: the methods of its discovery document that Convene could use.
  func addGoogle(to router: Router<SandboxContext>) {
    google(router, .get, "/users/me/calendarList") { world, call, signIn throws(GoogleError) in
      try world.listGoogleCalendars(call, signIn)
    }
    google(router, .get, "/users/me/calendarList/{calendar}") {
      world,
      call,
      signIn throws(GoogleError) in
      try world.getGoogleListEntry(call, signIn)
    }
    google(router, .get, "/calendars/{calendar}") { world, call, signIn throws(GoogleError) in
      try world.getGoogleCalendar(call, signIn)
    }
    let events = "/calendars/{calendar}/events"
    google(router, .get, events) { world, call, signIn throws(GoogleError) in
      try world.listGoogleEvents(call, signIn)
    }
    google(router, .post, events) { world, call, signIn throws(GoogleError) in
      try world.insertGoogleEvent(call, signIn)
    }
    let event = "\(events)/{event}"
    google(router, .get, event) { world, call, signIn throws(GoogleError) in
      try world.getGoogleEvent(call, signIn)
    }
    google(router, .patch, event) { world, call, signIn throws(GoogleError) in
      try world.changeGoogleEvent(call, signIn, replacing: false)
    }
    google(router, .put, event) { world, call, signIn throws(GoogleError) in
      try world.changeGoogleEvent(call, signIn, replacing: true)
    }
    google(router, .delete, event) { world, call, signIn throws(GoogleError) in
      try world.deleteGoogleEvent(call, signIn)
    }
    google(router, .get, "\(event)/instances") { world, call, signIn throws(GoogleError) in
      try world.listGoogleInstances(call, signIn)
    }
    addMeet(to: router)
    addGoogleControl(to: router)
  }

  /// What only Google itself could bring about.
  private func addGoogleControl(to router: Router<SandboxContext>) {
    let world = world
    let exchange = exchange
    router.post("/_sandbox/google") { request, context in
      let call = try await exchange.call(request, context)
      do throws(APIError) {
        return HTTPExchange.response(try await world.turnGoogle(call))
      } catch {
        return HTTPExchange.response(error.body(requestID: "sandbox"), status: error.status)
      }
    }
  }

  private func google(
    _ router: Router<SandboxContext>,
    _ method: HTTPRequest.Method,
    _ path: String,
    _ endpoint: @escaping SandboxWorld.GoogleEndpoint
  ) {
    let exchange = exchange
    router.on(RouterPath("/calendar/v3" + path), method: method) { request, context in
      try await exchange.respond(
        request,
        context,
        refusing: { _, fault in
          var answer = GoogleError.forStatus(fault.status).answer
          answer.retryAfter = fault.retryAfter
          return answer
        },
        answering: { world, call in world.answerGoogle(call, with: endpoint) }
      )
    }
  }
}
