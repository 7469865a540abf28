import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// Texts of services about a meeting of which they know hardly more than the link.
@Suite struct ShortInvitationTests {
  private static let link = "https://zoom.us/j/1234567801"
  private static let zoom = """
    Mara Lindqvist is inviting you to a scheduled Zoom meeting.

    Topic: Plan

    Join Zoom Meeting
    \(link)
    """

  @Test(arguments: [nil, "own words"]) func anInvitationWithoutNumberGoesWhole(_ own: String?) {
    let cut = ConferenceText.cut("own words\n\n\(Self.zoom)", own: own)
    #expect(cut.kept == "own words")
    #expect(cut.removed == [Self.zoom])
  }

  @Test(arguments: ["9", "123456"]) func itsPasscodeGoesWithIt(_ code: String) {
    let text = "\(Self.zoom)\n\nPasscode: \(code)"
    let cut = ConferenceText.cut("own words\n\n\(text)", own: nil)
    #expect(cut.kept == "own words")
    #expect(cut.removed == [text])
  }

  /// One after the other, each is its own.
  @Test func twoInvitationsAreTwo() {
    let other = Self.zoom.replacing("801", with: "802")
    let text = "own words\n\n\(Self.zoom)\n\n\(other)"
    #expect(ConferenceText.segments(in: text).map { String(text[$0.range]) } == [Self.zoom, other])
  }

  /// A greeting or a heading alone proves nothing: words stay.
  @Test(arguments: [
    "Join Zoom Meeting\n\(link)",
    "Topic: Plan\n\nJoin Zoom Meeting\n\(link)",
    "Ann is inviting you to a scheduled Zoom meeting.\n\nPlease read the draft.\n\nJoin Zoom Meeting\n\(link)",
    "Ann is inviting you to a scheduled Zoom meeting.\n\(link)",
  ])
  func wordsStay(_ text: String) {
    #expect(ConferenceText.cut(text, own: nil).kept == text)
  }

  @Test(arguments: [
    ("Zoom Meeting: \(link)", true), ("zoom meeting: \(link)", true), ("Backup: \(link)", false),
    ("Zoom Meeting: \(link) or by phone", false),
  ])
  func aLabelledLinkBehindTheWordsIsTheServices(_ line: String, _ isCut: Bool) {
    let cut = ConferenceText.cut("own words\n\n\(line)", own: "own words")
    #expect(cut.kept == (isCut ? "own words" : "own words\n\n\(line)"))
  }

  /// Whoever strips a link that somebody else has stripped as well contradicts nobody.
  @Test func strippedOnBothSidesIsNoCollision() {
    let start = Date(timeIntervalSince1970: 1_800_000_000)
    var base = Event(
      id: EventID("e"),
      account: AccountID("work"),
      calendar: CalendarID("c"),
      title: "Plan",
      time: .timed(start: start, end: start + 3_600, zone: nil),
      description: "own words\n\n\(Self.zoom)"
    )
    base.conferencing = .details(ConferencingDetails(provider: .zoomMeeting, url: Self.link))
    var theirs = base
    theirs.conferencing = .none
    let merge = EventMerge(
      EventPatch(description: "own words", conferencing: .strip),
      base: base,
      theirs: theirs,
      service: .nylas
    )
    #expect(merge.collisions.isEmpty)
    #expect(merge.patch.description == "own words")
  }
}
