import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Testing

@testable import CalendarServices

/// Edits of several events, some of them of series that are kept whole: what is sent, and what is said
/// of the occurrences that were chosen.
@Suite struct SubmittedEditsTests {
  @Test(arguments: [EditScope.this, .following, .all])
  func whatIsSentIsWhatWasEdited(_ scope: EditScope) async throws {
    try await ResourceWorld.onSeries(.memory) { world in
      let third = try world.event("2026-12-02", "Daily")
      let change = EventChange.update(EventPatch(location: "Hall"))
      let submitted = try world.sync.submitTogether([
        EventEdit(event: third.id, change: change, scope: scope)
      ])
      #expect(submitted.targets[third.id] != third.id || scope == .this)
      let outcomes = try await world.sync.send(submitted.events)
      #expect(submitted.outcomes(outcomes)[third.id] == .delivered)
      #expect(try world.cache.outbox.operations().isEmpty)
      let texts = try await world.stand.texts().values
      #expect(texts.contains { $0.contains("LOCATION:Hall") })
    }
  }

  @Test func whatWaitsIsNotSaidToBeDelivered() async throws {
    try await ResourceWorld.onSeries(.memory) { world in
      let third = try world.event("2026-12-02", "Daily")
      let submitted = try world.sync.submitTogether([
        EventEdit(event: third.id, change: .update(EventPatch(title: "New")), scope: .all)
      ])
      let target = try #require(submitted.targets[third.id])
      #expect(submitted.events == [target])
      let named = submitted.outcomes([target: .waiting("no network"), EventID("x"): .delivered])
      #expect(named == [third.id: .waiting("no network"), EventID("x"): .delivered])
    }
  }

  @Test func aSeriesOfTheLocalAccountIsSent() async throws {
    let world = try HostedWorld(.google)
    let info = CalendarInfo(id: CalendarID("home"), account: .local, name: "Home")
    try world.cache.configure(accounts: [
      Account(id: HostedWorld.work, service: .google, grant: GrantID("g")),
      Account(id: .local, service: .local),
    ])
    try world.cache.store(calendars: [info], for: .local)
    let start = Date(timeIntervalSince1970: 1_800_000_000)
    let draft = EventDraft(
      account: .local,
      calendar: info.id,
      title: "Weekly",
      time: .timed(start: start, end: start + 3_600, zone: "Europe/Berlin"),
      recurrence: Recurrence(lines: ["RRULE:FREQ=WEEKLY;COUNT=5"])
    )
    let link = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/1")
    let creation = EventChange.create(draft, conferencing: .details(link))
    let id = try world.sync.submit(EventEdit(event: EventID("weekly"), change: creation))
    let day = Day(start, in: .gmt).advanced(by: 7)
    let listed = try world.cache.agenda.window(days: day...day, in: .gmt).events.first
    let second = try #require(listed?.id)
    let strip = EventChange.update(EventPatch(conferencing: .strip))
    let submitted = try world.sync.submitTogether([
      EventEdit(event: second, change: strip, scope: .all)
    ])
    #expect(submitted.events == [id])
    let outcomes = try await world.sync.send(submitted.events)
    #expect(submitted.outcomes(outcomes) == [second: .delivered])
    #expect(try world.cache.event(second)?.conferencing == Conferencing.none)
  }
}
