import Terminal
import ViewModels

extension KeyTable {
  /// The keys as they are when nothing is configured.
  package static let standard = KeyTable(
    [
      entry(.moveDown, [.agenda, .detail, .dialog, .reading], "j", "<Down>"),
      entry(.moveUp, [.agenda, .detail, .dialog, .reading], "k", "<Up>"),
      entry(.nextDay, [.agenda], "l", "<Right>"),
      entry(.previousDay, [.agenda], "h", "<Left>"),
      entry(.pageDown, [.agenda, .detail, .reading], "^D", "<PgDn>"),
      entry(.pageUp, [.agenda, .detail, .reading], "^U", "<PgUp>"),
      entry(.first, [.agenda, .detail, .dialog, .reading], "gg", "<Home>"),
      entry(.last, [.agenda, .detail, .dialog, .reading], "G", "<End>"),
      entry(.today, [.agenda], "t"),
      entry(.search, [.agenda], "/"),
      entry(.nextHit, [.agenda], "]"),
      entry(.previousHit, [.agenda], "["),
      entry(.open, [.agenda], "<Enter>"),
      entry(.newEvent, [.agenda, .detail], "n"),
      entry(.edit, [.agenda, .detail], "e"),
      entry(.open, [.detail], "<Enter>"),
      entry(.delete, [.agenda, .detail], "x"),
      entry(.conferencing, [.agenda, .detail], "c"),
      entry(.join, [.agenda, .detail], "J"),
      entry(.copyLink, [.agenda], "y"),
      entry(.copyField, [.detail], "y"),
      entry(.copyInvitation, [.agenda, .detail], "Y"),
      entry(.respond, [.agenda, .detail], "r"),
      entry(.sync, [.agenda, .detail, .reading], "s"),
      entry(.accounts, [.agenda, .detail], "C"),
      entry(.themes, [.agenda, .detail], "T"),

      entry(.save, [.form], "^S"),
      entry(.nextField, [.form], "<Tab>"),
      entry(.previousField, [.form], "<S-Tab>"),
      entry(.moveDown, [.form], "<Down>"),
      entry(.moveUp, [.form], "<Up>"),
      entry(.accept, [.form, .search], "<Enter>"),
      entry(.nextChoice, [.form, .search], "<Right>"),
      entry(.previousChoice, [.form, .search], "<Left>"),
      entry(.editor, [.form], "^O"),
      entry(.backspace, [.form, .search], "<BS>"),
      entry(.deleteForward, [.form, .search], "<Del>", "^D"),
      entry(.deleteWord, [.form, .search], "^W"),
      entry(.deleteToStart, [.form, .search], "^U"),
      entry(.deleteToEnd, [.form, .search], "^K"),
      entry(.lineStart, [.form, .search], "<Home>", "^A"),
      entry(.lineEnd, [.form, .search], "<End>", "^E"),

      entry(.confirm, [.dialog], "y"),
      entry(.choose, [.dialog], "<Enter>"),
      entry(.refuse, [.dialog], "n"),

      entry(.help, [.agenda, .detail, .reading], "?", "<F1>"),
      entry(.help, [.form], "<F1>"),
      entry(.back, [.detail, .dialog, .reading], "<Esc>", "q"),
      entry(.back, [.agenda, .form, .search], "<Esc>"),
      entry(.redraw, Set(CommandContext.allCases), "^L"),
      entry(.suspend, Set(CommandContext.allCases), "^Z"),
      entry(.quit, [.agenda], "q"),
    ])

  private static func entry(
    _ command: Command,
    _ contexts: Set<CommandContext>,
    _ keys: String...
  ) -> Entry {
    Entry(command: command, contexts: contexts, sequences: keys.compactMap { Key.sequence($0) })
  }
}
