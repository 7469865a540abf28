import Foundation
import Testing

/// The program is killed at any moment while it edits a series at a service, and answers are lost:
/// once all is sent, the edit is there as a whole or not at all, what was confirmed is there, and no
/// occurrence is there twice.
///
/// `CONVENE_TORTURE` says how often (12), `CONVENE_TORTURE_SEED` repeats the choices of a run.
@Suite struct ServiceSeriesTortureTests {
  private static func variable(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }

  @Test("Killed again and again, a series at a service is as before an edit or as after it")
  func kills() async throws {
    let seed = Self.variable("CONVENE_TORTURE_SEED") ?? .random(in: 0..<1_000_000)
    do {
      let torture = try ServiceSeriesTorture(seed: seed)
      let wanted = Int(Self.variable("CONVENE_TORTURE") ?? 12)
      while torture.kills < wanted { try await torture.round() }
      #expect(try CacheCheck(torture.world).damage.isEmpty)
      // A torture in which nothing happens proves nothing.
      #expect(torture.done > 0)
      print("torture at a service: \(torture.kills) kills, \(torture.done) done, seed \(seed)")
    } catch {
      Issue.record("With CONVENE_TORTURE_SEED=\(seed): \(error)")
    }
  }
}

/// Edits of one series at a service, killed at random moments, and what has to come of them.
private final class ServiceSeriesTorture {
  let world: World
  private(set) var kills = 0
  /// The edits that changed something.
  private(set) var done = 0
  private var random: SeededRandom
  private var number = 0
  private var seriesCount = 1
  private var history: [String] = []
  /// How long an edit takes, in milliseconds.
  private var life = 400
  /// What has to be there, by its start.
  private var expected: [Occurrence]

  /// An occurrence as it has to be.
  private struct Occurrence: Equatable, CustomStringConvertible {
    var start: String
    var title: String
    var series = 0
    /// Whether it was changed on its own: an edit of others with it leaves it its title.
    var isException = false

    var description: String { "\(start) \(title)" }
  }

  init(seed: UInt64) throws {
    world = try World(sandbox: ["--events", "0"])
    random = SeededRandom(seed: seed)
    expected = []
    try #require(try world.convene("sync").status == 0)
    let words = "every day, 8 times"
    _ = try world.makeEvent("S", "--start", "tomorrow 10:00", "--repeat", words)
    expected = try look().map { Occurrence(start: $0.start, title: $0.title) }
    try #require(expected.count == 8)
  }

  /// One edit, to its death or its end; then all is sent, and looked at.
  func round() async throws {
    let there = try look()
    let index = random.below(expected.count)
    guard let edit = edit(index, id: there[index].id) else { return }
    let service = try world.service
    if random.chance(0.4) {
      try await service.fault(#"{"kind":"lost-answer","next":1,"after":\#(random.below(8))}"#)
    }
    let victim = try Child(
      Program.path,
      edit.arguments,
      environment: world.environment,
      streams: Child.Streams(output: world.folder + "/victim", errors: world.folder + "/errors")
    )
    let moment = random.below(life)
    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(moment))
    let status = victim.kill()
    if status == 137 { kills += 1 }
    history.append("\(edit.arguments) → \(status) at \(moment) ms")
    try await service.clearFaults()
    _ = try Waiting.until("the edit to be sent") {
      _ = try world.convene("sync")
      return try CacheCheck(world)
    } wanted: {
      $0.waiting.isEmpty
    }
    try settle(edit.after, isConfirmed: status == 0)
  }

  private func settle(_ after: [Occurrence], isConfirmed: Bool) throws {
    let found = try look().map { "\($0.start) \($0.title)" }
    let (was, wanted) = (expected.map(\.description), after.map(\.description))
    guard found == wanted || found == was && !isConfirmed else {
      throw WorldError(
        """
        \(isConfirmed ? "confirmed" : "killed"), and is neither as before nor as after
        \(history.suffix(8).joined(separator: "\n"))
        before: \(was)
        after: \(wanted)
        found: \(found)
        """
      )
    }
    guard found == wanted else { return }
    done += 1
    expected = after
  }

  /// A random edit of an occurrence, and what it comes to; `nil` for one that is not tried.
  private func edit(_ index: Int, id: String) -> (arguments: [String], after: [Occurrence])? {
    number += 1
    let one = expected[index]
    let scope = ["this", "following", "all"][random.below(3)]
    // What was changed on its own keeps its title, whatever becomes of all.
    if scope != "this", one.isException { return nil }
    let title = "T\(number)"
    let isFirst = !expected[..<index].contains { $0.series == one.series }
    var after = expected
    for other in after.indices where after[other].series == one.series {
      switch scope {
      case "this":
        guard other == index else { continue }
        after[other].isException = true
      case "following" where !isFirst:
        guard other >= index else { continue }
        after[other].series = seriesCount
        if after[other].isException { continue }
      default: if after[other].isException { continue }
      }
      after[other].title = title
    }
    if scope == "following" { seriesCount += 1 }
    return (["event", "update", id, "--scope", scope, "--title", title], after)
  }

  /// What a new process shows, by its start.
  private func look() throws -> [(id: String, start: String, title: String)] {
    let listed = try world.convene("agenda", "--days", "20", "--json")
    guard listed.status == 0 else { throw WorldError(listed.errors) }
    return try JSON(listed.output).list
      .map { ($0["id"].text ?? "", $0["start"].text ?? "", $0["title"].text ?? "") }
      .sorted { ($0.1, $0.2) < ($1.1, $1.2) }
  }
}
