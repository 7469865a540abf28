/// The occurrences that a recurrence gives in a window.
package struct RecurrenceExpansion: Hashable, Sendable {
  /// When each occurrence takes place by the rules, in order of their starts.
  ///
  /// The start is the original start that, with the series, identifies an occurrence.
  package var times: [EventTime]
  /// Whether the window holds more than were computed, or not all of them are known.
  package var isCapped: Bool
  /// Why a rule was not followed; `nil` when all were.
  package var problem: String?

  /// Makes an expansion.
  package init(times: [EventTime] = [], isCapped: Bool = false, problem: String? = nil) {
    self.times = times
    self.isCapped = isCapped
    self.problem = problem
  }
}
