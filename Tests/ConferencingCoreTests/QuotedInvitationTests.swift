import ConferencingCore
import TestSupport
import Testing

/// Invitations in answers, in elements of HTML, and with blanks that do not break.
@Suite struct QuotedInvitationTests {
  /// Half of one would be left: its rules have a sign before them too.
  @Test("What is quoted goes as a whole or not at all")
  func quoted() {
    for (_, text) in ProviderTexts.plain {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let quoted = "Danke!\n\n" + lines.map { "> \($0)" }.joined(separator: "\n") + "\n\nMax"
      let kept = ConferenceText.cut(quoted, own: nil).kept
      #expect(kept == quoted || kept == "Danke!\n\nMax", "\(text)")
      // Below an own one, which goes.
      let both = "Hello\n\n" + text + "\n\n" + quoted
      let rest = ConferenceText.cut(both, own: nil).kept
      #expect(rest == both || rest == "Hello\n\n" + quoted || rest == "Hello\n\nDanke!\n\nMax")
    }
  }

  @Test("An element that held nothing else goes with the text")
  func elements() {
    let text =
      "<div class=\"me-email-text\"><div>\(ProviderTexts.rule80)</div>"
      + "<div><a href=\"https://aka.ms/JoinTeamsMeeting\">Need help?</a></div>"
      + "<div><a href=\"https://teams.microsoft.com/meet/31665278034555?p=x\">Join</a></div>"
      + "<div>\(ProviderTexts.rule80)</div></div>"
    let cut = ConferenceText.cut("<p>Own</p>\(text)<p>Bye</p>", own: nil)
    #expect(cut.kept == "<p>Own</p><p>Bye</p>")
    // One that holds the user's words stays.
    let shared = ConferenceText.cut("<div>Own\(text)</div>", own: nil)
    #expect(shared.kept == "<div>Own</div>")
  }

  @Test("Telephone numbers below an invitation are those of people")
  func signatures() {
    for (provider, text) in ProviderTexts.plain {
      func phones(_ description: String) -> [[String]] {
        LinkFinder.meetings(conferencing: .none, location: "", description: description)
          .map(\.codes.phones)
      }
      let signed = "Hello\n\n\(text)\n\nMax\nTel. +49 30 1234567"
      #expect(phones(signed) == phones(text), "\(provider)")
    }
    // Where it is not known where the text ends, all of it is read.
    let loose = "https://whereby.com/acme\nTel. +49 30 1234567"
    let found = LinkFinder.meetings(conferencing: .none, location: "", description: loose)
    #expect(found.map(\.codes.phones) == [["+49301234567"]])
  }

  @Test("A passcode behind a blank that does not break")
  func blanks() {
    let text = "https://zoom.us/j/81112223334\n\nMeeting ID:\u{A0}811 1222 3334\n"
    for line in [
      "Passcode:\u{A0}556677", "Code secret\u{A0}:\u{202F}556677\u{A0}", "パスコード：\u{3000}556677",
    ] {
      let found = LinkFinder.meetings(conferencing: .none, location: "", description: text + line)
      #expect(found.map(\.codes.accessCode) == ["556677"], "\(line)")
    }
  }
}
