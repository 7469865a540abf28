import CalendarCore
import GRDB

extension Schema {
  /// Rebuilds the index of words with a column for each field, and one for the facts of an event.
  ///
  /// What a search asks for by `title:`, `from:` or `is:declined` is then one expression of FTS5, which
  /// gives hits in the order of days like any other: see `SearchFacts`. As before, triggers keep the
  /// index in step and read the texts through a view.
  static func addSearchByField(_ db: Database) throws {
    // The migration of phrases fills it.
    try db.execute(sql: removal + wordTables(apart: "' '", detail: "column"))
  }

  /// Recreates the index, with all words of all events.
  static func recreateIndex(_ db: Database, table: String) throws {
    try db.execute(sql: removal)
    try recreateWords(db)
    try db.execute(sql: table)
    let insert = try db.makeStatement(sql: "\(added) WHERE event = ?")
    for id in try Int64.fetchAll(db, sql: "SELECT id FROM event_words ORDER BY id") {
      try insert.execute(arguments: [SearchText.key(ofRow: id)])
    }
    try db.execute(sql: fieldTriggers)
  }

  /// Writes the words that are not those of the columns as they stand: field by field now.
  private static func recreateWords(_ db: Database) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT key, title, location, description, participants, organizer
        FROM event JOIN event_detail ON event_detail.event = event.key WHERE words IS NOT NULL
        """
    )
    for row in rows {
      let (participants, organizer) = try SearchText.people(participants: row[4], organizer: row[5])
      let words = try SearchText.words(
        title: row[1],
        location: row[2],
        description: row[3],
        participants: participants,
        organizer: organizer
      )
      try db.cachedStatement(sql: "UPDATE event_detail SET words = ? WHERE event = ?")
        .execute(arguments: [words, row[0] as Int64])
    }
  }

  private static let removal: String = {
    let triggers = ["added", "removed", "leaves", "returns", "text_leaves", "text_returns"]
    return triggers.map { "DROP TRIGGER IF EXISTS search_\($0);" }.joined(separator: "\n")
      + "\nDROP TABLE search_term; DROP TABLE search; DROP VIEW event_words;"
  }()

  /// The columns of the index.
  static let fields = ["title", "place", "organizer", "people", "notes", "facts"]
  private static let columns = fields.joined(separator: ", ")
  private static let added =
    "INSERT INTO search (rowid, \(columns)) SELECT id, \(columns) FROM event_words"

  /// The index and the view that it is filled from.
  ///
  /// - Parameters:
  ///   - apart: What stands between names and addresses, as SQL.
  ///   - detail: What the index knows of where a word stands.
  /// - Returns: The statements that make them.
  static func wordTables(apart: String, detail: String) -> String {
    """
    CREATE VIEW event_words (event, id, \(columns)) AS
      SELECT event.key,
        (CASE is_all_day WHEN 1 THEN begins + \(SearchText.firstDay)
          ELSE (begins + \(SearchText.firstDay) * 86400) / 86400 END) * \(SearchText.keys)
          + event.key % \(SearchText.keys),
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

    CREATE VIRTUAL TABLE search USING fts5 (\(columns), content = '',
      tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', detail = \(detail),
      columnsize = 0);
    CREATE VIRTUAL TABLE search_term USING fts5vocab (search, instance);
    """
  }

  private static let fieldTriggers: String = {
    let remove = """
      INSERT INTO search (search, rowid, \(columns))
        SELECT 'delete', id, \(columns) FROM event_words WHERE event =
      """
    let add = "\(added) WHERE event ="
    let event = [
      "title", "location", "is_all_day", "begins", "status", "is_deleted", "is_hidden", "calendar",
      "provider", "conferencing_state", "series_part", "response", "is_private",
    ]
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
  }()
}
