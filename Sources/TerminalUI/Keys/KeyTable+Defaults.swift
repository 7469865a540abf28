import Terminal
import ViewModels

extension KeyTable {
  /// The keys as they are when nothing is configured.
  package static let standard = KeyTable(
    [
      entry(.moveDown, lists, "j", "<Down>"),
      entry(.moveUp, lists, "k", "<Up>"),
      entry(.nextDay, [.agenda], "l", "<Right>"),
      entry(.previousDay, [.agenda], "h", "<Left>"),
      entry(.pageDown, lists, "^D", "<PgDn>"),
      entry(.pageUp, lists, "^U", "<PgUp>"),
      entry(.first, lists, "gg", "<Home>"),
      entry(.last, lists, "G", "<End>"),
      entry(.today, [.agenda], "t"),
      entry(.search, [.agenda], "/"),
      entry(.nextHit, [.agenda], "]"),
      entry(.previousHit, [.agenda], "["),
      entry(.open, [.agenda], "<Enter>"),
      entry(.newEvent, [.agenda, .detail], "n"),
      entry(.edit, [.agenda, .detail], "e"),
      entry(.useLine, [.detail], "<Enter>"),
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
      entry(.sync, [.agenda, .detail, .reading, .changes, .accounts], "s"),
      entry(.accounts, [.agenda, .detail], "C"),
      entry(.themes, [.agenda, .detail], "T"),

      entry(.signIn, [.accounts], "i"),
      entry(.signOut, [.accounts], "o"),
      entry(.doctor, [.accounts], "d"),
      entry(.copyAddress, [.signIn], "y"),
      entry(.openAddress, [.signIn], "o"),
      entry(.typeAddress, [.signIn], "<Tab>"),
      entry(.typeAddress, [.address], "<Tab>"),
      entry(.signIn, [.signIn, .address], "<Enter>"),

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
      entry(.nextField, [.form, .conflict, .accounts], "<Tab>"),
      entry(.previousField, [.form, .conflict, .accounts], "<S-Tab>"),
      entry(.moveDown, [.form], "<Down>"),
      entry(.moveUp, [.form], "<Up>"),
      entry(.accept, [.form, .search], "<Enter>"),
      entry(.nextChoice, [.form, .search, .conflict, .address], "<Right>"),
      entry(.previousChoice, [.form, .search, .conflict, .address], "<Left>"),
      entry(.editor, [.form], "^O"),
      entry(.backspace, typing, "<BS>"),
      entry(.deleteForward, typing, "<Del>", "^D"),
      entry(.deleteWord, typing, "^W"),
      entry(.deleteToStart, typing, "^U"),
      entry(.deleteToEnd, typing, "^K"),
      entry(.lineStart, typing, "<Home>", "^A"),
      entry(.lineEnd, typing, "<End>", "^E"),

      entry(.confirm, [.dialog], "y"),
      entry(.choose, [.dialog], "<Enter>"),
      entry(.refuse, [.dialog], "n"),

      entry(
        .help,
        [.agenda, .detail, .reading, .changes, .conflict, .accounts, .signIn],
        "?",
        "<F1>"
      ),
      entry(.help, [.form], "<F1>"),
      entry(
        .back,
        [.detail, .dialog, .reading, .changes, .conflict, .accounts, .signIn],
        "<Esc>",
        "q"
      ),
      entry(.back, [.agenda, .form, .search, .address], "<Esc>"),
      entry(.redraw, Set(CommandContext.allCases), "^L"),
      entry(.suspend, Set(CommandContext.allCases), "^Z"),
      entry(.exit, Set(CommandContext.allCases), "^C"),
      entry(.quit, [.agenda], "q"),
    ])

  /// Where one moves line by line.
  private static let lists: Set<CommandContext> = [
    .agenda, .detail, .dialog, .reading, .changes, .conflict, .accounts,
  ]
  /// Where text is typed.
  private static let typing: Set<CommandContext> = [.form, .search, .address]

  private static func entry(
    _ command: Command,
    _ contexts: Set<CommandContext>,
    _ keys: String...
  ) -> Entry {
    Entry(command: command, contexts: contexts, sequences: keys.compactMap { Key.sequence($0) })
  }
}
