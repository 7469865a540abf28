import ConferencingCore
import TestSupport
import Testing

/// Whole documents of HTML, and what is left of texts about meetings.
@Suite struct HTMLFrameTests {
  @Test(arguments: [
    ("", ""), ("<p>a</p>", "<p>a</p>"),
    ("<html><head></head><body><p>a</p></body></html>", "<p>a</p>"),
    (
      "<!DOCTYPE html>\r\n<HTML>\r\n<body dir=\"ltr\">\r\n<p>a</p>\r\n</body>\r\n</HTML>\r\n",
      "<p>a</p>"
    ),
    (
      "<html><head><style>p { top: 0 }</style><title>x</title></head><body><b>a</b></body></html>",
      "<b>a</b>"
    ),
    // Words before the body, and two documents in a row, as an earlier version made them.
    ("Before <html><head></head><body><p>a</p></body></html>", "Before <p>a</p>"),
    (
      "<html><body><p>a</p></body></html>\n\n<html><body><p>b</p></body></html>",
      "<p>a</p>\n\n<p>b</p>"
    ),
    // No tag is left: plain text, whose signs are what is seen.
    ("<html><head></head><body>a &amp; b</body></html>", "a & b"),
    ("<html><body>one\r\ntwo</body></html>", "one two"),
    ("<html><body>a  &lt;3 b</body></html>", "a  <3 b"),
    ("<html><body>a &lt;b&gt; c</body></html>", "<div>a &lt;b&gt; c</div>"),
    // Not closed, and no frame at all.
    ("<html><head><meta charset=\"x\"><body><p>a</p>", "<meta charset=\"x\"><p>a</p>"),
    ("<header>a</header>", "<header>a</header>"), ("<!-- c --><p>a</p>", "<!-- c --><p>a</p>"),
  ])
  func takesTheFrameOff(_ document: String, _ words: String) {
    #expect(HTMLText.unframed(document) == words)
    #expect(HTMLText.unframed(words) == words)
  }

  @Test func linesThatAreLeftOfAMeetingGo() {
    let text = ProviderTexts.teamsHTML
    let half = text.dropFirst(text.utf8.count / 2)
    let broken = "<p>Mine</p>" + half.drop { $0 != "<" } + "<p>More</p>"
    let words = ConferenceText.withoutRemains(of: text, in: broken)
    #expect(HTMLText.plain(words) == "Mine\n\nMore")
    let plain =
      "Mine\n" + HTMLText.plain(text).split(separator: "\n").dropFirst(2).joined(separator: "\n")
    #expect(ConferenceText.withoutRemains(of: text, in: plain + "\nMore\n") == "Mine\nMore\n")
    #expect(ConferenceText.withoutRemains(of: text, in: "Nothing of it") == "Nothing of it")
  }
}
