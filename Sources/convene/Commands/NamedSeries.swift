import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import ViewModels

/// A series that its id names, or the beginning of its id, and with it all of its occurrences.
struct NamedSeries {
  /// The next occurrence, by which all of the series is edited: where its service delivers
  /// occurrences, the master is no event.
  let occurrence: Event
  /// Whether the whole id was typed, as JSON has it.
  let isWhole: Bool
  private let session: Session

  /// Finds the series whose id at a service that delivers occurrences a text is.
  ///
  /// - Parameters:
  ///   - text: The id, perhaps with the account or the calendar before it.
  ///   - session: Where it is.
  /// - Throws: ``CommandError`` where calendars have series of this id.
  init?(named text: String, in session: Session) throws {
    let named = try session.cache.series.named(text)
    if named.isEmpty { return nil }
    guard named.count == 1 else {
      let names = try named.compactMap(session.cache.event).compactMap { event in
        event.masterID.map { "\(event.account)/\(event.calendar)/\($0)" }
      }
      throw CommandError(
        .badInput,
        "\"\(text)\" is a series in \(named.count) calendars. Write one of "
          + "\(names.joined(separator: ", "))."
      )
    }
    try self.init(of: named[0], isWhole: true, in: session)
  }

  /// Finds the series that events belong to; there is none where other events have such ids too.
  ///
  /// - Parameters:
  ///   - events: What the text names, the first ones of them.
  ///   - text: The beginning of their ids.
  ///   - session: Where they are.
  /// - Throws: ``CacheError``.
  init?(of events: [Event], beginningWith text: String, in session: Session) throws {
    guard let first = events.first, events.allSatisfy({ $0.id.rawValue.hasPrefix(text) }),
      try session.cache.series.isOnlySeries(beginningWith: text, of: first.id)
    else { return nil }
    try self.init(of: first.id, isWhole: false, in: session)
  }

  private init?(of id: EventID, isWhole: Bool, in session: Session) throws {
    let now = session.environment.now()
    guard let occurrence = try session.cache.series.occurrence(ofSeriesOf: id, after: now) else {
      return nil
    }
    (self.session, self.isWhole, self.occurrence) = (session, isWhole, occurrence)
  }

  /// Why a command does not take the name, with how to name one occurrence, and all of them.
  ///
  /// - Parameters:
  ///   - text: The name as it was typed.
  ///   - takesScope: Whether the command has `--scope`.
  /// - Throws: ``CacheError``.
  /// - Returns: The error.
  func refusal(of text: String, takesScope: Bool) throws -> CommandError {
    let (now, zone) = (session.environment.now(), session.environment.zone)
    var words = ""
    // The master is read after the occurrences.
    if let editor = try session.cache.series.series(of: occurrence.id) {
      let master = editor.master
      let count = SeriesOutline(editor, of: master, now: now).count
      words = count.map { " of \($0) occurrence\($0 == 1 ? "" : "s")" } ?? ""
      words += master.recurrence.map { ": \($0.words(from: master.time, zone: zone))" } ?? ""
    }
    let day = TimeText.short(occurrence.time.days(in: zone).lowerBound, today: Day(now, in: zone))
    let name = try session.cache.shortName(of: occurrence)
    return CommandError(
      .badInput,
      "\"\(text)\" is the series \(quoted(occurrence.title))\(words). Name one of them, like "
        + "\(name) (\(day))" + (takesScope ? "; for all of them add --scope all." : ".")
    )
  }
}
