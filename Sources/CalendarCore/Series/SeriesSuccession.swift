/// Which start each occurrence has once its series is moved or split.
package struct SeriesSuccession: Sendable {
  private let first: OccurrenceKey.Start?
  private let shift: WallShift?

  /// Prepares an edit of a series; `nil` for one that leaves no occurrences.
  ///
  /// - Parameters:
  ///   - edit: The edit.
  ///   - occurrence: The occurrence that it was made on, as it was.
  package init?(_ edit: EventEdit, of occurrence: Event) {
    guard edit.isOfSeries, case .update(let patch) = edit.change,
      let start = occurrence.occurrence?.originalStart
    else { return nil }
    // What takes an edit back is for all that it changed.
    first = edit.scope == .following && edit.reversal == nil ? start : nil
    shift = patch.time.map { WallShift(from: start, in: occurrence.time.zone, to: $0) }
  }

  /// Prepares what somebody else has done to a series at its service; `nil` where its master starts when
  /// it did.
  ///
  /// - Parameters:
  ///   - master: The master as it was.
  ///   - moved: The master as it is.
  package init?(from master: Event, to moved: Event) {
    let start = master.time.startKey
    guard start != moved.time.startKey else { return nil }
    first = nil
    shift = WallShift(from: start, in: master.time.zone, to: moved.time)
  }

  /// The original start that an occurrence has afterwards, if there is one at all.
  package func start(of old: OccurrenceKey.Start) -> OccurrenceKey.Start {
    if let first, old < first { return old }
    return shift?(old) ?? old
  }
}
