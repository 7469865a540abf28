import ConferencingCore
import Testing

@Suite struct HTMLTextTests {
  @Test(arguments: [
    ("Hello<br>World", "Hello\nWorld"),
    ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    ("<div>One</div><div>Two</div>", "One\nTwo"),
    ("<ul><li>One</li><li>Two</li></ul>", "• One\n• Two"),
    ("Tom &amp; Jerry &lt;3 &#8211; &#x1F600;&nbsp;<b>x</b>", "Tom & Jerry <3 – 😀 x"),
    (
      "<a href=\"https://a.example/?x=1&amp;y=2\">Join</a> now",
      "Join <https://a.example/?x=1&y=2> now"
    ),
    ("<a href=\"https://a.example/\">https://a.example/</a>", "https://a.example/"),
    ("<a href=\"tel:+1\">+1</a>", "+1"),
    ("<a href=\"javascript:x\">Join</a>", "Join"),
    ("<style>p { x }</style><p>Text</p>", "Text"),
    ("<!-- hidden --><b>seen</b>", "seen"),
    ("<b>one</b>\ntwo", "one\ntwo"),
    ("<p>one\n  two</p>", "one two"),
    ("a < b and c > d", "a < b and c > d"),
    ("<https://zoom.us/j/1> <bob@acme.example>", "<https://zoom.us/j/1> <bob@acme.example>"),
    ("<b>open <a href=", "open <a href="),
    ("<br><br>", ""), ("", ""), ("<b>&unknown; &#xD800; &;</b>", "&unknown; &#xD800; &;"),
    ("<b>&#27;[31m</b>", "[31m"),
  ])
  func writesPlainText(html: String, plain: String) {
    #expect(HTMLText.plain(html) == plain)
  }

  @Test(arguments: [
    ("<p>x", true), ("x</DIV>", true), ("<br/>", true), ("<a href='x'>", true), ("a <b c", false),
    ("a <b c> d", true),
    ("a<b", false), ("<nobody>", false), ("Tom &amp; Jerry", false), ("<", false), ("", false),
  ])
  func tellsHTML(text: String, isHTML: Bool) {
    #expect(HTMLText.looksLikeHTML(text) == isHTML)
  }

  @Test(arguments: Hostile.ofMarkup)
  func isLinearOnHostileText(hostile: Hostile) {
    hostile.expectLinear { _ = HTMLText.plain("<p>" + $0) }
  }
}
