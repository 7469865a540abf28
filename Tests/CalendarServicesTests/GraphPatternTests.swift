import CalendarCore
import Foundation
import Testing

@testable import CalendarServices

/// What the form refuses for Microsoft, and what the request to Microsoft refuses, are the same.
@Suite struct GraphPatternTests {
  @Test(arguments: [
    "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;BYDAY=MO,FR", "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1",
    "FREQ=MONTHLY;BYMONTHDAY=28", "FREQ=MONTHLY;BYMONTHDAY=29", "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYMONTHDAY=-2", "FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=5FR", "FREQ=MONTHLY;BYDAY=-2FR", "FREQ=MONTHLY;BYDAY=1MO,3MO",
    "FREQ=MONTHLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    "FREQ=MONTHLY;BYMONTH=6;BYMONTHDAY=3", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYMONTHDAY=3",
  ])
  func `A refused rule has a near one that Microsoft takes`(_ text: String) throws {
    let day = try #require(Day("2026-12-01"))
    let time = EventTime.allDay(first: day, last: day)
    let rule = try RecurrenceRule(text)
    let refusal = RecurrencePattern.refusal(of: Recurrence(rule), from: time, zone: .gmt)
    let request = try? GraphRecurrence(rule, time: time)
    #expect((request == nil) == (refusal != nil))
    guard let refusal else { return }
    let nearest = try #require(refusal.nearest?.rule)
    #expect(throws: Never.self) { try GraphRecurrence(nearest, time: time) }
  }
}
