import CalendarCore
import ConferencingCore

/// Says what becomes of a meeting when its link or its event goes: nothing is promised that is not known.
struct MeetingEnd {
  private let origin: MeetingOrigin?

  /// Makes the words for a meeting.
  ///
  /// - Parameter origin: Where it comes from; `nil` of one that is not there yet, or about which nothing is
  ///   to be said.
  init(_ origin: MeetingOrigin?) { self.origin = origin }

  /// How a link is called: without the provider where that is not known.
  ///
  /// - Parameter provider: The provider's name.
  /// - Returns: `Zoom Meeting link`.
  static func link(_ provider: String) -> String {
    provider == ConferencingProvider.unknown.rawValue ? "link" : "\(provider) link"
  }

  private static let stays = "Its meeting stays at the provider, for Convene did not make it here."

  /// When its link is taken off.
  ///
  /// - Parameter provider: The provider's name.
  /// - Returns: The sentences.
  func stripped(_ provider: String) -> String {
    let link = "The \(Self.link(provider)) goes"
    return switch origin {
    case .convene: "\(link), and the meeting that Convene made is deleted."
    case .event: "\(link), and its meeting with it."
    case .others: "\(link). \(Self.stays)"
    case nil: "\(link)."
    }
  }

  /// When another link takes the place of its link.
  ///
  /// - Parameter provider: The provider's name.
  /// - Returns: The sentences.
  func replaced(_ provider: String) -> String {
    let link = "The event has a \(Self.link(provider)) already. It will be replaced"
    return switch origin {
    case .convene:
      "\(link), and its meeting is deleted: the old link stops working for everybody who has it."
    case .event: "\(link): the old link stops working for everybody who has it."
    case .others: "\(link). \(Self.stays)"
    case nil: "\(link)."
    }
  }

  /// When its event is deleted; `nil` for nothing.
  var deleted: String? {
    switch origin {
    case .convene: "Its meeting is deleted too."
    case .event: "Its meeting goes with it."
    case .others: Self.stays
    case nil: nil
    }
  }
}
