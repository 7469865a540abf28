/// A signed-in connection of the sandbox's one person.
struct StoredGrant: Equatable, Sendable {
  /// The providers that the sandbox plays.
  enum Provider: String, Sendable {
    case google, microsoft, zoom, icloud, ews
  }

  let id: String
  let provider: Provider
  let email: String
  let name: String
  let scope: [String]
  /// False when the user's sign-in has run out.
  let isValid: Bool
  /// Unix seconds.
  let createdAt: Int
}

extension StoredGrant {
  /// What Zoom asks of an app that makes, moves and removes meetings.
  ///
  /// Source: Zoom granular scopes; Nylas names the same three for conferencing.
  static let zoomScopes = [
    "meeting:write:meeting", "meeting:update:meeting", "meeting:delete:meeting",
  ]

  /// The Zoom scopes that neither stand here nor in their `:admin` form.
  var missingZoomScopes: [String] {
    Self.zoomScopes.filter { !scope.contains($0) && !scope.contains("\($0):admin") }
  }

  var status: String { isValid ? "valid" : "invalid" }

  /// The grant as `GET /v3/grants` shows it.
  var json: JSON {
    [
      "id": .string(id), "provider": .string(provider.rawValue), "email": .string(email),
      "name": .string(name), "scope": .array(scope.map(JSON.string)),
      "grant_status": .string(status), "created_at": .int(createdAt),
      "updated_at": .int(createdAt), "provider_user_id": .string(email), "blocked": false,
    ]
  }

  /// The grant as the announcement names it.
  var announcement: JSON {
    [
      "id": .string(id), "provider": .string(provider.rawValue), "email": .string(email),
      "scope": .array(scope.map(JSON.string)), "grant_status": .string(status),
    ]
  }
}
