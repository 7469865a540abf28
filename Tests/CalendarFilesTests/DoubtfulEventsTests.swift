import CalendarCore
import CalendarFiles
import ConferencingCore
import Testing

/// Events that are not shown as their file has them, and what an import says of that.
@Suite struct DoubtfulEventsTests {
  private static let cases: [(lines: [String], remark: String?)] = [
    (["DTSTART:20261201T100000Z", "DTEND:20261201T110000Z"], nil),
    (["DTSTART:20261201T100000Z", "DTEND:20261201T100000Z"], nil),
    (["DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261201"], nil),
    (["DTSTART:20261201T100000Z", "RRULE:FREQ=DAILY;COUNT=3"], nil),
    (
      ["DTSTART:20261201T100000Z", "DTEND:20261201T090000Z"],
      "Line 2: “Talk” ends before it begins. It is shown without a length."
    ),
    (
      ["DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261130"],
      "Line 2: “Talk” ends before it begins. It is shown on its first day."
    ),
    (
      ["DTSTART:20261201T100000Z", "RRULE:FREQ=HOURLY"],
      "Line 2: “Talk” is shown once, for its rule repeats more often than daily."
    ),
    (
      ["DTSTART:20261201T100000Z", "RRULE:FREQ=SOMETIMES"],
      "Line 2: “Talk” is shown once, for the part FREQ=SOMETIMES of its rule cannot be read."
    ),
    (
      ["DTSTART:20261201T100000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:tomorrow"],
      "Line 2: of “Talk” \"EXDATE:tomorrow\" cannot be read, and is left out of how it repeats."
    ),
  ]

  private static func file(_ events: [[String]]) throws -> CalendarFile {
    let lines = events.enumerated().flatMap { index, lines in
      ["BEGIN:VEVENT", "UID:\(index)", "SUMMARY:Talk"] + lines + ["END:VEVENT"]
    }
    let text = (["BEGIN:VCALENDAR"] + lines + ["END:VCALENDAR", ""]).joined(separator: "\r\n")
    return try CalendarFile(Array(text.utf8), zone: CorpusFile.berlin)
  }

  private static func remarks(_ file: CalendarFile) -> [String] {
    var file = file
    let place = EventReading.Place(account: .local, calendar: CalendarID("local"))
    _ = file.page(0..<file.count, at: place)
    return file.remarks
  }

  @Test("An end before the start and a rule that is not followed are said", arguments: cases)
  func said(_ row: (lines: [String], remark: String?)) throws {
    #expect(try Self.remarks(Self.file([row.lines])) == [row.remark].compactMap(\.self))
  }

  @Test("Of many such events the first are named, and the others counted")
  func many() throws {
    let event = ["DTSTART:20261201T100000Z", "DTEND:20261201T090000Z"]
    let remarks = try Self.remarks(Self.file(Array(repeating: event, count: 14)))
    #expect(remarks.count == 11)
    #expect(remarks.last == "4 more events are not shown as the file has them.")
  }
}
