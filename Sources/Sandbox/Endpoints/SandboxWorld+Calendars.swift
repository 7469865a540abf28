extension SandboxWorld {
  /// `GET /v3/grants/{grant}/calendars`.
  func listCalendars(_ call: APICall) throws(APIError) -> APIAnswer {
    let grant = try calendarGrant(call)
    let query = try QueryParameters(
      call,
      allowing: ["limit", "page_token", "metadata_pair", "select"]
    )
    let limit = try query.limit(default: 50, most: 200)
    let all = query.has("metadata_pair") ? [] : calendars.filter { $0.grantID == grant.id }
    var first = 0
    if let token = query.string("page_token"), !token.isEmpty {
      guard let place = all.firstIndex(where: { PageToken.calendar($0.id).text == token }) else {
        throw PageToken.unknown
      }
      first = place
    }
    var body: [String: JSON] = [
      "data": .array(
        all.dropFirst(first).prefix(limit).map { Self.select($0.json, query.selection) }
      )
    ]
    if first + limit < all.count {
      body["next_cursor"] = .string(PageToken.calendar(all[first + limit].id).text)
    }
    return .ok(.object(body))
  }

  /// `GET /v3/grants/{grant}/calendars/{calendar}`.
  func getCalendar(_ call: APICall) throws(APIError) -> APIAnswer {
    let grant = try calendarGrant(call)
    let query = try QueryParameters(call, allowing: ["select"])
    let calendar = try calendar(call.parameter("calendar"), of: grant)
    return .ok(["data": Self.select(calendar.json, query.selection)])
  }

  /// A grant's calendar; `primary` names its main one.
  ///
  /// - Throws: 404.
  func calendar(_ id: String, of grant: StoredGrant) throws(APIError) -> StoredCalendar {
    let found = calendars.first {
      $0.grantID == grant.id && ($0.id == id || (id == "primary" && $0.isPrimary))
    }
    guard let found else { throw .notFound }
    return found
  }

  private static func select(_ value: JSON, _ selection: Set<String>?) -> JSON {
    guard let selection, let object = value.object else { return value }
    return .object(object.filter { selection.contains($0.key) })
  }
}
