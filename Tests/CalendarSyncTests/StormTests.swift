import ConferencingCore
import CalendarServices
import CalendarSync
import CalendarCore
import Foundation
import LocalCache
import Testing

/// A fifth of all requests fails, in every way that the sandbox knows, and every edit arrives, once.
///
/// The client's clock runs twenty times as fast as the sandbox's, so that its waits are short.
@Suite struct StormTests {
  /// What goes wrong, each as often as the others.
  private static let faults = [
    #""kind":"status","status":500"#, #""kind":"status","status":502"#,
    #""kind":"status","status":503,"retry_after":1"#, #""kind":"status","status":429"#,
    #""kind":"status","status":429,"retry_after":2"#, #""kind":"status","status":401"#,
    #""kind":"delay","delay_ms":60"#, #""kind":"cut""#, #""kind":"malformed""#,
    #""kind":"lost-answer""#,
  ]

  private static var policy: SyncPolicy {
    var policy = SyncPolicy()
    policy.refreshInterval = .seconds(30)
    policy.refreshBackoff = Backoff(first: .seconds(5), longest: .seconds(20))
    policy.sendBackoff = Backoff(first: .seconds(1), longest: .seconds(8))
    policy.unauthorizedDelay = .seconds(4)
    return policy
  }

  @Test func fiveHundredEditsArriveEachOnce() async throws {
    try await SyncWorld.run(
      linkDelay: .milliseconds(30),
      policy: Self.policy,
      clock: SyncWorld.fastClock
    ) { world in
      await world.sync.refreshAll()
      let course = try StormCourse(world)
      try await world.running {
        for fault in Self.faults {
          try await world.fault(#"{\#(fault),"share":\#(0.2 / Double(Self.faults.count))}"#)
        }
        for _ in 0..<500 {
          try course.edit()
          // Faster than they go out, but not so fast that most of them merge before they do.
          try await world.until("room for an edit") {
            try world.cache.outbox.operations().count < 16
          }
        }
        try await world.clearFaults()
        try await world.until("all edits are sent and all links are there") {
          try world.cache.outbox.operations().isEmpty
            && [SyncWorld.google, SyncWorld.microsoft].allSatisfy {
              try world.cache.pendingConferencing(account: $0).isEmpty
            }
        }
      }
      try await check(world, course)
    }
  }

  private func check(_ world: SyncWorld, _ course: StormCourse) async throws {
    for (account, status) in await world.sync.refreshAll() {
      #expect(status.failure == nil, "\(account)")
    }
    var stored: [Event] = []
    for calendar in try world.cache.directory().calendars {
      stored += try await world.stored(calendar).filter { $0.status != .cancelled }
    }
    let titles = course.expected.values.map(\.title).sorted()
    #expect(stored.map(\.title).sorted() == titles)
    #expect(try world.shown().map(\.title).sorted() == titles)
    for (id, expected) in course.expected {
      guard let there = stored.first(where: { $0.title == expected.title }),
        let here = try world.cache.event(id)
      else { continue }
      StormCourse.check(there, expected)
      StormCourse.check(here, expected)
      #expect(here.remoteID == there.remoteID)
    }
    // One live meeting for each link that was made, and no other.
    let live = try await world.liveMeetings()
    let linked = stored.compactMap { event -> String? in
      guard case .details(let details) = event.conferencing,
        !details.url.hasPrefix("https://acme.zoom.us/")
      else { return nil }
      return "\(event.id) \(details.url)"
    }
    #expect(live.sorted() == linked.sorted())
  }
}
