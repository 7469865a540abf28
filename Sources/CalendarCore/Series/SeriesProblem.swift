/// Why an edit of an occurrence cannot be made with a scope.
package enum SeriesProblem: Error, Hashable, Sendable {
  /// The repetition belongs to more than one occurrence.
  case ruleOfOne
  /// The rule names days that do not move with one occurrence.
  case fixedDays
  /// An answer is for one occurrence or for all.
  case answerFromHere
  /// The calendar has no address of the user's that could answer.
  case noAddress
  /// The link of the series is being created.
  case linkPending
  /// The rule gives no occurrence.
  case noOccurrence
  /// The event is no part of a series any more.
  case noSeries
  /// The link would be made at a host grant, for a series that a service has.
  case hostedLink
  /// The service makes no single event of a series.
  case noSingle
  /// The series is not at its service yet.
  case unsent
  /// Another link is asked for at a split, and the series begins with the occurrence.
  case notSplit
  /// The service keeps an occurrence on a day between its neighbours, which are on these days.
  case crossing(previous: Day?, next: Day?)
  /// More occurrences have something of their own than can be carried over.
  case tooManyExceptions

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
    case .noAddress:
      "This calendar has no mail address of yours to respond with. Respond in the calendar that "
        + "received the invitation."
    case .linkPending:
      "The meeting link of this series is still being created. Try again when it is there."
    case .noOccurrence:
      "The repetition gives no occurrence. Choose a day that it meets, or a later end."
    case .noSeries:
      "The event does not repeat any more at its service. Sync, and edit it alone."
    case .hostedLink:
      "A series has a link of its calendar's own service or one that you have. Choose one of these, "
        + "or put the link of another provider on one occurrence."
    case .noSingle:
      "The service makes no single event of a series. Delete the occurrences that are not wanted, or "
        + "create the event again."
    case .unsent:
      "The series is not at its service yet. Edit single occurrences once it is sent."
    case .notSplit:
      "The series begins with this occurrence, so nothing is split that could have another link. Put "
        + "the link on all occurrences instead."
    case .crossing(let previous, let next):
      "At this service an occurrence stays between its neighbours: "
        + [
          previous.map { "after \(RecurrenceNames.date($0))" },
          next.map { "before \(RecurrenceNames.date($0))" },
        ].compactMap(\.self).joined(separator: " and ")
        + ". Or delete it, and create an event of its own."
    case .tooManyExceptions:
      "More than 100 occurrences of this series were changed or deleted by themselves, which is more "
        + "than can be kept. Edit this and following from a later occurrence on."
    }
  }
}
