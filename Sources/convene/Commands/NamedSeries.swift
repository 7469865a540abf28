import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import ViewModels

/// A series that the beginning of its id names, and with it all of its occurrences.
struct NamedSeries {
  /// The next occurrence, by which all of the series is edited: where its service delivers
  /// occurrences, the master is no event.
  let occurrence: Event
  private let editor: SeriesEditor
  private let session: Session

  /// Finds the series that events belong to; there is none where other events have such ids too.
  ///
  /// - Parameters:
  ///   - events: What the text names, the first ones of them.
  ///   - text: The beginning of their ids.
  ///   - session: Where they are.
  /// - Throws: ``CacheError``.
  init?(of events: [Event], named text: String, in session: Session) throws {
    let cache = session.cache.series
    guard let first = events.first, events.allSatisfy({ $0.id.rawValue.hasPrefix(text) }),
      try cache.isOnlySeries(beginningWith: text, of: first.id),
      let editor = try cache.series(of: first.id),
      let occurrence = try cache.occurrence(ofSeriesOf: first.id, after: session.environment.now())
    else { return nil }
    (self.editor, self.session, self.occurrence) = (editor, session, occurrence)
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
    let master = editor.master
    let words = master.recurrence?.words(from: master.time, zone: zone) ?? ""
    let count = SeriesOutline(editor, of: master, now: now).count
    let size = count.map { " of \($0) occurrence\($0 == 1 ? "" : "s")" } ?? ""
    let day = TimeText.short(occurrence.time.days(in: zone).lowerBound, today: Day(now, in: zone))
    let name = try session.cache.shortName(of: occurrence)
    return CommandError(
      .badInput,
      "\"\(text)\" is the series \(quoted(master.title))\(size): \(words). Name one of them, like "
        + "\(name) (\(day))" + (takesScope ? "; for all of them add --scope all." : ".")
    )
  }
}
