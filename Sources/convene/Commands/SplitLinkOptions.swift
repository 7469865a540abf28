import ArgumentParser
import CalendarCore
import ConferencingCore
import Foundation
import Terminal
import ViewModels

/// The option that says what becomes of the link of a series that is split.
struct SplitLinkOptions: ParsableArguments {
  /// What can be asked for.
  enum Choice: String, ExpressibleByArgument { case same, new }

  @Option(
    help: """
      With --scope following: whether the occurrences from there on keep the meeting link (same) or \
      get one of their own (new).
      """
  )
  var splitLink: Choice?

  /// What becomes of the links, and what is to be said of it.
  ///
  /// - Parameters:
  ///   - event: The occurrence.
  ///   - scope: How much of its series the change is for.
  ///   - patch: The change.
  ///   - context: Where the event stands.
  ///   - outline: What is known of the series.
  /// - Returns: The choice, `nil` where there is none; and words about it.
  /// - Throws: ``CommandError`` when what is asked for is not possible.
  func choice(
    for event: Event,
    _ scope: EditScope?,
    _ patch: EventPatch,
    in context: ConferencingContext,
    outline: SeriesOutline?
  ) throws(CommandError) -> (link: SplitLink?, words: String?) {
    let isFirst = outline?.number == 1
    let (link, words) = try choice(for: event, scope, patch, in: context, isFirst: isFirst)
    let count = scope == .following && !isFirst ? outline?.laterMeetings ?? 0 : 0
    guard count > 0 else { return (link, words) }
    let replaced =
      count == 1
      ? "1 occurrence has a link of its own, which is replaced by a new one."
      : "\(count) occurrences have links of their own, which are replaced by new ones."
    return (link, [words, replaced].compactMap(\.self).joined(separator: " "))
  }

  /// What becomes of the link of the series, and what is to be said of that alone.
  ///
  /// - Parameters:
  ///   - event: The occurrence.
  ///   - scope: How much of its series the change is for.
  ///   - patch: The change.
  ///   - context: Where the event stands.
  ///   - isFirst: Whether it is known to be the first occurrence, so that nothing is split.
  /// - Returns: The choice, `nil` where there is none; and words about it.
  /// - Throws: ``CommandError`` when what is asked for is not possible.
  func choice(
    for event: Event,
    _ scope: EditScope?,
    _ patch: EventPatch,
    in context: ConferencingContext,
    isFirst: Bool
  ) throws(CommandError) -> (link: SplitLink?, words: String?) {
    guard scope == .following, case .keep = patch.conferencing else {
      guard splitLink != nil else { return (nil, nil) }
      throw CommandError(
        .badInput,
        scope == .following
          ? "The change names the link already. Leave --split-link out."
          : "--split-link is for a series that is split. Write --scope following, or leave it out."
      )
    }
    let choices = SplitLink.choices(for: event, in: context)
    guard !isFirst, let standard = choices.first else {
      guard splitLink == .new else { return (nil, nil) }
      throw CommandError(
        .badInput,
        isFirst
          ? "\(quoted(event.title)) begins with this occurrence, so nothing is split. Leave "
            + "--split-link out, or write --create for another link."
          : "\(quoted(event.title)) has no meeting link that could be replaced. Leave --split-link "
            + "out, or write --create for a link."
      )
    }
    let name = event.conferencing.provider.flatMap { $0 == .unknown ? nil : "\($0) " } ?? ""
    switch splitLink {
    case nil where choices.count < 2: return (nil, nil)
    case nil where standard == .same:
      let isOfService = event.autocreated != nil && event.meeting == nil
      let end = isOfService ? ", which ends when the earlier ones are deleted" : ""
      return (
        nil,
        "The occurrences from here on keep the \(name)link\(end). --split-link new gives them one of "
          + "their own."
      )
    case nil:
      return (
        nil,
        "The occurrences from here on get a new \(name)link. --split-link same keeps the old one."
      )
    case .same: return (.same, nil)
    case .new:
      guard let new = choices.first(where: { $0 != .same }) else {
        throw CommandError(
          .notAllowed,
          "No new \(name)link can be created in this calendar: "
            + SplitLink.obstacle(for: event, in: context)
            + " Leave --split-link out to keep the link, or write --create or --link for another one."
        )
      }
      return (new, nil)
    }
  }
}
