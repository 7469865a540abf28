import ArgumentParser
import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import convene

/// The options that say how an event repeats.
@Suite struct RecurrenceOptionsTests {
  private static let now = Date(timeIntervalSince1970: 1_796_112_000)  // 1 December 2026

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private func event(_ text: String) throws -> EventTime {
    let start = try day(text).time(secondsFromMidnight: 9 * 3_600, in: .gmt)
    return .timed(start: start, end: start + 3_600, zone: "UTC")
  }

  private func end(
    _ text: String,
    of draftDay: String,
    from first: String? = nil
  ) throws -> RecurrenceRule.End? {
    var draft = EventDraft(
      account: .local,
      calendar: CalendarID("local"),
      title: "Review",
      time: try event(draftDay)
    )
    try RecurrenceOptions.parse(["--repeat", text])
      .apply(
        to: &draft,
        from: first.map(event),
        service: .local,
        viewer: .gmt,
        now: Self.now
      )
    return draft.recurrence?.rule?.end
  }

  @Test("An end without a year counts from where the series begins")
  func countsFromTheSeries() throws {
    // Of the occurrence of 10 December, 3 December would be that of the next year.
    let next = try end("weekly until 3 dec", of: "2026-12-10")
    let own = try end("weekly until 3 dec", of: "2026-12-10", from: "2026-01-08")
    #expect(next == (try end("weekly until 2027-12-03", of: "2026-12-10")))
    #expect(own == (try end("weekly until 2026-12-03", of: "2026-01-08")))
    #expect(own != next)
  }

  @Test("A date with its year is that date")
  func takesTheYear() throws {
    let whole = try end("weekly until 2026-12-03", of: "2026-12-10", from: "2026-01-08")
    #expect(whole == (try end("weekly until 2026-12-03", of: "2026-01-08")))
    #expect(throws: CommandError.self) {
      try end("weekly until 2026-12-03", of: "2026-12-10")
    }
  }
}
