import CalendarCore
import Foundation

extension EventTime {
  /// The time with a day on both ends: wherever the service thinks that an all-day event lies, it
  /// is in there.
  var vicinity: DateInterval {
    let day: TimeInterval = 86_400
    return switch self {
    case .timed(let start, let end, _):
      DateInterval(start: start - day, end: max(start, end) + day)
    case .allDay(let first, let last):
      DateInterval(
        start: Date(timeIntervalSince1970: Double(first.daysSinceEpoch - 1) * day),
        end: Date(timeIntervalSince1970: Double(max(first, last).daysSinceEpoch + 2) * day)
      )
    }
  }
}
