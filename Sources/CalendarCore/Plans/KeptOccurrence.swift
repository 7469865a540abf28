import ConferencingCore
package import Foundation

/// An occurrence that is not as its rule gives it, and stays so when its series is changed.
package struct KeptOccurrence: Hashable, Sendable, Codable {
  /// The start that the series gives it afterwards.
  package let start: OccurrenceKey.Start
  /// What it has of its own; `nil` for one that was deleted.
  package let patch: EventPatch?

  /// Makes one.
  package init(start: OccurrenceKey.Start, patch: EventPatch?) {
    (self.start, self.patch) = (start, patch)
  }
}

/// The occurrences of a series as its service lists them, from which it follows which ones differ from
/// the rule.
package struct ListedOccurrences: Sendable {
  /// Those that the service lists.
  package let listed: [Event]
  /// The stretch of time in which all of them are listed.
  package let window: DateInterval

  /// Makes a list.
  package init(_ listed: [Event], window: DateInterval) {
    (self.listed, self.window) = (listed, window)
  }

  /// Nothing is known of the occurrences.
  package static let unknown = ListedOccurrences(
    [],
    window: DateInterval(start: .distantPast, end: .distantPast)
  )

  /// The occurrences that differ from what their series gives.
  func exceptions(of master: Event) -> [Event] {
    listed.filter { event in
      guard let start = event.occurrence?.originalStart else { return false }
      return !event.isGiven(by: master, at: start)
    }
  }

  /// The starts of occurrences that have a link of their own, or wait for one.
  func linked(unlike master: Event) -> [OccurrenceKey.Start] {
    listed.filter { event in
      switch event.conferencing {
      case .none: false
      case .autocreate: event.conferencing != master.conferencing
      case .details(let own): !master.conferencing.leads(to: own)
      }
    }
    .compactMap { $0.occurrence?.originalStart }
  }

  /// The starts that the rule gives and that are not listed: these occurrences were deleted.
  ///
  /// None where the service lists what the rule does not give: then the rule is not followed here as
  /// it is there, and nothing can be said of what lacks. Of a rule that goes on behind the window nor
  /// behind the last one that is listed: a list that breaks off is no deletion.
  package func deleted(of master: Event) -> [OccurrenceKey.Start] {
    guard window.duration > 0, let recurrence = master.recurrence else { return [] }
    let known = Set(listed.compactMap { $0.occurrence?.originalStart })
      .filter { window.start <= $0.instant && $0.instant < window.end }
    let expansion = recurrence.times(from: master.time, in: window.start..<window.end)
    let given = expansion.times.map(\.startKey)
    guard let last = known.max(), known.isSubset(of: given) else { return [] }
    let isWhole = !expansion.isCapped && ends(recurrence, of: master)
    return given.filter { (isWhole || $0 < last) && !known.contains($0) }
  }

  /// Whether a rule gives nothing behind the window any more.
  private func ends(_ recurrence: Recurrence, of master: Event) -> Bool {
    guard let rule = recurrence.rule, rule.end != .never else { return false }
    let rest = recurrence.times(
      from: master.time,
      in: window.end..<window.end.addingTimeInterval(100 * 366 * 86_400),
      limit: 1
    )
    return rest.times.isEmpty && !rest.isCapped
  }
}

extension Event {
  /// Whether it is what its series gives for a start; answers and links aside.
  package func isGiven(by master: Event, at start: OccurrenceKey.Start) -> Bool {
    differences(from: master, at: start).isEmpty
  }

  /// What of an occurrence is not as its series gives it for a start; answers and links aside.
  func differences(from master: Event, at start: OccurrenceKey.Start) -> EventPatch {
    var given = master
    given.time = master.time.moved(to: start)
    var patch = EventPatch(from: given, to: EventDraft(self))
    patch.recurrence = nil
    if !time.isUnlike(given.time) { patch.time = nil }
    let addresses = { (event: Event) in Set(event.participants.map { $0.email.lowercased() }) }
    if addresses(self) == addresses(master) { patch.participants = nil }
    return patch
  }
}

extension EventTime {
  /// Whether it is another time; that a service names another zone for the same instants is none.
  fileprivate func isUnlike(_ other: EventTime) -> Bool {
    guard case .timed(let start, let end, _) = self, case .timed(let from, let to, _) = other else {
      return self != other
    }
    return start != from || end != to
  }
}

/// Computes what stays of the exceptions of a series that is changed.
struct KeptOccurrences {
  /// What stays, once the edit is carried out.
  let after: [KeptOccurrence]
  /// What is to be there again, once the edit is taken back.
  let before: [KeptOccurrence]
  /// The occurrences that are deleted behind the end of the series, which come back with it.
  let removed: [OccurrenceKey.Start]

  /// Nothing.
  static let none = KeptOccurrences(after: [], before: [], removed: [])

  /// The most that are carried over, one request each.
  private static let most = 100

  private init(
    after: [KeptOccurrence],
    before: [KeptOccurrence],
    removed: [OccurrenceKey.Start]
  ) {
    (self.after, self.before, self.removed) = (after, before, removed)
  }

  /// What stays when an edit is carried out.
  ///
  /// - Parameters:
  ///   - edit: The edit.
  ///   - occurrence: The occurrence that it was made on.
  ///   - key: Its original start.
  ///   - editor: The series.
  ///   - occurrences: The occurrences as the service has them.
  /// - Returns: What stays, and what takes it back.
  /// - Throws: ``SeriesProblem``.
  static func planned(
    _ edit: EventEdit,
    of occurrence: Event,
    at key: OccurrenceKey.Start,
    in editor: SeriesEditor,
    _ occurrences: ListedOccurrences
  ) throws(SeriesProblem) -> KeptOccurrences {
    let master = editor.master
    let isSplit = edit.scope == .following && !editor.isFirst(key)
    let reaches = { (start: OccurrenceKey.Start) in !isSplit || start >= key }
    let exceptions = occurrences.exceptions(of: master)
      .filter { $0.occurrence.map { reaches($0.originalStart) } ?? false }
    let deleted = occurrences.deleted(of: master).filter(reaches)
    // What is beyond would be lost without a word.
    let isTooMany = exceptions.count + deleted.count > Self.most
    let before =
      exceptions.map { Self.kept($0, of: master) }
      + deleted.map { KeptOccurrence(start: $0, patch: nil) }
    guard case .update(let patch) = edit.change else {
      guard edit.change == .delete, isSplit else { return .none }
      guard !isTooMany else { throw .tooManyExceptions }
      return KeptOccurrences(
        after: [],
        before: before,
        removed: exceptions.compactMap { $0.occurrence?.originalStart }
      )
    }
    guard patch.recurrence?.lines.isEmpty != true else { return .none }
    let isMoved = patch.time != nil || patch.recurrence != nil
    let edited = exceptions.first { $0.occurrence?.originalStart == key }
    guard isSplit || isMoved else {
      // What was typed on an exception is said of all, and it has its own of the same.
      let own = edited.map { patch.limited(to: Self.own($0, of: master, at: key)) }
      return KeptOccurrences(
        after: own.map { $0.isEmpty ? [] : [KeptOccurrence(start: key, patch: $0)] } ?? [],
        before: edited.map { [Self.kept($0, of: master)] } ?? [],
        removed: []
      )
    }
    guard !isTooMany else { throw .tooManyExceptions }
    let move = try SeriesMove(
      editor,
      from: key,
      to: patch.time ?? master.time.moved(to: key),
      rule: patch.recurrence,
      isWhole: !isSplit
    )
    let after =
      exceptions.compactMap { exception in
        let start = exception.occurrence?.originalStart ?? key
        guard !isSplit || start != key, let moved = move.start(of: start) else { return nil }
        var own = Self.own(exception, of: master, at: start)
        if start == key {
          // What was typed on it is said of all.
          if patch.time != nil { own.time = nil }
          own = own.merged(with: patch.limited(to: own))
        }
        return own.isEmpty ? nil : KeptOccurrence(start: moved, patch: own)
      }
      + deleted.compactMap { start in
        move.start(of: start).map { KeptOccurrence(start: $0, patch: nil) }
      }
    return KeptOccurrences(
      after: after,
      before: before,
      removed: exceptions.compactMap { $0.occurrence?.originalStart }
    )
  }

  private static func kept(_ exception: Event, of master: Event) -> KeptOccurrence {
    let start = exception.occurrence?.originalStart ?? exception.time.startKey
    return KeptOccurrence(start: start, patch: own(exception, of: master, at: start))
  }

  /// What an exception has of its own and keeps.
  ///
  /// A description that may hold the text of a meeting is left as it is: the meeting lives by it.
  private static func own(
    _ exception: Event,
    of master: Event,
    at start: OccurrenceKey.Start
  ) -> EventPatch {
    var own = exception.differences(from: master, at: start)
    if master.conferencing != .none || exception.conferencing != .none { own.description = nil }
    return own
  }
}

extension EventPatch {
  /// The fields of this patch that another one has too.
  fileprivate func limited(to other: EventPatch) -> EventPatch {
    var patch = self
    for field in EventField.table where !field.isChanged(by: other) { field.clear(&patch) }
    patch.occurrence = nil
    return patch
  }
}
