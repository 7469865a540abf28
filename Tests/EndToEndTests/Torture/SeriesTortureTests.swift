import Foundation
import Testing

/// The program is killed at any moment while it edits series: each edit is there as a whole or not
/// at all, and what was confirmed is there, once.
///
/// What an edit comes to is seen in a twin, a copy of the calendar in which it is let to end.
/// It is killed 30 times unless ``TortureRun`` is told otherwise.
@Suite struct SeriesTortureTests {
  @Test("Killed again and again, a series is as before an edit or as after it")
  func kills() async {
    let run = TortureRun(kills: 30)
    await run { seed in
      let torture = try SeriesTorture(seed: seed)
      while torture.kills < run.kills { try torture.round() }
      #expect(try CacheCheck(torture.world).damage.isEmpty)
      // A torture in which nothing happens proves nothing.
      #expect(torture.done > 0)
      print("torture of series: \(torture.kills) kills, \(torture.done) edits done, seed \(seed)")
    }
  }
}

/// Edits of series on a calendar of this machine, of texts, times, rules and links, killed at random
/// moments.
private final class SeriesTorture {
  let world: World
  private(set) var kills = 0
  /// The edits that changed something.
  private(set) var done = 0
  private var random: SeededRandom
  private var number = 0
  private var history: [String] = []
  /// How long an edit takes, in milliseconds.
  private var life = 100

  /// An occurrence as a new process shows it, whatever its id.
  private struct Seen: Hashable, CustomStringConvertible {
    let start: String
    let end: String
    let title: String
    let rule: String
    let link: String
    let isException: Bool

    init(_ json: JSON) {
      start = json["start"].text ?? ""
      end = json["end"].text ?? ""
      title = json["title"].text ?? ""
      rule = json["series"]["rule"].text ?? ""
      link = json["conferencing"]["url"].text ?? ""
      isException = json["series"]["is_exception"].flag ?? false
    }

    var description: String {
      "\(start) \(title) \(rule) \(link)\(isException ? " (exception)" : "")"
    }
  }

  init(seed: UInt64) throws {
    world = try World()
    random = SeededRandom(seed: seed)
    for number in 0..<2 {
      _ = try world.makeEvent(
        "S\(number)",
        "--start",
        "today \(9 + number):00",
        "--repeat",
        "every day, 20 times"
      )
    }
  }

  /// One edit, in the twin to its end and here to its death.
  func round() throws {
    let before = try look(world.environment)
    let edit = edit(before)
    let twin = world.folder + "/twin"
    try? FileManager.default.removeItem(atPath: twin)
    try FileManager.default.copyItem(atPath: world.folder + "/data", toPath: twin)
    let environment = world.environment.merging(["XDG_DATA_HOME": twin]) { $1 }
    let start = ContinuousClock.now
    let whole = try run(edit, environment)
    life = max(20, Int((ContinuousClock.now - start) / .milliseconds(1)))
    let after = try look(environment)

    let moment = random.below(life * 5 / 4)
    let status = try world.run(edit, killingAfter: moment)
    if status == 137 { kills += 1 }
    let said = try String(contentsOfFile: world.folder + "/victim", encoding: .utf8)
    history.append("\(edit) → \(status) at \(moment) of \(life) ms (\(whole.status))")

    let now = try look(world.environment)
    let (was, wanted, found) = (before.map(\.seen), after.map(\.seen), now.map(\.seen))
    let isConfirmed = status == 0 || !said.isEmpty && whole.status == 0
    guard found == wanted || found == was && !isConfirmed else {
      throw WorldError(
        """
        \(isConfirmed ? "confirmed" : "killed"), and is neither as before nor as after
        \(history.suffix(12).joined(separator: "\n"))
        before: \(was)
        after: \(wanted)
        found: \(found)
        """
      )
    }
    if found != was { done += 1 }
  }

  private func edit(_ there: [(id: String, seen: Seen)]) -> [String] {
    number += 1
    let series = there.filter { !$0.seen.rule.isEmpty }
    guard let chosen = series.randomElement(using: &random), !random.chance(0.1) else {
      return [
        "event", "create", "N\(number)", "--start", "today \(8 + random.below(12)):00", "--repeat",
        "every second day, \(5 + random.below(9)) times",
      ]
    }
    if random.chance(0.15) { return ["undo"] }
    let scope = ["--scope", ["this", "following", "all"][random.below(3)]]
    switch random.below(14) {
    case 10...11:
      let link = ["--link", "https://meet.example/\(number)"]
      return ["conference", "set", chosen.id] + link + scope
    case 12: return ["conference", "strip", chosen.id] + scope
    case 13:
      // The link of the tail is asked for with the text.
      let link = ["--title", "L\(number)", "--link", "https://meet.example/\(number)"]
      return ["event", "update", chosen.id] + link + scope
    case 0...1: return ["event", "delete", chosen.id] + scope
    case 2...4: return ["event", "update", chosen.id, "--title", "T\(number)"] + scope
    case 5: return ["event", "update", chosen.id, "--repeat", "every 3 days, 6 times"] + scope
    default:
      let clock = "\(8 + random.below(12)):\(10 + random.below(45))"
      return ["event", "update", chosen.id, "--start", clock] + scope
    }
  }

  private func run(_ arguments: [String], _ environment: [String: String]) throws -> Finished {
    try Finished(
      running: Program.path,
      arguments,
      environment: environment,
      files: world.folder + "/run"
    )
  }

  /// What a new process shows, in an order that ids do not change.
  private func look(_ environment: [String: String]) throws -> [(id: String, seen: Seen)] {
    let listed = try run(["agenda", "--days", "40", "--json"], environment)
    guard listed.status == 0 else { throw WorldError(listed.errors) }
    return try JSON(listed.output).list.map { ($0["id"].text ?? "", Seen($0)) }
      .sorted { "\($0.1)" < "\($1.1)" }
  }
}
