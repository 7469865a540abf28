import ConferencingCore
package import Foundation

/// What an edit of a series that its service does not have yet makes of the other occurrences.
///
/// It is for the screen alone: what is sent is a ``SeriesPlan``, and what comes of it is read back.
package struct SeriesPreview: Sendable {
  /// What becomes of one occurrence.
  package enum Result: Hashable, Sendable {
    /// It stays as it is.
    case same
    /// It looks like this.
    case changed(Event)
    /// It is no more.
    case gone
  }

  private let edit: EventEdit
  private let reference: Event
  private let first: OccurrenceKey.Start?
  private let move: SeriesMove?
  private let shift: WallShift?
  /// The starts that another rule gives; `nil` where the rule stays.
  private let starts: Set<OccurrenceKey.Start>?
  private let owner: String?

  /// Prepares an edit.
  ///
  /// - Parameters:
  ///   - edit: The edit, for more than one occurrence.
  ///   - occurrence: The occurrence that it was made on, as its service has it.
  ///   - master: The series as its service has it; `nil` where that is not known.
  ///   - last: The last original start of interest.
  ///   - owner: The address that the account answers invitations with, when it is known.
  package init?(
    _ edit: EventEdit,
    of occurrence: Event,
    master: Event?,
    through last: Date,
    owner: String?
  ) {
    guard let scope = edit.scope, scope != .this, let key = occurrence.occurrence?.originalStart
    else { return nil }
    self.edit = edit
    self.owner = owner
    reference = master ?? occurrence
    first = scope == .following ? key : nil
    guard case .update(let patch) = edit.change, patch.time != nil || patch.recurrence != nil
    else {
      (move, shift, starts) = (nil, nil, nil)
      return
    }
    let editor = master.flatMap { SeriesEditor(master: $0, exceptions: []) }
    guard let editor, patch.recurrence?.lines.isEmpty != true else {
      // Of a series that ends with this edit one occurrence is left.
      starts = patch.recurrence?.lines.isEmpty == true ? [] : nil
      move = nil
      shift = patch.time.map { WallShift(from: key, in: occurrence.time.zone, to: $0) }
      return
    }
    shift = nil
    let isWhole = scope == .all || editor.isFirst(key)
    move = try? SeriesMove(
      editor,
      from: key,
      to: patch.time ?? editor.master.time.moved(to: key),
      rule: patch.recurrence,
      isWhole: isWhole
    )
    guard let move, patch.recurrence != nil, patch.recurrence != editor.recurrence else {
      starts = nil
      return
    }
    let begin = move.recurrence.begin(from: move.time, zone: .gmt)
    let end = max(begin, last).addingTimeInterval(40 * 86_400)
    starts = Set(move.recurrence.times(from: move.time, in: begin..<end).times.map(\.startKey))
  }

  /// What becomes of another occurrence.
  ///
  /// - Parameters:
  ///   - event: The occurrence as it looks by now.
  ///   - base: The same as its service has it.
  /// - Returns: What it is afterwards.
  package func result(for event: Event, from base: Event) -> Result {
    guard let start = base.occurrence?.originalStart, first.map({ start >= $0 }) != false else {
      return .same
    }
    switch edit.change {
    case .create: return .same
    case .delete: return .gone
    case .respond(let response):
      let address = owner?.lowercased()
      let place = event.participants.firstIndex { $0.email.lowercased() == address }
      guard let place else { return .same }
      var answered = event
      answered.participants[place].response = response
      return answered == event ? .same : .changed(answered)
    case .update(let patch): return result(of: patch, for: event, from: base, at: start)
    }
  }

  private func result(
    of patch: EventPatch,
    for event: Event,
    from base: Event,
    at start: OccurrenceKey.Start
  ) -> Result {
    let moved = move?.start(of: start) ?? shift?(start)
    if let starts, moved.map(starts.contains) != true { return .gone }
    var own = base.isException ? patch.without(fieldsOf: base, unlike: reference) : patch
    (own.time, own.recurrence) = (nil, nil)
    if case .autocreate = own.conferencing { own.conferencing = .keep }
    // One that was moved by itself stays where it is.
    if base.time.startKey == start, let moved, let time = move?.time ?? patch.time {
      own.time = time.moved(to: moved)
    }
    let changed = event.applying(own)
    return changed == event ? .same : .changed(changed)
  }
}
