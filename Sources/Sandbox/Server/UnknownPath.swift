import Hummingbird

/// Answers a path or method that no route knows in the error shape of the service below it.
///
/// Google answers 404 to both, before it looks at the credentials; Graph and Zoom answer 405 to an
/// unknown method of a known path; Nylas asks for the key first.
struct UnknownPath: RouterMiddleware {
  let exchange: HTTPExchange
  /// The paths of all routes, with their placeholders in braces.
  let known: Set<String>

  @concurrent
  func handle(
    _ request: Request,
    context: SandboxContext,
    next: @concurrent (Request, SandboxContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound {
      let path = request.uri.path
      let status = known.contains { Self.fits(path, $0) } ? 405 : 404
      guard let refuse = Self.refusal(of: path, status) else {
        return try await exchange.respond(request, context) { _, _ throws(APIError) in
          throw .notFound
        }
      }
      return try await exchange.respond(
        request,
        context,
        refusing: { world, _ in refuse(world) },
        answering: { world, _ in refuse(world) }
      )
    }
  }

  /// The answer of the service to which a path belongs; `nil` for Nylas.
  private static func refusal(
    of path: String,
    _ status: Int
  ) -> (@Sendable (isolated SandboxWorld) -> APIAnswer)? {
    if path.hasPrefix("/calendar/v3/") { return { _ in GoogleError.notFound.answer } }
    if path.hasPrefix("/v1.0/") {
      return { world in world.refuseGraph(GraphError.unknownPath(path, status)) }
    }
    if path.hasPrefix("/v2/") { return { _ in ZoomError.unknownPath(status).answer } }
    let provider: StoredGrant.Provider? =
      if path.hasPrefix("/oauth/") {
        .zoom
      } else if path.contains("/oauth2/v2.0/") {
        .microsoft
      } else if ["/token", "/revoke", "/device/code"].contains(path)
        || path.hasPrefix("/o/oauth2/")
      {
        .google
      } else {
        nil
      }
    guard let provider else { return nil }
    return { world in
      let error = OAuthError(
        status: status,
        error: "invalid_request",
        description: "The endpoint does not exist or does not take this method.",
        code: 90_023
      )
      return APIAnswer(
        status: status,
        body: error.body(of: provider, trace: world.random.uuid())
      )
    }
  }

  /// Whether a path is one of a pattern such as `/v3/grants/{grant}`.
  private static func fits(_ path: String, _ pattern: String) -> Bool {
    let parts = path.split(separator: "/")
    let wanted = pattern.split(separator: "/")
    return parts.count == wanted.count
      && zip(parts, wanted).allSatisfy { $0 == $1 || $1.hasPrefix("{") }
  }
}
