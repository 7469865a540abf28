import ConferencingCore
import Foundation
import TestSupport
import Testing

@Suite struct ConferenceTextTests {
  private static let blanks = ["", "\n", " ", "\r\n\r\n", "  \n \n"]

  @Test func findsEveryTextWithItsProvider() {
    for (provider, text) in ProviderTexts.all {
      let segments = ConferenceText.segments(in: text)
      #expect(segments.map(\.provider) == [provider], "\(text)")
      #expect(segments.first.map { String(text[$0.range]) } == text)
    }
  }

  @Test(arguments: [
    (ProviderTexts.meet, "https://meet.google.com/abc-defg-hij"),
    (ProviderTexts.newTeams, "https://teams.microsoft.com/meet/21234567890123?p=AbCdEfGh"),
    (ProviderTexts.zoom, "https://us02web.zoom.us/j/81234567890?pwd=c2VjcmV0LmJ5dGVz.1"),
    (
      ProviderTexts.teamsHTML,
      "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%7d"
    ),
  ])
  func readsTheLink(text: String, url: String) {
    #expect(ConferenceText.segments(in: "words\n\n" + text).map(\.url) == [url])
  }

  /// The user's words stay to the byte wherever the text stands, without knowing them before.
  @Test(arguments: ["\n\n", "\r\n\r\n"])
  func cutsToTheByteBeforeBehindAndBetween(separator: String) {
    for (_, text) in ProviderTexts.all {
      for own in ProviderTexts.words {
        expectCut(own + separator + text, own: nil, keeps: own, text)
        expectCut(text + separator + own, own: nil, keeps: own, text)
        let both = own + separator + text + separator + own
        expectCut(both, own: nil, keeps: own + separator + own, text)
      }
    }
  }

  @Test func cutsTwoTextsOfDifferentProviders() {
    for (_, first) in ProviderTexts.plain {
      for (_, second) in ProviderTexts.plain where first != second {
        let cut = ConferenceText.cut("mine\n\n\(first)\n\n\(second)\n\nyours", own: nil)
        #expect(Array(cut.kept.utf8) == Array("mine\n\nyours".utf8))
        #expect(cut.removed == [first, second])
      }
    }
  }

  /// Knowing the user's text, everything of it comes back, blanks at its ends included.
  @Test func restoresAKnownTextToTheByte() {
    for (_, text) in ProviderTexts.all {
      for words in [
        "", "Agenda", "e\u{301}日本", "\(ProviderTexts.rule32)\nnotes\n\(ProviderTexts.rule32)",
      ] {
        for blank in Self.blanks {
          let own = words + blank
          for separator in ["\n\n", "", "<br><br>"]
          where separator != "" || own == "" {
            expectCut(own + separator + text, own: own, keeps: own, text)
          }
          expectCut(own + "\n\n" + text + "\r\n", own: own, keeps: own, text)
          expectCut(own + "\n\n" + text + "\n\nmore", own: own, keeps: own + "\n\nmore", text)
        }
      }
    }
  }

  @Test func cutsAnUnknownShapeBehindAKnownText() {
    let text = "Zoom Meeting\nURL: https://zoom.us/j/81234567890\nCode: 81234567890\nPassword: x1"
    let cut = ConferenceText.cut("mine \n\n" + text, own: "mine ")
    #expect(cut == ConferenceCut(kept: "mine ", removed: [text]))
    #expect(ConferenceText.cut("mine\n\nPS: https://zoom.us/j/812", own: "mine").removed == [])
  }

  @Test(
    arguments: ProviderTexts.words + [
      "", "\n", "Zoom https://zoom.us/j/81234567890 Meeting ID: 812 3456 7890",
      "See you on\nhttps://zoom.us/j/81234567890\nbring the plan",
      "\(ProviderTexts.rule80)\nsee https://teams.microsoft.com/l/meetup-join/19%3ax/0 there\n\(ProviderTexts.rule80)",
      "\(ProviderTexts.rule80)\nhttps://aka.ms/JoinTeamsMeeting\n\(ProviderTexts.rule80)",
      "\(ProviderTexts.boundary)\nonly one boundary", "\(ProviderTexts.rule80)",
      "────────── Convene ──────────\nwords", "────────── Convene ──────────\nProvider: x",
      "<p>Hello <b>Zoom</b></p><p>____</p>",
    ]
  )
  func leavesWordsAlone(words: String) {
    for own in [nil, "", words, "other"] {
      let cut = ConferenceText.cut(words, own: own)
      #expect(Array(cut.kept.utf8) == Array(words.utf8))
      #expect(cut.removed == [])
    }
  }

  /// Words directly behind an invitation without rules are not dragged along.
  @Test(arguments: [
    "See you there!", "PS: bring cake", "My number: +49 170 1234567", "+49 170 1234567 is my phone",
    "Passcode for the door: 99", "Passcode: none", "---\nnotes", "https://example.org/agenda",
    "Join instructions are on the wiki", "Recording: https://zoom.us/rec/share/x",
    "https://zoom.us/j/99911122233", "see https://zoom.us/blog",
  ])
  func keepsWordsBehindZoom(words: String) {
    let cut = ConferenceText.cut("Hi\n\n\(ProviderTexts.shortZoom)\n\n\(words)", own: nil)
    #expect(cut.kept == "Hi\n\n" + words)
    #expect(ConferenceText.cut("\(ProviderTexts.zoom)\n\n\(words)", own: nil).kept == words)
  }

  /// Any address may stand in the frame of Apple's calendar; without one its lines may be a user's.
  @Test(
    "The frame of Apple's calendar goes with its address, and stays without one",
    arguments: [
      ("https://meet.acme.example/room", true), ("tel:+4930901820", true), ("call Ann", false),
      ("see: the wiki", false), ("", false),
    ]
  )
  func appleFrame(content: String, isCut: Bool) {
    let text = "----( Videoanruf )----\n\(content)\n---===---"
    for own in ProviderTexts.words {
      let cut = ConferenceText.cut(own + "\n\n" + text + "\n\nyours", own: nil)
      #expect(cut.kept == own + (isCut ? "" : "\n\n" + text) + "\n\nyours")
      #expect(cut.removed == (isCut ? [text] : []))
    }
    // Half a frame is not one.
    for half in ["----( Videoanruf )----\n" + content, content + "\n---===---"] {
      #expect(ConferenceText.cut(half, own: nil).removed == [])
    }
  }

  @Test func keepsAPersonsHeadingAboveZoom() {
    let text = "Our weekly Zoom:\nhttps://zoom.us/j/81234567890\n\nMeeting ID: 812 3456 7890"
    #expect(ConferenceText.cut(text, own: nil).kept == "Our weekly Zoom:")
  }

  @Test func cutsTheBlobOfTeamsOutOfAPage() {
    let page = "<html><body>Hello<br>\r\n\(ProviderTexts.teamsHTML)</body></html>"
    let cut = ConferenceText.cut(page, own: nil)
    #expect(Array(cut.kept.utf8) == Array("<html><body>Hello</body></html>".utf8))
    #expect(cut.removed == [ProviderTexts.teamsHTML])
  }

  /// Words between two boundaries prove nothing: a link of Google does.
  @Test func keepsWordsBetweenTwoBoundaries() {
    let words = "\(ProviderTexts.boundary)\nmy own precious words"
    #expect(ConferenceText.cut(words + "\n\n" + ProviderTexts.meet, own: nil).kept == words)
    let alone = words + "\n" + ProviderTexts.boundary
    #expect(ConferenceText.cut(alone, own: nil) == ConferenceCut(kept: alone, removed: []))
  }

  /// Newlines were appended: the tag before them is the user's.
  @Test(arguments: [
    ("a<br>", "\n\n"), ("a<br/>", "\r\n\r\n"), ("<p>a</p><br>", "\n\n"), ("a", "<br>\n<br>\n"),
    ("a", "<br><br>"), ("a<br>", "<br><br>"),
  ])
  func keepsThePersonsOwnBreak(own: String, separator: String) {
    let text = InvitationBlock.appended(
      to: "",
      ConferencingDetails(provider: .webEx, url: "https://acme.webex.com/meet/mara")
    )
    expectCut(own + separator + text, own: nil, keeps: own, text)
  }

  @Test(arguments: Hostile.ofMarkup + Hostile.ofLines)
  func isLinearOnHostileText(hostile: Hostile) {
    hostile.expectLinear { _ = ConferenceText.cut($0, own: "") }
  }

  private func expectCut(
    _ description: String,
    own: String?,
    keeps kept: String,
    _ removed: String,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let cut = ConferenceText.cut(description, own: own)
    // Compared first, and explained only when wrong: there are thousands.
    if !cut.kept.utf8.elementsEqual(kept.utf8) || cut.removed != [removed] {
      Issue.record(
        "\(description.debugDescription)\nkeeps \(cut.kept.debugDescription)\nnot \(kept.debugDescription)\nremoves \(cut.removed)",
        sourceLocation: location
      )
    }
  }
}
