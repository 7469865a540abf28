import CalendarCore
import ConferencingCore

/// What can be done with an event, and why something cannot.
struct EventAvailability {
  let event: Event
  let delivery: Delivery
  let directory: Directory

  /// The reason against a command; `nil` when there is none.
  func reason(against command: Command) -> Notice? {
    switch command {
    case .edit: readOnlyReason
    case .conferencing: readOnlyReason ?? event.kind.map { Notice(.problem, $0.meetingRefusal) }
    case .delete:
      // What was refused is first retried or discarded.
      if case .refused = delivery { nil } else { readOnlyReason }
    case .join: linkReason(isJoining: true)
    case .joinBy: event.joinDetails() == nil ? linkReason(isJoining: true) : nil
    case .copyLink: linkReason(isJoining: false)
    case .respond, .answerYes, .answerMaybe, .answerNo: responseReason
    default: nil
    }
  }

  /// Where the event stands, for the rules; `nil` when its calendar is not known.
  var context: ConferencingContext? {
    ConferencingContext(
      directory,
      account: event.account,
      calendar: event.calendar,
      isReadOnlyEvent: event.isReadOnly
    )
  }

  /// The attendee that the account is.
  var ownAttendee: Participant? {
    event.participants.first { $0.email.lowercased() == ownAddress }
  }

  private var ownAddress: String { directory.ownGrant(of: event.account)?.email.lowercased() ?? "" }

  private var readOnlyReason: Notice? {
    guard let context else {
      return Notice(.problem, "The event's calendar is not known yet. \(key: .sync) syncs.")
    }
    return Self.readOnlyReason(context)
  }

  /// Why an event of a list cannot be changed; `nil` when it can.
  static func readOnlyReason(_ event: EventSummary, _ directory: Directory) -> Notice? {
    ConferencingContext(
      directory,
      account: event.account,
      calendar: event.calendar,
      isReadOnlyEvent: event.isReadOnly
    )
    .flatMap(readOnlyReason)
  }

  private static func readOnlyReason(_ context: ConferencingContext) -> Notice? {
    guard let reason = ConferencingRules.readOnlyReason(context) else { return nil }
    guard context.calendar.isReadOnly else { return Notice(.problem, reason) }
    return Notice(
      .problem,
      "Calendar \"\(context.calendar.name)\" is read-only. "
        + "\(key: .duplicate) makes an event like this one in another calendar."
    )
  }

  private func linkReason(isJoining: Bool) -> Notice? {
    if isJoining, case .autocreate = event.conferencing, event.conferencingFailure == nil {
      return Notice(
        .info,
        delivery == .waiting
          ? "The link is created when the edit is sent." : "The link is being created."
      )
    }
    guard JoinLinks(of: event).links.isEmpty else { return nil }
    if case .details(let details) = event.conferencing, !details.url.isEmpty,
      let problem = DetailsRules.urlMessage(details.url)
    {
      return Notice(.problem, problem)
    }
    return Notice(.info, "This event has no meeting link. \(key: .conferencing) adds one.")
  }

  private var responseReason: Notice? {
    ResponseObstacle(to: event, from: directory.ownGrant(of: event.account))
      .map { Notice(.info, $0.message()) }
  }
}
