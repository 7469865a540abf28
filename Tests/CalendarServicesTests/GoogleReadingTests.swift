import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// What Google has, read over real HTTP.
@Suite struct GoogleReadingTests {
  @Test func readsTheGrantAndTheCalendars() async throws {
    try await ServiceWorld.google { world in
      let service = try world.google()
      let grant = try #require(try await service.grants().first)
      #expect(grant.id == GrantID("google-own"))
      #expect(grant.email == world.server.signIns[0].email)
      #expect(grant.scopes == Set(world.server.signIns[0].scopes) && grant.isValid)
      let calendars = try await service.calendars()
      #expect(calendars.map(\.isPrimary) == [true, false, false])
      #expect(calendars.map(\.isReadOnly) == [false, false, true])
      #expect(calendars.map(\.color) == ["#9fe1e7", "#f83a22", "#16a765"])
      #expect(calendars.map(\.refusedProviders) == [[], [.googleMeet], [.googleMeet]])
      #expect(calendars.allSatisfy { $0.zone == "Europe/Berlin" })
      // Its id holds both of the characters that must be encoded.
      let holidays = try #require(calendars.last)
      #expect(holidays.id.rawValue.contains("#") && holidays.id.rawValue.contains("@"))
      let page = try await service.events(in: holidays.id, window: world.window(), cursor: nil)
      #expect(page.events.map(\.isReadOnly) == [true])
    }
  }

  @Test func anEndedSignInIsAGrantThatDoesNotHold() async throws {
    struct Ended: AccessTokens {
      func token() async throws(ServiceError) -> AccessToken { throw .unauthorized("over") }
      func token(insteadOf refused: AccessToken) async throws(ServiceError) -> AccessToken {
        throw .unauthorized("over")
      }
    }
    try await ServiceWorld.google { world in
      var configuration = world.googleConfiguration()
      configuration.tokens = Ended()
      let service = try GoogleService(configuration, transport: world.transport)
      #expect(try await service.grants().map(\.isValid) == [false])
    }
  }

  @Test func readsEveryKindOfEvent() async throws {
    try await ServiceWorld.google { world in
      let service = try world.google()
      let calendar = try await world.googleCalendar()
      let page = try await service.events(in: calendar.id, window: world.window(15), cursor: nil)
      #expect(page.next == nil && page.syncToken != nil && page.unreadable.isEmpty)
      #expect(page.serviceTime != nil)
      #expect(page.events.allSatisfy { $0.version?.hasPrefix("\"") == true })
      func event(_ title: String) throws -> Event {
        try #require(page.events.first { $0.title.hasPrefix(title) })
      }
      let review = try event("Design review")
      guard case .details(let meet) = review.conferencing else {
        Issue.record("no Meet")
        return
      }
      #expect(meet.provider == .googleMeet && meet.url.hasPrefix("https://meet.google.com/"))
      #expect(meet.pin?.count == 9 && meet.phones.count == 1)
      #expect(review.participants.map(\.response) == [.yes, .none])
      let zoom = ConferencingDetails(
        provider: .zoomMeeting,
        url: "https://us02web.zoom.us/j/88012345678?pwd=c2Vj.1",
        meetingCode: "88012345678",
        accessCode: "424242",
        phones: ["+49 69 3898 0596"]
      )
      #expect(try event("Vendor call").conferencing == .details(zoom))
      let first = Day(world.now, in: .gmt).advanced(by: 5)
      #expect(try event("Company days").time == .allDay(first: first, last: first.advanced(by: 1)))
      // The series began, one occurrence was moved, the next one cancelled.
      let series = page.events.filter { $0.masterID == RemoteEventID("seed0teamtalk") }
      #expect(series.map(\.title) == ["Team sync", "Team sync, an hour later"])
      #expect(try event("Flight home").endZone == "Europe/London")
      #expect(try !event("Focus").isBusy)
      #expect(try event("Dentist").visibility == .private)
      #expect(try event("Quarterly planning").isReadOnly)
      #expect(try event("設計レビュー").title == "設計レビュー 🏳️‍🌈 e\u{301}toile")
      #expect(page.events.contains { $0.title.contains("\u{1B}]52") })
      let again = try await service.event(try #require(review.remoteID), in: calendar.id)
      #expect(again == review)
    }
  }

  @Test func readsEveryPage() async throws {
    try await ServiceWorld.google(events: 2_300) { world in
      let service = try world.google()
      let calendar = try await world.googleCalendar()
      var ids: [RemoteEventID] = []
      var pages: [EventPage] = []
      repeat {
        let page = try await service.events(
          in: calendar.id,
          window: world.window(400),
          cursor: pages.last?.next
        )
        pages.append(page)
        ids += page.events.compactMap(\.remoteID)
      } while pages.last?.next != nil
      #expect(pages.map(\.events.count) == [1_000, 1_000, 300])
      #expect(Set(ids).count == 2_300)
      // The token comes with the last page alone.
      #expect(pages.map { $0.syncToken == nil } == [true, true, false])
    }
  }

  @Test func tellsWhatChanged() async throws {
    try await ServiceWorld.google { world in
      let service = try world.google()
      let calendar = try await world.googleCalendar()
      let window = world.window(15)
      func token(_ page: EventPage) throws -> SyncMark {
        let token: String = try #require(page.syncToken)
        return SyncMark(moment: world.now, token: token)
      }
      let whole = try await service.events(in: calendar.id, window: window, cursor: nil)
      let quiet = try await service.changes(
        in: calendar.id,
        window: window,
        since: try token(whole),
        cursor: nil
      )
      #expect(quiet.events.isEmpty && quiet.gone.isEmpty && quiet.syncToken != nil)
      let made = try await world.made("New", on: calendar)
      let dentist = try #require(whole.events.first { $0.title == "Dentist" })
      let moved = try await world.patched(
        dentist,
        EventPatch(time: .allDay(first: Day(world.now, in: .gmt), last: Day(world.now, in: .gmt)))
      )
      #expect(moved.time.isAllDay)
      let focus = try #require(whole.events.first { $0.title == "Focus" })
      let sync = try #require(whole.events.first { $0.title == "Team sync" })
      for event in [focus, sync] {
        let id = try #require(event.remoteID)
        try await service.delete(id, in: calendar.id, current: event, notify: false)
      }
      let news = try await service.changes(
        in: calendar.id,
        window: window,
        since: try token(quiet),
        cursor: nil
      )
      #expect(Set(news.events) == [made, moved])
      #expect(Set(news.gone) == Set([focus, sync].compactMap(\.remoteID)))
      #expect(news.madeHere == [try #require(made.remoteID): EventID("New")])
      let after = try await service.changes(
        in: calendar.id,
        window: window,
        since: try token(news),
        cursor: nil
      )
      #expect(after.events.isEmpty && after.gone.isEmpty)
    }
  }

  /// A token can be lost at any time, and there is none before a list was read to its end.
  @Test func aLostTokenAsksForAWholeReading() async throws {
    try await ServiceWorld.google { world in
      let service = try world.google()
      let calendar = try await world.googleCalendar()
      let page = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
      _ = try await world.control(.post, "google", body: Data(#"{"expire_sync_tokens":true}"#.utf8))
      for token in [page.syncToken, nil] {
        do throws(ServiceError) {
          _ = try await service.changes(
            in: calendar.id,
            window: world.window(),
            since: SyncMark(moment: world.now, token: token),
            cursor: nil
          )
          Issue.record("no error")
        } catch {
          #expect(error.kind == "sync expired")
        }
      }
    }
  }

  @Test func aSeriesGivesWayToItsOccurrences() async throws {
    try await ServiceWorld.google { world in
      let service = try world.google()
      let calendar = try await world.googleCalendar()
      var draft = world.draft(calendar, title: "Gym")
      draft.time = .timed(start: world.now, end: world.now + 3_600, zone: nil)
      draft.recurrence = Recurrence(RecurrenceRule(.weekly, end: .count(3)))
      let series = try await service.create(
        draft,
        conferencing: .keep,
        id: EventID("gym"),
        notify: false
      )
      let id = try #require(series.remoteID)
      let page = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
      #expect(page.events.filter { $0.masterID == id }.map(\.title) == ["Gym", "Gym", "Gym"])
      #expect(page.gone == [id])
      #expect(page.madeHere.isEmpty)
      #expect(
        try await service.find(EventID("gym"), in: calendar.id, near: world.window()) == series
      )
    }
  }

  @Test func anotherTokenIsTriedOnce() async throws {
    try await ServiceWorld.google { world in
      let good = AccessToken(value: world.server.signIns[0].accessToken)
      let bad = AccessToken(value: "at-google-stale")
      let served = try world.google(tokens: FixedTokens(first: bad, second: good))
      #expect(try await served.calendars().count == 3)
      let refused = try world.google(tokens: FixedTokens(first: bad, second: bad))
      do throws(ServiceError) {
        _ = try await refused.calendars()
        Issue.record("no error")
      } catch {
        #expect(error.kind == "unauthorized")
        #expect(error.message.contains("convene accounts login work"))
        #expect(!error.message.contains(bad.value))
      }
      #expect(!world.log.all.contains { $0.contains(good.value) || $0.contains(bad.value) })
    }
  }
}
