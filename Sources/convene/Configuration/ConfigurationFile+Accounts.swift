import CalendarServices
import TOMLKit

extension ConfigurationFile {
  /// The services that an account can be of.
  private static let services = ["google", "microsoft", "zoom", "nylas"]

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
      let service = try AccountReader(file: self, table: account, section: section, name: name)
        .service()
      found.append(AccountConfiguration(name: name, service: service))
    }
    // Tables come sorted by name; the person's order is that of the file.
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

    func service() throws(ConfigurationError) -> AccountConfiguration.Service {
      let service = try required("service", example: "\"google\"")
      switch service {
      case "nylas":
        try expect(["url", "grant", "api_key", "api_key_command"])
        return .nylas(try nylas())
      case "google":
        try expect(Self.appKeys + ["client_secret", "client_secret_command", "flow"])
        let flow = try flow(["browser", "device"])
        let app = try app()
        guard let secret = try secret("client_secret") else {
          throw problem(
            nil,
            "Google asks for the secret of the client too. Add client_secret_command = "
              + "\"pass show google/client-secret\", or client_secret."
          )
        }
        return .google(
          GoogleSettings(app: app, clientSecret: secret, usesDeviceCode: flow == "device")
        )
      case "microsoft":
        try expect(Self.appKeys + ["tenant", "flow", "teams_host"])
        let flow = try flow(["device", "browser"])
        return .microsoft(
          MicrosoftSettings(
            app: try app(),
            tenant: try optional("tenant") ?? "common",
            usesBrowser: flow == "browser",
            hostsTeams: try choice("teams_host")
          )
        )
      case "zoom":
        try expect(Self.appKeys + ["client_secret", "client_secret_command", "account_id", "user"])
        return .zoom(
          ZoomSettings(app: try app(), kind: try zoomKind(), user: try optional("user"))
        )
      default:
        throw problem(
          "service",
          "There is no service \"\(service)\". "
            + "Write \(ConfigurationFile.services.map { "\"\($0)\"" }.joined(separator: ", "))."
        )
      }
    }

    /// What every account with a sign-in may say.
    private static let appKeys = ["client_id", "url", "token_get", "token_set"]

    private func nylas() throws(ConfigurationError) -> NylasSettings {
      let url = try url() ?? "https://api.us.nylas.com"
      let grant = try required("grant", example: "the grant's id or address")
      guard let key = try secret("api_key") else {
        throw problem(
          nil,
          "The account needs a key. Add api_key_command = \"pass show nylas\", or api_key."
        )
      }
      return NylasSettings(url: url, grant: grant, key: key)
    }

    private func zoomKind() throws(ConfigurationError) -> ZoomSettings.App {
      let secret = try secret("client_secret")
      guard let account = try optional("account_id") else { return .person(clientSecret: secret) }
      guard let secret else {
        throw problem(
          nil,
          "A server-to-server app, as account_id says, needs its secret. Add "
            + "client_secret_command = \"pass show zoom/client-secret\", or client_secret."
        )
      }
      return .serverToServer(account: account, clientSecret: secret)
    }

    private func app() throws(ConfigurationError) -> AppSettings {
      guard ConfigurationFile.isPlain(name) else {
        throw problem(
          nil,
          "\"\(name)\" cannot name an account with a sign-in. \(ConfigurationFile.plainName)"
        )
      }
      let id = try required("client_id", example: "the id of the app that you registered")
      return AppSettings(clientID: id, url: try url(), tokens: try tokens())
    }

    private func tokens() throws(ConfigurationError) -> TokenCommands? {
      switch (try optional("token_get"), try optional("token_set")) {
      case (nil, nil): nil
      case (let get?, let set?): TokenCommands(get: get, set: set)
      case (.some, nil), (nil, .some):
        throw problem(
          nil,
          "token_get and token_set go together: tokens that were renewed are written back."
        )
      }
    }

    private func flow(_ flows: [String]) throws(ConfigurationError) -> String {
      let flow = try optional("flow") ?? flows[0]
      guard flows.contains(flow) else {
        throw problem(
          "flow",
          "There is no flow \"\(flow)\". Write "
            + flows.map { "\"\($0)\"" }.joined(separator: " or ") + "."
        )
      }
      return flow
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

    private func url() throws(ConfigurationError) -> String? {
      guard let url = try optional("url") else { return nil }
      do { _ = try ServiceURL(url) } catch { throw problem("url", error.message) }
      return url
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

    private func required(_ key: String, example: String) throws(ConfigurationError) -> String {
      try file.required(table, key, in: section, example: example)
    }

    private func problem(_ key: String?, _ message: String) -> ConfigurationError {
      file.problem(key, in: section, message)
    }
  }
}
