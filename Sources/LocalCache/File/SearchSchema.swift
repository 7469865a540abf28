import CalendarCore
import GRDB

/// The index of words, and the triggers that keep it in step with whatever writes the tables.
///
/// A row's id begins with the event's day and ends with its key, so that hits come in the order of
/// time without sorting: see `SearchQuery`. Only what a list shows is in it. Texts are not stored
/// twice: the triggers read them through a view. `event_detail.words` holds other words than the
/// columns do, for HTML and for writing without spaces; it is NULL for most events.
///
/// Frozen: what migrations share here is part of released ones. One that needs something else has
/// statements of its own.
enum SearchSchema {
  /// Makes the index, with one column for all words of an event.
  static func addSearch(_ db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE event_detail ADD COLUMN words TEXT;

        \(wordsView(where: "is_listed = 1"))

        CREATE VIRTUAL TABLE search USING fts5 (words, content = '',
          tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', detail = none, columnsize = 0);
        CREATE VIRTUAL TABLE search_term USING fts5vocab (search, instance);
        """
    )
    try writeWords(db)
    try fill("words", db)
    let event = [
      "title", "location", "is_all_day", "begins", "status", "is_deleted", "is_hidden",
    ]
    try db.execute(sql: triggers("words", after: event))
  }

  /// Makes the index with a column for each field, and one for the facts of an event.
  ///
  /// What a search asks for by `title:`, `from:` or `is:declined` is then one expression of FTS5, which
  /// gives hits in the order of days like any other: see `SearchFacts`.
  static func addSearchByField(_ db: Database) throws {
    // The migration of phrases fills it.
    try db.execute(
      sql: "\(removal)\(wordsByField(apart: "' '"))\n\n\(index(detail: "column"))"
    )
  }

  /// Rebuilds the index with the positions of words, so that it finds phrases.
  ///
  /// A sign stands between names and addresses, so that no phrase goes from one to the next. Segments
  /// are merged by eights and not by fours, which saves most of what positions cost when the index is
  /// filled. The decision record of phrases has the figures.
  static func addPhrases(_ db: Database) throws {
    try db.execute(sql: removal)
    try writeWords(where: "words IS NOT NULL", db)
    try db.execute(
      sql: """
        \(wordsByField(apart: "' \(SearchText.apart) '"))

        \(index(detail: "full"))
        INSERT INTO search (search, rank) VALUES ('automerge', 8);
        """
    )
    try fill(columns, db)
    let event = [
      "title", "location", "is_all_day", "begins", "status", "is_deleted", "is_hidden", "calendar",
      "provider", "conferencing_state", "series_part", "response", "is_private",
    ]
    try db.execute(sql: triggers(columns, after: event))
  }

  /// The columns of the index.
  static let fields = ["title", "place", "organizer", "people", "notes", "facts"]
  private static let columns = fields.joined(separator: ", ")

  // MARK: Words

  /// Writes the words of the events whose words are not those of the columns as they stand, of those that
  /// a condition holds for.
  private static func writeWords(where condition: String = "words IS NULL", _ db: Database) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT key, title, location, description, participants, organizer, words
        FROM event JOIN event_detail ON event_detail.event = event.key WHERE \(condition)
        """
    )
    var changes: [(key: Int64, words: String?)] = []
    while let row = try rows.next() {
      let (participants, organizer) = try SearchText.people(participants: row[4], organizer: row[5])
      let words = SearchText.words(
        title: row[1],
        location: row[2],
        description: row[3],
        participants: participants,
        organizer: organizer
      )
      let before: String? = row[6]
      if words != before { changes.append((row[0], words)) }
    }
    for (key, words) in changes {
      try db.cachedStatement(sql: "UPDATE event_detail SET words = ? WHERE event = ?")
        .execute(arguments: [words, key])
    }
  }

  /// Fills the empty index from the tables, in the order that it likes best: that of its ids.
  private static func fill(_ columns: String, _ db: Database) throws {
    let insert = try db.makeStatement(sql: "\(added(columns)) WHERE event = ?")
    for id in try Int64.fetchAll(db, sql: "SELECT id FROM event_words ORDER BY id") {
      try insert.execute(arguments: [SearchText.key(ofRow: id)])
    }
  }

  private static func added(_ columns: String) -> String {
    "INSERT INTO search (rowid, \(columns)) SELECT id, \(columns) FROM event_words"
  }

  // MARK: Tables

  private static let removal: String = {
    let triggers = ["added", "removed", "leaves", "returns", "text_leaves", "text_returns"]
    return triggers.map { "DROP TRIGGER IF EXISTS search_\($0);" }.joined(separator: "\n")
      + "\nDROP TABLE search_term; DROP TABLE search; DROP VIEW event_words;\n"
  }()

  /// The id in the index of an event's row.
  private static let id = """
    (CASE is_all_day WHEN 1 THEN begins + \(SearchText.firstDay)
          ELSE (begins + \(SearchText.firstDay) * 86400) / 86400 END) * \(SearchText.keys)
          + event.key % \(SearchText.keys)
    """

  /// The view that gives the words of the events that a condition holds for, as one text.
  static func wordsView(where condition: String) -> String {
    """
    CREATE VIEW event_words (event, id, words) AS
      SELECT event.key,
        \(id),
        coalesce(event_detail.words,
          title || char(10) || location || char(10) || description || char(10)
          || coalesce((SELECT group_concat(
              json_extract(value, '$.name') || ' ' || json_extract(value, '$.email'), char(10))
            FROM json_each(participants)), '') || char(10)
          || coalesce(
            json_extract(organizer, '$.name') || ' ' || json_extract(organizer, '$.email'), ''))
      FROM event JOIN event_detail ON event_detail.event = event.key
      WHERE \(condition);
    """
  }

  /// The view that gives the words of each field, and of series those of their masters; what stands
  /// between names and addresses is SQL.
  private static func wordsByField(apart: String) -> String {
    """
    CREATE VIEW event_words (event, id, \(columns)) AS
      SELECT event.key,
        \(id),
        CASE WHEN words IS NULL THEN title ELSE json_extract(words, '$[0]') END,
        CASE WHEN words IS NULL THEN location ELSE json_extract(words, '$[1]') END,
        CASE WHEN words IS NULL THEN coalesce(
            json_extract(organizer, '$.name') || \(apart) || json_extract(organizer, '$.email'), '')
          ELSE json_extract(words, '$[2]') END,
        CASE WHEN words IS NULL THEN coalesce((SELECT group_concat(
              json_extract(value, '$.name') || \(apart) || json_extract(value, '$.email'), \(apart))
            FROM json_each(participants)), '')
          ELSE json_extract(words, '$[3]') END,
        CASE WHEN words IS NULL THEN description ELSE json_extract(words, '$[4]') END,
        \(SearchFacts.sql)
      FROM event JOIN event_detail ON event_detail.event = event.key
      WHERE is_listed = 1
        OR (series_part = \(SeriesPart.master.rawValue) AND is_deleted = 0
          AND status <> 'cancelled');
    """
  }

  /// The index with a column for each field, and with what it knows of where a word stands.
  private static func index(detail: String) -> String {
    """
    CREATE VIRTUAL TABLE search USING fts5 (\(columns), content = '',
      tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', detail = \(detail),
      columnsize = 0);
    CREATE VIRTUAL TABLE search_term USING fts5vocab (search, instance);
    """
  }

  /// The triggers that take an event out before a change of its row or its details, and put it in behind.
  private static func triggers(_ columns: String, after event: [String]) -> String {
    let add = "\(added(columns)) WHERE event ="
    let remove = """
      INSERT INTO search (search, rowid, \(columns))
        SELECT 'delete', id, \(columns) FROM event_words WHERE event =
      """
    let detail = ["description", "participants", "organizer", "words"]
    func changes(_ columns: [String]) -> String {
      columns.map { "old.\($0) IS NOT new.\($0)" }.joined(separator: " OR ")
    }
    return """
      CREATE TRIGGER search_added AFTER INSERT ON event_detail
      BEGIN \(add) new.event; END;
      CREATE TRIGGER search_removed BEFORE DELETE ON event
      BEGIN \(remove) old.key; END;
      CREATE TRIGGER search_leaves BEFORE UPDATE OF \(event.joined(separator: ", ")) ON event
        WHEN \(changes(event))
      BEGIN \(remove) old.key; END;
      CREATE TRIGGER search_returns AFTER UPDATE OF \(event.joined(separator: ", ")) ON event
        WHEN \(changes(event))
      BEGIN \(add) new.key; END;
      CREATE TRIGGER search_text_leaves
        BEFORE UPDATE OF \(detail.joined(separator: ", ")) ON event_detail
        WHEN \(changes(detail))
      BEGIN \(remove) old.event; END;
      CREATE TRIGGER search_text_returns
        AFTER UPDATE OF \(detail.joined(separator: ", ")) ON event_detail
        WHEN \(changes(detail))
      BEGIN \(add) new.event; END;
      """
  }
}
