import Testing

@testable import CalendarServices

/// Texts as Zoom takes them.
@Suite struct ZoomTextTests {
  @Test(
    arguments: [
      ("Plan", "Plan"), ("", "Meeting"), (" \n ", "Meeting"), ("a\nb", "a b"),
      (String(repeating: "x", count: 201), String(repeating: "x", count: 200)),
      // 👩‍👩‍👧 is eight of what UTF-16 counts, and is left whole or out.
      (
        String(repeating: "x", count: 193) + "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}",
        String(repeating: "x", count: 193)
      ),
      (
        String(repeating: "x", count: 192) + "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}",
        String(repeating: "x", count: 192) + "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}"
      ),
    ]
  )
  func topics(_ title: String, _ topic: String) {
    #expect(ZoomText.topic(title) == topic)
  }
}
