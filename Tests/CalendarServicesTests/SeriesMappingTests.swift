import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import CalendarServices

/// Series as the services take and give them.
@Suite struct SeriesMappingTests {
  private static let time = EventTime.timed(
    start: Date(timeIntervalSince1970: 1_795_599_000),
    end: Date(timeIntervalSince1970: 1_795_602_600),
    zone: "Europe/Berlin"
  )

  /// The end of a timed series is an instant for Google and Nylas; whatever else is said stays.
  @Test(arguments: [
    ("RRULE:FREQ=DAILY;UNTIL=20261203", "RRULE:FREQ=DAILY;UNTIL=20261203T225959Z"),
    ("RRULE:FREQ=DAILY;UNTIL=20261203T101500", "RRULE:FREQ=DAILY;UNTIL=20261203T091500Z"),
    ("RRULE:FREQ=DAILY;UNTIL=20261203T091500Z", "RRULE:FREQ=DAILY;UNTIL=20261203T091500Z"),
    ("RRULE:UNTIL=20261203;FREQ=DAILY", "RRULE:UNTIL=20261203T225959Z;FREQ=DAILY"),
    ("EXDATE:20261203T091500Z", "EXDATE:20261203T091500Z"),
  ])
  func endsAtAnInstant(_ line: String, _ sent: String) {
    #expect(Recurrence(lines: [line]).lines(of: Self.time) == [sent])
    let days = EventTime.allDay(
      first: Day(daysSinceEpoch: 20_788),
      last: Day(daysSinceEpoch: 20_788)
    )
    #expect(Recurrence(lines: [line]).lines(of: days) == [line])
  }

  /// What a rule is to Microsoft comes back as the same rule.
  @Test(arguments: [
    "FREQ=DAILY;COUNT=6", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR;WKST=MO", "FREQ=DAILY",
  ])
  func goesToMicrosoftAndBack(_ text: String) throws {
    let rule = try RecurrenceRule(text)
    let lines = try GraphRecurrence(rule, time: Self.time).lines(for: Self.time)
    #expect(lines?.rule == rule)
  }

  /// The last day of a range is one in the zone of the series, and included.
  @Test func endsWithADayAtMicrosoft() throws {
    let rule = try RecurrenceRule("FREQ=DAILY;UNTIL=20261203T091500Z")
    let sent = try GraphRecurrence(rule, time: Self.time)
    #expect(sent.range.endDate == "2026-12-02")
    #expect(sent.lines(for: Self.time)?.lines == ["RRULE:FREQ=DAILY;UNTIL=20261202T225959Z"])
  }

  /// What Microsoft cannot say is refused before it is sent.
  @Test(arguments: [
    ["RRULE:FREQ=DAILY", "EXDATE:20261203T091500Z"], ["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"],
    [], ["RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15"],
  ])
  func microsoftRefuses(_ lines: [String]) {
    let event = Event(
      id: EventID("a"),
      account: AccountID("work"),
      calendar: CalendarID("main"),
      title: "Daily",
      time: Self.time
    )
    #expect(throws: ServiceError.self) {
      try GraphEventRequest(
        EventPatch(recurrence: Recurrence(lines: lines)),
        of: event,
        attendees: []
      )
    }
  }
}
