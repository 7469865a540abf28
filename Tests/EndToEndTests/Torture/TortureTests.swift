import Foundation
import Testing

/// The program is killed at any moment, under edits, changes of links and syncs, while the service
/// misbehaves: every edit that was confirmed arrives, once, and no meeting is lost or doubled.
///
/// It is killed 30 times unless ``TortureRun`` is told otherwise.
@Suite struct TortureTests {
  @Test("Killed again and again, it loses nothing and makes nothing twice")
  func kills() async {
    let run = TortureRun(kills: 30)
    await run { try await torture(kills: run.kills, seed: $0) }
  }

  private func torture(kills wanted: Int, seed: UInt64) async throws {
    let torture = try Torture(seed: seed)
    let (world, service) = (torture.world, torture.service)
    try torture.begin()
    while torture.kills < wanted || torture.killsWithChildren < wanted / 2 {
      try await torture.round()
    }
    try await torture.calm()

    let settled = try Waiting.until("everything to be sent and every link to be there") {
      let synced = try world.convene("sync")
      let check = try CacheCheck(world)
      let pending = try torture.shown().values.filter(\.isPending).map(\.title)
      return (synced: synced, check: check, pending: pending)
    } wanted: {
      $0.synced.status == 0 && $0.check.waiting.isEmpty && $0.pending.isEmpty
    }
    #expect(settled.check.damage.isEmpty, "seed \(seed)")

    let stored = try torture.byTitle(try await service.events().map { SeenEvent($0) })
    let shown = try torture.shown()
    #expect(Set(stored.keys) == Set(torture.expected.keys), "seed \(seed)")
    for (title, event) in torture.expected {
      let story = "\(title), seed \(seed)\n\(torture.story(of: title))"
      let there = try #require(stored[title], "\(story)")
      #expect(event.isMet(by: there), "\(event) is \(there): \(story)")
      let here = try #require(shown[title], "\(story)")
      #expect(event.isMet(by: here), "\(event) is shown as \(here): \(story)")
      #expect(here.description == there.description && here.url == there.url, "\(story)")
    }

    // One meeting for each event whose link was made, and no other.
    let live = try service.meetings().filter(\.isLive)
    let linked = stored.values.filter { if case .made = $0.link { true } else { false } }
    #expect(
      live.map { "\($0.event) \($0.provider) \($0.url)" }.sorted()
        == linked.map { "\($0.id) \($0.provider) \($0.url ?? "")" }.sorted(),
      "seed \(seed)"
    )
    print(
      "torture: \(torture.kills) kills, \(torture.killsWithChildren) of them with children, \(stored.count) events, seed \(seed)"
    )
  }
}

extension SeenEvent {
  /// Who made the meeting.
  fileprivate var provider: String {
    if case .made(let provider) = link { provider } else { "" }
  }
}
