import CalendarCore
import Foundation
import LocalCache
import ViewModels

/// A series that the beginning of its id names, and with it all of its occurrences.
struct NamedSeries {
  /// The master.
  let master: Event
  private let editor: SeriesEditor
  private let session: Session

  /// Finds the series that events belong to; there is none where they are not all of one.
  ///
  /// - Parameters:
  ///   - events: What a text names: occurrences and their master.
  ///   - session: Where they are.
  /// - Throws: ``CacheError``.
  init?(of events: [Event], in session: Session) throws {
    let series = Set(
      events.map { $0.occurrence?.series ?? OccurrenceKey.Series.event($0.id) }
    )
    guard series.count == 1, let first = events.first,
      let editor = try session.cache.series.series(of: first.id)
    else { return nil }
    (self.editor, self.session) = (editor, session)
    master = editor.master
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
    let words = master.recurrence?.words(from: master.time, zone: zone) ?? ""
    let count = SeriesOutline(editor, of: master, now: now).count
    let size = count.map { " of \($0) occurrence\($0 == 1 ? "" : "s")" } ?? ""
    var message = "\"\(text)\" is the series \(quoted(master.title))\(size): \(words)."
    if let one = try session.cache.series.occurrence(of: master.id, after: now) {
      let day = TimeText.short(one.time.days(in: zone).lowerBound, today: Day(now, in: zone))
      message += " Name one of them, like \(try session.cache.shortName(of: one)) (\(day));"
    }
    message +=
      takesScope
      ? " for all of them add --scope all."
      : " all of them are \(try session.cache.name(of: master))."
    return CommandError(.badInput, message)
  }
}
