import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Reading through Graph, over real HTTP against the sandbox.
@Suite struct MicrosoftReadingTests {
  @Test func readsTheGrantAndItsCalendars() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let grants = try await service.grants()
      #expect(grants.map(\.provider) == [.microsoft])
      #expect(grants[0].email == "mara@lindqvist.example")
      #expect(grants[0].scopes.contains("OnlineMeetings.ReadWrite"))
      let calendars = try await service.calendars()
      #expect(calendars.map(\.name) == ["Calendar", "Team", "Holidays", "Home"])
      #expect(calendars.map(\.isPrimary) == [true, false, false, false])
      #expect(calendars.map(\.isReadOnly) == [false, false, true, false])
      #expect(
        calendars.map(\.refusedProviders) == [[], [], [], [.microsoftTeams]]
      )
      #expect(calendars.map(\.color) == ["#0078d4", "#498205", "", "#c239b3"])
    }
  }

  @Test func readsEventsWithAllThatTheServiceSaysSparingly() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let whole = try await world.whole(service, calendar)
      let (events, mark, pages) = (whole.events, whole.mark, whole.pages)
      #expect(pages > 1)
      #expect(mark.token?.contains("deltatoken") == true)
      let series = events.filter { $0.masterID != nil }
      // One was cancelled, one moved and renamed; the service told the times of the others alone.
      #expect(series.count == 3)
      #expect(series.map(\.title).filter { $0 == "Weekly stand-up" }.count == 2)
      #expect(series.contains { $0.title == "Weekly stand-up, later" })
      #expect(series.allSatisfy { $0.version != nil && $0.time.zone == "Europe/Berlin" })
      #expect(Set(events.compactMap(\.remoteID)).count == events.count)
      for event in series {
        let id = try #require(event.remoteID)
        #expect(try await service.event(id, in: calendar.id) == event)
      }
      let seattle = try #require(events.first { $0.title == "Call with Seattle" })
      #expect(seattle.time.zone == "America/Los_Angeles")
      let days = try #require(events.first { $0.title == "Conference in Malmö" }).time.days(
        in: .gmt
      )
      #expect(days.count == 3)
      let hostile = try #require(events.first { $0.title.hasSuffix("gnp.exe") })
      #expect(hostile.title.hasPrefix("\u{1B}[31m<script>"))
      #expect(events.contains { $0.location == "東京オフィス 5F" })
      let review = try #require(events.first { $0.title == "Roadmap review" })
      #expect(review.participants.map(\.response) == [.yes])
      guard case .details(let details) = review.conferencing else {
        Issue.record("\(review.conferencing)")
        return
      }
      #expect(details.provider == .microsoftTeams)
      #expect(details.url.hasPrefix("https://teams.microsoft.com/meet/"))
      #expect(details.pin?.count == 9)
      #expect(details.phones.count == 1)
      #expect(ConferenceText.segments(in: review.description).map(\.url) == [details.url])
    }
  }

  @Test func readsChangesFromWhereItWas() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let whole = try await world.whole(service, calendar)
      let (events, mark) = (whole.events, whole.mark)
      #expect(try await world.whole(service, calendar, since: mark).events.isEmpty)

      let dentist = try #require(events.first { $0.title == "Dentist" })
      let malmo = try #require(events.first { $0.title == "Conference in Malmö" })
      let ids = try [dentist, malmo].map { try #require($0.remoteID) }
      _ = try await service.update(
        ids[0],
        in: calendar.id,
        patch: EventPatch(title: "Dentist, moved"),
        current: dentist,
        notify: false
      )
      try await service.delete(ids[1], in: calendar.id, current: malmo, notify: false)
      let made = try await service.create(
        world.draft(calendar),
        conferencing: .keep,
        id: EventID("made-here"),
        notify: false
      )
      let changes = try await world.whole(service, calendar, since: mark)
      #expect(Set(changes.events.map(\.title)) == ["Dentist, moved", "Plan"])
      #expect(changes.gone == [ids[1]])
      #expect(changes.events.contains(made))
      #expect(try await world.whole(service, calendar, since: changes.mark).events.isEmpty)
    }
  }

  @Test func tellsOfOccurrencesThatChangedAndWent() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let whole = try await world.whole(service, calendar)
      let (events, mark) = (whole.events, whole.mark)
      let series = events.filter { $0.title == "Weekly stand-up" }
      let id = try #require(series[0].remoteID)
      try await service.delete(id, in: calendar.id, current: series[0], notify: false)
      let changes = try await world.whole(service, calendar, since: mark)
      // The service says no word of it: its series comes again, whole, without it.
      #expect(!changes.gone.contains(id))
      #expect(!changes.events.contains { $0.remoteID == id })
      #expect(changes.series == [try #require(series[0].masterID)])
      #expect(
        changes.events.map(\.title).sorted() == ["Weekly stand-up", "Weekly stand-up, later"]
      )
    }
  }

  @Test func saysWhenChangesCanNoLongerBeTold() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let mark = try await world.whole(service, calendar).mark
      try await world.turnGraph(#"{"expire_sync": true}"#)
      for mark in [mark, SyncMark(moment: world.now)] {
        await #expect {
          _ = try await service.changes(
            in: calendar.id,
            window: world.window(),
            since: mark,
            cursor: nil
          )
        } throws: {
          if case ServiceError.syncExpired? = $0 as? ServiceError { true } else { false }
        }
      }
    }
  }

  @Test(arguments: [
    "https://evil.example/v1.0/me/calendarView/delta?$skiptoken=1",
    "SANDBOX.evil.example/me/calendarView/delta?$skiptoken=1",
    "SANDBOX@evil.example/me",
    "SANDBOX/me\r\nHost: evil.example",
    "/me/calendarView/delta?$skiptoken=1",
  ])
  func followsNoLinkThatLeadsElsewhere(_ link: String) async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = CalendarID("c")
      let link = link.replacing("SANDBOX", with: world.server.url + "/v1.0")
      await #expect {
        _ = try await service.events(in: calendar, window: world.window(), cursor: link)
      } throws: {
        if case ServiceError.malformed? = $0 as? ServiceError { true } else { false }
      }
      #expect(try await world.exchanges("/v1.0/").isEmpty)
    }
  }

  @Test func keepsNoLinkThatLeadsElsewhere() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      try await world.turnGraph(#"{"link_origin": "https://evil.example"}"#)
      await #expect {
        _ = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
      } throws: { error in
        guard case ServiceError.malformed(let text)? = error as? ServiceError else { return false }
        return text.contains("another server")
      }
    }
  }

  @Test func findsWhatItMade() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service, "Team")
      let id = EventID("5E2C0B9A")
      #expect(try await service.find(id, in: calendar.id, near: world.window()) == nil)
      try await world.fault(#"{"kind": "lost-answer", "method": "POST"}"#)
      let draft = world.draft(calendar)
      await #expect {
        _ = try await service.create(draft, conferencing: .keep, id: id, notify: false)
      } throws: { ($0 as? ServiceError)?.mayHaveHappened == true }
      let found = try #require(try await service.find(id, in: calendar.id, near: world.window()))
      // Asked for again it is the same event.
      let made = try await service.create(draft, conferencing: .keep, id: id, notify: false)
      #expect(made == found)
      var series = draft
      series.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=3"])
      let master = try await service.create(
        series,
        conferencing: .keep,
        id: EventID("s"),
        notify: false
      )
      let again = try await service.find(EventID("s"), in: calendar.id, near: world.window())
      #expect(again == master)
      let page = try await world.whole(service, calendar)
      #expect(page.events.count { $0.masterID == master.remoteID } == 3)
      #expect(!page.events.contains { $0.remoteID == master.remoteID })
      #expect(page.gone == [try #require(master.remoteID)])
    }
  }

  @Test func saysWhatTheServiceRefuses() async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      try await world.fault(#"{"kind": "status", "status": 429, "retry_after": 90}"#)
      await #expect(throws: ServiceError.rateLimited(retryAfter: .seconds(90))) {
        _ = try await service.calendars()
      }
      try await world.turnGraph(#"{"scopes": ["Calendars.Read"]}"#)
      #expect(try await service.grants().map(\.email) == [""])
      try await world.turnGraph(#"{"scopes": ["User.Read"]}"#)
      await #expect {
        _ = try await service.calendars()
      } throws: { ($0 as? ServiceError)?.message.contains("Calendars.ReadWrite") == true }
      let stale = try world.microsoft(tokens: TestTokens(first: "stale"))
      #expect(try await stale.grants().map(\.isValid) == [false])
      let good = try #require(world.server.signIns.first { $0.provider == "microsoft" })
      let tokens = TestTokens(first: "stale", second: good.accessToken)
      #expect(try await world.microsoft(tokens: tokens).grants().count == 1)
      #expect(!world.log.all.contains { $0.contains(good.accessToken) })
    }
  }
}
