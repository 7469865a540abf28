import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import Testing

/// What edits change of the text of an imported event.
@Suite struct EditTests {
  /// The lines that an edit takes away and adds.
  private func edit(
    _ name: String,
    at index: Int = 0,
    _ change: (inout Event) throws -> Void
  ) throws -> (gone: [String], new: [String]) {
    var file = try CorpusFile(name)
    let before = file.lines()
    try change(&file.events[index].event)
    let after = file.lines()
    let difference = after.difference(from: before)
    return (
      difference.removals.compactMap { if case .remove(_, let line, _) = $0 { line } else { nil } },
      difference.insertions.compactMap {
        if case .insert(_, let line, _) = $0 { line } else { nil }
      }
    )
  }

  private func later(_ event: inout Event, by seconds: Double = 3_600) {
    guard case .timed(let start, let end, let zone) = event.time else { return }
    event.time = .timed(
      start: start.addingTimeInterval(seconds),
      end: end.addingTimeInterval(seconds),
      zone: zone
    )
  }

  @Test(
    arguments: [
      ("01-plain", ["DTSTART:20261201T100000Z", "DTEND:20261201T110000Z"]),
      ("22-floating", ["DTSTART:20261201T100000", "DTEND:20261201T110000"]),
      (
        "24-windows-zone",
        [
          "DTSTART;TZID=W. Europe Standard Time:20261201T100000",
          "DTEND;TZID=W. Europe Standard Time:20261201T110000",
        ]
      ),
      ("20-duration", ["DTSTART;TZID=Europe/Berlin:20261201T100000"]),
      (
        "30-unknown-zone",
        [
          "DTSTART;TZID=Mars/Olympus:20261201T100000", "DTEND;TZID=Mars/Olympus:20261201T110000",
        ]
      ),
    ]
  )
  func `A moved event keeps the words of its zone`(_ name: String, lines: [String]) throws {
    let (gone, new) = try edit(name) { later(&$0) }
    #expect(new == lines)
    #expect(gone.count == lines.count)
  }

  @Test(
    arguments: [
      ("dtstart:20261201t090000z", "dtend:20261201t100000z", "dtend:20261201T093000Z"),
      ("DTSTART:20261201T090000Z ", "DTEND:20261201T100000Z  ", "DTEND:20261201T093000Z"),
      (
        "DTSTART;TZID=\"Europe/Berlin\":2026-12-01T10:00:00", "DURATION:P0DT1H",
        "DTEND;TZID=Europe/Berlin:20261201T103000"
      ),
    ]
  )
  func `An edit of the end leaves the start as it is written`(
    _ start: String,
    end: String,
    new: String
  ) throws {
    var file = try CorpusFile(text: calendar(end, start: start))
    file.events[0].event.time = .timed(
      start: Date(timeIntervalSince1970: 1_796_115_600),
      end: Date(timeIntervalSince1970: 1_796_117_400),
      zone: file.events[0].event.time.zone
    )
    let text = String(decoding: file.exported(), as: UTF8.self)
    #expect(text.contains("\n\(start)\n") && text.contains("\n\(new)\n") && !text.contains(end))
  }

  @Test func `What says a text in another way goes with the old text`() throws {
    var file = try CorpusFile("48-other-representations")
    file.events[0].event.description = "New, words"
    let lines = file.lines()
    #expect(lines.contains("DESCRIPTION;LANGUAGE=en:New\\, words"))
    #expect(!lines.contains { $0.contains("data:text/html") || $0.hasPrefix("STYLED") })
    #expect(lines.contains { $0.hasPrefix("LOCATION;ENCODING=QUOTED-PRINTABLE") })
    file.events[0].event.location = "50% = half"
    #expect(file.lines().contains("LOCATION:50% = half"))
  }

  @Test func `An alarm for another time keeps the rest of its lines`() throws {
    let alarm = "BEGIN:VALARM\nUID:mine\nACTION:DISPLAY\nTRIGGER;RELATED=START:-PT15M\n"
    let text = calendar(
      alarm + "X-MINE:1\nACKNOWLEDGED:20261201T083000Z\nEND:VALARM\n" + alarm
        + "X-OTHER:1\nEND:VALARM"
    )
    var file = try CorpusFile(text: text)
    file.events[0].event.reminders = Reminders([
      .init(minutes: 30), .init(minutes: 10, isMail: true),
    ])
    let lines = file.lines()
    #expect(lines.count { $0 == "TRIGGER;RELATED=START:-PT30M" } == 1)
    #expect(lines.contains("X-MINE:1") && lines.contains("UID:mine"))
    #expect(!lines.contains("X-OTHER:1") && !lines.contains { $0.hasPrefix("ACK") })
    #expect(lines.contains("ACTION:EMAIL") && lines.count { $0 == "BEGIN:VALARM" } == 2)
    #expect(try CorpusFile(bytes: file.exported()).first.reminders == file.first.reminders)
  }

  @Test func `A line keeps its own end where a file has several`() throws {
    let text =
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\nUID:a\r\nDTSTART:20261201T090000Z\r\nSUMMARY:One\n"
      + "LOCATION:Room\r\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    var file = try CorpusFile(text: text)
    file.events[0].event.title = "Two"
    file.events[0].event.location = "Hall"
    #expect(
      String(decoding: file.exported(), as: UTF8.self)
        == text.replacing("One", with: "Two").replacing("Room", with: "Hall")
    )
  }

  @Test(
    arguments: [
      ":20261201T090000Z", ";TZID=Etc/UTC:20261201T090000", ";TZID=Etc/UTC:20261201T090000Z",
      ";TZID=Europe/Berlin:20261201T100000",
    ],
    ["UTC", "Etc/UTC", "GMT", "Etc/Zulu"]
  )
  func `An event that is moved in UTC names no zone`(_ start: String, zone: String) throws {
    let text = """
      BEGIN:VCALENDAR\r
      VERSION:2.0\r
      PRODID:-//Example//Corpus//EN\r
      BEGIN:VEVENT\r
      UID:utc@example\r
      DTSTAMP:20261101T000000Z\r
      DTSTART\(start)\r
      DURATION:PT1H\r
      RRULE:FREQ=DAILY;COUNT=3\r
      END:VEVENT\r
      END:VCALENDAR\r

      """
    var file = try CorpusFile(text: text)
    let moment = Date(timeIntervalSince1970: 1_796_115_600)
    let moved = EventTime.timed(start: moment + 3_600, end: moment + 7_200, zone: zone)
    file.events[0].event.time = moved
    file.events[0].event.recurrence?.lines.append("EXDATE:20261202T100000Z")
    let lines = file.lines()
    #expect(lines.filter { $0.hasPrefix("DTSTART") } == ["DTSTART:20261201T100000Z"])
    #expect(lines.filter { $0.hasPrefix("EXDATE") } == ["EXDATE:20261202T100000Z"])
    #expect(!lines.contains { $0.contains("TZID") })
    // One that is new is written alike.
    file.events[0].text = nil
    #expect(
      file.lines().filter { $0.hasPrefix("DT") && !$0.hasPrefix("DTSTAMP") } == [
        "DTSTART:20261201T100000Z", "DTEND:20261201T110000Z",
      ]
    )
  }

  @Test func `An event of a time becomes one of days, and back`() throws {
    let days = try edit("12-parameters") {
      $0.time = .allDay(first: Day(daysSinceEpoch: 20_800), last: Day(daysSinceEpoch: 20_801))
    }
    #expect(days.new == ["DTSTART;VALUE=DATE:20261213", "DTEND;VALUE=DATE:20261215"])
    let time = try edit("16-all-day") {
      let start = Date(timeIntervalSince1970: 1_796_115_600)
      $0.time = .timed(start: start, end: start + 1_800, zone: "Europe/Berlin")
    }
    #expect(time.new.contains("DTSTART;TZID=Europe/Berlin:20261201T100000"))
    // The zone is defined, as it is used now.
    #expect(time.new.contains("BEGIN:VTIMEZONE"))
    #expect(time.gone == ["DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261203"])
  }

  @Test func `An answer changes one parameter of one attendee`() throws {
    let (gone, new) = try edit("12-parameters") { $0.participants[1].response = .yes }
    #expect(gone == ["ATTENDEE;CN=Bob:MAILTO:bob@acme.example"])
    #expect(new == ["ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:MAILTO:bob@acme.example"])
  }

  /// What a server says of an invitation (RFC 6638, section 3.2.9), and the failure that is in it.
  @Test(arguments: [
    ("1.0", nil), ("1.1", nil), ("1.2", nil), ("2.0", nil), ("\"2.0;Success\"", nil),
    ("3.7", "3.7"), ("3.8", "3.8"), ("5.1", "5.1"), ("5.2", "5.2"), ("5.3", "5.3"),
    ("\"5.3;No scheduling support\"", "5.3"), ("\"1.1,5.2\"", "5.2"), ("5.9.1", "5.9.1"),
    ("5.x", nil), ("", nil), ("5.12345678", nil),
  ])
  func `What a server says of an invitation is read and not written`(
    _ status: String,
    _ failure: String?
  ) throws {
    let line = "ATTENDEE;CN=Bob;SCHEDULE-STATUS=\(status);X-A=1:mailto:bob@acme.example"
    let text =
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261201T090000Z\r\nSUMMARY:Old\r\n"
      + line + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    var file = try CorpusFile(text: text)
    #expect(try file.first.participants.map(\.undelivered) == [failure])
    // Another edit leaves the line as it is; one of the line itself is no word of the server.
    file.events[0].event.title = "New"
    file.events[0].event.participants[0].undelivered = "3.7"
    #expect(file.lines().contains(line))
    file.events[0].event.participants[0].response = .yes
    #expect(
      file.lines().contains("ATTENDEE;CN=Bob;X-A=1;PARTSTAT=ACCEPTED:mailto:bob@acme.example")
    )
    #expect(!file.lines().contains { $0.contains("SCHEDULE-STATUS") })
  }

  @Test func `A deleted occurrence is one line in the zone of its series`() throws {
    let (gone, new) = try edit("32-series") {
      $0.recurrence?.lines.append("EXDATE:20261229T080000Z")
    }
    #expect(gone.isEmpty)
    #expect(new == ["EXDATE;TZID=Europe/Berlin:20261229T090000"])
  }

  @Test func `A changed rule stays in its line`() throws {
    let (gone, new) = try edit("32-series") { event in
      event.recurrence?.lines[0] = "RRULE:FREQ=WEEKLY;COUNT=9;BYDAY=TU"
    }
    #expect(gone == ["RRULE:FREQ=WEEKLY;COUNT=6;BYDAY=TU"])
    #expect(new == ["RRULE:FREQ=WEEKLY;COUNT=9;BYDAY=TU"])
  }

  @Test func `Words of an event are changed without the address of its page`() throws {
    let (gone, new) = try edit("38-conference") {
      #expect($0.description == "Agenda\n\nhttps://example.com/page")
      $0.description = "Agenda: 1, 2\n\nhttps://example.com/page"
    }
    #expect(gone == ["DESCRIPTION:Agenda"])
    #expect(new == ["DESCRIPTION:Agenda: 1\\, 2"])
  }

  @Test func `Old words do not stay in HTML`() throws {
    let (gone, new) = try edit("39-outlook") { $0.description = "New" }
    #expect(gone.map { String($0.prefix(10)) } == ["X-ALT-DESC"])
    #expect(new == ["DESCRIPTION:New"])
  }

  @Test func `A link is written as CONFERENCE, as URL and, where that says less, as a block`()
    throws
  {
    let details = ConferencingDetails(
      provider: .zoomMeeting,
      url: "https://zoom.us/j/82021512759",
      meetingCode: "82021512759",
      accessCode: "12,3",
      phones: ["+49 69 123456"]
    )
    var file = try CorpusFile("01-plain")
    file.events[0].event.conferencing = .details(details)
    let lines = file.lines()
    let link = "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Zoom Meeting:"
    #expect(lines.contains(link + "https://zoom.us/j/82021512759"))
    #expect(lines.contains("CONFERENCE;VALUE=URI;FEATURE=PHONE;LABEL=Zoom Meeting:tel:+4969123456"))
    #expect(lines.contains("URL:https://zoom.us/j/82021512759"))
    let again = try CorpusFile(bytes: file.exported()).first
    #expect(again.conferencing == .details(details))
    #expect(again.description == "")
  }

  @Test func `Reminders of ours are replaced; other alarms stay`() throws {
    let (gone, new) = try edit("39-outlook") {
      #expect($0.reminders == Reminders([.init(minutes: 15)]))
      $0.reminders = Reminders([.init(minutes: 30, isMail: true)])
    }
    #expect(gone.contains("TRIGGER;RELATED=START:-PT15M"))
    #expect(!gone.contains("X-WR-ALARMUID:1"))
    #expect(new.contains("TRIGGER:-PT30M"))
    #expect(new.contains("ACTION:EMAIL"))
  }

  @Test func `A reminder that stays keeps its alarm`() throws {
    let (gone, new) = try edit("39-outlook") {
      $0.reminders = Reminders([.init(minutes: 15), .init(minutes: 60)])
    }
    #expect(gone.isEmpty)
    #expect(new.contains("TRIGGER:-PT60M") || new.contains("TRIGGER:-PT1H"))
  }

  @Test(
    arguments: [
      ([30], [45], [5, 15, 45, 60, 120], [1_440, 2_880, 10_080]),
      ([5, 15], [], [30, 60, 120, 1_440, 2_880], [10_080]),
      // A reminder that is added may be one of the alarms that were not shown.
      ([30], [1_440], [5, 15, 60, 120, 1_440], [2_880, 10_080]),
      ([5, 15, 30, 60, 120], [], [1_440, 2_880, 10_080], []),
    ]
  )
  func `Of eight alarms the five nearest are shown, and the others stay`(
    _ gone: [Int],
    _ new: [Int],
    _ shown: [Int],
    _ hidden: [Int]
  ) throws {
    let alarms = [10_080, 5, 60, 1_440, 15, 120, 30, 2_880].map {
      "BEGIN:VALARM\nACTION:DISPLAY\nX-KEPT:\($0)\nTRIGGER:-PT\($0)M\nEND:VALARM"
    }
    var file = try CorpusFile(text: calendar(alarms.joined(separator: "\n")))
    let read = try file.first.reminders.list?.map(\.minutes)
    #expect(read == [5, 15, 30, 60, 120])
    let wanted = [5, 15, 30, 60, 120].filter { !gone.contains($0) } + new
    file.events[0].event.reminders = Reminders(wanted.map { .init(minutes: $0) })
    let again = try CorpusFile(bytes: file.exported())
    #expect(try again.first.reminders.list?.map(\.minutes) == shown)
    for minutes in hidden { #expect(file.lines().contains("X-KEPT:\(minutes)")) }
    #expect(file.lines().count { $0 == "BEGIN:VALARM" } == shown.count + hidden.count)
  }

  @Test func `An exception made here has what its series has`() throws {
    var file = try CorpusFile("12-parameters")
    file.events[0].event.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY"])
    var exception = file.events[0].event
    let start = OccurrenceKey.Start.moment(Date(timeIntervalSince1970: 1_796_202_000))
    exception.id = EventID("\(exception.id)_\(start)")
    exception.occurrence = OccurrenceKey(
      series: .event(file.events[0].event.id),
      originalStart: start
    )
    exception.isException = true
    exception.recurrence = nil
    exception.time = exception.time.moved(to: start)
    exception.title = "Other"
    file.events.append(KeptEvent(event: exception, text: nil))
    let lines = file.lines()
    #expect(lines.count { $0.hasPrefix("ORGANIZER;CN=\"Ann\"") } == 2)
    #expect(lines.contains("RECURRENCE-ID:20261202T090000Z"))
    let again = try CorpusFile(bytes: file.exported())
    #expect(again.counts.new == 1)
    #expect(again.events.map(\.event.title).contains("Other"))
    #expect(again.events.count == 2)
  }

  @Test func `A series that an exception divides can be edited on both sides`() throws {
    var file = try CorpusFile("35-this-and-future")
    #expect(file.events.count == 2)
    #expect(
      file.events.map { $0.event.recurrence?.lines ?? [] }
        == [["RRULE:FREQ=WEEKLY;COUNT=2"], ["RRULE:FREQ=WEEKLY;COUNT=4"]]
    )
    file.events[1].event.recurrence = Recurrence(lines: ["RRULE:FREQ=WEEKLY;COUNT=5"])
    let again = try CorpusFile(bytes: file.exported())
    #expect(again.counts.new == 2)
    #expect(
      again.events.map { $0.event.recurrence?.lines ?? [] }
        == [["RRULE:FREQ=WEEKLY;COUNT=2"], ["RRULE:FREQ=WEEKLY;COUNT=5"]]
    )
  }

  @Test func `A deleted event leaves its file`() throws {
    var file = try CorpusFile("44-two-calendars")
    file.events.removeFirst()
    #expect(!file.lines().contains("UID:one@example"))
    #expect(file.lines().contains("UID:two@example"))
    #expect(file.lines().count { $0 == "BEGIN:VCALENDAR" } == 2)
  }
}
