import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import Testing

/// Events of a file that share a UID, or seem to.
@Suite struct SameUIDTests {
  /// A file with some events, each given by its lines.
  private func file(_ events: [String]) throws -> CorpusFile {
    try CorpusFile(text: text(events))
  }

  private func text(_ events: [String]) -> String {
    let parts = events.map { "BEGIN:VEVENT\n\($0)\nEND:VEVENT\n" }
    return "BEGIN:VCALENDAR\nVERSION:2.0\n" + parts.joined() + "END:VCALENDAR\n"
  }

  private func titles(_ file: CorpusFile) -> [String] { file.events.map(\.event.title) }

  /// What is exported is read again as the same events.
  private func expectSameAgain(_ file: CorpusFile) throws {
    for isWhole in [true, false] {
      let again = try CorpusFile(bytes: file.exported(isWhole: isWhole))
      #expect(again.events.map(\.event) == file.events.map(\.event), "whole: \(isWhole)")
    }
  }

  private static let master =
    "UID:u\nDTSTART:20261201T090000Z\nRRULE:FREQ=DAILY;COUNT=5\nSUMMARY:Series"

  private static func exception(_ id: String, _ more: String = "SUMMARY:Moved") -> String {
    "UID:u\nRECURRENCE-ID\(id)\nDTSTART:20261202T120000Z\n\(more)"
  }

  @Test(
    arguments: [
      ":soon", ":", ":20261315T090000Z", ";VALUE=DATE:2026", ";RANGE=THISANDFUTURE:T0900",
    ]
  )
  func `An exception of an unreadable start is said to be broken, and takes no series' place`(
    _ id: String
  ) throws {
    let file = try file([Self.master, Self.exception(id, "SEQUENCE:9\nSUMMARY:Broken")])
    #expect(titles(file) == ["Series"])
    #expect(file.counts.broken == 1)
    let skipped = try #require(file.counts.skipped.first)
    #expect(skipped.line == 11)
    #expect(
      skipped.reason.hasPrefix("RECURRENCE-ID ") && skipped.reason.hasSuffix("cannot be read")
    )
    #expect(file.exported() == file.bytes)
    try expectSameAgain(file)
  }

  @Test(
    arguments: [
      // The later SEQUENCE counts, then the later DTSTAMP, then what stands behind.
      ("SEQUENCE:2\nSUMMARY:A", "SEQUENCE:1\nSUMMARY:B", "A", 9),
      ("SEQUENCE:1\nSUMMARY:A", "SEQUENCE:2\nSUMMARY:B", "B", 3),
      ("DTSTAMP:20260202T000000Z\nSUMMARY:A", "DTSTAMP:20260101T000000Z\nSUMMARY:B", "A", 9),
      ("SEQUENCE:0\nSUMMARY:A", "SEQUENCE:0\nSUMMARY:B", "B", 3),
    ]
  )
  func `Of two events of one UID one counts, and the other is named`(
    _ one: String,
    _ other: String,
    title: String,
    line: Int
  ) throws {
    let start = "UID:u\nDTSTART:20261201T090000Z\n"
    let file = try file([start + one, start + other])
    #expect(titles(file) == [title])
    #expect(file.counts.skipped.map(\.line) == [line])
    try expectSameAgain(file)
  }

  @Test(
    arguments: [
      ["SEQUENCE:2\nSUMMARY:A", "SEQUENCE:1\nSUMMARY:B"],
      ["SEQUENCE:1\nSUMMARY:B", "SEQUENCE:2\nSUMMARY:A"],
    ]
  )
  func `Of two exceptions of one start one counts`(_ lines: [String]) throws {
    let ids = [":20261202T090000Z", ";TZID=Europe/Berlin:20261202T100000"]
    let file = try file([Self.master] + zip(ids, lines).map { Self.exception($0, $1) })
    #expect(titles(file) == ["Series", "A"])
    #expect(file.counts.skipped.map(\.reason) == ["the file has a newer event of the same UID"])
    try expectSameAgain(file)
  }

  @Test func `An exception of a day that is left out is kept`() throws {
    let master = Self.master + "\nEXDATE:20261202T090000Z"
    let file = try file([master, Self.exception(":20261202T090000Z")])
    #expect(titles(file) == ["Series", "Moved"])
    #expect(file.counts.skipped.isEmpty)
    #expect(file.exported() == file.bytes)
    try expectSameAgain(file)
  }

  @Test(arguments: [";VALUE=DATE:20261202", ":20261202", ":20261202T090000Z"])
  func `An exception is of its series in whatever form its start is written`(_ id: String) throws {
    for events in [[Self.master, Self.exception(id)], [Self.exception(id), Self.master]] {
      let file = try file(events)
      let exception = try #require(file.events.first { $0.event.title == "Moved" }).event
      #expect(exception.isException)
      #expect(exception.occurrence?.originalStart.description == "20261202T090000Z")
      #expect(file.exported() == file.bytes)
      try expectSameAgain(file)
    }
  }

  @Test(
    arguments: [
      ";TZID=Asia/Tokyo:20261202T000000", ";TZID=Pacific/Honolulu:20261202T000000",
      ":20261202T000000", ";VALUE=DATE:20261202",
    ]
  )
  func `A day of a series of whole days is the one that is written`(_ id: String) throws {
    let master = "UID:u\nDTSTART;VALUE=DATE:20261201\nRRULE:FREQ=DAILY;COUNT=5\nSUMMARY:Days"
    let file = try file([master, Self.exception(id)])
    #expect(file.events.last?.event.occurrence?.originalStart.description == "20261202")
    try expectSameAgain(file)
  }

  @Test(
    arguments: ["\u{FEFF}UID:u", "\u{0}UID:u", "\u{1}\n UID:u", "uid:u", "U\n ID:u", "UID;X=y:u "]
  )
  func `A UID is the same however its line is written`(_ line: String) throws {
    let event = "\nDTSTART:20261201T090000Z\nSUMMARY:"
    let file = try file([line + event + "A", "UID:u" + event + "B"])
    #expect(titles(file) == ["B"])
    #expect(file.counts.skipped.count == 1)
    try expectSameAgain(file)
  }

  @Test func `Begins and ends are found behind marks that files got when they were joined`() throws
  {
    let event = text(["UID:%\nDTSTART:20261201T090000Z\nSUMMARY:%"])
    let file = try CorpusFile(
      text: event.replacing("%", with: "A") + "\u{FEFF}"
        + event.replacing("%", with: "B").replacing("BEGIN:VEVENT", with: "\u{0}BEGIN:VEVENT")
    )
    #expect(titles(file) == ["A", "B"])
    #expect(file.exported() == file.bytes)
  }

  @Test func `Of events without a UID that are the same one counts`() throws {
    let event = "DTSTART:20261201T090000Z\nSUMMARY:"
    let file = try file([event + "A", event + "B", event + "A"])
    #expect(titles(file) == ["A", "B"])
    #expect(
      file.counts.skipped.map(\.reason) == ["it has no UID, and the same event is at line 3"]
    )
    #expect(file.counts.skipped.map(\.line) == [11])
    try expectSameAgain(file)
    let again = try CorpusFile(bytes: file.bytes, beside: file.events)
    #expect(again.counts.unchanged == 2 && again.counts.new == 0 && again.counts.updated == 0)
  }

  @Test func `Events without a UID are the same when their texts are as they are kept`() throws {
    let event = "BEGIN:VEVENT\nDTSTART:20261201T090000Z\nSUMMARY:Caf\u{E9}\nEND:VEVENT\n"
    let legacy = event.unicodeScalars.map { UInt8($0.value) }
    let file = try CorpusFile(
      bytes: Array("BEGIN:VCALENDAR\n".utf8) + legacy + Array((event + "END:VCALENDAR\n").utf8)
    )
    #expect(titles(file) == ["Caf\u{E9}"])
    #expect(file.counts.skipped.map(\.line) == [6])
    try expectSameAgain(file)
  }

  @Test func `UIDs that only look alike are two events, in an export as well`() throws {
    let event = "\nDTSTART:20261201T090000Z\nSUMMARY:"
    var file = try file(["UID:caf\u{E9}" + event + "A", "UID:cafe\u{301}" + event + "B"])
    #expect(titles(file) == ["A", "B"])
    #expect(file.exported() == file.bytes)
    file.events[0].event.title = "Changed"
    try expectSameAgain(file)
  }

  @Test func `Events of one UID in two calendars of a file are one series`() throws {
    let file = try CorpusFile(
      text: text([Self.exception(":20261202T090000Z")]) + text([Self.master])
    )
    #expect(titles(file) == ["Series", "Moved"])
    #expect(file.events.last?.event.isException == true)
    #expect(file.exported() == file.bytes)
  }
}
