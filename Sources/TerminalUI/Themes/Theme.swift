package import Terminal

/// How everything looks.
package struct Theme: Equatable, Sendable {
  /// Its name.
  package var name: String
  /// Whether events carry the colour of their calendar.
  package var usesCalendarColors: Bool
  /// The marks beside texts.
  package var glyphs: Glyphs
  private var styles: [ThemeRole: CellStyle]

  /// Makes a theme; a role without a style looks like text.
  package init(
    name: String,
    usesCalendarColors: Bool = true,
    glyphs: Glyphs = .unicode,
    styles: [ThemeRole: CellStyle] = [:]
  ) {
    self.name = name
    self.usesCalendarColors = usesCalendarColors
    self.glyphs = glyphs
    self.styles = styles
  }

  /// The style of a role.
  package subscript(role: ThemeRole) -> CellStyle {
    styles[role] ?? styles[.text] ?? CellStyle()
  }

  /// The style of the dot that stands for a calendar's colour, on the ground of another style.
  func dot(_ color: String, on ground: CellStyle) -> CellStyle {
    var style = ground
    if usesCalendarColors, let parsed = TerminalColor(hex: color) { style.foreground = parsed }
    return style
  }
}
