/// Why an edit of an occurrence cannot be made with a scope.
package enum SeriesProblem: Error, Hashable, Sendable {
  /// The repetition belongs to more than one occurrence.
  case ruleOfOne
  /// The rule names days that do not move with one occurrence.
  case fixedDays
  /// An answer is for one occurrence or for all.
  case answerFromHere
  /// The link of the series is being created.
  case linkPending
  /// The rule gives no occurrence.
  case noOccurrence
  /// The event is no part of a series any more.
  case noSeries

  /// The reason and the remedy, in words.
  package var message: String {
    switch self {
    case .ruleOfOne:
      "One occurrence cannot repeat by itself. Change the repetition for this and following or for "
        + "all occurrences."
    case .fixedDays:
      "The rule of this series names several days, which do not move with one occurrence. Change the "
        + "repetition as well, or move this occurrence alone."
    case .answerFromHere:
      "An answer is for this occurrence or for all: choose one of the two."
    case .linkPending:
      "The meeting link of this series is still being created. Try again when it is there."
    case .noOccurrence:
      "The repetition gives no occurrence. Choose a day that it meets, or a later end."
    case .noSeries:
      "The event does not repeat any more at its service. Sync, and edit it alone."
    }
  }
}
