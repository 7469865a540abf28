/// What another rule, or another end, costs of a series.
package struct RuleCost: Hashable, Sendable {
  /// The occurrences that were changed on their own and that the rule does not give any more.
  package let lost: [Event]
  /// Whether the series is made one event: the occurrence that was edited.
  package let isSingle: Bool

  /// Finds what a change costs; `nil` for one that leaves the rule.
  ///
  /// - Parameters:
  ///   - patch: The change.
  ///   - occurrence: The occurrence that it is made on, or the master.
  ///   - scope: How much of the series it is for; `nil` for all.
  ///   - series: The series.
  package init?(
    _ patch: EventPatch,
    on occurrence: Event,
    _ scope: EditScope?,
    in series: SeriesEditor
  ) {
    guard let rule = patch.recurrence, scope != .this else { return nil }
    let cut = occurrence.occurrence?.originalStart ?? series.master.time.startKey
    let isSplit = scope == .following && !series.isFirst(cut)
    let reached = series.exceptions.filter { !isSplit || $0.seriesStart >= cut }
    isSingle = rule.lines.isEmpty
    guard !isSingle else {
      lost = reached.filter { $0.id != occurrence.id }
      return
    }
    let move = try? SeriesMove(
      series,
      from: cut,
      to: patch.time ?? series.master.time.moved(to: cut),
      rule: rule,
      isWhole: !isSplit
    )
    // A split begins with the occurrence, whatever its day.
    lost = reached.filter { exception in
      guard let move, !(isSplit && exception.id == occurrence.id) else { return false }
      return move.start(of: exception.seriesStart) == nil
    }
  }
}

extension SeriesEditor {
  /// How the series repeats, for another rule or another end.
  ///
  /// - Parameter occurrence: Where it is divided: what is left of its number of times counts from there;
  ///   `nil` for all of it.
  /// - Returns: How it repeats.
  package func repetition(from occurrence: Event?) -> KnownRepetition {
    var lines = lines
    if let start = occurrence?.occurrence?.originalStart, let count = lines.count {
      lines.end(afterCount: max(1, count - self.count(before: start)))
    }
    return KnownRepetition(lines.recurrence, from: master.time)
  }
}
