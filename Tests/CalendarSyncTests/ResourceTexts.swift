import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// Resources of other programs, and what is made of them.
enum ResourceTexts {
  /// A meeting of others, with lines that nobody here knows.
  static let visit = """
    BEGIN:VCALENDAR\r
    VERSION:2.0\r
    PRODID:-//Other//Other//EN\r
    BEGIN:VTIMEZONE\r
    TZID:W. Europe Standard Time\r
    BEGIN:STANDARD\r
    DTSTART:16011028T030000\r
    TZOFFSETFROM:+0200\r
    TZOFFSETTO:+0100\r
    END:STANDARD\r
    END:VTIMEZONE\r
    BEGIN:VEVENT\r
    UID:visit@example.org\r
    DTSTAMP:20261101T080000Z\r
    DTSTART;TZID=W. Europe Standard Time:20261126T100000\r
    DTEND;TZID=W. Europe Standard Time:20261126T110000\r
    SUMMARY;X-SAID=1:Visit\r
    X-KEEP;A="b:c":d\\,e\r
    ATTENDEE;CN=Me;PARTSTAT=NEEDS-ACTION;X-NUM=7:mailto:ME@example.org\r
    ATTENDEE;CN=Bo;PARTSTAT=ACCEPTED:mailto:bo@example.org\r
    ORGANIZER;CN=Bo:mailto:bo@example.org\r
    SEQUENCE:3\r
    BEGIN:VALARM\r
    ACTION:PROCEDURE\r
    TRIGGER:-PT7M\r
    END:VALARM\r
    END:VEVENT\r
    END:VCALENDAR\r

    """

  /// Six days at nine, of which the second was moved and the fourth left out.
  static let series = """
    BEGIN:VCALENDAR\r
    VERSION:2.0\r
    BEGIN:VEVENT\r
    UID:daily\r
    DTSTAMP:20261101T080000Z\r
    DTSTART;TZID=Europe/Berlin:20261130T090000\r
    DTEND;TZID=Europe/Berlin:20261130T093000\r
    RRULE:FREQ=DAILY;COUNT=6\r
    EXDATE;TZID=Europe/Berlin:20261203T090000\r
    SUMMARY:Daily\r
    X-KEEP:1\r
    END:VEVENT\r
    BEGIN:VEVENT\r
    UID:daily\r
    DTSTAMP:20261101T080000Z\r
    RECURRENCE-ID;TZID=Europe/Berlin:20261201T090000\r
    DTSTART;TZID=Europe/Berlin:20261201T140000\r
    DTEND;TZID=Europe/Berlin:20261201T143000\r
    SUMMARY:Daily later\r
    X-OWN:2\r
    END:VEVENT\r
    END:VCALENDAR\r

    """
  static let first = "2026-11-30 9:0 30 Daily"
  static let moved = "2026-12-01 14:0 30 Daily later"
  static let third = "2026-12-02 9:0 30 Daily"
  static let last = ["2026-12-04 9:0 30 Daily", "2026-12-05 9:0 30 Daily"]
  static var all: [String] { [first, moved, third] + last }

  static func at(_ day: String, _ hour: Int, minutes: Int = 60) throws -> EventTime {
    let start = try #require(Day(day))
      .time(secondsFromMidnight: hour * 3_600, in: ResourceWorld.zone)
    return .timed(
      start: start,
      end: start.addingTimeInterval(Double(minutes) * 60),
      zone: "Europe/Berlin"
    )
  }

  static func draft(_ world: ResourceWorld, _ title: String) throws -> EventDraft {
    EventDraft(
      account: ResourceWorld.account,
      calendar: world.stand.calendar,
      title: title,
      time: try at("2026-11-27", 15)
    )
  }

  static func lines(_ text: String?) -> [String] {
    (text ?? "").split(separator: "\r\n").map(String.init)
  }
}
