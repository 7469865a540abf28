import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import LocalCache
import Testing

@testable import convene

/// What is said of an import, also of one that was ended before the end of its file.
@Suite struct ImportReportTests {
  @Test(
    arguments: [
      (1, 0, false, false, "It has no events. 1 task was left out: Convene keeps events alone."),
      (
        2, 1, false, false,
        "It has no events. 2 tasks and 1 journal entry were left out: Convene keeps events alone."
      ),
      (0, 2, true, false, "2 journal entries are not shown."),
      (1, 0, true, true, "1 task is not shown, and kept for exports of the calendar."),
    ]
  )
  func tasksAreCounted(
    _ tasks: Int,
    _ journals: Int,
    _ hasEvents: Bool,
    _ keepsOthers: Bool,
    _ sentence: String
  ) {
    var report = ImportReport(name: "a.ics", tasks: tasks, journals: journals)
    (report.hasEvents, report.keepsOthers) = (hasEvents, keepsOthers)
    #expect(report.sentences == [sentence])
    #expect(report.json.rendered().contains("\"tasks\": \(tasks),"))
    #expect(report.json.rendered().contains("\"complete\": true,"))
  }

  private func run(
    _ body: (_ session: Session, _ path: String, _ run: inout CacheImport) throws -> Void
  ) throws {
    let home = NSTemporaryDirectory() + "convene-import-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: home) }
    let now = Date(timeIntervalSince1970: 1_795_600_000)
    let session = try Session(
      LiveEnvironment(variables: ["HOME": home], zone: .gmt, now: { now }),
      paths: Paths(under: home),
      configuration: Configuration()
    )
    let events = (0..<2_500).map { number in
      "BEGIN:VEVENT\nUID:\(number)\nDTSTART:20261201T090000Z\nSUMMARY:Event\nEND:VEVENT\n"
    }
    let text = "BEGIN:VCALENDAR\n\(events.joined())END:VCALENDAR\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: home + "/in.ics"))
    let calendar = try #require(
      try session.cache.directory().calendars.first { $0.account == .local }
    )
    var run = CacheImport(calendar: calendar.id, account: .local, now: now, zone: .gmt)
    run.beginFile()
    try body(session, home + "/in.ics", &run)
  }

  private func count(_ session: Session) throws -> Int {
    let calendar = try #require(
      try session.cache.directory().calendars.first { $0.account == .local }
    )
    return try session.cache.exports.exported(calendar: calendar.id, account: .local).events.count
  }

  @Test func aFileOfThreePagesIsImported() throws {
    try run { session, path, run in
      let report = try FileImport(session: session, input: ImportInput(path), isDryRun: false)
        .run(&run)
      #expect(report.counts.new == 2_500 && report.interruption == nil)
      #expect(try count(session) == 2_500)
      let again = try FileImport(session: session, input: ImportInput(path), isDryRun: false)
        .run(&run)
      #expect(again.counts.unchanged == 2_500 && again.counts.new == 0)
    }
  }

  @Test func aFileThatIsCutOffMeanwhileIsSaidAndOneUndoTakesBackItsBeginning() throws {
    try run { session, path, run in
      var files = FileImport(session: session, input: try ImportInput(path), isDryRun: false)
      files.whenStored = { done in if done == 1_000 { truncate(path, 5_000) } }
      let report = try files.run(&run)
      #expect(report.counts.new == 1_000)
      #expect(report.interruption?.status == .later)
      #expect(report.json.rendered().contains("\"complete\": false"))
      #expect(try count(session) == 1_000)
      _ = try session.undo(.undo)
      #expect(try count(session) == 0)
    }
  }

  @Test func anImportThatIsUndoneMeanwhileEnds() throws {
    try run { session, path, run in
      var files = FileImport(session: session, input: try ImportInput(path), isDryRun: false)
      files.whenStored = { done in if done == 1_000 { _ = try? session.undo(.undo) } }
      let report = try files.run(&run)
      #expect(report.counts.new == 1_000)
      #expect(report.interruption?.message.contains("was undone while it went on") == true)
      #expect(try count(session) == 0)
    }
  }
}
