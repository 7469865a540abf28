/// What the sandbox's one person does when an app wants to sign in.
struct SignInConsent: Equatable, Sendable {
  /// Whether they allow it.
  var isGiven = true
  /// What they tick; `nil` for all that is asked for.
  var scopes: Set<String>?
  /// What the provider itself does not give to this user, such as `OnlineMeetings.ReadWrite` to a
  /// personal Microsoft account; who asks for it gets nothing.
  var refused: Set<String> = []
  /// The state that comes back in place of the one that was sent.
  var state: String?
  /// How many polls of a device code come before they have decided.
  var pending = 1
  /// How many of those are told to slow down.
  var slowDowns = 0

  /// Reads the body of `POST /_sandbox/consent`.
  ///
  /// - Throws: 400 that names what is wrong.
  init(_ body: [String: JSON]) throws(APIError) {
    let known: Set = [
      "provider", "decision", "scopes", "refused_scopes", "state", "pending", "slow_down",
    ]
    if let odd = body.keys.filter({ !known.contains($0) }).min() {
      throw .invalid("A consent does not know \"\(odd)\".")
    }
    let fields = FieldReader(body)
    let decision = try fields.string("decision", 0...10) ?? "approve"
    guard ["approve", "deny"].contains(decision) else {
      throw .invalid("\"decision\" must be approve or deny.")
    }
    isGiven = decision == "approve"
    scopes = try fields.strings("scopes").map(Set.init)
    refused = Set(try fields.strings("refused_scopes") ?? [])
    state = try fields.string("state", 0...200)
    pending = try fields.int("pending") ?? 1
    slowDowns = try fields.int("slow_down") ?? 0
  }

  /// They allow everything.
  init() {}

  /// What of the scopes that are asked for they grant.
  func granted(of asked: Set<String>) -> Set<String> {
    scopes.map { asked.intersection($0) } ?? asked
  }
}

extension SandboxWorld {
  /// `POST /_sandbox/consent`: what the user does from now on, at one provider or at all.
  func setConsent(_ call: APICall) throws(APIError) -> JSON {
    let body = try call.object()
    let consent = try SignInConsent(body)
    let name = body["provider"]?.string
    guard let name else {
      for provider in [StoredGrant.Provider.google, .microsoft, .zoom] {
        authorizations.consents[provider] = consent
      }
      return [:]
    }
    guard let provider = StoredGrant.Provider(rawValue: name) else {
      throw .invalid("\"provider\" must be google, microsoft or zoom.")
    }
    authorizations.consents[provider] = consent
    return [:]
  }
}
