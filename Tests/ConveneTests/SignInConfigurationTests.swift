import ConferencingCore
import CalendarServices
import CalendarCore
import Testing

@testable import convene

/// Accounts that a user signs in to, in `config.toml`.
@Suite struct SignInConfigurationTests {
  private func parse(_ text: String) throws(ConfigurationError) -> [AccountConfiguration] {
    try ConfigurationFile(path: "config.toml", text: text).parse().accounts
  }

  /// The lines of an account, what they give, and by which way one signs in to it.
  struct Given: Sendable, CustomTestStringConvertible {
    var lines: String
    var service: ServiceDescriptor
    var settings: AccountSettings
    var method: SignInMethod
    var testDescription: String { lines }
  }

  private static let google = "service = \"google\"\nclient_id = \"id\"\n"
  private static let microsoft = "service = \"microsoft\"\nclient_id = \"id\"\n"
  private static let zoom = "service = \"zoom\"\nclient_id = \"id\"\n"

  static let given = [
    Given(
      lines: google + "client_secret = \"s\"",
      service: GoogleDescriptor.value,
      settings: AccountSettings(["client_id": "id"], secrets: ["client_secret": .literal("s")]),
      method: .browser
    ),
    Given(
      lines: google + "client_secret_command = \"pass s\"\nflow = \"device\"",
      service: GoogleDescriptor.value,
      settings: AccountSettings(
        ["client_id": "id", "flow": "device"],
        secrets: ["client_secret": .command("pass s")]
      ),
      method: .deviceCode
    ),
    Given(
      lines: google + "client_secret = \"s\"\nurl = \"http://127.0.0.1:80\"\n"
        + "token_get = \"get\"\ntoken_set = \"set\"",
      service: GoogleDescriptor.value,
      settings: AccountSettings(
        [
          "client_id": "id", "url": "http://127.0.0.1:80", "token_get": "get", "token_set": "set",
        ],
        secrets: ["client_secret": .literal("s")]
      ),
      method: .browser
    ),
    Given(
      lines: microsoft,
      service: MicrosoftDescriptor.value,
      settings: AccountSettings(["client_id": "id"]),
      method: .deviceCode
    ),
    Given(
      lines: microsoft + "tenant = \"acme.example\"\nflow = \"browser\"\nteams_host = true",
      service: MicrosoftDescriptor.value,
      settings: AccountSettings(
        ["client_id": "id", "tenant": "acme.example", "flow": "browser", "teams_host": "yes"]
      ),
      method: .browser
    ),
    Given(
      lines: zoom,
      service: ZoomDescriptor.value,
      settings: AccountSettings(["client_id": "id"]),
      method: .browser
    ),
    Given(
      lines: zoom + "client_secret = \"s\"",
      service: ZoomDescriptor.value,
      settings: AccountSettings(["client_id": "id"], secrets: ["client_secret": .literal("s")]),
      method: .browser
    ),
    Given(
      lines: zoom + "client_secret = \"s\"\naccount_id = \"a\"",
      service: ZoomDescriptor.value,
      settings: AccountSettings(
        ["client_id": "id", "account_id": "a"],
        secrets: ["client_secret": .literal("s")]
      ),
      method: .serverToServer
    ),
  ]

  @Test("Each service has its own keys and its own way in", arguments: given)
  func reads(_ given: Given) throws {
    let accounts = try parse("[accounts.one]\n" + given.lines)
    #expect(
      accounts == [AccountConfiguration(name: "one", service: given.service, given.settings)]
    )
    #expect(accounts.first?.signInMethod == given.method)
  }

  @Test("What is written of an account is read as the same", arguments: given)
  func writes(_ given: Given) throws {
    let account = AccountConfiguration(name: "one", service: given.service, given.settings)
    let section = AccountSection(account: account)
    #expect(try parse(section.text) == [account])
    #expect(section.holdsSecret == given.lines.contains("client_secret ="))
  }

  @Test(
    "Whatever a value holds is read as it was",
    arguments: ["a\"b", "back\\slash", "new\nline", "tab\tand\u{7}bell", "über 🎶", "pass 'x' | y"]
  )
  func quotes(_ value: String) throws {
    let account = AccountConfiguration(
      name: "one",
      service: NylasDescriptor.value,
      AccountSettings(
        ["url": "https://x.example", "grant": value],
        secrets: ["api_key": .command(value)]
      )
    )
    #expect(try parse(AccountSection(account: account).text) == [account])
  }

  @Test("A host of meetings has no calendars; the others are known to the cache by their names")
  func cached() throws {
    let accounts = try parse(
      "[accounts.g]\n\(Self.google)client_secret = \"s\"\n[accounts.m]\n\(Self.microsoft)"
        + "[accounts.z]\n\(Self.zoom)"
    )
    #expect(accounts.compactMap(\.cached).map(\.service) == [.google, .microsoft])
    #expect(accounts.compactMap(\.cached).map(\.grant?.rawValue) == ["g", "m"])
  }

  /// A text that is wrong, the line that is named, and a part of what is said.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var text: String
    var line: Int?
    var says: String
    var testDescription: String { says }
  }

  static let mistakes = [
    Mistake(text: "service = \"google\"", line: 1, says: "The account needs client_id"),
    Mistake(text: google, line: 1, says: "Add client_secret_command ="),
    Mistake(text: google + "tenant = \"t\"", line: 4, says: "Known are service, client_id"),
    Mistake(text: microsoft + "client_secret = \"s\"", line: 4, says: "\"client_secret\" is not"),
    Mistake(text: microsoft + "flow = \"mail\"", line: 4, says: "Write \"device\" or \"browser\"."),
    Mistake(text: zoom + "flow = \"device\"", line: 4, says: "\"flow\" is not known"),
    Mistake(text: zoom + "account_id = \"a\"", line: 1, says: "needs its secret"),
    Mistake(text: zoom + "token_get = \"g\"", line: 1, says: "token_get and token_set go together"),
    Mistake(text: zoom + "url = \"http://zoom.us\"", line: 4, says: "Write https://"),
    Mistake(
      text: google + "client_secret = \"s\"\nclient_secret_command = \"c\"",
      line: 4,
      says: "not both"
    ),
  ]

  @Test("Every mistake is named with its line and what helps", arguments: mistakes)
  func mistake(_ mistake: Mistake) {
    let error = #expect(throws: ConfigurationError.self) {
      try parse("[accounts.one]\n" + mistake.text)
    }
    #expect(error?.line == mistake.line, "\(error?.description ?? "nothing")")
    #expect(error?.description.contains(mistake.says) == true, "\(error?.description ?? "nothing")")
  }

  @Test("A name that could be a path names no account with a sign-in", arguments: ["../x", "a b"])
  func names(_ name: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try parse("[accounts.\"\(name)\"]\n" + Self.microsoft)
    }
    #expect(error?.description.contains("made of letters") == true)
  }
}
