import Hummingbird

/// The paths of the stand-in, each with its endpoint.
struct SandboxRoutes: Sendable {
  let world: SandboxWorld
  let exchange: HTTPExchange

  init(_ world: SandboxWorld) {
    self.world = world
    exchange = HTTPExchange(world: world)
  }

  func router() -> Router<SandboxContext> {
    // Built twice: the second one knows the paths of the first, to tell 405 from 404.
    let paths = Router(context: SandboxContext.self)
    addAll(to: paths)
    let router = Router(context: SandboxContext.self)
    let known = Set(paths.routes.map(\.path.description))
    router.add(middleware: UnknownPath(exchange: exchange, known: known))
    addAll(to: router)
    return router
  }

  private func addAll(to router: Router<SandboxContext>) {
    addService(to: router)
    addSignIn(to: router)
    addZoom(to: router)
    addGraph(to: router)
    addGoogle(to: router)
    addControl(to: router)
  }

  // Nylas v3: https://developer.nylas.com/docs/api/v3/ecc/
  private func addService(to router: Router<SandboxContext>) {
    let grant = "/v3/grants/{grant}"
    on(router, .get, "/v3/grants") { world, call throws(APIError) in try world.listGrants(call) }
    on(router, .get, grant) { world, call throws(APIError) in try world.getGrant(call) }

    on(router, .get, "\(grant)/calendars") { world, call throws(APIError) in
      try world.listCalendars(call)
    }
    on(router, .get, "\(grant)/calendars/{calendar}") { world, call throws(APIError) in
      try world.getCalendar(call)
    }
    on(router, .post, "\(grant)/calendars/free-busy") { world, call throws(APIError) in
      try world.freeBusy(call)
    }

    on(router, .get, "\(grant)/events") { world, call throws(APIError) in
      try world.listEvents(call)
    }
    on(router, .get, "\(grant)/events/import") { world, call throws(APIError) in
      try world.importEvents(call)
    }
    on(router, .post, "\(grant)/events") { world, call throws(APIError) in
      try world.createEvent(call)
    }
    on(router, .get, "\(grant)/events/{event}") { world, call throws(APIError) in
      try world.getEvent(call)
    }
    on(router, .put, "\(grant)/events/{event}") { world, call throws(APIError) in
      try world.updateEvent(call)
    }
    on(router, .delete, "\(grant)/events/{event}") { world, call throws(APIError) in
      try world.deleteEvent(call)
    }
    on(router, .post, "\(grant)/events/{event}/send-rsvp") { world, call throws(APIError) in
      try world.sendRSVP(call)
    }
  }

  /// What tests and people look at and turn; never faulted, no bearer token.
  private func addControl(to router: Router<SandboxContext>) {
    let world = world
    let exchange = exchange
    router.get("/_sandbox/state") { _, _ in HTTPExchange.response(await world.state()) }
    router.get("/_sandbox/exchanges") { _, _ in HTTPExchange.response(await world.exchanges()) }
    router.delete("/_sandbox/faults") { _, _ in HTTPExchange.response(await world.clearFaults()) }
    router.post("/_sandbox/faults") { request, context in
      let call = try await exchange.call(request, context)
      do throws(APIError) {
        return HTTPExchange.response(try await world.addFault(call))
      } catch {
        let body = error.body(requestID: "sandbox")
        return HTTPExchange.response(body, status: error.status)
      }
    }
  }

  private func on(
    _ router: Router<SandboxContext>,
    _ method: HTTPRequest.Method,
    _ path: String,
    _ endpoint: @escaping SandboxWorld.Endpoint
  ) {
    let exchange = exchange
    router.on(RouterPath(path), method: method) { request, context in
      try await exchange.respond(request, context, endpoint)
    }
  }
}
