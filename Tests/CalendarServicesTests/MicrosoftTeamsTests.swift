import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Teams meetings on events themselves: made, kept, taken off.
@Suite struct MicrosoftTeamsTests {
  private let teams = ConferencingChange.autocreate(Autocreate(provider: .microsoftTeams))

  @Test func makesAMeetingWithTheEvent() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      var draft = world.draft(calendar)
      draft.description = "Bring\nthe <plan> & pens"
      let (made, sent) = try await world.counted {
        try await service.create(draft, conferencing: teams, id: EventID("m"), notify: false)
      }
      #expect(sent == ["POST"])
      // The link takes its time.
      #expect(made.conferencingState == .pending)
      #expect(made.conferencing.provider == .microsoftTeams)
      await world.server.advanceClock(by: .seconds(61))
      let ready = try await service.event(try #require(made.remoteID), in: calendar.id)
      #expect(ready.conferencingState == .ready)
      #expect(try await world.meetings("live").count == 1)
      let plain = HTMLText.plain(ConferenceText.cut(ready.description, own: nil).kept)
      #expect(plain == draft.description)
    }
  }

  @Test func putsAMeetingOnAnEventInOneRequestAndTakesItOffInOne() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let before = try #require(
        try await world.whole(service, calendar).events.first { $0.title == "Dentist" }
      )
      let id = try #require(before.remoteID)
      let (asked, asking) = try await world.counted {
        try await service.update(
          id,
          in: calendar.id,
          patch: EventPatch(conferencing: teams),
          current: before,
          notify: false
        )
      }
      #expect(asking == ["PATCH"])
      #expect(asked.conferencingState == .pending)
      await world.server.advanceClock(by: .seconds(61))
      let ready = try await service.event(id, in: calendar.id)
      let url = try #require(ready.link)
      #expect(try await world.meetings("live").contains(url))
      let patch = EventEditor.patch(
        from: ready,
        to: EventDraft(ready),
        conferencing: .strip,
        service: .microsoft
      )
      let (stripped, stripping) = try await world.counted {
        try await service.update(
          id,
          in: calendar.id,
          patch: patch,
          current: ready,
          notify: false
        )
      }
      #expect(stripping == ["PATCH"])
      #expect(stripped.conferencing == .none)
      #expect(HTMLText.plain(stripped.description).isEmpty)
      #expect(try await world.meetings("deleted") == [url])
      try await expectNothingIsSwitchedOff(world)
    }
  }

  @Test func ownWordsStayToTheByte() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let review = try await roadmap(world, service, calendar)
      let id = try #require(review.remoteID)
      let blob = try #require(text(of: review))
      // The words are all replaced, by somebody who does not know that the text matters.
      let changed = try await service.update(
        id,
        in: calendar.id,
        patch: EventPatch(description: "New\nwords"),
        current: review,
        notify: false
      )
      #expect(changed.link == review.link)
      #expect(text(of: changed) == blob)
      #expect(HTMLText.plain(changed.description).hasPrefix("New\nwords\n"))
      #expect(!changed.description.contains("draft"))
      // Words around it, as they are.
      let around = changed.description.replacing("New", with: "<p>Old</p>") + "<p>After</p>"
      let both = try await service.update(
        id,
        in: calendar.id,
        patch: EventPatch(title: "T", description: around),
        current: changed,
        notify: false
      )
      #expect(both.description == around)
      #expect(text(of: both) == blob)
      let stripped = try await service.update(
        id,
        in: calendar.id,
        patch: EventPatch(conferencing: .strip),
        current: both,
        notify: false
      )
      #expect(stripped.conferencing == .none)
      // The service breaks the lines of the source behind each <br>.
      #expect(stripped.description == "<p>Old</p><br>\r\nwords<p>After</p>")
      #expect(
        HTMLText.plain(stripped.description) == HTMLText.plain("<p>Old</p><br>words<p>After</p>")
      )
      #expect(try await world.meetings("live").isEmpty)
    }
  }

  @Test func otherChangesLeaveTheBodyAlone() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let review = try await roadmap(world, service, calendar)
      let changed = try await service.update(
        try #require(review.remoteID),
        in: calendar.id,
        patch: EventPatch(title: "Roadmap", location: "Hall"),
        current: review,
        notify: false
      )
      #expect(changed.link == review.link)
      #expect(changed.description == review.description)
      let sent = try #require(try await bodies(world, "PATCH").first)
      #expect(Set(sent.keys) == ["subject", "location"])
    }
  }

  @Test func saysHonestlyWhenTheServiceKeepsTheMeeting() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let review = try await roadmap(world, service, calendar)
      try await world.turnGraph(#"{"keep_meetings": true}"#)
      await #expect {
        _ = try await service.update(
          try #require(review.remoteID),
          in: calendar.id,
          patch: EventPatch(conferencing: .strip),
          current: review,
          notify: false
        )
      } throws: { error in
        guard case ServiceError.rejected(let text)? = error as? ServiceError else { return false }
        return text.contains("keeps the Teams meeting of \"Roadmap review\"")
          && text.contains("create the event again without a link")
      }
      #expect(try await world.meetings("live") == [try #require(review.link)])
    }
  }

  @Test func aMeetingOnItsWayIsTakenOffOnceItIsThere() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let made = try await service.create(
        world.draft(calendar),
        conferencing: teams,
        id: EventID("p"),
        notify: false
      )
      let id = try #require(made.remoteID)
      func strip(_ current: Event) async throws -> Event {
        try await service.update(
          id,
          in: calendar.id,
          patch: EventPatch(conferencing: .strip),
          current: current,
          notify: false
        )
      }
      await #expect {
        _ = try await strip(made)
      } throws: { ($0 as? ServiceError)?.isTransient == true }
      await world.server.advanceClock(by: .seconds(61))
      await #expect {
        _ = try await strip(made)
      } throws: {
        if case ServiceError.changed? = $0 as? ServiceError { true } else { false }
      }
      let ready = try await service.event(id, in: calendar.id)
      #expect(try await strip(ready).conferencing == .none)
      #expect(try await world.meetings("live").isEmpty)
      // What looks as if it had none is looked at first.
      var blind = try await service.update(
        id,
        in: calendar.id,
        patch: EventPatch(conferencing: teams),
        current: try await service.event(id, in: calendar.id),
        notify: false
      )
      await world.server.advanceClock(by: .seconds(61))
      blind.conferencing = .none
      #expect(try await strip(blind).conferencing == .none)
      #expect(try await world.meetings("live").isEmpty)
    }
  }

  @Test func aLinkOfOnesOwnTakesThePlaceOfTheMeeting() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let review = try await roadmap(world, service, calendar)
      let details = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/123456789")
      let words = ConferenceText.cut(review.description, own: nil).kept
      let changed = try await service.update(
        try #require(review.remoteID),
        in: calendar.id,
        patch: EventPatch(
          description: InvitationBlock.appended(to: words, details),
          conferencing: .details(details)
        ),
        current: review,
        notify: false
      )
      #expect(changed.conferencing == .none)
      #expect(InvitationBlock.find(in: changed.description)?.details == details)
      #expect(try await world.meetings("live").isEmpty)
      #expect(try await world.requests("PATCH").count == 1)
    }
  }

  @Test func aFreshMeetingReplacesTheOld() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let review = try await roadmap(world, service, calendar)
      let id = try #require(review.remoteID)
      let patch = EventEditor.patch(
        from: review,
        to: EventDraft(review),
        conferencing: teams,
        service: .microsoft
      )
      let asked = try await service.update(
        id,
        in: calendar.id,
        patch: patch,
        current: review,
        notify: false
      )
      #expect(asked.conferencingState == .pending)
      await world.server.advanceClock(by: .seconds(61))
      let ready = try await service.event(id, in: calendar.id)
      #expect(ready.link != review.link)
      #expect(try await world.meetings("live") == [try #require(ready.link)])
      #expect(ready.description.contains("Please read the <b>draft</b> first."))
      try await service.delete(id, in: calendar.id, current: ready, notify: false)
      #expect(try await world.meetings("live").isEmpty)
    }
  }

  @Test func asksForNoMeetingWhereTeamsIsNotAllowed() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let home = try await world.calendar(service, "Home")
      await #expect {
        _ = try await service.create(
          world.draft(home),
          conferencing: teams,
          id: EventID("n"),
          notify: false
        )
      } throws: { error in
        guard
          case ServiceError.conferencingRefused(.microsoftTeams, let text)? =
            error as? ServiceError
        else { return false }
        return text.contains("\"Home\"")
      }
      let zoom = Autocreate(provider: .zoomMeeting, hostGrant: GrantID("z"))
      await #expect(throws: ServiceError.self) {
        _ = try await service.create(
          world.draft(home),
          conferencing: .autocreate(zoom),
          id: EventID("z"),
          notify: false
        )
      }
      #expect(try await world.requests("POST").isEmpty)
    }
  }

  @Test func onlyWhoCalledAnEventCanPutAMeetingOnIt() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let invitation = try #require(
        try await world.whole(service, calendar).events.first {
          $0.title == "Budget, second reading"
        }
      )
      await #expect {
        _ = try await service.update(
          try #require(invitation.remoteID),
          in: calendar.id,
          patch: EventPatch(conferencing: teams),
          current: invitation,
          notify: false
        )
      } throws: { error in
        guard case ServiceError.rejected(let text)? = error as? ServiceError else { return false }
        return text.contains("Only the organizer of \"Budget, second reading\"")
      }
    }
  }

  /// An editor of plain text gives back the text of the meeting as plain text.
  @Test func aPlainRewritingKeepsTheMeetingOnce() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let review = try await roadmap(world, service, calendar)
      let blob = try #require(text(of: review))
      let plain = HTMLText.plain(review.description)
      #expect(plain.contains("Conference ID"))
      let changed = try await service.update(
        try #require(review.remoteID),
        in: calendar.id,
        patch: EventPatch(description: "First < all\n" + plain),
        current: review,
        notify: false
      )
      #expect(changed.link == review.link)
      #expect(changed.description.contains("First &lt; all<br>"))
      #expect(ConferenceText.segments(in: changed.description).count == 1)
      #expect(text(of: changed) == blob)
      #expect(changed.description.ranges(of: "Conference ID").count == 1)
    }
  }

  private func roadmap(
    _ world: ServiceWorld,
    _ service: MicrosoftService,
    _ calendar: CalendarInfo
  ) async throws -> Event { try await world.event("Roadmap review", service, calendar) }

  /// The text of the Teams meeting in a description.
  private func text(of event: Event) -> String? {
    ConferenceText.segments(in: event.description).first.map { String(event.description[$0.range]) }
  }

  private func bodies(_ world: ServiceWorld, _ method: String) async throws -> [[String: Any]] {
    try await world.exchanges("/v1.0/").filter { $0["method"] as? String == method }
      .compactMap { $0["request"] as? [String: Any] }
  }

  private func expectNothingIsSwitchedOff(_ world: ServiceWorld) async throws {
    for method in ["POST", "PATCH"] {
      for body in try await bodies(world, method) {
        #expect(body["isOnlineMeeting"] as? Bool != false)
      }
    }
  }
}

extension Event {
  /// The link of its meeting.
  fileprivate var link: String? {
    if case .details(let details) = conferencing { details.url } else { nil }
  }
}
