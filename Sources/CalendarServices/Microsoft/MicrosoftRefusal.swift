/// What Microsoft says when a tenant does not let an app or a way to sign in pass.
///
/// Source: Microsoft Entra, "Authentication and authorization error codes" (`AADSTS…`).
enum MicrosoftRefusal {
  /// The refusal in words, with what helps; `nil` when its number says no more than its kind.
  @Sendable static func words(for refusal: TokenRefusal, _ app: SignInApp) -> SignInError? {
    let login = "convene accounts login \(app.account)"
    let permissions = app.provider.scopes(
      by: app.standardMethod,
      hostsMeetings: app.hostsMeetings
    ).map(\.name).joined(separator: ", ")
    switch number(in: refusal.text) {
    case 53_003, 530_034, 530_035, 53_000, 53_001, 53_002:
      return .refused(
        "Your organization does not allow this way to sign in (Conditional Access). Write "
          + "flow = \"browser\" into account \"\(app.account)\" of config.toml, then \(login). Where "
          + "that is refused too, ask its administrator to allow the app. (\(refusal.text))"
      )
    case 65_001, 90_094, 90_095, 650_052:
      return .refused(
        "The app has not been allowed yet. Sign in again and allow it (\(login)); where your "
          + "organization keeps that to itself, ask its administrator to consent to app "
          + "\(app.clientID) with these permissions: \(permissions). (\(refusal.text))"
      )
    case 700_016, 90_002, 7_000_218, 900_144:
      return .badClient(
        "Microsoft does not know this app there. Look at client_id and tenant of account "
          + "\"\(app.account)\" in config.toml, and whether the app allows public client flows. "
          + "(\(refusal.text))"
      )
    case 50_076, 50_079, 50_074, 50_072, 50_158:
      return .refused(
        "Microsoft wants a second proof of who you are. Sign in by the browser, where it can ask for "
          + "it: write flow = \"browser\" into account \"\(app.account)\" of config.toml, then \(login). "
          + "(\(refusal.text))"
      )
    case 50_020, 50_194, 9_002_331, 9_002_332:
      return .badClient(
        "This account does not belong to the tenant \"\(app.tenant)\", or the app is for another kind "
          + "of account. Look at tenant of account \"\(app.account)\" in config.toml: consumers is for "
          + "personal accounts, organizations for those of work. (\(refusal.text))"
      )
    default: return nil
    }
  }

  /// The number behind `AADSTS`.
  private static func number(in text: String) -> Int? {
    text.firstRange(of: "AADSTS").flatMap { Int(text[$0.upperBound...].prefix(while: \.isNumber)) }
  }
}
