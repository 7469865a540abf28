import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import Testing

/// What is read of the traps of the corpus.
@Suite struct ReadingTests {
  /// The times of a file's events, as they are shown in Berlin.
  private func times(_ file: CorpusFile) -> [String] {
    file.events.map { kept in
      switch kept.event.time {
      case .allDay(let first, let last): "\(first) \(last)"
      case .timed(let start, let end, let zone):
        "\(OccurrenceKey.Start.moment(start)) \(OccurrenceKey.Start.moment(end)) \(zone ?? "-")"
      }
    }
  }

  @Test(
    arguments: [
      ("16-all-day", "2026-12-01 2026-12-02"), ("17-all-day-no-end", "2026-12-01 2026-12-01"),
      ("18-all-day-empty", "2026-12-01 2026-12-01"), ("19-dashes", "2026-12-01 2026-12-01"),
      ("20-duration", "20261201T080000Z 20261202T093000Z Europe/Berlin"),
      ("21-end-before-start", "20261201T090000Z 20261201T090000Z -"),
      ("22-floating", "20261201T080000Z 20261201T090000Z Europe/Berlin"),
      ("23-x-wr-timezone", "20261201T140000Z 20261201T150000Z America/New_York"),
      ("24-windows-zone", "20261201T080000Z 20261201T090000Z Europe/Berlin"),
      ("25-quoted-zone", "20261201T080000Z 20261201T090000Z Europe/Berlin"),
      ("26-mozilla-zone", "20261201T080000Z 20261201T090000Z Europe/Berlin"),
      ("27-custom-zone", "20261201T080000Z 20261201T090000Z Europe/Berlin"),
      ("28-lying-zone", "20261201T080000Z 20261201T090000Z Europe/Berlin"),
      ("29-offset-zone", "20261201T033000Z 20261201T043000Z GMT+0530"),
      ("30-unknown-zone", "20261201T080000Z 20261201T090000Z Europe/Berlin"),
      ("31-zone-behind", "20261201T080000Z 20261201T090000Z Europe/Berlin"),
    ]
  )
  func `Times are those of their zones`(_ name: String, time: String) throws {
    #expect(try times(CorpusFile(name)) == [time])
  }

  @Test(
    arguments: [
      ("07-fold-inside-character", "Grüße " + String(repeating: "ä", count: 60)),
      ("03-cr", "Carriage returns"), ("06-lower-case", "Lower case"),
      ("08-windows-1252", "Café € 5"), ("09-controls", "Bell abc"),
      ("14-escapes", "A, b; c \\ d"), ("41-utf-16", "Größe"), ("43-bare-event", "Bare"),
    ]
  )
  func `Texts are read in whatever way they are written`(_ name: String, title: String) throws {
    #expect(try CorpusFile(name).first.title == title)
  }

  @Test func `Another encoding is said`() throws {
    #expect(
      try CorpusFile("08-windows-1252").remarks
        == ["One event is not in UTF-8 and read as Windows-1252."]
    )
    #expect(
      try CorpusFile("47-alarm-in-windows-1252").remarks
        == ["One event is not in UTF-8 and read as Windows-1252."]
    )
    #expect(try CorpusFile("41-utf-16").remarks.count == 1)
    #expect(try CorpusFile("07-fold-inside-character").remarks.isEmpty)
  }

  @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian])
  func `A file in UTF-16 is read without a byte order mark as well`(
    _ encoding: String.Encoding
  ) throws {
    let data = try #require(calendar("SUMMARY:Größe 🚀").data(using: encoding))
    let file = try CorpusFile(bytes: Array(data))
    #expect(try file.first.title == "Größe 🚀")
    #expect(file.remarks == ["The file is in UTF-16 and was converted to UTF-8."])
    let streamed = try CalendarFile(count: data.count, zone: .gmt, pieceSize: 10) {
      Array(data[$0])
    }
    #expect(streamed.count == 1)
  }

  @Test(
    arguments: [
      ("tzone://Microsoft/Utc", "20261201T090000Z 20261201T100000Z UTC"),
      ("GMT+05:30", "20261201T033000Z 20261201T043000Z GMT+0530"),
      (
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
        "20261201T080000Z 20261201T090000Z Europe/Berlin"
      ),
    ]
  )
  func `Zones are known by names with colons that nobody put in quotation marks`(
    _ zone: String,
    time: String
  ) throws {
    var file = try CorpusFile(
      text: calendar(
        "DTEND;TZID=\(zone):20261201T100000\nSUMMARY:Zone",
        start: "DTSTART;TZID=\(zone):20261201T090000"
      )
    )
    #expect(times(file) == [time])
    #expect(file.exported() == file.bytes)
    // What an edit writes is read as it is meant.
    file.events[0].event.time = file.events[0].event.time.moved(
      to: .moment(Date(timeIntervalSince1970: 1_796_040_000))
    )
    let again = try CorpusFile(bytes: file.exported())
    #expect(again.events.map(\.event.time.startKey) == file.events.map(\.event.time.startKey))
  }

  @Test func `Times with colons are no part of a zone`() throws {
    let text = calendar("", start: "DTSTART;TZID=Europe/Berlin:2026-12-01T09:00:00")
    #expect(
      try times(CorpusFile(text: text)) == ["20261201T080000Z 20261201T080000Z Europe/Berlin"]
    )
  }

  @Test func `A calendar means its own zone by a name, in whatever way it is exported`() throws {
    let file = try CorpusFile("46-one-name-two-zones")
    let both = ["20261201T080000Z 20261201T090000Z", "20261201T033000Z 20261201T043000Z"]
    func starts(_ file: CorpusFile) -> [String] {
      times(file).map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
    }
    #expect(starts(file) == both)
    #expect(try starts(CorpusFile(bytes: file.exported(isWhole: false))) == both)
    var second = file
    second.events.removeFirst()
    #expect(try starts(CorpusFile(bytes: second.exported(isWhole: false))) == [both[1]])
    // An edit keeps the words of the file.
    second.events[0].event.time = second.events[0].event.time.moved(
      to: .moment(Date(timeIntervalSince1970: 1_796_099_400))
    )
    let lines = second.lines()
    #expect(lines.contains("DTSTART;TZID=Office:20261201T100000"))
  }

  @Test(.enabled(if: ReadingCost.isKnown))
  func `What a name means is found out once, not for each event`() throws {
    var events: [KeptEvent] = []
    var others: [FileText] = []
    for (number, mark) in [(Int64(1), "X-A:1"), (2, "X-A:2")] {
      let text = try CorpusFile("27-custom-zone")
      others += text.others.map {
        let zone = String(decoding: $0.bytes, as: UTF8.self)
        let marked = zone.replacing("TZID:", with: mark + "\r\nTZID:")
        return FileText(file: number, position: $0.position, bytes: Array(marked.utf8))
      }
      for copy in 0..<100 {
        var kept = try #require(text.events.first)
        kept.event.id = EventID("\(number)-\(copy)")
        kept.text?.file = number
        kept.text?.uid = "\(number)-\(copy)"
        events.append(kept)
      }
    }
    func cost(_ events: [KeptEvent]) -> Duration {
      ReadingCost.of {
        _ = CalendarFileWriter(events, others: others, now: CorpusFile.now).bytes(isWhole: false)
      }
      .duration
    }
    let single = cost([events[0]])
    let one = cost(Array(events[..<100]))
    #expect(one < single * 40, "\(single) \(one)")
    // The second file alone costs as much an event as both together.
    let both = cost(events)
    #expect(both < one * 4, "\(one) \(both)")
  }

  @Test func `What is doubtful of a zone is said`() throws {
    #expect(try CorpusFile("28-lying-zone").remarks.count == 1)
    #expect(try CorpusFile("30-unknown-zone").remarks.first?.contains("Mars/Olympus") == true)
    #expect(try CorpusFile("24-windows-zone").remarks.isEmpty)
  }

  @Test func `Broken events are named by line, and take no other along`() throws {
    let file = try CorpusFile("40-tasks-and-broken")
    #expect(file.events.map(\.event.title) == ["Good", "Good too"])
    #expect(file.counts.broken == 2)
    #expect(
      file.counts.skipped.map(\.reason).sorted()
        == ["BEGIN:VEVENT has no END:VEVENT", "the event has no DTSTART"]
    )
    #expect(file.counts.skipped.map(\.line).sorted() == [15, 19])
    let read = try CalendarFile(file.bytes, zone: CorpusFile.berlin)
    #expect(read.tasks == 1 && read.journals == 1 && file.remarks.isEmpty)
  }

  @Test func `UIDs are the same when their bytes are, without blanks around them`() throws {
    let uids = ["caf\u{E9}", "cafe\u{301}", " one ", "one", "", ""]
    let events = uids.map { "BEGIN:VEVENT\nUID:\($0)\nDTSTART:20261201T090000Z\nEND:VEVENT\n" }
    let file = try CalendarFile(
      Array("BEGIN:VCALENDAR\n\(events.joined())END:VCALENDAR\n".utf8),
      zone: .gmt
    )
    #expect(file.count == 5)
    #expect(file.isSeries(2) && file.uid(2) == "one" && file.uid(3) == nil)
  }

  @Test func `A series has its exceptions, wherever they stand`() throws {
    for name in ["32-series", "33-override-first"] {
      let file = try CorpusFile(name)
      #expect(file.counts.new == 1)
      #expect(file.events[0].event.recurrence != nil)
      #expect(file.events[1].event.isException)
      #expect(file.events[1].event.occurrence?.series == .event(file.events[0].event.id))
    }
    let series = try CorpusFile("32-series").first
    let shown = series.recurrence?.occurrences(
      from: series.time,
      in: Date(timeIntervalSince1970: 1_796_000_000)..<Date(timeIntervalSince1970: 1_799_000_000)
    )
    #expect(shown?.times.count == 5)
    #expect(shown?.problem == nil)
  }

  @Test func `An invitation to one occurrence is an event`() throws {
    let event = try CorpusFile("34-override-alone").first
    #expect(event.occurrence == nil)
    #expect(event.recurrence == nil)
  }

  @Test func `UNTIL of whole days is a date where the user is`() throws {
    #expect(
      try CorpusFile("37-until-of-days").first.recurrence?.lines
        == ["RRULE:FREQ=DAILY;UNTIL=20261203"]
    )
  }

  @Test(
    arguments: [
      ("38-conference", "Zoom Meeting", "https://zoom.us/j/82021512759?pwd=abc", 0),
      (
        "39-outlook", "Microsoft Teams",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%7d",
        0
      ),
      ("40-tasks-and-broken", "Google Meet", "https://meet.google.com/abc-defg-hij", 0),
    ]
  )
  func `The link is the meeting of the event`(
    _ name: String,
    provider: String,
    url: String,
    phones: Int
  ) throws {
    let event = try #require(CorpusFile(name).events.last).event
    guard case .details(let details) = event.conferencing else {
      Issue.record("\(event.conferencing)")
      return
    }
    #expect(details.provider.rawValue == provider)
    #expect(details.url == url)
    #expect(details.phones.count == phones)
  }

  @Test(
    arguments: [
      "CONFERENCE;VALUE=URI:javascript:alert(1)", "URL:https://example.com/",
      "X-GOOGLE-CONFERENCE:https://user@evil.example/", "CONFERENCE;VALUE=URI:",
    ]
  )
  func `What is no link is no meeting`(_ line: String) throws {
    #expect(try CorpusFile(text: calendar(line)).first.conferencing == .none)
  }

  @Test func `Blanks at the ends of lines are no part of words`() throws {
    let lines = [
      "METHOD:PUBLISH ", "BEGIN:VEVENT ", "UID:one", "DTSTART:20261201T090000Z ",
      "DURATION:PT1H ", "STATUS:CANCELLED ", "CLASS:PUBLIC  ", "TRANSP:TRANSPARENT ", "SEQUENCE:3 ",
      "BEGIN:VALARM ", "ACTION:DISPLAY ", "TRIGGER:-PT5M ", "END:VALARM ", "END:VEVENT ",
    ]
    let text = "BEGIN:VCALENDAR \n\(lines.joined(separator: "\n"))\nEND:VCALENDAR \n"
    let file = try CorpusFile(text: text)
    let event = try file.first
    #expect(times(file) == ["20261201T090000Z 20261201T100000Z -"])
    #expect(event.status == .cancelled && event.visibility == .public && !event.isBusy)
    #expect(event.reminders == Reminders([.init(minutes: 5)]))
    #expect(file.exported() == file.bytes)
  }

  @Test func `What Outlook says of whole days and of busy times counts`() throws {
    let days = try CorpusFile(
      text: calendar(
        "DTEND:20261203T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE\nX-MICROSOFT-CDO-BUSYSTATUS:FREE",
        start: "DTSTART:20261201T000000"
      )
    )
    #expect(times(days) == ["2026-12-01 2026-12-02"])
    #expect(try !days.first.isBusy)
    #expect(try CorpusFile("39-outlook").first.visibility == .private)
    #expect(try CorpusFile("39-outlook").first.description.hasPrefix("<html>"))
  }

  @Test(
    arguments: [
      ("", "is empty."), ("\r\n \n", "is empty."), ("\u{FEFF}\n", "is empty."),
      ("<html></html>", "is not a calendar file: it has no line BEGIN:VCALENDAR."),
      (
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n",
        "is a message about an invitation (METHOD:REPLY) and has no events to import."
      ),
    ]
  )
  func `A file that is none is refused`(_ text: String, reason: String) {
    #expect(throws: CalendarFile.Refusal.self) { try CorpusFile(text: text) }
    do throws(CalendarFile.Refusal) {
      _ = try CalendarFile(Array(text.utf8), zone: .gmt)
    } catch {
      #expect(error.reason == reason)
    }
  }
}
