import GRDB

extension Schema {
  /// Rebuilds the index of words with their positions, so that it finds phrases.
  ///
  /// A sign stands between names and addresses, so that no phrase goes from one to the next. Segments
  /// are merged by eights and not by fours, which saves most of what positions cost when the index is
  /// filled. The decision record of phrases has the figures.
  static func addPhrases(_ db: Database) throws {
    let apart = "' \(SearchText.apart) '"
    try recreateIndex(
      db,
      table: wordTables(apart: apart, detail: "full")
        + "INSERT INTO search (search, rank) VALUES ('automerge', 8);"
    )
  }
}
