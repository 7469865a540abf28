import ConferencingCore
import CalendarCore
import Foundation
import Synchronization
import Testing

@testable import CalendarServices

/// Events of calendars that somebody else shares, and occurrences without their series.
@Suite struct SharedCalendarsTests {
  private static let missing = #"{"error":{"code":"ErrorItemNotFound","message":"Not found."}}"#

  private static func event(_ id: String, _ more: String = "") -> String {
    #"{"id":"\#(id)","@odata.etag":"W/\"1\"","subject":"Shared","isOrganizer":true,"#
      + #""start":{"dateTime":"2026-12-01T09:00:00.0000000","timeZone":"UTC"},"#
      + #""end":{"dateTime":"2026-12-01T10:00:00.0000000","timeZone":"UTC"}\#(more)}"#
  }

  /// Everything that is done to one event reaches it below its calendar; the way is learned once.
  @Test func eventsAreReachedBelowTheirCalendar() async throws {
    try await StubServer.run { request in
      guard request.target.hasPrefix("/v1.0/me/calendars/c/events/e") else {
        return .json(Self.missing, status: 404)
      }
      return request.method == "DELETE" ? .json("", status: 204) : .json(Self.event("e"))
    } _: { server in
      let service = try server.microsoft()
      let (id, calendar) = (RemoteEventID("e"), CalendarID("c"))
      let read = try await service.event(id, in: calendar)
      #expect(read.title == "Shared")
      #expect(server.requests.all.count == 2)
      _ = try await service.update(
        id,
        in: calendar,
        patch: EventPatch(title: "New"),
        current: read,
        notify: false
      )
      try await service.respond(to: id, in: calendar, with: .yes)
      try await service.delete(id, in: calendar, current: read, notify: false)
      #expect(server.requests.all.map(\.method) == ["GET", "GET", "PATCH", "POST", "DELETE"])
      #expect(server.requests.all[3].target.hasSuffix("/events/e/accept"))
    }
  }

  @Test func whatIsAtNeitherPlaceIsNotThere() async throws {
    try await StubServer.run { _ in
      .json(Self.missing, status: 404)
    } _: { server in
      let service = try server.microsoft()
      let error = await failure {
        _ = try await service.event(RemoteEventID("e"), in: CalendarID("c"))
      }
      #expect(error == .notFound("Not found."))
      // Deleting what is gone is done.
      try await service.delete(
        RemoteEventID("e"),
        in: CalendarID("c"),
        current: nil,
        notify: false
      )
    }
  }

  /// An occurrence of which only the times are said gets title and people of its series; where that
  /// cannot be had, it is told again and not taken for one that is gone.
  @Test(arguments: [404, 403, 500])
  func occurrencesAreFilledFromTheirSeries(_ status: Int) async throws {
    let isThere = Mutex(false)
    try await StubServer.run { request in
      if request.target.contains("/calendarView/delta") {
        return .json(
          #"{"value":[{"id":"o1","type":"occurrence","seriesMasterId":"M1","#
            + #""start":{"dateTime":"2026-12-01T09:00:00.0000000","timeZone":"UTC"},"#
            + #""end":{"dateTime":"2026-12-01T09:30:00.0000000","timeZone":"UTC"}}],"#
            + #""@odata.deltaLink":"http://"#
            + (request.headers["host"] ?? "") + #"/v1.0/me/calendarView/delta?$deltatoken=d"}"#
        )
      }
      guard isThere.withLock({ $0 }) else { return .json(Self.missing, status: status) }
      guard request.target.contains("/calendars/c/events/M1") else {
        return .json(Self.missing, status: 404)
      }
      return .json(Self.event("M1", #","type":"seriesMaster""#))
    } _: { server in
      let service = try server.microsoft()
      let window = DateInterval(start: Date(timeIntervalSince1970: 1_795_000_000), duration: 9e6)
      func page() async throws -> EventPage {
        try await service.events(in: CalendarID("c"), window: window, cursor: nil)
      }
      let first = try await page()
      #expect(first.events.isEmpty && first.gone.isEmpty)
      #expect(first.unreadable == [RemoteEventID("o1")] && first.isIncomplete)
      isThere.withLock { $0 = true }
      let second = try await page()
      #expect(second.events.map(\.title) == ["Shared"])
      #expect(!second.isIncomplete && second.syncToken != nil)
    }
  }
}
