import Foundation
import Testing

@testable import ConferencingCore

/// Whole invitations of the services in eleven languages, and texts that users reported.
@Suite struct InvitationCorpusTests {
  struct Sample: Decodable, Sendable, CustomTestStringConvertible {
    var id: String
    /// What the user wrote before the block, and behind it.
    var own: String
    var sep: String
    var block: String
    var tail: String
    var location: String?
    var link: String?
    var provider: String
    var passcode: String?
    var phones: [String]
    var pin: String?
    /// Pieces of links that are never meetings.
    var never: [String]
    var testDescription: String { id }

    var text: String { own + sep + block + (tail.isEmpty ? "" : sep + tail) }
    var ownText: String { own + (tail.isEmpty ? "" : sep + tail) }
  }

  private static func samples(_ name: String) throws -> [Sample] {
    let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures")
    return try JSONDecoder().decode([Sample].self, from: Data(contentsOf: #require(url)))
  }

  @Test func hasEnoughTexts() throws {
    #expect(try Self.samples("invitations").count >= 40)
    #expect(try Self.samples("reported-invitations").count == 38)
  }

  @Test(arguments: try samples("invitations") + samples("reported-invitations"))
  func findsTheLink(sample: Sample) {
    let found = LinkFinder.links(location: sample.location ?? "", description: sample.text)
    let meetings = found.filter { $0.link.purpose == .meeting }
    #expect(meetings.first?.link.url == sample.link)
    if sample.link != nil { #expect(found.first?.link.provider.rawValue == sample.provider) }
    for decoy in sample.never {
      #expect(!found.contains { $0.link.url.contains(decoy) }, "\(decoy) is no meeting.")
    }
  }

  @Test(arguments: try samples("invitations") + samples("reported-invitations"))
  func readsItsCodes(sample: Sample) throws {
    guard sample.link != nil else { return }
    let found = try #require(LinkFinder.links(description: sample.text).first)
    let codes = DescriptionCodes(sample.text).codes(of: found.link)
    #expect(codes.accessCode == sample.passcode)
    if !sample.phones.isEmpty { #expect(codes.phones == sample.phones) }
    if let pin = sample.pin { #expect(codes.pin == pin) }
  }

  /// The whole, with every kind of words and line ends around it, and nothing else.
  @Test(
    arguments: try samples("invitations"),
    [("\n\n", false), ("\r\n\r\n", false), ("\n\n", true)]
  )
  func stripsTheWhole(sample: Sample, form: (separator: String, isHTML: Bool)) {
    var block = sample.block
    if form.separator.hasPrefix("\r") { block = block.replacing("\n", with: "\r\n") }
    if form.isHTML {
      block = block.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        .replacing(">", with: "&gt;").replacing("\n", with: "<br>")
    }
    for own in [
      sample.own, "", "Notes:  \n\n - one \n", "Zoom, Teams or Webex?", "Room 7: +49 30 1",
    ] {
      for tail in ["", sample.tail, "Door: 4711", "See https://example.org/notes."] {
        let text =
          own + (own.isEmpty ? "" : form.separator) + block
          + (tail.isEmpty ? "" : form.separator + tail)
        let kept = own + (own.isEmpty || tail.isEmpty ? "" : form.separator) + tail
        let cut = ConferenceText.cut(text, own: nil)
        #expect(Array(cut.kept.utf8) == Array(kept.utf8), "\(text.debugDescription)")
        #expect(cut.removed == [block])
      }
    }
  }

  /// Reported texts that are left as they are.
  ///
  /// A link behind a word or two, or a page that is no meeting: nothing says where it begins and ends.
  private static let left: Set = [
    // A link behind a word, or alone.
    "cal-video-eu", "discord", "jitsi-unicode", "lark", "personal-meet-lookup", "proton-teamsgcc",
    "ringcentral", "signal", "slack-huddle", "two-zooms-bare-first", "webex-pmr",
    "webinar-personal", "whatsapp", "whereby", "zoom-decoys", "zoom-vanity",
    // Wrapped by a mail server or a calendar.
    "google-redirect-de", "html-entity-num", "proofpoint-v2-meet", "proofpoint-v3-webex",
    // Texts of services whose invitations are not taken out.
    "goto",
    // Somebody's mail, which is quoted.
    "meet-in-quotes",
    // No meeting at all.
    "mimecast", "teams-channel-decoy", "vk-skype-gone", "zoom-only-decoys",
  ]

  /// Whole; or not at all where that is not certain, which a command and the screen say then.
  @Test(arguments: try samples("reported-invitations"))
  func stripsAllOrNothing(sample: Sample) {
    let kept = ConferenceText.cut(sample.text, own: nil).kept
    let wanted = Self.left.contains(sample.id) ? sample.text : sample.ownText
    #expect(kept.utf8.elementsEqual(wanted.utf8))
  }

  /// Lines that are deleted or changed by hand never leave the rest of the user's words shorter.
  @Test(arguments: try samples("invitations"))
  func keepsTheWordsWhereALineIsMissing(sample: Sample) {
    let lines = sample.block.split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices {
      var rest = lines
      rest.remove(at: index)
      let text =
        sample.own + sample.sep + rest.joined(separator: "\n") + sample.sep + sample.tail
      let kept = ConferenceText.cut(text, own: nil).kept
      #expect(kept.hasPrefix(sample.own) && kept.hasSuffix(sample.tail), "\(text.debugDescription)")
    }
  }
}
