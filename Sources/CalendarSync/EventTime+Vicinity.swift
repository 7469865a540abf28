import ConferencingCore
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

extension Event {
  /// Whether the service has begun to create a meeting, or has created one, that an earlier state
  /// of the event did not have.
  func shows(_ wanted: Autocreate, notYetIn earlier: Event?) -> Bool {
    switch (conferencing, earlier?.conferencing) {
    case (.autocreate(let now), .autocreate(let before)) where now.provider == before.provider:
      // Asked for again after a failure: the same words, so the time of the change tells.
      now.provider == wanted.provider && updatedAt != earlier?.updatedAt
    case (.autocreate(let now), _): now.provider == wanted.provider
    case (.details(let now), .details(let before)):
      now.provider == wanted.provider.conferencingProvider && now.url != before.url
    case (.details(let now), _): now.provider == wanted.provider.conferencingProvider
    case (.none, _): false
    }
  }
}
