import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// A description that is edited while a service appends to it or takes from it.
@Suite struct RebasingTests {
  private static let link = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/123456789"
  )
  private static let other = ConferencingDetails(
    provider: ConferencingProvider("Jitsi Meet"),
    url: "https://meet.jit.si/room"
  )

  private static func with(_ words: String, _ details: ConferencingDetails) -> String {
    InvitationBlock.appended(to: words, details)
  }

  private func event(_ description: String, own: String?) -> Event {
    Event(
      id: EventID("e"),
      account: AccountID("work"),
      calendar: CalendarID("c"),
      title: "Plan",
      time: .allDay(first: Day(daysSinceEpoch: 0), last: Day(daysSinceEpoch: 0)),
      description: description,
      ownDescription: own
    )
  }

  /// Before, edited, now, and what it becomes.
  static let rows: [(String, String, String, String)] = [
    ("a", "a b", "a", "a b"),
    ("a", "a", with("a", link), with("a", link)),
    ("a", "a b\n ", with("a", link), with("a b\n ", link)),
    ("", "b", with("", link), with("b", link)),
    (with("a", link), with("a b", link), "a", "a b"),
    (with("a", link), with("b", link), with("a", other), with("b", other)),
    // What the user took out themselves comes back with the meeting that is on the event now.
    (with("a", link), "a", with("a", other), with("a", other)),
    // Texts in the middle of words are left as the user sees them.
    ("a", "a b", with("a", link) + "\nbehind", "a b"),
  ]

  @Test("People's words stay, the text of the meeting is that of now", arguments: rows)
  func rebases(_ before: String, _ edited: String, _ now: String, _ result: String) {
    for isKnown in [false, true] {
      let own = { (text: String) in
        isKnown ? ConferenceText.cut(text, own: nil).kept : nil
      }
      let found = EventEditor.rebased(
        edited,
        from: event(before, own: own(before)),
        onto: event(now, own: own(now))
      )
      #expect(found == result)
    }
  }

  @Test func countsScalarsAsServicesDo() {
    let accent = "e\u{301}"
    #expect(EventLimits.titleProblem(String(repeating: accent, count: 512)) == nil)
    #expect(
      EventLimits.titleProblem(String(repeating: accent, count: 513))?.contains("1026") == true
    )
    #expect(EventLimits.locationProblem(String(repeating: "é", count: 255)) == nil)
    #expect(EventLimits.locationProblem(String(repeating: "é", count: 256)) != nil)
    let long = String(repeating: "x", count: 8_192 + 1)
    #expect(EventLimits.descriptionProblem(long, on: .google) != nil)
    #expect(EventLimits.descriptionProblem(long, on: .microsoft) == nil)
    #expect(EventLimits.descriptionProblem(long, on: nil) == nil)
  }
}
