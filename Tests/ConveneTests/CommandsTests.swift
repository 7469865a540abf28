import ArgumentParser
import CalendarCore
import Foundation
import Testing

@testable import convene

/// The commands: their help, and small texts they read.
@Suite struct CommandsTests {
  @Test("The help names every command that is not hidden")
  func help() {
    let help = Convene.helpMessage()
    let shown = Convene.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    #expect(shown.count == 21)
    for command in shown {
      let name = command.configuration.commandName ?? ""
      #expect(!name.isEmpty && help.contains("  \(name) "), "\(name) is not in the help")
    }
    for hidden in ["open", "bench"] { #expect(!help.contains("  \(hidden) ")) }
  }

  @Test("The help on a conflict names every field that can collide")
  func conflictFields() throws {
    let help = ChangesCommand.Resolve.helpMessage(columns: 2_000)
    let lines = help.split(separator: "\n").map(String.init)
    let fields = try #require(lines.first { $0.contains("every one that collides") })
    let both = try #require(lines.first { $0.contains("--both") && $0.contains("keep both") })
    for field in EventField.allCases {
      #expect(fields.contains(field.keyword), "\(field)")
      #expect(both.contains(field.keyword) == field.canKeepBoth, "\(field)")
    }
  }

  @Test("Every command says what it does")
  func abstracts() {
    func check(_ commands: [any ParsableCommand.Type]) {
      for command in commands {
        #expect(!command.configuration.abstract.isEmpty, "\(command)")
        check(command.configuration.subcommands)
      }
    }
    check([Convene.self])
  }

  static let promised: [[String]] = [
    ["search", "aurora", "review", "--limit", "3", "--json"], ["bench", "--events", "10"],
    ["agenda", "--from", "2026-12-01", "--days", "3", "--json"],
    ["agenda", "--calendar", "Work", "--calendar", "home/Family", "--ids"],
    ["search", "x", "--calendar", "Work", "--ids"], ["search", "--", "a", "-is:declined"],
    ["calendars"], ["calendars", "--json"],
    ["calendars", "hide", "Work", "Holidays"], ["calendars", "show", "Work"],
    ["calendars", "show", "--all"],
    ["add", "Lunch", "fri", "12:30", "--dry-run", "--json"],
    [
      "event", "create", "Title", "--start", "2026-12-01T10:00", "--end", "2026-12-01T11:00",
      "--calendar", "c", "--with", "a@b.example", "--with", "c@d.example", "--no-notify",
      "--description", "d", "--location", "l", "--time-zone", "UTC", "--create", "meet",
      "--host", "h", "--setting", "k=v", "--wait", "--json",
    ],
    ["event", "create", "--title", "T", "--start", "2026-12-01", "--duration", "30m", "--notify"],
    ["event", "show", "id", "--json"], ["event", "update", "id", "--title", "T"],
    ["event", "update", "id", "--with", "a@b.example", "--without", "c@d.example"],
    ["event", "delete", "id"], ["invitations"], ["invitations", "--json"],
    ["event", "answer", "id", "yes"],
    ["event", "answer", "id", "maybe", "--scope", "all", "--json"],
    [
      "conference", "set", "id", "--link", "u", "--access-code", "1", "--pin", "2",
      "--meeting-code", "3", "--phone", "4", "--phone", "5", "--provider", "p",
    ],
    ["conference", "strip", "id"], ["conference", "show", "id", "--json"], ["sync"],
    ["undo"], ["undo", "--json"], ["redo"], ["redo", "--json"],
    ["accounts", "list", "--json"], ["accounts", "login", "work"], ["accounts", "logout", "work"],
    ["accounts", "check"], ["accounts", "check", "work", "--json"], ["doctor"],
    ["doctor", "--json"],
    [
      "accounts", "add", "google", "work", "--client-id", "i", "--client-secret-command", "c",
      "--flow", "device", "--url", "https://x.example", "--token-get", "g", "--token-set", "s",
    ],
    ["accounts", "add", "microsoft", "work", "--client-id", "i", "--tenant", "consumers"],
    ["accounts", "add", "zoom", "zoom", "--client-id", "i", "--account-id", "a"],
    ["accounts", "add", "nylas", "work", "--grant", "g", "--api-key-command", "c"], ["themes"],
    ["themes", "list"], ["themes", "check", "f"],
    ["changes"], ["changes", "--json"], ["changes", "list"], ["changes", "retry", "3"],
    ["changes", "retry", "--all"], ["changes", "discard", "3"],
    [
      "changes", "resolve", "3", "--mine", "title", "time", "--theirs", "location", "--both",
      "description",
    ],
    ["changes", "resolve", "3", "--all", "mine"],
    ["demo", "--events", "10", "--seed", "2"],
    ["sandbox", "--port", "0", "--events", "10", "--seed", "2", "--link-delay", "2s"], [],
  ]

  @Test("What is promised can be typed", arguments: promised)
  func typed(_ arguments: [String]) throws {
    _ = try Convene.parseAsRoot(arguments)
  }

  @Test("The version is printed")
  func version() {
    let error = #expect(throws: (any Error).self) { try Convene.parseAsRoot(["--version"]) }
    #expect(error.map { Convene.message(for: $0) } == Version.current)
  }

  static let delays: [(text: String, milliseconds: Int?)] = [
    ("200ms", 200), ("2s", 2_000), ("1.5s", 1_500), ("0", 0), ("0ms", 0), ("0s", 0),
    ("200", nil), ("", nil), ("ms", nil), ("-1s", nil), ("1h", nil), ("1 s", nil),
    ("99999999s", nil), ("1.2.3s", nil), ("٣s", nil),
  ]

  @Test("Delays are read", arguments: delays)
  func delay(_ row: (text: String, milliseconds: Int?)) throws {
    if let milliseconds = row.milliseconds {
      #expect(try LinkDelay.read(row.text) == .milliseconds(milliseconds))
    } else {
      let error = #expect(throws: CommandError.self) { try LinkDelay.read(row.text) }
      #expect(error?.message.contains("--link-delay 200ms or 2s") == true)
    }
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
  }

  /// Variables that the program reads and that tell of the session alone; nobody sets them for Convene.
  private static let ofTheSession: Set = [
    "COLORTERM", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "HOME", "LOGNAME", "PATH", "SSH_CONNECTION",
    "SSH_TTY", "TERM", "TMUX", "USER", "WAYLAND_DISPLAY",
    // Of the tests; the article Testing has them.
    "CONVENE_CLOCK", "CONVENE_IDLE_TITLE",
  ]

  @Test("The manual page names every variable that the program goes by, and escape_delay")
  func variables() throws {
    let sources = Self.root.appending(path: "Sources").path
    let walk = try #require(FileManager.default.enumerator(atPath: sources))
    let files = walk.compactMap { $0 as? String }.filter { path in
      path.hasSuffix(".swift") && !path.hasPrefix("Sandbox")
    }
    var read: Set<String> = []
    for file in files {
      let code = try text("Sources/" + file)
      for match in code.matches(
        of: #/(?:variable|value|base)\("([A-Z][A-Z_]+)"|variables\["([A-Z_]+)"\]/#
      ) {
        read.insert(String(match.output.1 ?? match.output.2 ?? ""))
      }
      // Lists of names, the first of which counts.
      for match in code.matches(of: #/\[((?:"[A-Z_]+"(?:, )?)+)\]/#) where code.contains("variable")
      {
        read.formUnion(match.output.1.split { !$0.isUppercase && $0 != "_" }.map(String.init))
      }
    }
    try #require(read.isSuperset(of: ["TZ", "HTTPS_PROXY", "SSL_CERT_DIR", "VISUAL", "LC_TIME"]))
    let page = try text("Sources/convene/Manual/convene.1")
    let section =
      page.components(separatedBy: "\n.SH ")
      .first { $0.hasPrefix("ENVIRONMENT") } ?? ""
    let names = Set(section.split { !$0.isUppercase && $0 != "_" }.map(String.init))
    #expect(read.subtracting(Self.ofTheSession).subtracting(names) == [])
    #expect(page.contains("escape_delay = 25                # ms until Esc is Esc; 100 over SSH"))
  }

  @Test("The manual page has the keys that the program has")
  func manual() throws {
    let text = try text("Sources/convene/Manual/convene.1")
    let parts = text.components(separatedBy: ".\\\" keys: the output of convene keys --manual\n")
    try #require(parts.count == 2, "The manual page has no place for the keys")
    let keys = parts[1].components(separatedBy: "\n.\\\" /keys")[0]
    #expect(keys == KeysCommand.manualSection, "Run .ci/manual")
  }
}
