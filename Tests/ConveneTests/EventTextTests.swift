import CalendarCore
import ConferencingCore
import Foundation
import Testing
import ViewModels

@testable import convene

/// Events as commands print them, where there are no keys.
@Suite struct EventTextTests {
  private static let now = Date(timeIntervalSince1970: 1_796_112_000)

  private func text(_ conferencing: Conferencing, _ delivery: Delivery) -> String {
    var event = Event(
      id: EventID("e"),
      account: .local,
      calendar: CalendarID("local"),
      title: "Review",
      time: .timed(start: Self.now, end: Self.now + 3_600, zone: nil)
    )
    event.conferencing = conferencing
    return EventText(clock: WallClock(.gmt), now: Self.now)
      .lines(of: event, delivery: delivery, directory: Directory())
      .joined(separator: "\n")
  }

  @Test("Times stand below each other", arguments: ClockStyle.allCases)
  func days(_ style: ClockStyle) {
    let today = Day(Self.now, in: .gmt)
    let events = [9.0, 10.5].map { hour in
      EventSummary(
        id: EventID("e\(hour)"),
        account: .local,
        calendar: CalendarID("local"),
        title: "Review",
        time: .timed(
          start: today.time(secondsFromMidnight: Int(hour * 3_600), in: .gmt),
          end: today.time(secondsFromMidnight: Int(hour * 3_600) + 5_400, in: .gmt),
          zone: nil
        ),
        location: ""
      )
    }
    let lines = EventText(clock: WallClock(.gmt, style), now: Self.now)
      .lines(of: EventWindow(days: today...today, events: events), directory: Directory())
    #expect(
      lines.dropFirst()
        == (style == .twentyFourHour
        ? ["  09:00–10:30  Review", "  10:30–12:00  Review"]
        : ["  9–10:30am        Review", "  10:30am–12pm     Review"])[...]
    )
  }

  @Test("A second zone has a column with its name")
  func secondZone() throws {
    let today = Day(Self.now, in: .gmt)
    let event = EventSummary(
      id: EventID("e"),
      account: .local,
      calendar: CalendarID("local"),
      title: "Review",
      time: .timed(start: Self.now + 3_600 * 8, end: Self.now + 3_600 * 9, zone: nil),
      location: ""
    )
    var text = EventText(clock: WallClock(.gmt), now: Self.now)
    text.second = SecondClock(try #require(NamedZone(exactly: "Asia/Tokyo")), .twentyFourHour)
    let window = EventWindow(days: today...today, events: [event])
    #expect(
      text.lines(of: window, directory: Directory()).filter { !$0.hasPrefix("Today") }
        == ["  GMT          Tokyo", "  16:00–17:00  01:00+1  Review"]
    )
    text.ids = [event.id: "ab1"]
    #expect(
      text.lines(of: window, directory: Directory()).filter { !$0.hasPrefix("Today") }
        == ["       GMT          Tokyo", "  ab1  16:00–17:00  01:00+1  Review"]
    )
  }

  @Test("Several telephone numbers stand below each other")
  func phones() {
    let details = ConferencingDetails(
      provider: .zoomMeeting,
      url: "https://zoom.us/j/1",
      phones: ["+49 69 1", "+49 30 2"]
    )
    let lines = text(.details(details), .delivered).split(separator: "\n")
    #expect(lines.contains("Phone         +49 69 1"))
    #expect(lines.contains("              +49 30 2"))
  }

  @Test(
    "A search for nothing says so",
    arguments: [
      ("", "The search is empty."), (" ", "The search is empty."), ("-", "“-” has no word"),
    ]
  )
  func empty(_ text: String, _ says: String) {
    let terms = SearchTerms(text, today: Day(Self.now, in: .gmt))
    #expect(terms.isEmpty)
    let message = SearchCommand.nothing(in: text, terms).message
    #expect(message.hasPrefix(says) && message.contains("Write a word"), "\(message)")
  }

  @Test(
    "What an event's page says of keys is not printed",
    arguments: [
      (Conferencing.none, Delivery.delivered, "No meeting link."),
      (.none, .refused("It is read-only."), "! Not accepted: It is read-only."),
      (.none, .conflict("The title differs."), "≠ Conflict: The title differs."),
      (.autocreate(Autocreate(provider: .googleMeet)), .waiting, "Google Meet"),
    ]
  )
  func noKeys(_ conferencing: Conferencing, _ delivery: Delivery, _ says: String) {
    let text = text(conferencing, delivery)
    #expect(text.contains(says), "\(text)")
    for key in ["adds one", "leads to it", "shows both sides"] {
      #expect(!text.contains(key), "\(text)")
    }
    // Placeholders of keys are private-use characters.
    let isPrivate = { (scalar: Unicode.Scalar) in
      scalar.properties.generalCategory == .privateUse
    }
    #expect(!text.unicodeScalars.contains(where: isPrivate), "\(text)")
  }
}
