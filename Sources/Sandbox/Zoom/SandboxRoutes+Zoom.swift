import Hummingbird

extension SandboxRoutes {
  /// A method of Zoom, asked by a host.
  private typealias Endpoint =
    @Sendable (isolated SandboxWorld, APICall, SignIn) throws(ZoomError) -> APIAnswer

  // Zoom Meeting API: https://developers.zoom.us/docs/api/meetings/
  func addZoom(to router: Router<SandboxContext>) {
    on(router, .get, "/v2/users/{user}") { world, call, host throws(ZoomError) in
      try world.getZoomUser(call, host)
    }
    on(router, .get, "/v2/users/{user}/meetings") { world, call, host throws(ZoomError) in
      try world.listZoomMeetings(call, host)
    }
    on(router, .post, "/v2/users/{user}/meetings") { world, call, host throws(ZoomError) in
      try world.createZoomMeeting(call, host)
    }
    on(router, .get, "/v2/meetings/{meeting}") { world, call, host throws(ZoomError) in
      try world.getZoomMeeting(call, host)
    }
    on(router, .patch, "/v2/meetings/{meeting}") { world, call, host throws(ZoomError) in
      try world.updateZoomMeeting(call, host)
    }
    on(router, .delete, "/v2/meetings/{meeting}") { world, call, host throws(ZoomError) in
      try world.deleteZoomMeeting(call, host)
    }
    on(router, .get, "/v2/meetings/{meeting}/invitation") { world, call, host throws(ZoomError) in
      try world.getZoomInvitation(call, host)
    }
    let (world, exchange) = (world, exchange)
    router.post("/_sandbox/zoom") { request, context in
      let call = try await exchange.call(request, context)
      return HTTPExchange.response(await world.turnZoom(call))
    }
  }

  private func on(
    _ router: Router<SandboxContext>,
    _ method: HTTPRequest.Method,
    _ path: String,
    _ endpoint: @escaping Endpoint
  ) {
    let exchange = exchange
    router.on(RouterPath(path), method: method) { request, context in
      try await exchange.respond(request, context) { world, fault in
        ZoomError.of(fault, at: world.now).answer.waiting(fault.retryAfter)
      } answering: { world, call in
        // Creating and listing are "Medium", what touches one meeting is "Light".
        let isMedium = call.path.hasSuffix("/meetings")
        let headers = world.zoom.headers(isMedium ? "Medium" : "Light", now: world.now)
        var answer: APIAnswer
        do throws(ZoomError) {
          let host = try world.zoomHost(call)
          try world.checkUser(call, host)
          answer = try endpoint(world, call, host)
        } catch {
          answer = error.answer
        }
        answer.headers.merge(headers) { own, _ in own }
        return answer
      }
    }
  }
}

extension SandboxWorld {
  /// Whose token a request bears.
  fileprivate func zoomHost(_ call: APICall) throws(ZoomError) -> SignIn {
    if let host = signIns.bearer(call, at: .zoom, now: now) { return host }
    let isOld = signIns.bearer(call, at: .zoom, now: .min) != nil
    throw .unauthorized(isOld ? "Access token is expired." : "Invalid access token.")
  }

  /// Refuses another user than the one of the token: by id, address, or `me`.
  ///
  /// Zoom documents `me` for apps of a user only; a server-to-server app names the user.
  fileprivate func checkUser(_ call: APICall, _ host: SignIn) throws(ZoomError) {
    guard let user = call.parameters["user"] else { return }
    let isServer = RegisteredApp.named(host.clientID, at: .zoom)?.kind == .server
    let isKnown =
      user == "me"
      ? !(isServer && zoom.refusesMe) : user == ZoomMeeting.hostID || user == host.email
    guard isKnown else {
      throw ZoomError(status: 404, code: 1001, message: "User does not exist: \(user).")
    }
  }

  /// `POST /_sandbox/zoom`: with `refuse_me` a server-to-server app has to name the user; `plan` is
  /// `basic` or `pro`, `licensed` are the addresses that can be alternative hosts, `refused` are settings
  /// that the plan does not include, `locked` are those that the account has fixed; `scopes` are those of the sign-in from now on; `daily_limit` is how many
  /// meetings a host can make and change a day.
  fileprivate func turnZoom(_ call: APICall) -> JSON {
    let wish = JSON(bytes: call.body)?.object ?? [:]
    zoom.refusesMe = wish["refuse_me"]?.bool ?? zoom.refusesMe
    if let plan = wish["plan"]?.string { zoom.recordsInCloud = plan != "basic" }
    if let licensed = wish["licensed"]?.array { zoom.licensed = Set(licensed.compactMap(\.string)) }
    if let refused = wish["refused"]?.array { zoom.refused = Set(refused.compactMap(\.string)) }
    zoom.dailyLimit = wish["daily_limit"]?.int ?? zoom.dailyLimit
    zoom.locked = wish["locked"]?.object ?? zoom.locked
    if let scopes = wish["scopes"]?.array,
      let index = signIns.signIns.firstIndex(where: { $0.provider == .zoom })
    {
      signIns.signIns[index].scopes = Set(scopes.compactMap(\.string))
    }
    return ["refuse_me": .bool(zoom.refusesMe)]
  }
}

extension APIAnswer {
  fileprivate func waiting(_ seconds: Int?) -> APIAnswer {
    var answer = self
    answer.retryAfter = seconds
    return answer
  }
}
