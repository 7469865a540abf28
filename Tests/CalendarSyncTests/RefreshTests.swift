import ConferencingCore
import CalendarServices
import CalendarSync
import CalendarCore
import Foundation
import LocalCache
import Sandbox
import Testing

/// Reading what the services have.
@Suite struct RefreshTests {
  @Test func twoAccountsFillTheCache() async throws {
    try await SyncWorld.run(events: nil) { world in
      let results = await world.sync.refreshAll()
      #expect(results.values.allSatisfy { $0.failure == nil && $0.lastSuccess != nil })
      let directory = try world.cache.directory()
      #expect(Set(directory.calendars.map(\.account)) == [SyncWorld.google, SyncWorld.microsoft])
      #expect(directory.grants[SyncWorld.google]?.count == 5)
      #expect(directory.ownGrant(of: SyncWorld.microsoft)?.provider == .microsoft)
      #expect(directory.syncStatus == results)
      let shown = try world.shown()
      #expect(shown.count > 30)
      #expect(Set(shown.map(\.account)) == [SyncWorld.google, SyncWorld.microsoft])
      for calendar in directory.calendars {
        let stored = try await world.stored(calendar).filter { $0.status != .cancelled }
        let ids = shown.filter { $0.calendar == calendar.id && $0.account == calendar.account }
        #expect(Set(stored.map(\.id)).isSubset(of: Set(ids.map(\.id))))
      }
    }
  }

  @Test(
    arguments: [
      #"{"kind":"status","status":500,"share":1}"#, #"{"kind":"malformed","share":1}"#,
      #"{"kind":"cut","share":1,"match":"/events"}"#,
      #"{"kind":"status","status":401,"share":1}"#,
      #"{"kind":"status","status":404,"share":1,"match":"/events"}"#,
    ]
  )
  func aFailureKeepsTheList(_ fault: String) async throws {
    try await SyncWorld.run(events: nil) { world in
      let first = await world.sync.refreshAll()
      let shown = try world.shown()
      try await world.fault(fault)
      let second = await world.sync.refreshAll()
      #expect(try world.shown() == shown)
      for (account, status) in second {
        #expect(status.failure?.isEmpty == false)
        #expect(status.lastSuccess == first[account]?.lastSuccess)
      }
      // That a sign-in does not hold is said where it was tried, and is not stored.
      let stored = second.mapValues { status in
        var status = status
        status.isUnauthorized = false
        return status
      }
      #expect(try world.cache.directory().syncStatus == stored)
      try await world.clearFaults()
      let third = await world.sync.refreshAll()
      #expect(third.values.allSatisfy { $0.failure == nil })
      #expect(try world.shown() == shown)
    }
  }

  @Test func whatIsNotThereAnyMoreGoes() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let service = try #require(world.services[SyncWorld.google])
      let made = try await service.create(
        world.draft(calendar),
        conferencing: .keep,
        id: EventID("x"),
        notify: false
      )
      await world.sync.refreshAll()
      #expect(try world.shown().map(\.title) == ["Plan"])
      try await service.delete(
        try #require(made.remoteID),
        in: calendar.id,
        current: nil,
        notify: false
      )
      await world.sync.refreshAll()
      #expect(try world.shown().isEmpty)
    }
  }

  @Test func aWrongKeyKeepsEditsWaiting() async throws {
    try await SyncWorld.run(key: "wrong") { world in
      let status = await world.sync.refresh(SyncWorld.google)
      #expect(status?.failure?.contains("\"google\"") == true)
      #expect(status?.lastSuccess == nil)
      #expect(await world.sync.refresh(AccountID("none")) == nil)
    }
  }

  @Test func theLoopsRefreshAndEnd() async throws {
    try await SyncWorld.run(events: nil) { world in
      try await world.running {
        try await world.until("both refreshed") {
          try world.cache.directory().syncStatus.values.count { $0.lastSuccess != nil } == 2
        }
        let before = try world.cache.directory().syncStatus
        world.sync.requestRefresh()
        try await world.until("refreshed again") {
          let now = try world.cache.directory().syncStatus
          return before.allSatisfy { now[$0.key] != $0.value }
        }
      }
    }
  }

  @Test func aHangingServiceDoesNotKeepTheLoopsFromEnding() async throws {
    try await SyncWorld.run { world in
      try await world.fault(#"{"kind":"delay","delay_ms":60000,"share":1}"#)
      let began = ContinuousClock.now
      try await world.running {}
      #expect(ContinuousClock.now - began < .seconds(10))
      #expect(try world.cache.directory().syncStatus.values.allSatisfy { $0 == SyncStatus() })
    }
  }
}
