import Hummingbird

/// A space of Google Meet: where the meetings of one code take place.
///
/// Source: Google Meet REST API v2, `Space` and `SpaceConfig`.
struct MeetSpace: Equatable, Sendable {
  /// Its name, which begins with `spaces/`.
  let name: String
  let code: String
  /// Whose sign-in owns it.
  let owner: String
  var config: [String: JSON] = [
    "accessType": "TRUSTED", "entryPointAccess": "ALL", "moderation": "OFF",
  ]

  var json: JSON {
    [
      "name": .string(name), "meetingCode": .string(code),
      "meetingUri": .string("https://meet.google.com/\(code)"), "config": .object(config),
    ]
  }
}

extension SandboxRoutes {
  /// Google Meet, version 2: reading and changing spaces.
  func addMeet(to router: Router<SandboxContext>) {
    meet(router, .get) { world, call, signIn throws(GoogleError) in
      try world.getSpace(call, signIn)
    }
    meet(router, .patch) { world, call, signIn throws(GoogleError) in
      try world.changeSpace(call, signIn)
    }
  }

  private func meet(
    _ router: Router<SandboxContext>,
    _ method: HTTPRequest.Method,
    _ endpoint: @escaping SandboxWorld.GoogleEndpoint
  ) {
    let exchange = exchange
    router.on("/v2/spaces/{space}", method: method) { request, context in
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

extension SandboxWorld {
  /// `GET /v2/spaces/{code or id}`.
  func getSpace(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    .ok(try space(call, signIn).json)
  }

  /// `PATCH /v2/spaces/{id}?updateMask=config.accessType,…`: by the real name alone.
  func changeSpace(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> APIAnswer {
    var space = try space(call, signIn)
    guard space.name == "spaces/\(call.parameters["space"] ?? "")" else {
      throw .invalid("Request contains an invalid argument: name.")
    }
    guard let mask = call.queryForm["updateMask"], !mask.isEmpty, mask != "*" else {
      throw .invalid("A mask that clears everything else is refused here.", parameter: "updateMask")
    }
    let body = JSON(bytes: call.body)?.object ?? [:]
    let config = body["config"]?.object ?? [:]
    let known: [String: Set<String>] = [
      "accessType": ["OPEN", "TRUSTED", "RESTRICTED"], "moderation": ["ON", "OFF"],
    ]
    guard body.keys.allSatisfy({ $0 == "config" }), config.keys.allSatisfy({ known[$0] != nil })
    else { throw .invalid("Invalid JSON payload received. Unknown name.") }
    for path in mask.split(separator: ",") {
      let name = String(path.split(separator: ".").last ?? "")
      guard path.hasPrefix("config."), let words = known[name] else {
        throw .invalid("Invalid field mask: \(path).", parameter: "updateMask")
      }
      guard let word = config[name]?.string, words.contains(word) else {
        throw .invalid("Invalid value at 'space.config.\(name)'.")
      }
      if google.refusedSettings.contains(name) {
        throw GoogleError(
          403,
          "forbidden",
          "The edition of this user does not include 'space.config.\(name)'."
        )
      }
      space.config[name] = .string(word)
    }
    google.spaces[space.code] = space
    if let index = meetings.firstIndex(where: { $0.id == space.code }) {
      meetings[index].settings = space.config
    }
    return .ok(space.json)
  }

  private func space(_ call: APICall, _ signIn: SignIn) throws(GoogleError) -> MeetSpace {
    guard signIn.scopes.contains(where: { $0.hasSuffix("/meetings.space.settings") }) else {
      throw .insufficientPermissions
    }
    let wanted = call.parameters["space"] ?? ""
    if let known = google.spaces.values.first(where: { $0.name == "spaces/\(wanted)" }) {
      return known
    }
    // It does not say whether there is no such space or it is somebody else's.
    guard
      let meeting = meetings.first(where: {
        $0.provider == .googleMeet && $0.id == wanted && $0.isLive && $0.hostGrantID == signIn.id
      })
    else {
      throw GoogleError(
        403,
        "forbidden",
        "Permission denied on resource MeetingSpace (or it might not exist)"
      )
    }
    if let known = google.spaces[meeting.id] { return known }
    let space = MeetSpace(
      name: "spaces/sp" + meeting.id.filter(\.isLetter),
      code: meeting.id,
      owner: signIn.id
    )
    google.spaces[space.code] = space
    return space
  }
}
