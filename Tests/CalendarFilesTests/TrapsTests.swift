import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import Testing

/// What is seen in files of other programs, beside the corpus.
@Suite struct TrapsTests {
  /// The first event's start and end, and whether it says so itself that they are doubtful.
  private func times(_ text: String) throws -> String {
    switch try CorpusFile(text: text).first.time {
    case .allDay(let first, let last): "\(first) \(last)"
    case .timed(let start, let end, _):
      "\(OccurrenceKey.Start.moment(start)) \(OccurrenceKey.Start.moment(end))"
    }
  }

  @Test(
    arguments: [
      // Older names, and names in other letters.
      ("US/Eastern", "15"), ("Asia/Calcutta", "0430"), ("europe/berlin", "09"), ("CET", "09"),
      ("EST", "15"), ("/Europe/Berlin", "09"), ("W. Europe Standard Time ", "09"),
      // Names that programs put something before.
      ("/mozilla.org/20050126_1/Europe/Berlin", "09"),
      ("/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "13"),
      ("/softwarestudio.org/Olson_20011030_5/Europe/Berlin", "09"),
      ("/freeassociation.sourceforge.net/Europe/Berlin", "09"),
      ("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "09"),
      ("/citadel.org/20190914_1/Europe/Berlin", "09"),
      // Offsets; in the names of the database they are the other way round.
      ("GMT -0500", "15"), ("GMT+0100", "09"), ("UTC+2", "08"), ("Etc/GMT-1", "09"),
      ("Etc/GMT+5", "15"),
      // Nobody knows: the user's zone.
      ("tzone://Microsoft/Custom", "09"), ("Customized Time Zone", "09"), ("Tasmania", "09"),
    ]
  )
  func `A zone is known by whatever name programs give it`(_ zone: String, hour: String) throws {
    let text = calendar("DURATION:PT0S", start: "DTSTART;TZID=\(zone):20261201T100000")
    let time = "20261201T\(hour.padding(toLength: 6, withPad: "0", startingAt: 0))Z"
    #expect(try times(text) == "\(time) \(time)")
    #expect(try CorpusFile(text: text).exported() == Array(text.utf8))
  }

  @Test(
    arguments: [
      ("X-LIC-LOCATION:America/New_York\n", "15"), ("X-RICAL-TZSOURCE:TZINFO\n", "09"), ("", "09"),
    ]
  )
  func `A zone without rules is known by its location, or not at all`(
    _ lines: String,
    hour: String
  ) throws {
    let zone = "BEGIN:VTIMEZONE\nTZID:Mine\n\(lines)END:VTIMEZONE\n"
    let text = calendar("DURATION:PT0S", start: "DTSTART;TZID=Mine:20261201T100000")
      .replacing("BEGIN:VEVENT", with: zone + "BEGIN:VEVENT")
    #expect(try times(text) == "20261201T\(hour)0000Z 20261201T\(hour)0000Z")
  }

  @Test(
    arguments: [
      ("DTSTART;TZID=America/New_York:20261201T090000Z", "DURATION:PT1H", "09", "10"),
      // Both: the end counts. Neither: a moment. An end that is none: a moment.
      ("DTSTART:20261201T090000Z", "DTEND:20261201T110000Z\nDURATION:PT1H", "09", "11"),
      ("DTSTART:20261201T090000Z", "X-NOTHING:1", "09", "09"),
      ("DTSTART:20261201T090000Z", "DURATION:-PT1H", "09", "09"),
      ("DTSTART:20261201T090000Z", "DTEND:20261340T100000Z", "09", "09"),
      ("DTSTART:20261201T090000Z", "DTEND:", "09", "09"),
    ]
  )
  func `A start with whatever end`(
    _ start: String,
    _ end: String,
    _ first: String,
    _ last: String
  ) throws {
    #expect(
      try times(calendar(end, start: start)) == "20261201T\(first)0000Z 20261201T\(last)0000Z"
    )
  }

  @Test(
    arguments: [
      // The day of an end that is a time counts, and is not in it.
      ("DTSTART;VALUE=DATE:20261201", "DTEND:20261203T000000", "2026-12-01 2026-12-02"),
      ("DTSTART;VALUE=DATE:20261201", "DURATION:P1W", "2026-12-01 2026-12-07"),
      ("DTSTART;VALUE=DATE:20261201", "DURATION:PT24H", "2026-12-01 2026-12-01"),
      ("DTSTART;VALUE=DATE:20261201", "DURATION:-P2D", "2026-12-01 2026-12-01"),
      ("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261120", "2026-12-01 2026-12-01"),
      // A length in hours is exact, one in days follows the clock.
      (
        "DTSTART;TZID=Europe/Berlin:20261024T120000", "DURATION:PT24H",
        "20261024T100000Z 20261025T100000Z"
      ),
      (
        "DTSTART;TZID=Europe/Berlin:20261024T120000", "DURATION:P1D",
        "20261024T100000Z 20261025T110000Z"
      ),
      // From a day on which the clocks change itself.
      (
        "DTSTART;TZID=Europe/Berlin:20260329T100000", "DURATION:P1D",
        "20260329T080000Z 20260330T080000Z"
      ),
      (
        "DTSTART;TZID=Europe/Berlin:20261025T100000", "DURATION:P1W",
        "20261025T090000Z 20261101T090000Z"
      ),
      (
        "DTSTART;TZID=Europe/Berlin:20261025T003000", "DURATION:P1D",
        "20261024T223000Z 20261025T233000Z"
      ),
    ]
  )
  func `Days and lengths`(_ start: String, _ end: String, time: String) throws {
    #expect(try times(calendar(end, start: start)) == time)
  }

  @Test(
    arguments: [
      ("20261201", "20261202", "20261202T090000Z"), ("20260329", "20260330", "20260330T080000Z"),
      ("20261025", "20261101", "20261101T090000Z"),
    ]
  )
  func `An exception that names the day alone replaces the occurrence of that day`(
    _ first: String,
    _ day: String,
    _ start: String
  ) throws {
    let exception = [
      "RRULE:FREQ=DAILY", "END:VEVENT", "BEGIN:VEVENT", "UID:one",
      "RECURRENCE-ID;VALUE=DATE:\(day)",
      "DTSTART;TZID=Europe/Berlin:\(day)T160000",
    ]
    let text = calendar(
      exception.joined(separator: "\n"),
      start: "DTSTART;TZID=Europe/Berlin:\(first)T100000"
    )
    let events = try CorpusFile(text: text).events.map(\.event)
    #expect(events.compactMap { $0.occurrence?.originalStart.description } == [start])
  }

  @Test func `What Convene does not know stays where it is`() throws {
    let head = [
      "NAME:Ours", "X-WR-CALNAME:Ours", "DESCRIPTION:All",
      "SOURCE;VALUE=URI:https://a.example/c.ics",
      "COLOR:turquoise", "LAST-MODIFIED:20261101T000000Z", "UID:the-calendar",
      "URL:https://a.example/",
      "BEGIN:VAVAILABILITY", "UID:free", "BEGIN:AVAILABLE", "UID:free-1", "SUMMARY:Open",
      "END:AVAILABLE", "END:VAVAILABILITY",
    ]
    let lines = [
      "COLOR:tomato", "IMAGE;VALUE=URI;DISPLAY=BADGE;FMTTYPE=image/png:https://a.example/i,1;2.png",
      "REQUEST-STATUS:2.0;Success,x", "X-MOZ-LASTACK:20261101T000000Z", "X-EVOLUTION-ALARM-UID:1",
      "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY", "X-MICROSOFT-DISALLOW-COUNTER:FALSE",
      "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC",
      "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS=\"Hauptstr. 1\\n10115 Berlin\";X-TITLE=\"A:b;c\""
        + ":geo:52.5,13.4",
      "SUMMARY:Before",
    ]
    let text = calendar(lines.joined(separator: "\n"))
      .replacing("BEGIN:VEVENT", with: head.joined(separator: "\n") + "\nBEGIN:VEVENT")
    var file = try CorpusFile(text: text)
    #expect(file.counts.skipped.isEmpty)
    file.events[0].event.title = "After"
    #expect(
      String(decoding: file.exported(), as: UTF8.self) == text.replacing("Before", with: "After")
    )
  }

  @Test(arguments: ["REPLY", "CANCEL", "COUNTER", "DECLINECOUNTER", "REFRESH", "ADD"])
  func `A message about an invitation is no file of events`(_ method: String) {
    let text = calendar("").replacing("BEGIN:VEVENT", with: "METHOD:\(method)\nBEGIN:VEVENT")
    #expect(throws: CalendarFile.Refusal.self) {
      try CalendarFile(Array(text.utf8), zone: .gmt)
    }
  }

  @Test(
    arguments: [
      ("REFRESH-INTERVAL;VALUE=DURATION:PT6H", 21_600), ("X-PUBLISHED-TTL:P1D", 86_400),
      ("X-PUBLISHED-TTL:PT15M\nREFRESH-INTERVAL;VALUE=DURATION:PT1H", 3_600),
      ("REFRESH-INTERVAL;VALUE=DURATION:-PT1H", nil), ("X-PUBLISHED-TTL:soon", nil),
    ] as [(String, TimeInterval?)]
  )
  func `A calendar says how often it is published`(_ lines: String, seconds: TimeInterval?) throws {
    let text = calendar("").replacing("BEGIN:VEVENT", with: lines + "\nBEGIN:VEVENT")
    #expect(try CalendarFile(Array(text.utf8), zone: .gmt).refreshInterval == seconds)
  }

  @Test func `Addresses are written as they are, and words with their escapes`() throws {
    var file = try CorpusFile(text: calendar("SUMMARY:Old"))
    let link = "https://meet.example/a;b,c?x=1,2"
    file.events[0].event.title = "a;b,c\\d"
    file.events[0].event.conferencing = .details(
      ConferencingDetails(provider: .unknown, url: link, phones: ["+49 30 1234567,,99#"])
    )
    let lines = file.lines()
    #expect(lines.contains("SUMMARY:a\\;b\\,c\\\\d") && lines.contains("URL:" + link))
    #expect(lines.contains("CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:" + link))
    #expect(lines.contains("CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+49301234567,,99#"))
    guard case .details(let details) = try CorpusFile(bytes: file.exported()).first.conferencing
    else {
      Issue.record("no link")
      return
    }
    #expect(details.url == link && details.phones == ["+49301234567,,99#"])
  }

  @Test func `The words that Apple puts around a link are no part of it`() throws {
    let call = "https://facetime.apple.com/join#v=1&p=AbC-d_E&k=1"
    let notes = "Bring snacks\\n\\n----( Video Call )----\\n\(call)\\n---===---"
    let event = try CorpusFile(text: calendar("DESCRIPTION:\(notes)")).first
    let links = LinkFinder.links(location: event.location, description: event.description)
    #expect(links.map(\.link.url) == [call])
  }
}
