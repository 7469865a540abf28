import CalendarCore
import CalendarServices
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import TestSupport
import Testing

/// How a series at a service repeats is known here, over HTTP.
@Suite(.serialized, .timeLimit(.minutes(5))) struct SeriesMastersTests {
  static let services = [ServiceKind.google, .microsoft, .nylas]

  private func outline(of event: EventSummary, _ world: EightyWorld) throws -> SeriesOutline? {
    guard let event = try world.cache.event(event.id) else { return nil }
    return try world.cache.series.series(of: event.id)
      .map { SeriesOutline($0, of: event, now: TestClock.now) }
  }

  private func words(_ world: EightyWorld) throws -> [String] {
    try world.shown().filter { $0.isRecurring && $0.title == "Daily" }.map { event in
      guard let outline = try outline(of: event, world) else { return "?" }
      let words = outline.master.recurrence?.words(from: outline.master.time, zone: .gmt) ?? "-"
      return "\(words) (\(outline.number ?? 0) of \(outline.count ?? 0))"
    }
  }

  @Test(arguments: services) func aNewSeriesIsKnownAtOnce(_ service: ServiceKind) async throws {
    try await EightyWorld.run(service) { world in
      await world.sync.refreshAll()
      try await world.makeSeries(reads: false)
      let made = (1...6).map { "every day, 6 times (\($0) of 6)" }
      #expect(try words(world) == made)
      await world.sync.refreshAll()
      #expect(try words(world) == made)
    }
  }

  /// Another program makes the series shorter.
  @Test(arguments: services) func aChangeElsewhereIsRead(_ service: ServiceKind) async throws {
    try await EightyWorld.run(service) { world in
      await world.sync.refreshAll()
      try await world.makeSeries()
      let event = try #require(
        try world.shown().first.flatMap { try world.cache.event($0.id) }
      )
      let id = try #require(event.masterID)
      let client = try #require(world.service)
      let master = try await client.event(id, in: event.calendar)
      _ = try await client.update(
        id,
        in: event.calendar,
        patch: EventPatch(recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=4"])),
        current: master,
        notify: false
      )
      for _ in 0..<5 where try words(world).count != 4 {
        await world.sync.refreshAll(onlyChanges: true)
      }
      await world.sync.refreshAll()
      #expect(try words(world) == (1...4).map { "every day, 4 times (\($0) of 4)" })
    }
  }

  /// After an edit of it the series is known as it is then, without a sync.
  @Test(arguments: services) func anEditedSeriesIsKnownAtOnce(_ service: ServiceKind) async throws {
    try await EightyWorld.run(service) { world in
      await world.sync.refreshAll()
      try await world.makeSeries()
      let third = try #require(try world.shown().dropFirst(2).first)
      try await world.carryOut(
        EventEdit(event: third.id, change: .delete, scope: .following)
      )
      #expect(try words(world).map { $0.suffix(8) } == ["(1 of 2)", "(2 of 2)"])
    }
  }

  /// What the services have from the beginning is known after one refresh, and asked for once.
  @Test(arguments: services) func allSeriesAreReadOnce(_ service: ServiceKind) async throws {
    try await EightyWorld.run(service, events: nil) { world in
      await world.sync.refreshAll()
      let series = try world.shown().filter(\.isRecurring)
      #expect(!series.isEmpty)
      for event in series { #expect(try outline(of: event, world) != nil, "\(event.title)") }
      let before = try await world.requests().count
      await world.sync.refreshAll(onlyChanges: true)
      let masters = Set(try series.compactMap { try world.cache.event($0.id)?.masterID?.rawValue })
      let asked = try await world.requests().dropFirst(before)
        .filter { request in masters.contains { request.hasSuffix($0) } }
      #expect(asked == [])
    }
  }

  /// Without the network nothing is asked for; what was never read is read when it is looked at.
  @Test func aSeriesIsReadOnDemand() async throws {
    try await EightyWorld.run(.google) { world in
      await world.sync.refreshAll()
      try await world.makeSeries()
      let third = try #require(try world.shown().dropFirst(2).first)
      #expect(await world.sync.readSeries(of: third.id) == false, "it is known")
      let event = try #require(try world.cache.event(third.id))
      var other = event
      other.remoteID = RemoteEventID("guest_20261201T090000Z")
      other.occurrence?.series = .remote(RemoteEventID("guest"))
      try world.cache.sync.apply([other], readAfter: world.cache.sync.mark())
      // A guest of one occurrence has no series; it is not asked for time and again.
      let guest = EventID("guest_20261201T090000Z")
      #expect(await world.sync.readSeries(of: guest))
      #expect(try world.cache.series.series(of: guest) == nil)
      let before = try await world.requests().count
      #expect(await world.sync.readSeries(of: guest) == false)
      #expect(try await world.requests().count == before)
    }
  }
}
