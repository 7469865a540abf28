import CalendarCore
import GRDB

extension Schema {
  /// The index of words, and the triggers that keep it in step with whatever writes the tables.
  ///
  /// A row's id begins with the event's day and ends with its key, so that hits come in the order of
  /// time without sorting: see `SearchQuery`. Only what a list shows is in it. Texts are not stored
  /// twice: the triggers read them through a view. `event_detail.words` holds other words than the
  /// columns do, for HTML and for writing without spaces; it is NULL for most events.
  static func addSearch(_ db: Database) throws {
    try db.execute(sql: tables)
    try fillSearch(db)
    try db.execute(sql: triggers)
  }

  /// Fills the empty index from the tables, in the order that it likes best: that of its ids.
  private static func fillSearch(_ db: Database) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT key, title, location, description, participants, organizer
        FROM event JOIN event_detail ON event_detail.event = event.key
        """
    )
    var others: [(key: Int64, words: String)] = []
    while let row = try rows.next() {
      let (participants, organizer) = try SearchText.people(participants: row[4], organizer: row[5])
      let words = try SearchText.words(
        title: row[1],
        location: row[2],
        description: row[3],
        participants: participants,
        organizer: organizer
      )
      if let words { others.append((row[0], words)) }
    }
    for (key, words) in others {
      try db.cachedStatement(sql: "UPDATE event_detail SET words = ? WHERE event = ?")
        .execute(arguments: [words, key])
    }
    let insert = try db.makeStatement(
      sql: "INSERT INTO search (rowid, words) SELECT id, words FROM event_words WHERE event = ?"
    )
    for id in try Int64.fetchAll(db, sql: "SELECT id FROM event_words ORDER BY id") {
      try insert.execute(arguments: [SearchText.key(ofRow: id)])
    }
  }

  private static let tables = """
    ALTER TABLE event_detail ADD COLUMN words TEXT;

    \(wordsView(where: "is_listed = 1"))

    CREATE VIRTUAL TABLE search USING fts5 (words, content = '',
      tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', detail = none, columnsize = 0);
    CREATE VIRTUAL TABLE search_term USING fts5vocab (search, instance);
    """

  /// The view that gives the words of the events that a condition holds for.
  static func wordsView(where condition: String) -> String {
    """
    CREATE VIEW event_words (event, id, words) AS
      SELECT event.key,
        (CASE is_all_day WHEN 1 THEN begins + \(SearchText.firstDay)
          ELSE (begins + \(SearchText.firstDay) * 86400) / 86400 END) * \(SearchText.keys)
          + event.key % \(SearchText.keys),
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

  private static let triggers: String = {
    let add = "INSERT INTO search (rowid, words) SELECT id, words FROM event_words WHERE event ="
    let remove = """
      INSERT INTO search (search, rowid, words)
        SELECT 'delete', id, words FROM event_words WHERE event =
      """
    let event = [
      "title", "location", "is_all_day", "begins", "status", "is_deleted", "is_hidden",
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
