import CalendarCore
import ConferencingCore
import TestSupport
import Testing

/// Invitations that are given in place of a link.
@Suite struct GivenInvitationTests {
  @Test("Invitations of every provider are read, in text and in HTML", arguments: ProviderTexts.all)
  func every(_ provider: ConferencingProvider, _ text: String) throws {
    // An old text of Google leads to the event alone.
    guard let best = LinkFinder.links(description: text).first?.link else { return }
    let given = try #require(GivenInvitation(text)?.details)
    #expect(given.url == best.url)
    #expect(given.provider == best.provider)
    #expect(DetailsRules.violations(of: given).isEmpty)
  }

  @Test("The own text is read as it was written")
  func own() {
    let details = ConferencingDetails(
      provider: ConferencingProvider("Example"),
      url: "https://video.example.org/7",
      accessCode: "a b",
      phones: ["+49 30 1234567,,1#"]
    )
    #expect(GivenInvitation("Hello\n\n" + InvitationBlock.text(for: details))?.details == details)
  }

  @Test(
    "A plain link is no invitation",
    arguments: ["https://zoom.us/j/1", "zoom.us/j/1", " <https://x.example/> ", "", "call me"]
  )
  func plain(_ text: String) { #expect(GivenInvitation(text) == nil) }

  @Test("What is as large as a book is read in the time of its length, or not at all")
  func large() {
    for unit in ["https://a.example/ ", "https://zoom.us/j/1 ", "/ ", "+49 30 1234567,,1# /\n"] {
      _ = GivenInvitation("x " + String(repeating: unit, count: 3_000))
    }
  }
}
