import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// A cell of the table of calendars, providers and operations.
struct EightyCase: Hashable, Sendable, CustomTestStringConvertible {
  /// Whose link it is about: one of the three that can be asked for, or one given by hand.
  enum Link: String, CaseIterable, Sendable {
    case meet, zoom, teams, manual

    /// The provider that can be asked for it.
    var provider: AutocreateProvider? { AutocreateProvider(keyword: rawValue) }

    /// What it is changed to.
    var next: Link {
      switch self {
      case .meet: .zoom
      case .zoom: .teams
      case .teams: .manual
      case .manual: .meet
      }
    }
  }

  /// What is done.
  enum Operation: String, CaseIterable, Sendable { case add, time, change, strip, delete }

  let service: ServiceKind
  let link: Link
  let operation: Operation

  static let all = ServiceKind.allCases.flatMap { service in
    Link.allCases.flatMap { link in
      Operation.allCases.map { EightyCase(service: service, link: link, operation: $0) }
    }
  }

  var testDescription: String { "\(service) \(link) \(operation)" }

  /// The link that the event has before; `nil` for none.
  var before: Link? { operation == .add ? nil : link }

  /// The link that the event has after; `nil` for none.
  var after: Link? {
    switch operation {
    case .add, .time: link
    case .change: link.next
    case .strip, .delete: nil
    }
  }

  /// The providers of the meetings that live after it: exactly these.
  var living: [String] { (after?.provider).map { [$0.rawValue] } ?? [] }

  /// The link that the calendar's own service makes.
  var own: Link? {
    switch service {
    case .google, .nylas: .meet
    case .microsoft: .teams
    default: nil
    }
  }

  /// The most requests that it may cost, looks for a link that is not there yet aside.
  var mostRequests: Int {
    /// What it costs at a host of Convene's own to have a link made, moved or deleted.
    func atHost(_ link: Link?) -> Int {
      service == .nylas || link == own || link?.provider == nil ? 0 : 1
    }
    let isLocal = service == .local
    // Nylas has no versions: it is asked what the event is like, save for a link on a fresh one.
    let event = isLocal ? 0 : service == .nylas ? 2 : 1
    return switch operation {
    case .add: service == .nylas ? 1 : event + atHost(link)
    case .time, .strip, .delete: event + atHost(link)
    case .change: event + atHost(link) + atHost(link.next)
    }
  }
}
