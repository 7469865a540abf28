import CalendarCore
import Foundation
import Terminal
import Testing
import ViewModels

@testable import TerminalUI
@testable import convene

/// QR codes, read back by zbar from pictures of what a terminal shows.
@Suite struct QRCodeTests {
  /// A terminal's own colours, by their brightness.
  struct Ground: CustomTestStringConvertible, Sendable {
    let name: String
    let text: UInt8
    let back: UInt8
    var testDescription: String { name }

    static let dark = Ground(name: "dark", text: 220, back: 16)
    static let light = Ground(name: "light", text: 30, back: 250)
  }

  static let texts = [
    "https://meet.google.com/abc-defg-hij",
    "https://us02web.zoom.us/j/82021512759?pwd=aBcDeFgHiJkLmNoPqRsTuVwXyZ0123.1",
    "tel:+496938980596,,82021512759%23,,,,*415355%23",
    "https://meet.example.com/Besprechungsraum/%E6%9D%B1%E4%BA%AC",
  ]

  @Test("A camera reads the code on the screen", arguments: texts, [Ground.dark, .light])
  func screen(_ text: String, _ ground: Ground) throws {
    let picture = try Self.picture(of: text, columns: 80, rows: 24)
    #expect(try Self.decoded(Self.image(of: picture, ground)) == [text])
  }

  @Test(
    "A camera reads link and phone with every theme, on its own ground",
    arguments: ThemeLibrary.builtIn.map(\.name)
  )
  func themes(_ name: String) throws {
    let text = ThemeLibrary.builtIn.first { $0.name == name }?.text ?? ""
    let theme = ThemeFile(text, name: name).read().theme
    let ground = name.contains("light") ? Ground.light : .dark
    for text in [Self.texts[1], Self.texts[2]] {
      let picture = try Self.picture(of: text, columns: 80, rows: 24, theme: theme)
      #expect(try Self.decoded(Self.image(of: picture, ground)) == [text])
    }
  }

  @Test("A long link needs a larger window; a small one says so, and shows the link")
  func long() throws {
    let text =
      "https://teams.microsoft.com/l/meetup-join/" + String(repeating: "19%3ameeting_Zm", count: 16)
    let large = try Self.picture(of: text, columns: 120, rows: 50)
    #expect(try Self.decoded(Self.image(of: large, .dark)) == [text])
    let small = try Self.picture(of: text, columns: 80, rows: 24)
    #expect(try Self.decoded(Self.image(of: small, .dark)).isEmpty)
    let words = small.textRows.joined(separator: " ")
    #expect(words.contains("The QR code takes") && words.contains("https://teams.microsoft.com/l/"))
  }

  @Test(
    "Every size of window is filled without a fault",
    arguments: [(40, 10), (40, 12), (41, 21), (200, 50)]
  )
  func sizes(_ columns: Int, _ rows: Int) throws {
    let picture = try Self.picture(of: Self.texts[0], columns: columns, rows: rows)
    #expect(picture.size == Size(columns: columns, rows: rows))
  }

  @Test(
    "A camera reads what the command prints, with and without colours",
    arguments: [true, false]
  )
  func printed(_ hasColors: Bool) throws {
    let text = Self.texts[1]
    let printed = QRText.text(try QREncoder.code(text), hasColors: hasColors, hasPalette: true)
    let lines = printed.split(separator: "\n").map { line in
      var line = String(line)
      for sequence in ["\u{1B}[38;5;16;48;5;231m", "\u{1B}[0m"] {
        line = line.replacing(sequence, with: "")
      }
      return line
    }
    let (ink, paper): (UInt8, UInt8) = hasColors ? (0, 255) : (Ground.dark.text, Ground.dark.back)
    let cells = lines.map { line in line.map { (String($0), ink, paper) } }
    #expect(try Self.decoded(Self.image(of: cells, around: Ground.dark.back)) == [text])
  }

  @Test("What no code holds is refused with the remedy")
  func tooLong() {
    #expect(throws: CommandError.self) {
      try QREncoder.code(String(repeating: "a", count: 3_000))
    }
  }

  @Test("A code is a square, and fits where it says it does")
  func sizesOfCodes() throws {
    #expect(QRCode(width: 2, isDark: [true]) == nil)
    let code = try QREncoder.code(Self.texts[0])
    for rows in 5...60 {
      guard let margin = code.margin(columns: 100, rows: rows) else { continue }
      let lines = code.lines(margin: margin)
      #expect(lines.count <= rows)
      #expect(Set(lines.map(\.count)) == [code.width + 2 * margin])
    }
    #expect(code.margin(columns: 20, rows: 60) == nil)
    #expect(code.margin(columns: 100, rows: 60) == QRCode.margins.best)
  }

  // MARK: Pictures

  private static func picture(
    of text: String,
    columns: Int,
    rows: Int,
    theme: Theme = Theme(name: "plain")
  ) throws -> CellBuffer {
    let now = Date(timeIntervalSince1970: 1_795_780_800)
    var app = AppViewModel(now: now, zone: .gmt, newIDs: NewIDs(seed: 7))
    _ = app.handle(.resized(columns: columns, rows: rows))
    let code = try QREncoder.code(text)
    _ = app.handle(.encoded(QRCodeViewModel(title: "Scan to join", text: text, code: code)))
    return AppView(theme: theme, keys: .standard).draw(app)
  }

  /// The grey image of a screen.
  private static func image(of picture: CellBuffer, _ ground: Ground) -> Data {
    let cells = (0..<picture.size.rows).map { row in
      (0..<picture.size.columns).map { column -> (String, UInt8, UInt8) in
        let cell = picture[Point(column: column, row: row)]
        return (
          cell.text, brightness(cell.style.foreground) ?? ground.text,
          brightness(cell.style.background) ?? ground.back
        )
      }
    }
    return image(of: cells, around: ground.back)
  }

  private static func brightness(_ color: TerminalColor) -> UInt8? {
    guard case .rgb(let red, let green, let blue) = color else { return nil }
    return UInt8((Int(red) + Int(green) + Int(blue)) / 3)
  }

  /// The image of cells, each with its text, its ink and its paper (PGM, Netpbm).
  private static func image(of cells: [[(String, UInt8, UInt8)]], around: UInt8) -> Data {
    let side = 4
    let columns = cells.map(\.count).max() ?? 0
    var pixels: [UInt8] = []
    for row in cells {
      for half in 0..<2 {
        var line: [UInt8] = []
        for (text, ink, paper) in row {
          let isInked = text == "█" || text == (half == 0 ? "▀" : "▄")
          line += Array(repeating: isInked ? ink : paper, count: side)
        }
        line += Array(repeating: around, count: (columns - row.count) * side)
        for _ in 0..<side { pixels += line }
      }
    }
    let head = "P5 \(columns * side) \(cells.count * 2 * side) 255\n"
    return Data(head.utf8) + Data(pixels)
  }

  /// What zbar finds in an image.
  private static func decoded(_ image: Data) throws -> [String] {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-qr-\(UUID().uuidString).pgm")
    try image.write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    var captured = CapturedProgram()
    captured.patience = .seconds(60)
    let output = try captured.run(
      ExternalProgram("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path.path])
    )
    // 4: nothing was found.
    try #require([0, 4].contains(output.ending.status), "zbarimg: \(output.ending)")
    return String(decoding: output.output, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
