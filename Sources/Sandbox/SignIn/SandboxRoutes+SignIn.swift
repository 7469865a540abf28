import Hummingbird

extension SandboxRoutes {
  /// A method of a sign-in.
  private typealias Endpoint =
    @Sendable (isolated SandboxWorld, APICall, StoredGrant.Provider) throws(OAuthError) -> APIAnswer

  /// The pages and endpoints by which one signs in, at the services' real paths.
  func addSignIn(to router: Router<SandboxContext>) {
    let authorize: Endpoint = { world, call, at throws(OAuthError) in
      try world.authorize(call, at: at)
    }
    let token: Endpoint = { world, call, at throws(OAuthError) in try world.token(call, at: at) }
    let device: Endpoint = { world, call, at throws(OAuthError) in
      try world.deviceCode(call, at: at)
    }
    let revoke: Endpoint = { world, call, at throws(OAuthError) in try world.revoke(call, at: at) }

    on(router, .get, "/o/oauth2/v2/auth", .google, authorize)
    on(router, .post, "/token", .google, token)
    on(router, .post, "/revoke", .google, revoke)
    on(router, .post, "/device/code", .google, device)

    on(router, .get, "/{tenant}/oauth2/v2.0/authorize", .microsoft, authorize)
    on(router, .post, "/{tenant}/oauth2/v2.0/token", .microsoft, token)
    on(router, .post, "/{tenant}/oauth2/v2.0/devicecode", .microsoft, device)

    on(router, .get, "/oauth/authorize", .zoom, authorize)
    on(router, .post, "/oauth/token", .zoom, token)
    on(router, .post, "/oauth/revoke", .zoom, revoke)

    let (world, exchange) = (world, exchange)
    router.post("/_sandbox/consent") { request, context in
      let call = try await exchange.call(request, context)
      do throws(APIError) {
        return HTTPExchange.response(try await world.setConsent(call))
      } catch {
        return HTTPExchange.response(error.body(requestID: "sandbox"), status: error.status)
      }
    }
  }

  private func on(
    _ router: Router<SandboxContext>,
    _ method: HTTPRequest.Method,
    _ path: String,
    _ provider: StoredGrant.Provider,
    _ endpoint: @escaping Endpoint
  ) {
    let exchange = exchange
    router.on(RouterPath(path), method: method) { request, context in
      try await exchange.respond(request, context) { world, fault in
        world.refuse(OAuthError.forStatus(fault.status), at: provider, fault)
      } answering: { world, call in
        do throws(OAuthError) {
          return try endpoint(world, call, provider)
        } catch {
          return world.refuse(error, at: provider)
        }
      }
    }
  }
}

extension SandboxWorld {
  /// The answer that an error is.
  fileprivate func refuse(
    _ error: OAuthError,
    at provider: StoredGrant.Provider,
    _ fault: Fault? = nil
  ) -> APIAnswer {
    var answer = APIAnswer(
      status: error.status,
      body: error.body(of: provider, trace: random.uuid()),
      retryAfter: fault?.retryAfter
    )
    answer.headers["Retry-After"] = fault?.retryAfterText
    return answer
  }
}
