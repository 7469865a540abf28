/// What a piece of the screen is, for which a theme has a style.
package enum ThemeRole: String, CaseIterable, Sendable {
  case text
  case faint
  case title
  case header
  case status
  case notice
  case problem
  case key
  case hint
  case day
  case today
  case now
  case time
  case selected
  case gutter
  case meeting
  case pending
  case link
  case label
  case field
  case focus
  case choice
  case placeholder
  case dialog
  case added
  case removed
  case match
}
