import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import Testing

/// What a file changes of events that are here already.
@Suite struct UpdateTests {
  private func update(
    _ old: String,
    to new: String,
    edited: (inout Event) -> Void = { _ in }
  ) throws -> CorpusFile {
    var kept = try CorpusFile(text: calendar(old)).events
    for index in kept.indices { edited(&kept[index].event) }
    return try CorpusFile(bytes: Array(calendar(new).utf8), beside: kept)
  }

  /// A weekly series from the first of December 2026, with exceptions on some days.
  private func series(_ lines: String, exceptions days: [Int]) -> String {
    let exceptions = days.map { day in
      let date = "202612" + (day < 10 ? "0" : "") + "\(day)"
      return """
        BEGIN:VEVENT
        UID:one
        RECURRENCE-ID:\(date)T090000Z
        DTSTART:\(date)T100000Z
        SUMMARY:On \(day)
        END:VEVENT

        """
    }
    return calendar(lines + "\nRRULE:FREQ=WEEKLY;COUNT=5")
      .replacing("END:VCALENDAR", with: exceptions.joined() + "END:VCALENDAR")
  }

  /// The same in a zone that the file alone explains, six hours behind the one of the tests.
  private func customZone(_ lines: String, exceptions days: [Int] = []) -> String {
    let zone = """
      BEGIN:VTIMEZONE
      TZID:Customized Time Zone
      BEGIN:STANDARD
      TZOFFSETFROM:-0500
      TZOFFSETTO:-0500
      DTSTART:19700101T000000
      END:STANDARD
      END:VTIMEZONE

      """
    return series(lines, exceptions: days)
      .replacing("BEGIN:VCALENDAR\n", with: "BEGIN:VCALENDAR\n" + zone)
      .replacing(/(DTSTART|RECURRENCE-ID):(2026\d+T\d+)Z/) { match in
        "\(match.1);TZID=Customized Time Zone:\(match.2)"
      }
  }

  private static let elsewhere = Date(timeIntervalSince1970: 1_796_140_800)

  @Test func `A file that differs updates the event`() throws {
    let file = try update("SUMMARY:Old", to: "SUMMARY:New")
    #expect(file.counts.updated == 1)
    #expect(try file.first.title == "New")
  }

  @Test func `When a file was written is no difference`() throws {
    let file = try update(
      "DTSTAMP:20260101T000000Z\nSUMMARY:Same",
      to: "DTSTAMP:20260601T000000Z\nSUMMARY:Same"
    )
    #expect(file.counts.unchanged == 1)
    #expect(file.events.isEmpty)
  }

  @Test func `What was changed here stays, unless the file has changed it too`() throws {
    let file = try update("SUMMARY:Old\nLOCATION:A", to: "SUMMARY:Old\nLOCATION:B") { event in
      event.title = "Mine"
      event.location = "Mine"
    }
    #expect(try file.first.title == "Mine")
    #expect(try file.first.location == "B")
  }

  @Test func `An older version is skipped`() throws {
    let file = try update("SEQUENCE:2\nSUMMARY:New", to: "SEQUENCE:1\nSUMMARY:Old")
    #expect(file.events.isEmpty)
    #expect(file.counts.skipped.map(\.reason) == ["the event here is newer (SEQUENCE)"])
  }

  @Test func `Of two events of a UID the newer one counts`() throws {
    let event = "BEGIN:VEVENT\nUID:u\nDTSTART:20261201\nSEQUENCE:%\nSUMMARY:%\nEND:VEVENT\n"
    let file = try CorpusFile(
      text: event.replacing("%", with: "2") + event.replacing("%", with: "1")
    )
    #expect(file.events.map(\.event.title) == ["2"])
    #expect(file.counts.skipped.map(\.line) == [7])
  }

  @Test func `An event that was made here is known by its id`() throws {
    var made = try CorpusFile(text: calendar("SUMMARY:Made"))
    made.events[0].text = nil
    let same = try CorpusFile(bytes: made.exported(), beside: made.events)
    #expect(same.counts.unchanged == 1)
    let other = try CorpusFile(bytes: Array(calendar("SUMMARY:Other").utf8), beside: made.events)
    #expect(other.counts.updated == 1)
  }

  @Test func `An older file takes no exceptions away`() throws {
    let kept = try CorpusFile(text: series("SEQUENCE:3", exceptions: [8, 15])).events
    let file = try CorpusFile(
      bytes: Array(series("SEQUENCE:1", exceptions: [8]).utf8),
      beside: kept
    )
    #expect(kept.count == 3)
    #expect(file.removed.isEmpty)
    #expect(file.counts.updated == 0)
    #expect(file.counts.skipped.map(\.reason) == ["the event here is newer (SEQUENCE)"])
  }

  @Test(arguments: [
    ("DTSTART:20261215T100000Z", "DTSTART:soon"),
    ("SUMMARY:On 15\nEND:VEVENT\n", "SUMMARY:On 15\n"),
  ])
  func `An exception that cannot be read is not taken away`(_ whole: String, broken: String) throws
  {
    let text = series("SUMMARY:Weekly", exceptions: [8, 15])
    let kept = try CorpusFile(text: text).events
    let file = try CorpusFile(
      bytes: Array(text.replacing(whole, with: broken).utf8),
      beside: kept
    )
    #expect(file.removed.isEmpty)
    #expect(file.counts.unchanged == 1)
    #expect(file.counts.broken == 1)
  }

  @Test func `An exception that left the file is taken away`() throws {
    let kept = try CorpusFile(text: series("SUMMARY:Weekly", exceptions: [8, 15])).events
    let file = try CorpusFile(
      bytes: Array(series("SUMMARY:Weekly", exceptions: [8]).utf8),
      beside: kept
    )
    #expect(file.removed == [kept[2].event.id])
    #expect(file.counts.updated == 1)
  }

  @Test func `A move here stays where only the file explains the zone`() throws {
    let text = customZone("SUMMARY:Old")
    var kept = try CorpusFile(text: text).events
    let moved = kept[0].event.time.moved(to: .moment(Self.elsewhere))
    kept[0].event.time = moved
    let new = text.replacing("SUMMARY:Old", with: "SUMMARY:New")
    let file = try CorpusFile(bytes: Array(new.utf8), beside: kept)
    #expect(try file.first.title == "New")
    #expect(try file.first.time == moved)
  }

  @Test(arguments: ["", "DESCRIPTION:New\n"])
  func `A title here stays in an exception where only the file explains the zone`(
    _ line: String
  ) throws {
    let text = customZone("SUMMARY:Weekly", exceptions: [8])
    var kept = try CorpusFile(text: text).events
    #expect(kept.count == 2)
    kept[1].event.title = "Mine"
    let new = text.replacing("SUMMARY:On 8", with: line + "SUMMARY:On 8")
    let file = try CorpusFile(bytes: Array(new.utf8), beside: kept)
    #expect(file.removed.isEmpty)
    #expect(file.counts.unchanged == (line.isEmpty ? 1 : 0))
    #expect(file.events.map(\.event.title) == (line.isEmpty ? [] : ["Mine"]))
  }

  @Test func `A file whose lines end with CR updates the event`() throws {
    func returns(_ lines: String) -> [UInt8] {
      Array(calendar(lines).replacing("\n", with: "\r").utf8)
    }
    let kept = try CorpusFile(bytes: returns("DTSTAMP:20260101T000000Z\nSUMMARY:Old")).events
    let file = try CorpusFile(
      bytes: returns("DTSTAMP:20260101T000000Z\nSUMMARY:New"),
      beside: kept
    )
    #expect(file.counts.updated == 1)
    #expect(try file.first.title == "New")
    let same = try CorpusFile(
      bytes: returns("DTSTAMP:20260601T000000Z\nSUMMARY:Old"),
      beside: kept
    )
    #expect(same.counts.unchanged == 1)
  }
}
