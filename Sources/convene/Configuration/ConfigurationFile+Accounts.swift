import CalendarServices
import TOMLKit

extension ConfigurationFile {
  /// Reads the accounts, in the order of the file.
  func accounts(_ table: TOMLTable) throws(ConfigurationError) -> [AccountConfiguration] {
    guard let accounts = table["accounts"]?.table else {
      throw problem("accounts", in: "", "Write each account as a table: [accounts.work].")
    }
    var found: [AccountConfiguration] = []
    for name in accounts.keys {
      let section = "accounts.\(name)"
      guard let account = accounts[name]?.table else {
        throw problem(name, in: "accounts", "Write the account as a table: [\(section)].")
      }
      if name == "local" {
        throw problem(
          nil,
          in: section,
          "\"local\" names the calendar of this machine. Choose another name."
        )
      }
      found.append(
        try AccountReader(file: self, table: account, section: section, name: name).account()
      )
    }
    // Tables come sorted by name; the user's order is that of the file.
    let lines = Dictionary(
      uniqueKeysWithValues: found.map { ($0.name, line(of: nil, in: "accounts.\($0.name)") ?? 0) }
    )
    return found.sorted { (lines[$0.name] ?? 0) < (lines[$1.name] ?? 0) }
  }

  /// Whether a name can be that of an account with a sign-in: its tokens are kept under it.
  static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// What names are made of, for messages.
  static let plainName = "A name is made of letters, digits, - and _, at most 64 of them."

  /// Reads the table of one account.
  private struct AccountReader {
    let file: ConfigurationFile
    let table: TOMLTable
    let section: String
    let name: String

    func account() throws(ConfigurationError) -> AccountConfiguration {
      let given = try file.required(table, "service", in: section, example: "\"google\"")
      guard let service = file.catalogue[given] else {
        throw problem(
          "service",
          "There is no service \"\(given)\". "
            + "Write \(file.catalogue.names.map { "\"\($0)\"" }.joined(separator: ", "))."
        )
      }
      try expect(service.keys.flatMap(\.spellings))
      if service.signIn != nil, !ConfigurationFile.isPlain(name) {
        throw problem(
          nil,
          "\"\(name)\" cannot name an account with a sign-in. \(ConfigurationFile.plainName)"
        )
      }
      var settings = AccountSettings()
      for key in service.keys { try read(key, into: &settings) }
      guard (settings["token_get"] == nil) == (settings["token_set"] == nil) else {
        throw problem(
          nil,
          "token_get and token_set go together: tokens that were renewed are written back."
        )
      }
      if let words = service.problem(settings) { throw problem(nil, words) }
      return AccountConfiguration(name: name, service: service, settings)
    }

    private func read(
      _ key: ConfigurationKey,
      into settings: inout AccountSettings
    ) throws(ConfigurationError) {
      if key.form == .secret {
        settings.secrets[key.name] = try secret(key.name)
      } else {
        settings[key.name] = try value(of: key) ?? key.standard
      }
      if let missing = key.missing, settings[key.name] == nil, settings.secrets[key.name] == nil {
        throw problem(nil, missing)
      }
    }

    private func value(of key: ConfigurationKey) throws(ConfigurationError) -> String? {
      if key.form == .choice { return try choice(key.name).map { $0 ? "yes" : "no" } }
      guard let text = try optional(key.name) else { return nil }
      switch key.form {
      case .url:
        do { _ = try ServiceURL(text) } catch { throw problem(key.name, error.message) }
      case .word(let words):
        guard words.contains(text) else {
          throw problem(
            key.name,
            "There is no \(key.name) \"\(text)\". Write "
              + words.map { "\"\($0)\"" }.joined(separator: " or ") + "."
          )
        }
      case .text, .secret, .choice: break
      }
      return text
    }

    /// `true` or `"yes"`, `false` or `"no"`; `nil` when nothing is said.
    private func choice(_ key: String) throws(ConfigurationError) -> Bool? {
      guard table.contains(key: key) else { return nil }
      if let choice = table[key]?.bool { return choice }
      switch table[key]?.string {
      case "yes": return true
      case "no": return false
      default: throw problem(key, "\(key) is true or false.")
      }
    }

    /// A secret that is written, or got by a command.
    private func secret(_ key: String) throws(ConfigurationError) -> Secret? {
      switch (try optional(key), try optional(key + "_command")) {
      case (let text?, nil): .literal(text)
      case (nil, let command?): .command(command)
      case (nil, nil): nil
      case (.some, .some): throw problem(key, "Give \(key) or \(key)_command, not both.")
      }
    }

    private func expect(_ keys: [String]) throws(ConfigurationError) {
      let known = ["service"] + keys
      for key in table.keys where !known.contains(key) {
        throw problem(
          key,
          "\"\(key)\" is not known in such an account. Known are \(known.joined(separator: ", "))."
        )
      }
    }

    private func optional(_ key: String) throws(ConfigurationError) -> String? {
      try table.contains(key: key) ? file.string(table, key, in: section) : nil
    }

    private func problem(_ key: String?, _ message: String) -> ConfigurationError {
      file.problem(key, in: section, message)
    }
  }
}
