import Foundation
import ViewModels

/// The text of an account in the configuration.
struct AccountSection: Equatable {
  /// A key and its value.
  private typealias Line = (key: String, value: String)

  let account: AccountConfiguration

  /// Its lines, with a line end behind each.
  var text: String {
    lines.reduce(into: "[accounts.\(account.name)]\n") { text, line in
      text += "\(line.key) = \(Self.quoted(line.value))\n"
    }
  }

  /// Whether it holds a secret that is written out.
  var holdsSecret: Bool { lines.contains { ["api_key", "client_secret"].contains($0.key) } }

  private var lines: [Line] {
    var lines: [Line] = [(key: "service", value: account.statusService.rawValue)]
    func add(_ key: String, _ value: String?) {
      if let value { lines.append((key: key, value: value)) }
    }
    func add(_ key: String, _ secret: Secret?) {
      switch secret {
      case .literal(let text): add(key, text)
      case .command(let command): add(key + "_command", command)
      case nil: break
      }
    }
    func add(_ app: AppSettings) {
      add("client_id", app.clientID)
      add("url", app.url)
      add("token_get", app.tokens?.get)
      add("token_set", app.tokens?.set)
    }
    switch account.service {
    case .nylas(let settings):
      add("url", settings.url)
      add("grant", settings.grant)
      add("api_key", settings.key)
    case .google(let settings):
      add(settings.app)
      add("client_secret", settings.clientSecret)
      add("flow", settings.usesDeviceCode ? "device" : nil)
    case .microsoft(let settings):
      add(settings.app)
      add("tenant", settings.tenant == "common" ? nil : settings.tenant)
      add("flow", settings.usesBrowser ? "browser" : nil)
      add("teams_host", settings.hostsTeams.map { $0 ? "yes" : "no" })
    case .zoom(let settings):
      add(settings.app)
      switch settings.kind {
      case .person(let secret): add("client_secret", secret)
      case .serverToServer(let id, let secret):
        add("account_id", id)
        add("user", settings.user)
        add("client_secret", secret)
      }
    }
    return lines
  }

  /// A basic string (TOML 1.0).
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
