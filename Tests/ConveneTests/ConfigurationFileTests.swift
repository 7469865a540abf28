import CalendarServices
import ConferencingCore
import Foundation
import TerminalUI
import Testing

@testable import convene

/// Reading `config.toml`: what it gives, and what is said of each mistake.
@Suite struct ConfigurationFileTests {
  private func parse(_ text: String) throws(ConfigurationError) -> Configuration {
    try ConfigurationFile(path: "config.toml", text: text).parse()
  }

  @Test("A file that does not exist is an empty configuration")
  func missing() throws {
    #expect(try ConfigurationFile.read("/nowhere/config.toml") == Configuration())
  }

  @Test("A link that leads nowhere is no empty configuration")
  func danglingLink() throws {
    let path = NSTemporaryDirectory() + "convene-config-" + UUID().uuidString
    try FileManager.default.createSymbolicLink(
      atPath: path,
      withDestinationPath: "/nowhere/dotfiles/config.toml"
    )
    defer { try? FileManager.default.removeItem(atPath: path) }
    let error = #expect(throws: ConfigurationError.self) { try ConfigurationFile.read(path) }
    #expect(error?.description.contains("\(path): is a link to /nowhere/dotfiles") == true)
  }

  @Test("Meeting servers of one's own are read in their order")
  func meetingServers() throws {
    let configuration = try parse(
      """
      [[meeting]]
      host = "meet.acme.example"
      name = "Acme Meet"
      [[meeting]]
      host = "*.Acme.example"
      name = "Acme"
      """
    )
    #expect(
      try configuration.meetings == [
        #require(MeetingServers.Rule(host: "meet.acme.example", name: "Acme Meet")),
        #require(MeetingServers.Rule(host: "*.acme.example", name: "Acme")),
      ]
    )
  }

  @Test(
    "A meeting server needs a host and a name",
    arguments: [
      "[[meeting]]\nhost = \"meet.acme.example\"", "[[meeting]]\nname = \"x\"",
      "[[meeting]]\nhost = \"*\"\nname = \"x\"", "[[meeting]]\nhost = \"*.com\"\nname = \"x\"",
      "[[meeting]]\nhost = 1\nname = \"x\"", "meeting = \"x\"", "meeting = [1]",
      "[[meeting]]\nhost = \"a.example\"\nname = \"x\"\nport = 1",
    ]
  )
  func meetingServerMistakes(text: String) {
    let error = #expect(throws: ConfigurationError.self) { try parse(text) }
    #expect(error?.line == (text.contains("port") ? 4 : text.contains("[[") ? 1 : error?.line))
    #expect(
      error?.message.contains("host") ?? false || error?.message.contains("[[meeting]]") ?? false
    )
  }

  @Test("Everything that can be said is read")
  func everything() throws {
    let configuration = try parse(
      """
      theme = "nord"
      escape_delay = 50

      [keys]
      sync = "Z"
      move-down = ["j", "<Down>"]

      [keys.changes]
      discard = "x"

      [accounts.work]
      service = "nylas"
      url = "http://127.0.0.1:8080"
      grant = "mara@acme.example"
      api_key = "secret"

      [accounts.home]
      service = "nylas"
      grant = "17eb9055"
      api_key_command = "pass show nylas"
      """
    )
    #expect(configuration.theme == "nord")
    #expect(configuration.escapeDelay == 50)
    var keys = KeyTable.standard
    try keys.remap(
      ["sync": ["Z"], "move-down": ["j", "<Down>"]],
      in: ["changes": ["discard": ["x"]]]
    )
    #expect(configuration.keys == keys && keys != .standard)
    #expect(
      configuration.accounts == [
        AccountConfiguration(
          name: "work",
          service: NylasDescriptor.value,
          AccountSettings(
            ["url": "http://127.0.0.1:8080", "grant": "mara@acme.example"],
            secrets: ["api_key": .literal("secret")]
          )
        ),
        AccountConfiguration(
          name: "home",
          service: NylasDescriptor.value,
          AccountSettings(
            ["url": "https://api.us.nylas.com", "grant": "17eb9055"],
            secrets: ["api_key": .command("pass show nylas")]
          )
        ),
      ]
    )
  }

  @Test("Accounts come in the order of the file, whatever their names")
  func order() throws {
    let names = ["zoe", "adam", "mike", "\"b c\""]
    let text = names.map {
      "[accounts.\($0)]\nservice = \"nylas\"\ngrant = \"g\"\napi_key = \"k\"\n"
    }
    let accounts = try parse(text.joined(separator: "\n")).accounts
    #expect(accounts.map(\.name) == ["zoe", "adam", "mike", "b c"])
  }

  /// A text that is wrong, the line that is named, and a part of what is said.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var text: String
    var line: Int?
    var says: String
    var testDescription: String { says }
  }

  private static let account = "[accounts.work]\nservice = \"nylas\"\n"

  static let mistakes = [
    Mistake(text: "theme = nord", line: 1, says: "config.toml:1: "),
    Mistake(text: "\n\n[accounts.work\n", line: 3, says: "config.toml:3: "),
    Mistake(text: "theme = 3", line: 1, says: "theme is a text in quotes"),
    Mistake(text: "theme = \"\"", line: 1, says: "not empty"),
    Mistake(text: "\ncolour = \"red\"", line: 2, says: "Known are theme, escape_delay"),
    Mistake(text: "escape_delay = -1", line: 1, says: "from 0 to 1000"),
    Mistake(text: "escape_delay = \"fast\"", line: 1, says: "from 0 to 1000"),
    Mistake(
      text: "escape_delay = 1\ntheme = \"drak\"",
      line: 2,
      says: "There is no theme \"drak\". There are dark, light"
    ),
    Mistake(
      text: "[keys]\nsync = \"Z\"\nsnyc = \"s\"",
      line: 3,
      says: "There is no command \"snyc\". Known are"
    ),
    Mistake(text: "[keys]\n\nsync = \"<Foo>\"", line: 3, says: "\"<Foo>\", given for sync, is no"),
    Mistake(
      text: "[keys]\nmove-down = \"j\"\nsync = \"j\"",
      line: 2,
      says: "j would do both move-down and sync. Give one of them another key."
    ),
    Mistake(text: "keys = 1", line: 1, says: "keys is a table: [keys]"),
    Mistake(text: "[keys]\nsync = 1", line: 2, says: "The key of sync is a text"),
    Mistake(text: "[keys]\nsync = [\"s\", 1]", line: 2, says: "The keys of sync are texts"),
    Mistake(text: "accounts = 1", line: 1, says: "[accounts.work]"),
    Mistake(text: "[accounts]\nwork = 1", line: 2, says: "[accounts.work]"),
    Mistake(text: "theme = \"dark\"\n[accounts.local]", line: 2, says: "Choose another name"),
    Mistake(text: "[accounts.work]\n", line: 1, says: "Add service = \"google\""),
    Mistake(
      text: "theme = \"dark\"\n[acounts.work]\nservice = \"vdir\"",
      line: 2,
      says: "\"acounts\" is not known here"
    ),
    Mistake(text: "\n[[meetings]]\nhost = \"a.b\"", line: 2, says: "\"meetings\" is not known"),
    Mistake(text: "\nacounts.work.service = \"vdir\"", line: 2, says: "\"acounts\" is not known"),
    Mistake(
      text: "[accounts.work]\npath = \"/x\"\nservise = \"vdir\"",
      line: 3,
      says: "\"servise\" is not known in an account, and service is missing"
    ),
    Mistake(
      text: "[accounts.work]\nservice = \"outlook\"",
      line: 2,
      says:
        "There is no service \"outlook\". Write \"google\", \"microsoft\", \"zoom\", \"nylas\", "
        + "\"caldav\", \"vdir\", \"subscription\"."
    ),
    Mistake(text: account, line: 1, says: "The account needs grant. Add grant ="),
    Mistake(text: account + "grant = \"g\"", line: 1, says: "Add api_key_command = "),
    Mistake(
      text: account + "grant = \"g\"\napi_key = \"k\"\napi_key_command = \"c\"",
      line: 4,
      says: "Give api_key or api_key_command, not both."
    ),
    Mistake(text: account + "grant = \"\"\napi_key = \"k\"", line: 3, says: "not empty"),
    Mistake(text: account + "url = \"nylas\"", line: 3, says: "\"nylas\" is no address"),
    Mistake(text: account + "url = \"ftp://x.example\"", line: 3, says: "Write https:// in url."),
    Mistake(
      text: account + "grant = \"g\"\nurl = \"http://api.us.nylas.com\"",
      line: 4,
      says: "would send the API key readable over the network. Write https://"
    ),
    Mistake(
      text: account + "url = \"https://mara:hunter2@x.example\"",
      line: 3,
      says: "holds a user, a query or a fragment. Write only scheme and server"
    ),
    Mistake(
      text: account + "  'api-key' = \"k\"",
      line: 3,
      says: "\"api-key\" is not known in such an account. Known are service, url, grant"
    ),
    Mistake(
      text: account + "grant = \"g\"\napi_key = \"k\"\n\n[accounts.home]\nservice = \"webdav\"\n",
      line: 7,
      says: "There is no service \"webdav\""
    ),
  ]

  @Test("Every mistake is named with its line and what helps", arguments: mistakes)
  func mistake(_ mistake: Mistake) {
    let error = #expect(throws: ConfigurationError.self) { try parse(mistake.text) }
    #expect(error?.line == mistake.line, "\(error?.description ?? "nothing")")
    #expect(error?.description.contains(mistake.says) == true, "\(error?.description ?? "nothing")")
  }

  @Test("A key is never part of what is said of it")
  func secret() {
    let text = Self.account + "grant = \"g\"\napi_key = \"hunter2\"\napi_key_command = \"c\""
    let error = #expect(throws: ConfigurationError.self) { try parse(text) }
    #expect(error?.description.contains("hunter2") == false)
  }
}
