import CalendarCore
import ConferencingCore
import Foundation
import Testing

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
    return EventText(zone: .gmt, now: Self.now)
      .lines(of: event, delivery: delivery, directory: Directory())
      .joined(separator: "\n")
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
