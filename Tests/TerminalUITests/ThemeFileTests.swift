import Terminal
import Testing

@testable import TerminalUI

@Suite struct ThemeFileTests {
  private func read(_ text: String) -> (theme: Theme, problems: [ThemeFile.Problem]) {
    ThemeFile(text, name: "mine").read()
  }

  @Test func readsColoursAndAttributes() {
    let (theme, problems) = read(
      """
      name = "Dusk"
      calendar_colors = false
      [styles]
      text = { fg = "#C0ffee", bg = "default" }
      key = { fg = "red", bg = "bright-blue", bold = true, underline = true, dim = false }
      now = { fg = 208, italic = true, reverse = true }
      """
    )
    #expect(problems == [])
    #expect(theme.name == "Dusk")
    #expect(!theme.usesCalendarColors)
    #expect(theme[.text] == CellStyle(foreground: .rgb(0xc0, 0xff, 0xee)))
    #expect(
      theme[.key]
        == CellStyle(
          foreground: .indexed(1),
          background: .indexed(12),
          attributes: [.bold, .underline]
        )
    )
    #expect(theme[.now] == CellStyle(foreground: .indexed(208), attributes: [.italic, .reverse]))
    // What is left out looks like text.
    #expect(theme[.link] == theme[.text])
  }

  @Test func takesItsNameFromTheFile() {
    #expect(read("").theme.name == "mine")
    #expect(read("").problems == [])
  }

  @Test(arguments: [
    ("colour = 1", 1, "\"colour\" is not known here"),
    ("\n\n[style]\ntext = {}", 3, "\"style\" is not known here"),
    ("[styles]\ntext = {}\ntitel = {}", 3, "There is no style \"titel\""),
    ("[styles]\n# the keys\nkey = \"red\"", 3, "key is a table"),
    ("[styles]\nkey = { fg = \"reddish\" }", 2, "fg of key is no colour"),
    ("[styles]\nkey = { bg = \"#12345\" }", 2, "bg of key is no colour"),
    ("[styles]\nkey = { fg = \"#12345g\" }", 2, "fg of key is no colour"),
    ("[styles]\nkey = { fg = \"#+12345\" }", 2, "fg of key is no colour"),
    ("[styles]\nkey = { fg = 256 }", 2, "fg of key is no colour"),
    ("[styles]\nkey = { fg = -1 }", 2, "fg of key is no colour"),
    ("[styles]\nkey = { fg = true }", 2, "fg of key is no colour"),
    ("[styles]\nkey = { blink = true }", 2, "\"blink\" of key is not known"),
    ("[styles]\nkey = { bold = \"yes\" }", 2, "bold of key is true or false"),
    ("name = \"x\"\ncalendar_colors = 1", 2, "calendar_colors is true or false"),
    ("name = 5", 1, "name is a text"), ("styles = 3", 1, "styles is a table"),
    ("[styles]\nkey = { fg = \"red\"", 2, ""),
    ("[styles]\nkey = {}\nkey = {}", 3, ""),
  ])
  func namesLineAndReason(_ text: String, _ line: Int, _ words: String) {
    let problems = read(text).problems
    #expect(problems.count == 1)
    #expect(problems.first?.line == line)
    #expect(problems.first?.message.contains(words) == true, "\(problems)")
    #expect(problems.first?.description.hasPrefix("line \(line): ") == true)
  }

  @Test func keepsWhatIsRightBesideWhatIsWrong() {
    let (theme, problems) = read(
      """
      [styles]
      key = { fg = "nothing", bold = true }
      nonsense = {}
      text = { fg = "green" }
      """
    )
    #expect(problems.map(\.line) == [2, 3])
    #expect(theme[.text].foreground == .indexed(2))
    #expect(theme[.key].attributes == .bold)
  }

  @Test func doesNotTakeAValueOfAnotherKind() {
    let (theme, problems) = read("name = 5\ncalendar_colors = \"no\"\nstyles = 3")
    #expect(theme.name == "mine")
    #expect(theme.usesCalendarColors)
    #expect(problems.map(\.line) == [1, 2, 3])
  }
}
