import Foundation

/// The text of an account in the configuration.
struct AccountSection: Equatable {
  let account: AccountConfiguration

  /// Its lines, with a line end behind each.
  var text: String {
    (["[accounts.\(account.name)]"] + values.map { "\($0.key) = \(Self.quoted($0.value))" })
      .map { $0 + "\n" }.joined()
  }

  /// Whether it holds a secret that is written out.
  var holdsSecret: Bool { values.contains { ["api_key", "client_secret"].contains($0.key) } }

  private var values: [(key: String, value: String)] {
    switch account.service {
    case .nylas(let settings):
      [("service", "nylas"), ("url", settings.url), ("grant", settings.grant)]
        + Self.secret("api_key", settings.key)
    case .google(let settings):
      [("service", "google")] + app(settings.app)
        + Self.secret("client_secret", settings.clientSecret)
        + (settings.usesDeviceCode ? [("flow", "device")] : [])
    case .microsoft(let settings):
      [("service", "microsoft")] + app(settings.app)
        + (settings.tenant == "common" ? [] : [("tenant", settings.tenant)])
        + (settings.usesBrowser ? [("flow", "browser")] : [])
    case .zoom(let settings): [("service", "zoom")] + app(settings.app) + zoom(settings.kind)
    }
  }

  private func app(_ settings: AppSettings) -> [(key: String, value: String)] {
    [("client_id", settings.clientID)] + (settings.url.map { [("url", $0)] } ?? [])
      + (settings.tokens.map { [("token_get", $0.get), ("token_set", $0.set)] } ?? [])
  }

  private func zoom(_ kind: ZoomSettings.App) -> [(key: String, value: String)] {
    switch kind {
    case .person(let secret): secret.map { Self.secret("client_secret", $0) } ?? []
    case .serverToServer(let account, let secret):
      [("account_id", account)] + Self.secret("client_secret", secret)
    }
  }

  private static func secret(_ key: String, _ secret: Secret) -> [(key: String, value: String)] {
    switch secret {
    case .literal(let text): [(key, text)]
    case .command(let command): [(key + "_command", command)]
    }
  }

  /// A basic string (TOML 1.0).
  static func quoted(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "\"") { quoted, scalar in
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    } + "\""
  }
}
