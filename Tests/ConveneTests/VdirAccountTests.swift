import CalendarCore
import CalendarServices
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Testing
import ViewModels

@testable import convene

/// An account that is a folder of calendars: from the configuration to the agenda and back.
@Suite struct VdirAccountTests {
  private static let account = AccountID("files")
  private static let zone = TimeZone.gmt
  private static let now = Date(timeIntervalSince1970: 1_795_600_000)  // 2026-11-25T09:46:40Z

  private static func session(
    _ home: String,
    email: String? = nil,
    path: String? = nil
  ) throws -> Session {
    let text = """
      [accounts.files]
      service = "vdir"
      path = "\(path ?? home + "/calendars")"
      \(email.map { "email = \"\($0)\"" } ?? "")
      """
    return try Session(
      LiveEnvironment(variables: ["HOME": home], zone: zone, now: { now }),
      paths: Paths(under: home),
      configuration: ConfigurationFile(path: "config.toml", text: text, .standard).parse(),
      keepsTokensInFiles: true
    )
  }

  private static func run(_ body: (_ home: String) async throws -> Void) async throws {
    let home = NSTemporaryDirectory() + "convene-vdir-account-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: home) }
    for name in ["home", "work"] {
      try FileManager.default.createDirectory(
        atPath: "\(home)/calendars/\(name)",
        withIntermediateDirectories: true
      )
    }
    try await body(home)
  }

  private static func put(_ home: String, _ name: String, _ lines: String) throws {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\n\(lines)\nEND:VEVENT\nEND:VCALENDAR\n"
    try text.write(toFile: "\(home)/calendars/\(name)", atomically: true, encoding: .utf8)
  }

  private static func agenda(_ session: Session) throws -> [String] {
    let day = Day(now, in: zone)
    return try session.cache.agenda.window(days: day...day.advanced(by: 14), in: zone).events
      .map { "\($0.time.days(in: zone).lowerBound) \($0.title)" }
  }

  @Test("Calendars of a folder are in the agenda, and a new event is a file in it")
  func agenda() async throws {
    try await Self.run { home in
      try Self.put(home, "home/a.ics", "UID:a\nDTSTART;VALUE=DATE:20261129\nSUMMARY:Advent")
      try Self.put(
        home,
        "work/b.ics",
        "UID:b\nDTSTART:20261201T090000Z\nRRULE:FREQ=WEEKLY\nSUMMARY:Team"
      )
      let session = try Self.session(home)
      #expect(await session.sync.refreshAll()[Self.account]?.failure == nil)
      #expect(
        try Self.agenda(session) == ["2026-11-29 Advent", "2026-12-01 Team", "2026-12-08 Team"]
      )
      let directory = try session.cache.directory()
      let calendars = directory.calendars.filter { $0.account == Self.account }
      #expect(calendars.map(\.name) == ["home", "work"])
      // Nobody mails, and nothing says so.
      #expect(!directory.notifiesParticipants(of: Self.account))

      let draft = EventDraft(
        account: Self.account,
        calendar: CalendarID("work"),
        title: "Lunch",
        time: .timed(
          start: Self.now.addingTimeInterval(86_400),
          end: Self.now.addingTimeInterval(90_000),
          zone: nil
        )
      )
      let edit = EventEdit(event: EventID("lunch-1"), change: .create(draft, conferencing: .keep))
      let id = try session.cache.submit(edit, at: Self.now)
      #expect(try await session.sync.send(id) == .delivered)
      let text = try String(
        contentsOfFile: home + "/calendars/work/lunch-1.ics",
        encoding: .utf8
      )
      #expect(text.contains("SUMMARY:Lunch\r\n"))
    }
  }

  @Test("A folder that is not there keeps what was read, and says what to do")
  func missing() async throws {
    try await Self.run { home in
      try Self.put(home, "home/a.ics", "UID:a\nDTSTART;VALUE=DATE:20261129\nSUMMARY:Advent")
      let session = try Self.session(home)
      await session.sync.refreshAll()
      for step in 0..<2 {
        let calendars = home + "/calendars"
        try FileManager.default.moveItem(atPath: calendars, toPath: home + "/away\(step)")
        if step == 1 {
          try FileManager.default.createDirectory(
            atPath: calendars,
            withIntermediateDirectories: true
          )
        }
        let failure = await session.sync.refreshAll()[Self.account]?.failure
        #expect(failure?.contains("Mount the disk that it is on") == true)
        #expect(failure?.contains(calendars) == true)
        #expect(try Self.agenda(session) == ["2026-11-29 Advent"])
        try? FileManager.default.removeItem(atPath: calendars)
        try FileManager.default.moveItem(atPath: home + "/away\(step)", toPath: calendars)
      }
      // A mount point alone, with all read anew.
      try FileManager.default.moveItem(atPath: home + "/calendars/home", toPath: home + "/disk")
      try FileManager.default.createDirectory(
        atPath: home + "/calendars/home",
        withIntermediateDirectories: true
      )
      let failure = await session.sync.refreshAll()[Self.account]?.failure
      #expect(failure?.contains("is empty, and not the one that it was") == true)
      #expect(try Self.agenda(session) == ["2026-11-29 Advent"])
    }
  }

  @Test("A file that cannot be read is named by each sync and by the doctor until it is repaired")
  func broken() async throws {
    try await Self.run { home in
      try Self.put(home, "home/a.ics", "UID:a\nDTSTART;VALUE=DATE:20261129\nSUMMARY:Advent")
      try Self.put(home, "work/b.ics", "UID:b\nDTSTART:soon\nSUMMARY:Broken")
      let session = try Self.session(home)
      let account = try #require(session.configuration.accounts.first)
      func expect(_ start: String?, everything: Bool = false) async throws {
        let status = await session.sync.refreshAll(onlyChanges: !everything)[Self.account]
        #expect(status?.failure == nil)
        let known = try session.cache.directory().syncStatus[Self.account]
        #expect(status?.unreadable == known?.unreadable)
        #expect(status?.unreadable.count == (start == nil ? 0 : 1))
        if let start { #expect(status?.unreadable.first?.hasPrefix(start) == true) }
        let directory = try session.cache.directory()
        let diagnosis = await Doctor(session.grants).examine(directory)
        #expect(diagnosis.isHealthy == (start == nil))
        // The account is let in all the same.
        #expect(await Doctor(session.grants).examine(account, directory).problems.isEmpty)
      }
      let reason = "work/b.ics is not shown. Line 4: DTSTART soon"
      try await expect(reason)
      try await expect(reason)
      // One that was read keeps what is known of it, and is named as well.
      try Self.put(home, "work/b.ics", "UID:b\nDTSTART;VALUE=DATE:20261130\nSUMMARY:Good")
      try await expect(nil)
      #expect(try Self.agenda(session) == ["2026-11-29 Advent", "2026-11-30 Good"])
      try Self.put(home, "work/b.ics", "UID:b\nDTSTART:soon\nSUMMARY:Broken again")
      try await expect(reason)
      try await expect(reason, everything: true)
      #expect(try Self.agenda(session) == ["2026-11-29 Advent", "2026-11-30 Good"])
      try Self.put(home, "home/a.ics", "UID:a\nDTSTART;VALUE=DATE:20261201\nSUMMARY:Advent")
      try await expect(reason)
      try FileManager.default.removeItem(atPath: home + "/calendars/work/b.ics")
      try await expect(nil)
      try await expect(nil, everything: true)
    }
  }

  @Test("The home of the environment is what ~ stands for")
  func homes() async throws {
    try await Self.run { home in
      try Self.put(home, "home/a.ics", "UID:a\nDTSTART;VALUE=DATE:20261129\nSUMMARY:Advent")
      let session = try Self.session(home, path: "~/calendars")
      #expect(await session.sync.refreshAll()[Self.account]?.failure == nil)
      #expect(try Self.agenda(session) == ["2026-11-29 Advent"])
    }
    let settings = AccountSettings(["path": "~/cal", "url": "~/x.ics", "email": "~/no"])
    let expanded = settings.expanded(home: "/tmp/h3")
    #expect(expanded.texts == ["path": "/tmp/h3/cal", "url": "/tmp/h3/x.ics", "email": "~/no"])
    #expect(AccountSettings(["path": "~"]).expanded(home: "/tmp/h3/")["path"] == "/tmp/h3/")
    #expect(AccountSettings(["path": "~mara/x"]).expanded(home: "/tmp/h3")["path"] == "~mara/x")
  }

  @Test("A folder is one account's alone, by whatever path it is named")
  func folders() async throws {
    try await Self.run { home in
      func account(_ name: String, _ path: String) -> AccountConfiguration {
        AccountConfiguration(
          name: name,
          service: VdirDescriptor.value,
          AccountSettings(["path": path])
        )
      }
      let file = home + "/config/config.toml"
      let manager = FileManager.default
      try manager.createSymbolicLink(
        atPath: home + "/link",
        withDestinationPath: home + "/calendars"
      )
      // What is behind a link leads elsewhere than its words say.
      try manager.createSymbolicLink(
        atPath: home + "/elsewhere",
        withDestinationPath: home + "/calendars/work"
      )
      try ConfigurationAddition(account("files", home + "/calendars/home"), to: file).write()
      for path in [
        "/calendars/home/", "/calendars", "/link/home", "/link", "/calendars/home/new",
        "/calendars/work/../home", "/elsewhere/../home", "/none/../calendars/home",
      ] {
        let error = #expect(throws: ConfigurationError.self) {
          try ConfigurationAddition(account("again", home + path), to: file)
        }
        #expect(error?.description.contains("account \"files\"") == true, "\(path)")
      }
      for (name, path) in [
        ("work", "/calendars/work"), ("new", "/calendars/homes"),
        ("deep", "/link/home/new/newer"),
      ] {
        try ConfigurationAddition(account(name, home + path), to: file).write()
      }
      let names = try ConfigurationFile.read(file).accounts.map(\.name)
      #expect(names == ["files", "work", "new", "deep"])
    }
  }

  @Test("What is wrong in the configuration is said with what to write")
  func configuration() throws {
    for (lines, says) in [
      ("", "The account needs path. Add path ="),
      ("path = \"calendars\"", "is no whole path"),
      ("path = \"/x\"\nemail = \"ann\"", "email is your address in invitations"),
    ] {
      let error = #expect(throws: ConfigurationError.self) {
        try ConfigurationFile(
          path: "config.toml",
          text: "[accounts.files]\nservice = \"vdir\"\n\(lines)\n",
          .standard
        )
        .parse()
      }
      let text = error.map { "\($0)" } ?? ""
      #expect(text.contains(says), "\(text)")
    }
  }
}
