import CalendarCore
import ConferencingCore
import Foundation
import TestSupport
import Testing

@testable import CalendarServices

/// The behaviour of resources on Cyrus.
///
/// It rewrites texts and delivers invitations. All of the behaviour is tested on it with
/// `CONVENE_CYRUS=only`.
@Suite(
  .enabled(
    if: CalDAVProgram.cyrusObstacle == nil,
    Comment(rawValue: CalDAVProgram.cyrusObstacle ?? "")
  ),
  .timeLimit(.minutes(3))
)
struct CyrusTests {
  @Test("An event is created, each field of it changed, and deleted")
  func single() async throws { try await ResourceBehaviourTests().single(.cyrus) }

  @Test("One occurrence is changed, deleted, and both taken back")
  func this() async throws { try await ResourceSeriesTests().this(.cyrus) }

  @Test("An occurrence and those after it are changed and deleted")
  func following() async throws { try await ResourceSeriesTests().following(.cyrus) }

  @Test("What another program changed meanwhile stays")
  func merged() async throws { try await ResourceWritersTests().merged(.cyrus) }

  @Test("An edit whose answer is lost is made once")
  func lostAnswers() async throws { try await ResourceFaultsTests().lostAnswers(.cyrus) }

  /// Not in CI: Cyrus 3.6 at times takes the organizer's copy for another one of the guest's and refuses
  /// the answer (403 `unique-scheduling-object-resource`, with the organizer's address in it).
  @Test(
    "Who is invited answers, and both see what the other one has done",
    .enabled(if: ProcessInfo.processInfo.environment["CONVENE_CYRUS"] != nil)
  )
  func invitation() async throws {
    try await CalDAVStand.runInviting { mara, ann in
      let (organizer, guest) = (Self.service(mara), Self.service(ann))
      let draft = EventDraft(
        account: ResourceWorld.account,
        calendar: mara.calendar,
        title: "Plan",
        time: try ResourceTexts.at("2026-11-27", 15),
        participants: [Participant(name: "Ann", email: "ann@example.org")]
      )
      var event = try await organizer.create(
        draft,
        conferencing: .keep,
        id: EventID("plan"),
        notify: true
      )
      let id = try #require(event.remoteID)
      let names = try await ann.texts().keys
      let invited = RemoteEventID(try #require(names.first).replacing(".ics", with: ""))
      let invitation = try await guest.event(invited, in: ann.calendar)
      #expect(invitation.title == "Plan" && invitation.organizer?.email == "mara@example.org")

      for (response, title) in [(ParticipantResponse.yes, "Other plan"), (.no, "Last plan")] {
        try await guest.respond(to: invited, in: ann.calendar, with: response)
        event = try await organizer.event(id, in: mara.calendar)
        let answers = event.participants.filter { $0.email == "ann@example.org" }.map(\.response)
        #expect(answers == [response])
        event = try await organizer.update(
          id,
          in: mara.calendar,
          patch: EventPatch(title: title),
          current: event,
          notify: true
        )
        let told = try await guest.event(invited, in: ann.calendar)
        #expect(told.title == title)
      }

      try await organizer.delete(id, in: mara.calendar, current: event, notify: true)
      let left = try await ann.texts().values.first
      #expect(left?.contains("STATUS:CANCELLED") ?? true)
    }
  }

  private static func service(_ stand: any ResourceStand) -> ResourceService {
    ResourceService(
      account: ResourceWorld.account,
      store: stand.store,
      zone: ResourceWorld.zone,
      clock: ServiceClock(now: { ResourceWorld.start }, random: { 0.5 }, sleep: { _ in }),
      formerTexts: MemoryFormerTexts()
    )
  }
}
