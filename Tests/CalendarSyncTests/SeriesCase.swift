import CalendarCore
import Foundation
import Testing

/// A cell of the table of services, scopes and operations on the third of six daily occurrences.
struct SeriesCase: Hashable, Sendable, CustomTestStringConvertible {
  /// What is done.
  enum Operation: String, CaseIterable, Sendable { case text, time, zone, rule, delete, link }

  let service: ServiceKind
  let scope: EditScope
  let operation: Operation

  /// A rule is that of more than one occurrence.
  static let all = [ServiceKind.google, .microsoft, .nylas, .local].flatMap { service in
    EditScope.allCases.flatMap { scope in
      Operation.allCases.filter { scope != .this || $0 != .rule }
        .map { SeriesCase(service: service, scope: scope, operation: $0) }
    }
  }

  var testDescription: String { "\(service) \(scope) \(operation)" }

  /// The occurrences that it is for, of those before it.
  private var reached: Range<Int> {
    switch scope {
    case .this: 2..<3
    case .following: 2..<6
    case .all: 0..<6
    }
  }

  /// An occurrence as it shows.
  struct Shown: Hashable, Sendable, CustomStringConvertible {
    var title = "Daily"
    /// Hours from the first one.
    var hours: Int
    var zone = "Europe/Berlin"
    var hasLink = false

    var description: String { "\(title) +\(hours)h \(zone)\(hasLink ? " link" : "")" }
  }

  /// What is there afterwards, by its start.
  var expected: [Shown] {
    var all = (0..<6).map { Shown(hours: 24 * $0) }
    switch operation {
    case .text: for index in reached { all[index].title = "Other" }
    case .time: for index in reached { all[index].hours += 2 }
    case .zone: for index in reached { all[index].zone = "America/New_York" }
    case .link: for index in reached { all[index].hasLink = true }
    case .delete: all.removeSubrange(reached)
    case .rule:
      all.removeSubrange(reached)
      all += (0..<3).map { Shown(hours: 24 * (reached.lowerBound + 2 * $0)) }
    }
    return all
  }

  /// The link that the service makes by itself; the local calendar makes none.
  var link: EightyCase.Link {
    switch service {
    case .microsoft: .teams
    case .local: .zoom
    default: .meet
    }
  }

  /// Whether it is sent anywhere: of a local calendar only meetings are.
  var isSent: Bool { service != .local || operation == .link }
}
