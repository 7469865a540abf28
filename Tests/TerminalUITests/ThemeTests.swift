import Foundation
import Terminal
import Testing

@testable import TerminalUI

/// The themes in the program: whole, free of mistakes, and to be read.
@Suite struct ThemeTests {
  private static let names = ThemeLibrary.builtIn.map(\.name)

  private func text(_ name: String) -> String {
    ThemeLibrary.builtIn.first { $0.name == name }?.text ?? ""
  }

  private func theme(_ name: String) -> Theme { ThemeFile(text(name), name: "?").read().theme }

  @Test func theProgramHoldsEveryFileOfTheFolder() throws {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let files = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "themes").path
    )
    #expect(Set(files) == Set(Self.names.map { $0 + ".toml" }))
    #expect(Self.names.contains(ThemeLibrary.standard))
  }

  @Test(arguments: names)
  func hasNoProblems(_ name: String) {
    let (theme, problems) = ThemeFile(text(name), name: "?").read()
    #expect(problems == [])
    #expect(theme.name == name)
  }

  @Test(arguments: names)
  func definesEveryRole(_ name: String) {
    let lines = text(name).split(separator: "\n")
    for role in ThemeRole.allCases {
      #expect(
        lines.filter { $0.hasPrefix("\(role.rawValue) = ") }.count == 1,
        "\(name) lacks \(role)"
      )
    }
  }

  /// Roles that matter less, and marks that are no text: WCAG 2.2, 1.4.3 (large text) and 1.4.11.
  private static let faint: Set<ThemeRole> = [
    .faint, .hint, .placeholder, .status, .label, .time, .dialog, .gutter,
  ]

  /// Where a theme leaves the ground to the terminal: one as it is with dark or light terminals.
  private static let grounds: [String: TerminalColor] = [
    "dark": .rgb(0x1c, 0x1c, 0x1c), "light": .rgb(0xff, 0xff, 0xff),
  ]

  @Test(arguments: names)
  func canBeRead(_ name: String) {
    let theme = theme(name)
    for role in ThemeRole.allCases {
      let style = theme[role]
      let ground =
        style.background == .standard ? Self.grounds[name] ?? .standard : style.background
      guard let ratio = Contrast.ratio(style.foreground, ground) else { continue }
      let least = Self.faint.contains(role) ? 3 : 4.5
      #expect(ratio >= least, "\(name): \(role.rawValue) has \(ratio), \(least) is the least")
    }
    // The mark of the selected line is drawn on the ground of that line.
    if let ratio = Contrast.ratio(theme[.gutter].foreground, theme[.selected].background) {
      #expect(ratio >= 3)
    }
  }

  @Test func measuresContrastAsTheStandardDoes() throws {
    let white = TerminalColor.rgb(255, 255, 255)
    let black = TerminalColor.rgb(0, 0, 0)
    #expect(try #require(Contrast.ratio(white, black)) == 21)
    #expect(try #require(Contrast.ratio(black, black)) == 1)
    // #777777 on white is the grey that just misses 4.5.
    let grey = try #require(Contrast.ratio(.rgb(0x77, 0x77, 0x77), white))
    #expect((4.4..<4.5).contains(grey))
    #expect(Contrast.ratio(.standard, white) == nil)
  }

  @Test func monochromeHasNoColourAndStillShowsWhatIsWhere() {
    let theme = theme("monochrome")
    for role in ThemeRole.allCases {
      #expect(theme[role].foreground == .standard)
      #expect(theme[role].background == .standard)
    }
    #expect(!theme.usesCalendarColors)
    for role in [ThemeRole.selected, .focus, .choice, .problem, .key, .gutter] {
      #expect(theme[role].attributes != theme[.text].attributes, "\(role)")
    }
  }

  @Test(arguments: names)
  func tellsTheSelectedLineFromOthers(_ name: String) {
    let theme = theme(name)
    #expect(theme[.selected] != theme[.text])
    #expect(theme[.focus] != theme[.field])
  }
}

/// How well text stands out from its ground: WCAG 2.2, "contrast ratio" and "relative luminance".
enum Contrast {
  /// The ratio, 1 to 21; `nil` when one of the colours is the terminal's affair.
  static func ratio(_ one: TerminalColor, _ other: TerminalColor) -> Double? {
    guard let one = luminance(one), let other = luminance(other) else { return nil }
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  private static func luminance(_ color: TerminalColor) -> Double? {
    guard case .rgb(let red, let green, let blue) = color else { return nil }
    func linear(_ byte: UInt8) -> Double {
      let value = Double(byte) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}
