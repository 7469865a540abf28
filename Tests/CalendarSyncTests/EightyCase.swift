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

  /// The links whose meetings must be made for it.
  var made: [Link] { [before, after].compactMap(\.self).filter { $0.provider != nil } }
}
