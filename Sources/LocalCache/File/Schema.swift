import GRDB

/// The form of the file, as a list of migrations; a released one is never changed, nor any constant that
/// it is put together from.
///
/// What they do is told by subject: ``EventSchema``, ``OutboxSchema``, ``MeetingSchema``, ``SearchSchema``,
/// ``SeriesSchema``, ``ReadingSchema`` and ``TextSchema``.
enum Schema {
  /// All migrations, in the order in which a new file goes through them.
  ///
  /// A column that is added to ``EventColumn/added`` comes before ``later`` in a new file and after it in a
  /// file that has gone through that: neither may need the other.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    let columns = EventColumn.added.map { column in Migration(column.migration, column.sql) }
    for migration in first + columns + later {
      migrator.registerMigration(migration.name, migrate: migration.run)
    }
    return migrator
  }

  private struct Migration: Sendable {
    let name: String
    let run: @Sendable (Database) throws -> Void

    /// One that is statements alone, which are put together only when they are needed.
    init(_ name: String, _ sql: @autoclosure @escaping @Sendable () -> String) {
      self.init(name, run: { try $0.execute(sql: sql()) })
    }

    init(_ name: String, run: @escaping @Sendable (Database) throws -> Void) {
      (self.name, self.run) = (name, run)
    }
  }

  /// What came before the columns of ``EventColumn/added``; nothing is added here.
  private static let first = [
    Migration("2026-11 events and outbox", EventSchema.first),
    Migration("2026-11 meetings made here", MeetingSchema.madeHere),
    Migration("2026-11 undo", OutboxSchema.journal),
    Migration("2026-11 plans and conflicts", OutboxSchema.plans),
    Migration("2026-11 readings", ReadingSchema.reading),
    Migration("2026-11 search", run: SearchSchema.addSearch),
    Migration("2026-11 requests under way", OutboxSchema.underWay),
    Migration("2026-11 end zones", EventSchema.endZone),
    Migration("2026-11 meetings at hosts", MeetingSchema.meetings),
    Migration("2026-11 waiting meetings", MeetingSchema.meetingTasks),
  ]

  /// What came after them; a new migration goes to the end.
  private static let later = [
    Migration("2026-11 groups of edits", OutboxSchema.batches),
    Migration("2026-11 series", run: SeriesSchema.addSeries),
    Migration("2026-11 hidden calendars", EventSchema.hiddenCalendars),
    Migration("2026-11 texts of imported events", TextSchema.texts),
    Migration("2026-11 own responses", EventSchema.responses),
    Migration("2026-11 search by field", run: SearchSchema.addSearchByField),
    Migration("2026-11 masters of series at services", SeriesSchema.masters),
    Migration("2026-11 previews of series", SeriesSchema.previews),
    Migration("2026-11 made meetings", run: MeetingSchema.addMadeMeetings),
    Migration("2026-11 phrases in the index", run: SearchSchema.addPhrases),
    Migration("2026-11 former texts of resources", TextSchema.formerTexts),
    Migration("2026-11 revisions of series masters", SeriesSchema.masterRevisions),
    Migration("2026-11 former names", ReadingSchema.formerNames),
    Migration("2026-11 unreadable events", ReadingSchema.unreadable),
    Migration("2026-11 settings of meetings", MeetingSchema.meetingSettings),
    Migration("2026-11 hosts chosen last", MeetingSchema.chosenHosts),
    Migration("2026-11 chosen links", MeetingSchema.linkChoices),
    Migration("2026-11 stretches of unreadable events", ReadingSchema.unreadableStretches),
    Migration("2026-11 links of services", MeetingSchema.askedLinks),
    Migration("2026-11 followed stretches", ReadingSchema.followedStretches),
    Migration("2026-11 owners of links of services", run: MeetingSchema.addLinkOwners),
    Migration("2026-11 unfinished readings", ReadingSchema.unfinishedReadings),
    Migration("2026-11 adopted meetings", MeetingSchema.adoptedMeetings),
    Migration("2026-11 ends in the index of starts", EventSchema.endsOfStarts),
  ]
}
