import CalendarCore
import ConferencingCore

/// Says what becomes of a meeting when its link or its event goes: nothing is promised that is not known.
struct MeetingEnd {
  /// Where it comes from; `nil` of one that is not there yet, or about which nothing is to be said.
  private let origin: MeetingOrigin?
  /// Whether the user is told what becomes of it when its event is deleted.
  private let isConcern: Bool
  /// Whether other occurrences may have it too: then it ends with the last of them.
  let isShared: Bool

  /// Makes the words for the meeting of an event.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - directory: What is known of its account.
  ///   - isOfSeries: Whether all occurrences of its series lose it, and not only this one.
  init(of event: Event, in directory: Directory, isOfSeries: Bool = false) {
    let origin = MeetingOrigin(of: event, in: directory)
    let isOwn = EventOrganizer(of: event, in: directory).isOwn
    // What the service of another user made ends with the event of that user alone.
    self.origin = origin == .event && !isOwn ? nil : origin
    isShared = event.occurrence != nil && !isOfSeries
    isConcern = (isOwn || origin == .convene) && event.account != .local
  }

  /// Whether the meeting ends with its link, for all that is known.
  var goes: Bool { !isShared && (origin == .convene || origin == .event) }

  /// Whether the meeting stays when its link goes.
  var stays: Bool { origin == .elsewhere }

  /// Whether the meeting stays when its event is deleted, and the user is told.
  var staysWithoutEvent: Bool { stays && isConcern }

  /// How a link is called: without the provider where that is not known.
  ///
  /// - Parameter provider: The provider's name.
  /// - Returns: `Zoom Meeting link`.
  static func link(_ provider: String) -> String {
    provider == ConferencingProvider.unknown.rawValue ? "link" : "\(provider) link"
  }

  private static let stays = "Its meeting stays at the provider, for Convene did not make it here."

  /// That some meetings stay.
  ///
  /// - Parameter count: How many.
  /// - Returns: A sentence.
  static func staying(_ count: Int) -> String {
    count == 1
      ? "1 meeting stays at the provider, for Convene did not make it here."
      : "\(count) meetings stay at the provider, for Convene did not make them here."
  }

  /// When its link is taken off.
  ///
  /// - Parameter provider: The provider's name.
  /// - Returns: The sentences.
  func stripped(_ provider: String) -> String {
    let link = "The \(Self.link(provider)) goes"
    return switch origin {
    case .convene where isShared, .event where isShared:
      "\(link); its meeting ends when no occurrence has it any more."
    case .convene: "\(link), and the meeting that Convene made is deleted."
    case .event: "\(link), and its meeting with it."
    case .elsewhere: "\(link). \(Self.stays)"
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
    case .convene where isShared, .event where isShared:
      "\(link); its meeting ends when no occurrence has it any more."
    case .convene:
      "\(link), and its meeting is deleted: the old link stops working for everybody who has it."
    case .event: "\(link): the old link stops working for everybody who has it."
    case .elsewhere: "\(link). \(Self.stays)"
    case nil: "\(link)."
    }
  }

  /// When its event is deleted; `nil` for nothing.
  var deleted: String? {
    switch isConcern ? origin : nil {
    case .convene where isShared, .event where isShared:
      "Its meeting ends when no occurrence has it any more."
    case .convene: "Its meeting is deleted too."
    case .event: "Its meeting goes with it."
    case .elsewhere: Self.stays
    case nil: nil
    }
  }
}
