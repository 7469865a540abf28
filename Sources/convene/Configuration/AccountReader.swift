import CalendarServices
import TOMLKit

/// Reads the accounts: `[accounts.NAME]` with a service each.
struct AccountReader {
  private let file: ConfigurationFile
  private let table: TOMLTable
  private let section: String
  private let name: String

  /// Reads the accounts, in the order of the file.
  ///
  /// - Throws: ``ConfigurationError`` for a name, a key or a value that is none.
  static func read(
    _ table: TOMLTable,
    in file: ConfigurationFile
  ) throws(ConfigurationError) -> [AccountConfiguration] {
    guard let accounts = table["accounts"]?.table else {
      throw file.problem("accounts", in: "", "Write each account as a table: [accounts.work].")
    }
    var found: [AccountConfiguration] = []
    for name in accounts.keys {
      let section = "accounts.\(name)"
      guard let account = accounts[name]?.table else {
        throw file.problem(name, in: "accounts", "Write the account as a table: [\(section)].")
      }
      if name == "local" {
        throw file.problem(
          nil,
          in: section,
          "\"local\" names the calendar of this machine. Choose another name."
        )
      }
      found.append(
        try AccountReader(file: file, table: account, section: section, name: name).account()
      )
    }
    // Tables come sorted by name; the user's order is that of the file.
    let lines = Dictionary(
      uniqueKeysWithValues: found.map {
        ($0.name, file.line(of: nil, in: "accounts.\($0.name)") ?? 0)
      }
    )
    return found.sorted { (lines[$0.name] ?? 0) < (lines[$1.name] ?? 0) }
  }

  private func account() throws(ConfigurationError) -> AccountConfiguration {
    try expectService()
    let given = try file.required(table, "service", in: section, example: "\"google\"")
    guard let service = file.catalogue[given] else {
      throw problem(
        "service",
        "There is no service \"\(given)\". "
          + "Write \(file.catalogue.names.map { "\"\($0)\"" }.joined(separator: ", "))."
      )
    }
    try expect(service.keys.flatMap(\.spellings))
    if service.signIn != nil, !AccountConfiguration.isPlain(name) {
      throw problem(
        nil,
        "\"\(name)\" cannot name an account with a sign-in. \(AccountConfiguration.plainName)"
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

  /// Names the key that is none at any service, where there is no service: it may be misspelt.
  private func expectService() throws(ConfigurationError) {
    guard !table.contains(key: "service") else { return }
    let services = file.catalogue.names.compactMap { file.catalogue[$0] }
    let known = Set(services.flatMap(\.keys).flatMap(\.spellings))
    guard let other = table.keys.first(where: { !known.contains($0) }) else { return }
    throw problem(
      other,
      "\"\(other)\" is not known in an account, and service is missing. Write service = \"google\", or "
        + "another of \(file.catalogue.names.joined(separator: ", "))."
    )
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
