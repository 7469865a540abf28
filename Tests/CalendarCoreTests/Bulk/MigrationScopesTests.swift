import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// Which events a migration edits, and of series how much.
@Suite struct MigrationScopesTests {
  private static func event(
    _ id: String,
    series: String? = nil,
    link: String,
    isException: Bool = false
  ) -> Event {
    let start = Date(timeIntervalSince1970: 1_795_000_000)
    return Event(
      id: EventID(id),
      account: AccountID("work"),
      calendar: CalendarID("main"),
      title: id,
      time: .timed(start: start, end: start, zone: nil),
      conferencing: .details(ConferencingDetails(provider: .zoomMeeting, url: link)),
      occurrence: series.map {
        OccurrenceKey(series: .remote(RemoteEventID($0)), originalStart: .moment(start))
      },
      isException: isException
    )
  }

  @Test func aSeriesIsEditedOnceAndWhatHasALinkOfItsOwnByItself() {
    let found = [
      Self.event("a", link: "x"), Self.event("s1", series: "s", link: "y"),
      Self.event("s2", series: "s", link: "y"),
      Self.event("s3", series: "s", link: "z", isException: true),
      Self.event("s4", series: "s", link: "y", isException: true), Self.event("b", link: "y"),
    ]
    let scopes = MigrationScopes(found, isWhole: true)
    #expect(scopes.events.map(\.rawValue) == ["a", "s1", "s3", "b"])
    #expect(scopes.scopes == [EventID("s1"): .all])
    #expect(MigrationScopes(found, isWhole: false).scopes == [EventID("s1"): .following])
  }

  @Test func anExceptionWithoutItsSeriesIsEditedByItself() {
    let found = [Self.event("s1", series: "s", link: "y", isException: true)]
    let scopes = MigrationScopes(found, isWhole: true)
    #expect(scopes.events.map(\.rawValue) == ["s1"] && scopes.scopes.isEmpty)
  }
}
