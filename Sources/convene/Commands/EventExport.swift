import CalendarCore
import CalendarFiles
import Foundation
import LocalCache

/// Writes events as a calendar file, for the command and the screen.
struct EventExport {
  /// Events, and what else their files hold.
  typealias Found = (events: [KeptEvent], others: [FileText])

  let session: Session

  /// Events with their texts; of each occurrence its whole series.
  ///
  /// - Throws: ``CacheError``.
  func events(_ named: [Event]) throws(CacheError) -> Found {
    var found: Found = ([], [])
    for (_, group) in Dictionary(grouping: named, by: { "\($0.account)/\($0.calendar)" })
      .sorted(by: { $0.key < $1.key })
    {
      guard let first = group.first else { continue }
      let part = try session.cache.exports.exported(
        calendar: first.calendar,
        account: first.account,
        only: Set(group.map(\.id))
      )
      found.events += part.events
      found.others += part.others
    }
    return found
  }

  /// The bytes of the file.
  ///
  /// - Parameters:
  ///   - found: The events.
  ///   - isWhole: Whether they are all events of a calendar.
  /// - Returns: The bytes.
  /// - Throws: ``CommandError`` when there are no events.
  func bytes(_ found: Found, isWhole: Bool) throws(CommandError) -> [UInt8] {
    guard !found.events.isEmpty else {
      throw CommandError(.notFound, "There are no events to export.")
    }
    return CalendarFileWriter(found.events, others: found.others, now: session.environment.now())
      .bytes(isWhole: isWhole)
  }

  /// Writes the file.
  ///
  /// - Throws: ``CommandError`` when there are no events, or the file cannot be written.
  func write(
    _ found: Found,
    isWhole: Bool,
    to path: String,
    replaces: Bool
  ) throws(CommandError) {
    try ExportedFile(path: path, replaces: replaces).write(bytes(found, isWhole: isWhole))
  }
}
