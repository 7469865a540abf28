import CalendarCore
import Foundation
import ViewModels

/// Another rule for a series, or another end: what it costs, and what comes of it.
struct RuleChange {
  /// The most occurrences that are named.
  private static let most = 5

  private let cost: RuleCost
  private let patch: EventPatch
  private let event: Event
  private let scope: EditScope?
  private let outline: SeriesOutline?
  private let first: EventTime
  private let clock: WallClock

  /// Finds what a change costs; `nil` for one that leaves the rule of a series.
  ///
  /// - Parameters:
  ///   - patch: The change.
  ///   - event: The occurrence that it is made on, or the master.
  ///   - scope: How much of the series it is for.
  ///   - series: The series; `nil` for an event that is of none.
  ///   - outline: What is known of it.
  ///   - clock: How times are written.
  init?(
    _ patch: EventPatch,
    of event: Event,
    _ scope: EditScope?,
    in series: SeriesEditor?,
    _ outline: SeriesOutline?,
    _ clock: WallClock
  ) {
    guard let series, let cost = RuleCost(patch, on: event, scope, in: series) else { return nil }
    (self.cost, self.patch, self.event) = (cost, patch, event)
    (self.scope, self.outline, self.clock) = (scope, outline, clock)
    first = scope == .following ? patch.time ?? event.time : series.master.time
  }

  /// Asks before occurrences are lost that were changed on their own.
  ///
  /// - Parameters:
  ///   - isAllowed: Whether the user has said that they may be.
  ///   - now: The time.
  /// - Throws: ``CommandError`` where they are not to be lost, or nobody can be asked.
  func admit(losing isAllowed: Bool, today now: Date) throws(CommandError) {
    guard !cost.lost.isEmpty, !isAllowed else { return }
    let count = cost.lost.count
    let today = Day(now, in: clock.zone)
    let named = cost.lost.prefix(Self.most).map { occurrence in
      "\(quoted(occurrence.title)) on "
        + TimeText.short(occurrence.time.days(in: clock.zone).lowerBound, today: today)
    }
    let rest = count > Self.most ? " and \(count - Self.most) more" : ""
    let reason =
      (cost.isSingle
        ? "Without a rule " : "The new rule does not give ")
      + (count == 1 ? "an occurrence that was" : "\(count) occurrences that were")
      + " changed on " + (count == 1 ? "its" : "their") + " own"
      + (cost.isSingle ? (count == 1 ? " is lost" : " are lost") : "")
      + ": \(named.joined(separator: ", "))\(rest)."
    guard TerminalQuestion.canAsk else {
      throw CommandError(
        .badInput,
        "\(reason) Nothing is changed. Add --drop-changed to delete \(count == 1 ? "it" : "them")."
      )
    }
    Console.say(reason)
    let answer = TerminalQuestion.line("Delete \(count == 1 ? "it" : "them") (yes, no)")
    guard ["y", "yes"].contains(answer?.lowercased()) else {
      throw CommandError(.badInput, "Cancelled. Nothing was saved.")
    }
  }

  /// What is said of the series once it is saved, behind its title.
  var words: String {
    guard !cost.isSingle else { return single }
    let rule = patch.recurrence?.words(from: first, zone: clock.zone) ?? ""
    return ": \(rule)"
  }

  /// What is left of a series that repeats no more.
  private var single: String {
    let day = (patch.time ?? event.time).days(in: clock.zone).lowerBound
    guard let outline else { return " as one event on \(day)" }
    let isSplit = scope == .following && outline.number != 1
    let count = (isSplit ? outline.following : outline.count).map { $0 - 1 }
    let others = isSplit ? "after it" : "of the series"
    switch count {
    case nil: return " as one event on \(day); all others \(others) are deleted"
    case 0?: return " as one event on \(day)"
    case let count?:
      let own = (outline.number ?? 1) <= outline.past ? 1 : 0
      let past = isSplit ? 0 : min(outline.past - own, count)
      return " as one event on \(day); \(count) \(count == 1 ? "other" : "others") \(others) "
        + "\(count == 1 ? "is" : "are") deleted" + (past > 0 ? ", \(past) of them past" : "")
    }
  }
}
