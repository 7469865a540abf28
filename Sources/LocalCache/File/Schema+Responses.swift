import CalendarCore

extension Schema {
  /// What an account's owner has answered, as a column of what lists show, and whether an event is
  /// private.
  ///
  /// `account.own_address` is the address of the account's own grant in small letters: see
  /// `Directory.ownGrant(of:)`. `EventWriter` writes the response by it; when the address becomes known
  /// or another, the responses are computed again here.
  static let responses: String = {
    let copied = [
      "title", "location", "status", "is_read_only", "provider", "conferencing_state",
      "is_waiting", "refusal", "has_conflict", "response", "is_private",
    ]
    func address(_ row: String) -> String {
      """
      (SELECT lower(json_extract(value, '$.email')) FROM json_each(\(row)grants)
        WHERE json_extract(value, '$.id') = \(row)grant_id
          OR json_extract(value, '$.email') = \(row)grant_id LIMIT 1)
      """
    }
    func response(_ address: String) -> String {
      """
      (SELECT json_extract(value, '$.response')
        FROM event_detail CROSS JOIN json_each(event_detail.participants)
        WHERE event_detail.event = event.key AND lower(json_extract(value, '$.email')) = \(address)
          AND lower(json_extract(organizer, '$.email')) IS NOT \(address) LIMIT 1)
      """
    }
    return """
      ALTER TABLE account ADD COLUMN own_address TEXT;
      ALTER TABLE event ADD COLUMN response TEXT
        CHECK (response IN ('yes', 'no', 'maybe', 'noreply'));
      ALTER TABLE event ADD COLUMN is_private INTEGER NOT NULL DEFAULT 0;

      UPDATE account SET own_address = \(address(""));
      UPDATE event SET is_private = 1 WHERE key IN (
        SELECT event FROM event_detail WHERE visibility = 'private');
      UPDATE event SET response = (
        SELECT \(response("account.own_address")) FROM calendar JOIN account ON account.key = calendar.account
        WHERE calendar.key = event.calendar AND account.own_address IS NOT NULL)
      WHERE key IN (SELECT event FROM event_detail WHERE participants <> '[]');

      -- Few invitations wait for an answer.
      CREATE INDEX event_unanswered ON event (start_key)
        WHERE is_listed = 1 AND response = 'noreply';

      DROP TRIGGER series_changes;
      CREATE TRIGGER series_changes AFTER UPDATE OF \(copied.joined(separator: ", ")) ON event
        WHEN new.series_part = \(SeriesPart.master.rawValue)
      BEGIN
        UPDATE event SET \(copied.map { "\($0) = new.\($0)" }.joined(separator: ", "))
        WHERE series = new.key AND series_part = \(SeriesPart.expanded.rawValue);
      END;
      UPDATE event SET (response, is_private) = (
        SELECT master.response, master.is_private FROM event AS master
        WHERE master.key = event.series)
      WHERE series_part = \(SeriesPart.expanded.rawValue);

      CREATE TRIGGER account_appears AFTER INSERT ON account
      BEGIN UPDATE account SET own_address = \(address("new.")) WHERE key = new.key; END;
      CREATE TRIGGER account_address AFTER UPDATE OF grants, grant_id ON account
        WHEN old.own_address IS NOT \(address("new."))
      BEGIN UPDATE account SET own_address = \(address("new.")) WHERE key = new.key; END;
      CREATE TRIGGER account_responses AFTER UPDATE OF own_address ON account
        WHEN old.own_address IS NOT new.own_address
      BEGIN
        UPDATE event SET response = \(response("new.own_address"))
        WHERE calendar IN (SELECT key FROM calendar WHERE account = new.key)
          AND key IN (SELECT event FROM event_detail WHERE participants <> '[]');
      END;
      """
  }()
}
