import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// A column of the tables of events, with how its value is written and read.
///
/// What takes several columns or needs more than the event is in `EventWriter`: the time, the keys of
/// ranges, what is said of the meeting in lists, the words of the index.
struct EventColumn: Sendable {
  /// Its name in SQL.
  let name: String
  /// The value for an event.
  let value: @Sendable (Event) throws -> ColumnValue
  /// Reads it from a place of a row into an event.
  let read: @Sendable (Row, Int, inout Event) throws -> Void

  /// The columns of `event`.
  static let listed = [
    EventColumn("remote_id", raw: \.remoteID),
    EventColumn("title", \.title),
    EventColumn("location", \.location),
    EventColumn("status", \.status, else: .confirmed),
    EventColumn("is_read_only", \.isReadOnly),
    EventColumn(
      "series_part",
      value: { .integer(SeriesPart($0).rawValue) },
      read: { row, index, event in
        event.isException = SeriesPart(rawValue: row[index]) == .exception
      }
    ),
  ]

  /// The columns of `event_detail`.
  static let detail = [
    EventColumn("description", \.description),
    EventColumn("own_description", \.ownDescription),
    EventColumn("visibility", \.visibility, else: .standard),
    EventColumn("is_busy", \.isBusy),
    EventColumn("participants", json: \.participants, empty: ([], "[]"), text: StoredJSON.text),
    EventColumn(
      "organizer",
      json: \.organizer,
      empty: (nil, nil),
      text: { $0.map(StoredJSON.text) }
    ),
    EventColumn("conferencing", json: \.conferencing, empty: (.none, nil)),
    EventColumn("conferencing_failure", \.conferencingFailure),
    EventColumn("autocreated", json: \.autocreated, empty: (nil, nil)),
    EventColumn(
      "master_id",
      value: { ColumnValue($0.masterID?.rawValue) },
      // Files of earlier versions have nothing else of an occurrence.
      read: { row, index, event in
        event.occurrence = (row[index] as String?).map {
          OccurrenceKey(series: .remote(RemoteEventID($0)), originalStart: event.time.startKey)
        }
      }
    ),
    EventColumn(
      "updated_at",
      value: { ColumnValue($0.updatedAt.map(EventSpan.seconds)) },
      read: { row, index, event in
        event.updatedAt = (row[index] as Int64?).map { Date(timeIntervalSince1970: Double($0)) }
      }
    ),
    EventColumn("end_zone", \.endZone),
    EventColumn("meeting", json: \.meeting, empty: (nil, nil)),
    EventColumn("version", \.version),
    EventColumn("kind", raw: \.kind),
    EventColumn(
      "reminders",
      json: \.reminders,
      empty: (.standard, nil),
      text: StoredJSON.text
    ),
    EventColumn("recurrence", json: \.recurrence, empty: (nil, nil)),
    EventColumn(
      "occurrence",
      value: { ColumnValue(try $0.occurrence.map { try StoredJSON.text($0) }) },
      read: { row, index, event in
        guard let text: String = row[index] else { return }
        event.occurrence = try StoredJSON.value(text, as: OccurrenceKey.self)
      }
    ),
  ]

  /// The columns that came later, in their order, each with the migration that adds it; a released one
  /// is never changed.
  static let added: [(migration: String, sql: String)] = [
    (
      "2026-11 kinds of events",
      "ALTER TABLE event_detail ADD COLUMN kind TEXT CHECK (kind <> '');"
    ),
    (
      "2026-11 reminders",
      "ALTER TABLE event_detail ADD COLUMN reminders TEXT CHECK (reminders IS NULL OR json_valid(reminders));"
    ),
  ]

  /// The names of columns, as a list in SQL.
  static func names(_ columns: [EventColumn]) -> String {
    columns.map(\.name).joined(separator: ", ")
  }

  /// The names with a mark for the value of each, for an `UPDATE`.
  static func marked(_ columns: [EventColumn]) -> String {
    columns.map { "\($0.name) = ?" }.joined(separator: ", ")
  }

  /// As many marks as there are columns.
  static func marks(_ count: Int) -> String {
    Array(repeating: "?", count: count).joined(separator: ", ")
  }
}

extension EventColumn {
  /// A way to a value in an event.
  typealias Path<Value> = any WritableKeyPath<Event, Value> & Sendable

  private init(
    _ name: String,
    value: @escaping @Sendable (Event) throws -> ColumnValue,
    read: @escaping @Sendable (Row, Int, inout Event) throws -> Void
  ) {
    (self.name, self.value, self.read) = (name, value, read)
  }

  /// A text.
  private init(_ name: String, _ path: Path<String>) {
    self.init(name, value: { .text($0[keyPath: path]) }, read: { $2[keyPath: path] = $0[$1] })
  }

  /// A text that may be missing.
  private init(_ name: String, _ path: Path<String?>) {
    self.init(
      name,
      value: { ColumnValue($0[keyPath: path]) },
      read: { $2[keyPath: path] = $0[$1] }
    )
  }

  /// Whether something is so.
  private init(_ name: String, _ path: Path<Bool>) {
    self.init(
      name,
      value: { ColumnValue($0[keyPath: path]) },
      read: { $2[keyPath: path] = $0[$1] }
    )
  }

  /// A word of a set, with what stands for a word that is not known.
  private init<Word: RawRepresentable<String> & Sendable>(
    _ name: String,
    _ path: Path<Word>,
    else standard: Word
  ) {
    self.init(
      name,
      value: { .text($0[keyPath: path].rawValue) },
      read: { $2[keyPath: path] = Word(rawValue: $0[$1]) ?? standard }
    )
  }

  /// An identifier or word that may be missing.
  private init<Word: RawRepresentable<String> & Sendable>(_ name: String, raw path: Path<Word?>) {
    self.init(
      name,
      value: { ColumnValue($0[keyPath: path]?.rawValue) },
      read: { $2[keyPath: path] = ($0[$1] as String?).flatMap { Word(rawValue: $0) } }
    )
  }

  /// A value that is kept as JSON, with what stands for the usual one.
  private init<Shape: Codable & Equatable & Sendable>(
    _ name: String,
    json path: Path<Shape>,
    empty: (value: Shape, text: String?),
    text: @escaping @Sendable (Shape) throws -> String? = { try StoredJSON.text($0) }
  ) {
    self.init(
      name,
      value: { event in
        let value = event[keyPath: path]
        return ColumnValue(value == empty.value ? empty.text : try text(value))
      },
      read: { row, index, event in
        let text: String? = row[index]
        event[keyPath: path] =
          try text.flatMap { $0 == empty.text ? nil : try StoredJSON.value($0, as: Shape.self) }
          ?? empty.value
      }
    )
  }
}
