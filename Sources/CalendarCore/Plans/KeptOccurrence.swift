import ConferencingCore
package import Foundation

/// An occurrence that is not as its rule gives it, and stays so when its series is changed.
package struct KeptOccurrence: Hashable, Sendable, Codable {
  /// The start that the series gives it afterwards.
  package let start: OccurrenceKey.Start
  /// What it has of its own, its link among it; `nil` for one that was deleted.
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

  /// The occurrences that differ from what their series gives, in their links or otherwise.
  func exceptions(_ links: OwnLinks) -> [Event] {
    listed.filter { event in
      guard let start = event.occurrence?.originalStart else { return false }
      return !event.isGiven(by: links.master, at: start) || links.change(for: event) != .keep
    }
  }

  /// The occurrences that were answered on their own, which keep that answer when their series is
  /// answered.
  ///
  /// - Parameters:
  ///   - owner: The address of who answers.
  ///   - master: The series.
  /// - Returns: Their starts, by what was answered.
  func answers(
    of owner: String,
    unlike master: Event
  ) -> [ParticipantResponse: [OccurrenceKey.Start]] {
    let usual = master.participants.response(of: owner)
    return listed.reduce(into: [:]) { answers, event in
      guard let start = event.occurrence?.originalStart,
        let answer = event.participants.response(of: owner), answer != usual
      else { return }
      answers[answer, default: []].append(start)
    }
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

/// Computes what stays of the exceptions of a series that is changed.
struct KeptOccurrences {
  /// What stays, once the edit is carried out.
  var after: [KeptOccurrence] = []
  /// What occurrences before the cut have of their own, which a service may take from them with the
  /// rule that the head gets.
  var head: [KeptOccurrence] = []
  /// What is to be there again, once the edit is taken back.
  var before: [KeptOccurrence] = []
  /// The occurrences that are deleted behind the end of the series, which come back with it.
  var removed: [OccurrenceKey.Start] = []
  /// The occurrences whose own links are to be taken off first: their meetings would outlive them.
  var stripped: [OccurrenceKey.Start] = []
  /// The meetings that Convene had made for occurrences that are no more then, or have another link.
  var ended: [HostedMeeting] = []

  /// Nothing.
  static let none = KeptOccurrences()

  /// The most that are carried over, one request each.
  private static let most = 100

  /// What stays when an edit is carried out.
  ///
  /// - Parameters:
  ///   - edit: The edit.
  ///   - key: The original start of the occurrence that it was made on.
  ///   - editor: The series.
  ///   - occurrences: The occurrences as the service has them.
  ///   - links: The links that they have of their own.
  /// - Returns: What stays, and what takes it back.
  /// - Throws: ``SeriesProblem``.
  static func planned(
    _ edit: EventEdit,
    at key: OccurrenceKey.Start,
    in editor: SeriesEditor,
    _ occurrences: ListedOccurrences,
    _ links: OwnLinks
  ) throws(SeriesProblem) -> KeptOccurrences {
    let isSplit = edit.scope == .following && !editor.isFirst(key)
    let reaches = { (start: OccurrenceKey.Start) in !isSplit || start >= key }
    let all = occurrences.exceptions(links)
    let exceptions = all.filter { reaches($0.seriesStart) }
    let allDeleted = occurrences.deleted(of: editor.master)
    let deleted = allDeleted.filter(reaches)
    // What is beyond would be lost without a word.
    let isTooMany = exceptions.count + deleted.count > Self.most
    func before(losing isLost: (Event) -> Bool) -> [KeptOccurrence] {
      exceptions.map { exception in
        let own = links.own(exception, endsMeetings: isLost(exception))
        return KeptOccurrence(start: exception.seriesStart, patch: own)
      } + deleted.map { KeptOccurrence(start: $0, patch: nil) }
    }
    let head =
      all.filter { !reaches($0.seriesStart) }
      .map { KeptOccurrence(start: $0.seriesStart, patch: links.own($0)) }
      + allDeleted.filter { !reaches($0) }.map { KeptOccurrence(start: $0, patch: nil) }
    var kept = KeptOccurrences(head: head, removed: exceptions.map(\.seriesStart))
    func made(besides start: OccurrenceKey.Start?) -> [HostedMeeting] {
      exceptions.filter { $0.seriesStart != start }.compactMap(\.meeting)
    }
    /// What is left where no occurrences are any more from the cut on.
    func ending(besides edited: OccurrenceKey.Start?) throws(SeriesProblem) -> KeptOccurrences {
      kept.ended = made(besides: key)
      guard isSplit else {
        // Of the whole series too many are no reason to keep it.
        kept.removed = []
        if !isTooMany { kept.before = before { _ in true } }
        return kept
      }
      guard !isTooMany else { throw .tooManyExceptions }
      kept.before = before { _ in true }
      kept.stripped = exceptions.filter { links.change(for: $0) != .keep }.map(\.seriesStart)
        .filter { $0 != edited }
      return kept
    }
    guard case .update(let patch) = edit.change else {
      return edit.change == .delete ? try ending(besides: nil) : .none
    }
    // The occurrence that repeats no more stays, as an event of its own.
    if patch.recurrence?.lines.isEmpty == true { return try ending(besides: key) }
    let isMoved = patch.time != nil || patch.recurrence != nil
    guard isSplit || isMoved else {
      // What was typed on an exception is said of all, and it has its own of the same.
      guard let edited = exceptions.first(where: { $0.seriesStart == key }) else { return .none }
      let own = patch.limited(to: links.own(edited))
      return KeptOccurrences(
        after: own.isEmpty ? [] : [KeptOccurrence(start: key, patch: own)],
        before: [KeptOccurrence(start: key, patch: links.own(edited))]
      )
    }
    guard !isTooMany else { throw .tooManyExceptions }
    let move = try SeriesMove(
      editor,
      from: key,
      to: patch.time ?? editor.master.time.moved(to: key),
      rule: patch.recurrence,
      isWhole: !isSplit
    )
    kept.before = before { move.start(of: $0.seriesStart) == nil }
    for exception in exceptions {
      let start = exception.seriesStart
      var own = links.own(exception)
      if start == key, isSplit {
        // What was typed on it is said of all that follow; the rest of its own stays its own.
        own = own.without(fieldsOf: patch)
      } else if start == key {
        if patch.time != nil { own.time = nil }
        own = own.merged(with: patch.limited(to: own))
      }
      let moved = move.start(of: start)
      if let moved, !own.isEmpty {
        kept.after.append(KeptOccurrence(start: moved, patch: own))
      }
      let isLost =
        isSplit || patch.time != nil || moved == nil || links.service.has(.patternedSeries)
      if isLost, links.isLeft(by: exception, for: moved == nil ? .keep : own.conferencing) {
        kept.stripped.append(start)
        // What becomes of the meeting of the edited one is said by the edit.
        if start != key, let meeting = exception.meeting { kept.ended.append(meeting) }
      }
    }
    kept.after += deleted.compactMap { start in
      move.start(of: start).map { KeptOccurrence(start: $0, patch: nil) }
    }
    return kept
  }
}
