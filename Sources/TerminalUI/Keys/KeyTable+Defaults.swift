import Terminal
import ViewModels

extension KeyTable {
  /// The keys as they are when nothing is configured.
  package static let standard = KeyTable(
    [
      entry(.moveDown, [.agenda, .detail, .dialog, .reading, .changes, .conflict], "j", "<Down>"),
      entry(.moveUp, [.agenda, .detail, .dialog, .reading, .changes, .conflict], "k", "<Up>"),
      entry(.nextDay, [.agenda], "l", "<Right>"),
      entry(.previousDay, [.agenda], "h", "<Left>"),
      entry(.pageDown, [.agenda, .detail, .dialog, .reading, .changes, .conflict], "^D", "<PgDn>"),
      entry(.pageUp, [.agenda, .detail, .dialog, .reading, .changes, .conflict], "^U", "<PgUp>"),
      entry(.first, [.agenda, .detail, .dialog, .reading, .changes, .conflict], "gg", "<Home>"),
      entry(.last, [.agenda, .detail, .dialog, .reading, .changes, .conflict], "G", "<End>"),
      entry(.today, [.agenda], "t"),
      entry(.search, [.agenda], "/"),
      entry(.nextHit, [.agenda], "]"),
      entry(.previousHit, [.agenda], "["),
      entry(.open, [.agenda], "<Enter>"),
      entry(.newEvent, [.agenda, .detail], "n"),
      entry(.edit, [.agenda, .detail], "e"),
      entry(.open, [.detail], "<Enter>"),
      entry(.delete, [.agenda, .detail], "x"),
      entry(.undo, [.agenda, .detail], "u"),
      entry(.redo, [.agenda, .detail], "^R"),
      entry(.conferencing, [.agenda, .detail], "c"),
      entry(.join, [.agenda, .detail], "J"),
      entry(.copyLink, [.agenda], "y"),
      entry(.copyField, [.detail], "y"),
      entry(.copyInvitation, [.agenda, .detail], "Y"),
      entry(.respond, [.agenda, .detail], "r"),
      entry(.changes, [.agenda, .detail], "o"),
      entry(.sync, [.agenda, .detail, .reading, .changes], "s"),
      entry(.accounts, [.agenda, .detail], "C"),
      entry(.themes, [.agenda, .detail], "T"),

      entry(.open, [.changes], "<Enter>"),
      entry(.retry, [.changes], "r"),
      entry(.discard, [.changes], "d"),
      entry(.keepMine, [.conflict], "m"),
      entry(.keepTheirs, [.conflict], "t"),
      entry(.keepBoth, [.conflict], "b"),
      entry(.allMine, [.conflict], "M"),
      entry(.allTheirs, [.conflict], "T"),
      entry(.save, [.conflict], "^S", "<Enter>"),

      entry(.save, [.form], "^S"),
      entry(.nextField, [.form, .conflict], "<Tab>"),
      entry(.previousField, [.form, .conflict], "<S-Tab>"),
      entry(.moveDown, [.form], "<Down>"),
      entry(.moveUp, [.form], "<Up>"),
      entry(.accept, [.form, .search], "<Enter>"),
      entry(.nextChoice, [.form, .search, .conflict], "<Right>"),
      entry(.previousChoice, [.form, .search, .conflict], "<Left>"),
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

      entry(.help, [.agenda, .detail, .reading, .changes, .conflict], "?", "<F1>"),
      entry(.help, [.form], "<F1>"),
      entry(.back, [.detail, .dialog, .reading, .changes, .conflict], "<Esc>", "q"),
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
