import Terminal
import TOMLKit

/// Reads a theme from TOML.
package struct ThemeFile {
  /// What is wrong with a theme file.
  package struct Problem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The line, when it is known.
    package var line: Int?
    /// Names the thing, the reason and the remedy.
    package var message: String
    /// Line and message.
    package var description: String { (line.map { "line \($0): " } ?? "") + message }
  }

  private let text: String
  private let fallbackName: String

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - text: The file's text.
  ///   - name: The name of the theme when the file gives none: that of the file.
  package init(_ text: String, name: String) {
    self.text = text
    fallbackName = name
  }

  /// Reads the theme and all that is wrong with the file; what is wrong is left out of the theme.
  package func read() -> (theme: Theme, problems: [Problem]) {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let problem = Problem(line: Int(error.source.begin.line), message: "\(error.description).")
      return (Theme(name: fallbackName), [problem])
    } catch {
      return (Theme(name: fallbackName), [Problem(message: "This is not TOML: \(error).")])
    }
    var problems: [Problem] = []
    var styles: [ThemeRole: CellStyle] = [:]
    for key in table.keys where !["name", "calendar_colors", "glyphs", "styles"].contains(key) {
      problems.append(
        Problem(
          line: line(of: key),
          message:
            "\"\(key)\" is not known here. Known are name, calendar_colors, glyphs and [styles]."
        )
      )
    }
    for (key, isRight, example) in [
      ("name", table["name"]?.string != nil, "a text, like \"dusk\""),
      ("calendar_colors", table["calendar_colors"]?.bool != nil, "true or false"),
      ("glyphs", glyphs(table) != nil, "\"unicode\" or \"ascii\""),
      ("styles", table["styles"]?.table != nil, "a table: write [styles] above the styles"),
    ] where table.keys.contains(key) && !isRight {
      problems.append(Problem(line: line(of: key), message: "\(key) is \(example)."))
    }
    if let table = table["styles"]?.table {
      for key in table.keys {
        guard let role = ThemeRole(rawValue: key) else {
          problems.append(
            Problem(
              line: line(of: key),
              message: "There is no style \"\(key)\". Known are "
                + ThemeRole.allCases.map(\.rawValue).joined(separator: ", ") + "."
            )
          )
          continue
        }
        styles[role] = style(table[key], key: key, problems: &problems)
      }
    }
    let theme = Theme(
      name: table["name"]?.string ?? fallbackName,
      usesCalendarColors: table["calendar_colors"]?.bool ?? true,
      glyphs: glyphs(table) ?? .unicode,
      styles: styles
    )
    return (theme, problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
  }

  private func glyphs(_ table: TOMLTable) -> Glyphs? {
    table["glyphs"]?.string.flatMap { Glyphs.named[$0] }
  }

  private func style(
    _ value: (any TOMLValueConvertible)?,
    key: String,
    problems: inout [Problem]
  ) -> CellStyle {
    var style = CellStyle()
    guard let table = value?.table else {
      problems.append(
        Problem(line: line(of: key), message: "\(key) is a table, like { fg = \"red\" }.")
      )
      return style
    }
    let attributes: [String: TextAttributes] = [
      "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
    ]
    for part in table.keys {
      if part == "fg" || part == "bg" {
        guard let color = Self.color(table[part]) else {
          problems.append(
            Problem(
              line: line(of: key),
              message: "\(part) of \(key) is no colour. Write \"#rrggbb\", \"default\", a name "
                + "such as \"red\" or \"bright-blue\", or a number from 0 to 255."
            )
          )
          continue
        }
        if part == "fg" { style.foreground = color } else { style.background = color }
      } else if let attribute = attributes[part] {
        guard let isOn = table[part]?.bool else {
          problems.append(
            Problem(line: line(of: key), message: "\(part) of \(key) is true or false.")
          )
          continue
        }
        if isOn { style.attributes.insert(attribute) }
      } else {
        problems.append(
          Problem(
            line: line(of: key),
            message: "\"\(part)\" of \(key) is not known. Known are fg, bg, "
              + attributes.keys.sorted().joined(separator: ", ") + "."
          )
        )
      }
    }
    return style
  }

  private static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
  ]

  private static func color(_ value: (any TOMLValueConvertible)?) -> TerminalColor? {
    if let number = value?.int { return UInt8(exactly: number).map(TerminalColor.indexed) }
    guard let text = value?.string?.lowercased() else { return nil }
    if text == "default" { return .standard }
    if let index = names.firstIndex(of: text) { return .indexed(UInt8(index)) }
    if text.hasPrefix("bright-"), let index = names.firstIndex(of: String(text.dropFirst(7))) {
      return .indexed(UInt8(index + 8))
    }
    return TerminalColor(hex: text)
  }

  /// The line that begins with a key; TOMLKit tells no positions of what it has read.
  private func line(of key: String) -> Int? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let index = lines.firstIndex { line in
      let name = line.prefix { $0 != "=" }.filter { !$0.isWhitespace && $0 != "\"" }
      return name == key || line.hasPrefix("[\(key)]")
    }
    return index.map { $0 + 1 }
  }
}

extension TerminalColor {
  /// Makes a colour from `#rrggbb`; `nil` when the text is not that.
  init?(hex: String) {
    guard hex.utf8.count == 7, hex.hasPrefix("#"), hex.dropFirst().allSatisfy(\.isHexDigit),
      let number = UInt32(hex.dropFirst(), radix: 16)
    else { return nil }
    self = .rgb(UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255))
  }
}
