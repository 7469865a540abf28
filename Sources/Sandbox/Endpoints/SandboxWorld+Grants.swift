extension SandboxWorld {
  /// `GET /v3/grants`.
  func listGrants(_ call: APICall) throws(APIError) -> APIAnswer {
    let query = try QueryParameters(
      call,
      allowing: [
        "limit", "offset", "sort_by", "order_by", "since", "before", "email", "grant_status", "ip",
        "provider", "account_id", "account_ids", "workspace_id",
      ]
    )
    let limit = try query.limit(default: 10, most: 200)
    let offset = try query.int("offset") ?? 0
    guard offset >= 0 else { throw .invalid("\"offset\" must not be negative.") }
    if let status = query.string("grant_status"), !["valid", "invalid"].contains(status) {
      throw .invalid("\"grant_status\" must be valid or invalid.")
    }
    let since = try query.int("since") ?? .min
    let before = try query.int("before") ?? .max
    var found = grants.filter { grant in
      query.string("provider").map { $0 == grant.provider.rawValue } ?? true
        && query.string("email").map { $0.lowercased() == grant.email.lowercased() } ?? true
        && query.string("grant_status").map { $0 == grant.status } ?? true
        && grant.createdAt >= since && grant.createdAt < before
    }
    if query.string("order_by") == "desc" { found.reverse() }
    return .ok([
      "data": .array(found.dropFirst(offset).prefix(limit).map(\.json)),
      "limit": .int(limit), "offset": .int(offset),
    ])
  }

  /// `GET /v3/grants/{grant}`.
  func getGrant(_ call: APICall) throws(APIError) -> APIAnswer {
    _ = try QueryParameters(call, allowing: [])
    return .ok(["data": try grant(call.parameter("grant")).json])
  }

  /// The grant that a path names: by id or address, with or without `grant:` and `email:`.
  ///
  /// - Throws: 400 for `me`, which needs an access token; 404 for what is not there.
  func grant(_ name: String) throws(APIError) -> StoredGrant {
    guard name != "me" else {
      throw .invalid("\"me\" needs an access token; an API key must name the grant.")
    }
    let found = grants.first { grant in
      name == grant.id || name == "grant:\(grant.id)"
        || name.lowercased() == grant.email || name.lowercased() == "email:\(grant.email)"
    }
    guard let found else { throw .notFound }
    return found
  }

  /// The grant of a path under which calendars lie.
  ///
  /// - Throws: 401 when its sign-in has run out, 400 when its provider has no calendars.
  func calendarGrant(_ call: APICall) throws(APIError) -> StoredGrant {
    let grant = try grant(call.parameter("grant"))
    guard grant.isValid else {
      throw .unauthorized("The grant \(grant.email) is no longer valid; authenticate it again.")
    }
    guard grant.provider != .zoom else {
      throw .invalid("The provider zoom does not support calendars.")
    }
    return grant
  }
}
