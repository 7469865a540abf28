import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing
import ViewModels

@testable import convene

/// Calendar files in and out of a session, as the screen asks for it.
@Suite struct FileEffectsTests {
  private static let text = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Other//EN", "BEGIN:VEVENT", "UID:a@example.com",
    "DTSTAMP:20261101T000000Z", "DTSTART:20261126T090000Z", "DTEND:20261126T100000Z",
    "SUMMARY:First", "X-OTHER:kept", "END:VEVENT", "BEGIN:VEVENT", "UID:b@example.com",
    "DTSTAMP:20261101T000000Z", "DTSTART:soon", "SUMMARY:Broken", "END:VEVENT", "END:VCALENDAR",
    "",
  ]
  .joined(separator: "\r\n")
  private static let day = Day("2026-11-26")

  private func run(_ body: (FileEffects, Session, String) throws -> Void) throws {
    let home = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-files-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: home) }
    let now = Date(timeIntervalSince1970: 1_795_600_000)  // 2026-11-25T10:26:40Z
    let session = try Session(
      LiveEnvironment(variables: ["HOME": home], zone: .gmt, now: { now }),
      paths: Paths(under: home),
      configuration: Configuration()
    )
    try Data(Self.text.utf8).write(to: URL(fileURLWithPath: home + "/in.ics"))
    try body(FileEffects(session: session, zone: .gmt), session, home)
  }

  private func calendar(_ session: Session) throws -> CalendarKey {
    try #require(try session.cache.directory().calendars.first { $0.account == .local }).key
  }

  private func titles(_ session: Session) throws -> [String] {
    let day = try #require(Self.day)
    return try session.cache.agenda.window(days: day...day, in: .gmt).events.map(\.title)
  }

  @Test func aFileIsLookedAtImportedAndTakenBack() throws {
    try run { files, session, home in
      let calendar = try calendar(session)
      let preview = try files.result(.previewImport(path: "~/in.ics", calendar))
      guard case .importPreviewed(let summary) = preview else {
        Issue.record("\(String(describing: preview))")
        return
      }
      #expect((summary.new, summary.updated, summary.unchanged) == (1, 0, 0))
      #expect(summary.skipped.count == 1 && summary.skipped[0].hasPrefix("line "))
      #expect(summary.skipped[0].contains("DTSTART soon"))
      #expect(try titles(session) == [])
      #expect(try files.result(.importFile(path: "~/in.ics", calendar)) == .imported(summary))
      #expect(try titles(session) == ["First"])
      _ = try session.undo(.undo)
      #expect(try titles(session) == [])
    }
  }

  @Test func eventsAreExportedAsTheyCame() throws {
    try run { files, session, home in
      let calendar = try calendar(session)
      _ = try files.result(.importFile(path: home + "/in.ics", calendar))
      let day = try #require(Self.day)
      let id = try #require(
        try session.cache.agenda.window(days: day...day, in: .gmt).events.first?.id
      )
      let scopes: [ExportScope] = [.events([id]), .day(day), .calendar(calendar)]
      for (number, scope) in scopes.enumerated() {
        let path = "~/out\(number).ics"
        let written = try files.result(.exportFile(path: path, scope, replaces: false))
        #expect(written == .exported(1, path: path))
        let text = try String(contentsOfFile: home + path.dropFirst(), encoding: .utf8)
        #expect(text.contains("SUMMARY:First\r\nX-OTHER:kept\r\n"))
        // Nothing is replaced unasked.
        let again = try files.result(.exportFile(path: path, scope, replaces: false))
        #expect(again == .exportExists(path, scope))
        let replaced = try files.result(.exportFile(path: path, scope, replaces: true))
        #expect(replaced == .exported(1, path: path))
      }
    }
  }

  @Test func anEventIsWrittenOutToBeCopied() throws {
    try run { files, session, home in
      _ = try files.result(.importFile(path: home + "/in.ics", try calendar(session)))
      let day = try #require(Self.day)
      let id = try #require(
        try session.cache.agenda.window(days: day...day, in: .gmt).events.first?.id
      )
      guard case .writtenOut(let text)? = try files.result(.writeOut(id)) else {
        Issue.record("not written out")
        return
      }
      #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
      #expect(text.contains("SUMMARY:First\r\nX-OTHER:kept\r\n"))
      #expect(throws: CommandError.self) { try files.result(.writeOut(EventID("gone"))) }
    }
  }

  @Test func whatCannotBeDoneIsSaid() throws {
    try run { files, session, home in
      let calendar = try calendar(session)
      let missing = #expect(throws: CommandError.self) {
        try files.result(.previewImport(path: "~/none.ics", calendar))
      }
      #expect(missing?.description.contains("There is no file") == true)
      #expect(throws: CommandError.self) {
        try files.result(.exportFile(path: "~", .calendar(calendar), replaces: false))
      }
      let empty = #expect(throws: CommandError.self) {
        try files.result(.exportFile(path: "~/x.ics", .calendar(calendar), replaces: false))
      }
      #expect(empty?.description == "There are no events to export.")
      #expect(!FileManager.default.fileExists(atPath: home + "/x.ics"))
    }
  }

  @Test func namesOfCalendarFilesAndFoldersAreFound() throws {
    try run { files, _, home in
      for name in ["a.ics", "A.ICS", "b.txt", ".hidden.ics", "a b\n.ics"] {
        try Data().write(to: URL(fileURLWithPath: home + "/" + name))
      }
      try FileManager.default.createDirectory(
        atPath: home + "/Calendars",
        withIntermediateDirectories: false
      )
      func names(_ text: String) throws -> [String] {
        guard case .pathCompleted(text, let names) = try files.result(.completePath(text)) else {
          return ["?"]
        }
        return names
      }
      #expect(try names("~/a") == ["~/a b\n.ics", "~/a.ics"])
      #expect(try names(home + "/A") == [home + "/A.ICS"])
      #expect(try names("~/C") == ["~/Calendars/"])
      #expect(try names("~/b") == [])
      #expect(try names("~/.h") == ["~/.hidden.ics"])
      #expect(try names("~/none/x") == [])
    }
  }
}
