import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// What is asked of a service, and in which order.
@Suite struct EditPlanTests {
  private static let details = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/1"
  )
  private static let ask = ConferencingChange.autocreate(Autocreate(provider: .googleMeet))
  private static let link = EventChange.update(EventPatch(conferencing: ask))
  private static let rename = EventChange.update(EventPatch(title: "New"))

  private static func event(
    remote: String? = "r",
    _ conferencing: Conferencing = .none
  ) -> Event {
    Event(
      id: EventID("e"),
      remoteID: remote.map { RemoteEventID($0) },
      account: AccountID("a"),
      calendar: CalendarID("c"),
      title: "Plan",
      time: .allDay(first: Day(daysSinceEpoch: 1), last: Day(daysSinceEpoch: 1)),
      description: "own words",
      conferencing: conferencing
    )
  }

  private static let creation = EventChange.create(EventDraft(event()), conferencing: ask)

  /// The change, its base, what is known, and the steps.
  static let plans: [(EventChange, Event?, EditPlan.Knowledge, [PlanStep])] = [
    (creation, nil, .init(isAtService: false), [.create]),
    (creation, nil, .init(isAtService: false, isInDoubt: true), [.look, .create]),
    (rename, event(), .init(), [.check, .update]),
    (rename, event(), .init(isBaseFresh: true), [.check, .update]),
    (rename, event(), .init(done: [.check]), [.check, .update]),
    (rename, event(), .init(done: [.check, .update]), []),
    (link, event(), .init(isBaseFresh: true), [.update]),
    (link, event(), .init(), [.check, .update]),
    (link, event(), .init(isInDoubt: true, isBaseFresh: true), [.check, .update]),
    (link, event(.details(details)), .init(isBaseFresh: true), [.check, .update]),
    (
      .update(EventPatch(title: "New", conferencing: ask)), event(), .init(isBaseFresh: true),
      [.check, .update]
    ),
    (
      .update(EventPatch(description: "others", conferencing: ask)), event(),
      .init(isBaseFresh: true), [.check, .update]
    ),
    (
      .update(
        EventPatch(
          description: InvitationBlock.appended(to: "own words", details),
          conferencing: .details(details)
        )
      ), event(), .init(isBaseFresh: true), [.update]
    ),
    (
      .update(EventPatch(conferencing: .strip)), event(), .init(isBaseFresh: true),
      [.check, .update]
    ),
    (.delete, event(), .init(), [.check, .delete]),
    (.delete, event(remote: nil), .init(isAtService: false, isInDoubt: true), [.look, .delete]),
    (.delete, event(remote: nil), .init(isInDoubt: true, done: [.look]), [.delete]),
    (.respond(.yes), event(), .init(), [.respond, .readBack]),
    (.respond(.yes), event(), .init(isInDoubt: true, done: [.respond]), [.readBack]),
  ]

  @Test(arguments: plans)
  func anEditIsPlanned(
    _ change: EventChange,
    _ base: Event?,
    _ known: EditPlan.Knowledge,
    _ steps: [PlanStep]
  ) {
    #expect(EditPlan(change, base: base, known: known).steps == steps)
  }
}
