import ConferencingCore
import CalendarCore
import Foundation
import GRDB

/// What is known of the settings of meetings, one row each.
///
/// Every look-up is by the whole address, which is the table's unique index.
struct MeetingSettingsTable {
  let db: Database

  /// What is known of a meeting's settings; `nil` for nothing.
  func find(_ meeting: MeetingAddress) throws -> KnownSettings? {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT read, read_at, sent, sent_at, problem FROM meeting_settings
          WHERE provider = ? AND host = ? AND meeting = ?
          """
      ),
      arguments: [meeting.provider.rawValue, meeting.host.rawValue, meeting.id]
    )
    guard let row else { return nil }
    return KnownSettings(
      read: try (row[0] as String?).map {
        try StoredJSON.value($0, as: ConferencingSettings.self)
      },
      readAt: (row[1] as Double?).map { Date(timeIntervalSince1970: $0) },
      sent: try StoredJSON.value(row[2], as: ConferencingSettings.self),
      sentAt: (row[3] as Double?).map { Date(timeIntervalSince1970: $0) },
      problem: row[4]
    )
  }

  /// Stores what is known.
  func put(_ known: KnownSettings, of meeting: MeetingAddress) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO meeting_settings
          (provider, host, meeting, read, read_at, sent, sent_at, problem)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (provider, host, meeting) DO UPDATE SET read = excluded.read,
          read_at = excluded.read_at, sent = excluded.sent, sent_at = excluded.sent_at,
          problem = excluded.problem
        """
    )
    .execute(
      arguments: [
        meeting.provider.rawValue, meeting.host.rawValue, meeting.id,
        try known.read.map { try StoredJSON.text($0) }, known.readAt?.timeIntervalSince1970,
        try StoredJSON.text(known.sent), known.sentAt?.timeIntervalSince1970, known.problem,
      ]
    )
  }

  /// Forgets a meeting that is deleted.
  func remove(_ meeting: HostedMeeting) throws {
    try db.cachedStatement(
      sql: "DELETE FROM meeting_settings WHERE provider = ? AND host = ? AND meeting = ?"
    )
    .execute(arguments: [meeting.provider.rawValue, meeting.host.rawValue, meeting.id])
  }
}
