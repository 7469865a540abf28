import CalendarServices
import Foundation

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
  var holdsSecret: Bool { account.holdsSecret }

  private var lines: [Line] {
    [(key: "service", value: account.service.name)]
      + account.service.keys.compactMap { key in
        switch account.settings.secrets[key.name] {
        case .literal(let text): (key: key.name, value: text)
        case .command(let command): (key: key.name + "_command", value: command)
        case nil: account.settings[key.name].map { (key: key.name, value: $0) }
        }
      }
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
