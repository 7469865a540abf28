import Terminal
import Testing
import ViewModels

@testable import TerminalUI

/// A theme brings its marks; with those of ASCII nothing else is drawn but what texts hold.
@Suite struct GlyphTests {
  @Test(arguments: Scene.all)
  func asciiAlone(_ scene: Scene) {
    var test = scene.app(columns: 80, rows: 24)
    test.theme.glyphs = .ascii
    let marks = Set("▶●↑↓≠‹›─│┌┐└┘")
    // Help names keys by their arrows, and texts of events are as they are.
    guard !scene.name.contains("help"), !scene.name.contains("hard texts") else { return }
    // The text of a meeting has rules of its own.
    for row in test.rows.dropLast()
    where !row.contains("waiting to be sent") && !row.contains("────────") {
      #expect(row.allSatisfy { !marks.contains($0) }, "\(row)")
    }
  }

  @Test func readsTheSetOfATheme() {
    let (theme, problems) = ThemeFile("glyphs = \"ascii\"", name: "x").read()
    #expect(theme.glyphs == .ascii && problems.isEmpty)
    let (other, wrong) = ThemeFile("glyphs = \"runes\"", name: "x").read()
    #expect(other.glyphs == .unicode)
    #expect(wrong.map(\.message) == ["glyphs is \"unicode\" or \"ascii\"."])
  }
}
