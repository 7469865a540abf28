import CalendarCore
import Foundation

extension Recurrence {
  /// The lines as Google and Nylas take them for a series that begins at a time: the end of a timed
  /// series is an instant.
  ///
  /// Source: RFC 5545, section 3.3.10, UNTIL; googleapis.dart #223.
  func lines(of time: EventTime) -> [String] {
    guard case .timed(_, _, let name) = time else { return lines }
    let zone = name.flatMap { TimeZone(identifier: $0) } ?? .gmt
    return lines.map { line in
      guard line.uppercased().hasPrefix("RRULE"),
        let match = line.firstMatch(of: #/(?i)UNTIL=(\d{4})(\d{2})(\d{2})(?:T(\d{6}))?(?=;|$)/#),
        let day = Day("\(match.1)-\(match.2)-\(match.3)")
      else { return line }
      let clock = match.4.flatMap { Int($0) }
        .map { $0 / 10_000 * 3_600 + $0 / 100 % 100 * 60 + $0 % 100 }
      let end = day.time(secondsFromMidnight: clock ?? 86_399, in: zone)
      return line.replacingCharacters(
        in: match.range,
        with: "UNTIL=\(OccurrenceKey.Start.moment(end))"
      )
    }
  }
}
