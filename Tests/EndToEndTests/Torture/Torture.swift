import Foundation
import Testing

/// Edits, syncs and the screen, killed at random moments while the service misbehaves; it keeps
/// what has to come of them.
///
/// A class because it is one course of events.
final class Torture {
  let world: World
  let service: SandboxProcess
  private(set) var kills = 0
  /// Kills while a program that the victim had started was running.
  private(set) var killsWithChildren = 0
  let children: ChildPrograms
  private var random: SeededRandom
  private var number = 0
  /// The events that have to be there, by title.
  private(set) var expected: [String: ExpectedEvent] = [:]
  /// What may be there of an event whose edit is under way or was killed.
  private var unsettled: [String: [ExpectedEvent?]] = [:]
  private var ids: [String: String] = [:]
  /// What happened, for failures.
  private var history: [String] = []
  /// The screen that is open beside the commands, and how many rounds it has left.
  private var screen: (terminal: PseudoTerminal, child: Child, rounds: Int)?
  /// How long a command takes, in milliseconds.
  private var life = 200

  init(seed: UInt64) throws {
    world = try World(sandbox: ["--events", "0", "--link-delay", "100ms"])
    service = try world.service
    children = ChildPrograms(world)
    // A key store that takes its time, so that many are killed while they ask it.
    let store = try children.program("store", "sleep 0.3\necho '\(service.key)'")
    try world.configure(
      service.configuration.replacingOccurrences(
        of: "api_key = \"\(service.key)\"",
        with: "api_key_command = \"\(store)\""
      )
    )
    random = SeededRandom(seed: seed)
  }

  deinit { _ = screen?.child.kill() }

  /// Fills the cache, and sees how long a command takes here.
  func begin() throws {
    try #require(try world.convene("sync").status == 0)
    let start = ContinuousClock.now
    _ = try world.makeEvent("First", "--start", "today", "--location", "Here")
    life = max(100, Int((ContinuousClock.now - start) / .milliseconds(1)))
    expected["First"] = ExpectedEvent(location: "Here", words: "", link: .none)
    try look()
  }

  /// One round: something goes wrong at the service, something is killed, and what is left is
  /// looked at.
  func round() async throws {
    try await misbehave()
    try keepScreen()
    if random.chance(0.3) { try finish(edit()) }
    if random.chance(0.1) {
      try kill(["sync"])
    } else {
      let edit = edit()
      // Every description begins with the words of an event that has none.
      unsettled[edit.title] = [edit.after, edit.before]
      try kill(edit.arguments)
    }
    try look()
  }

  /// Ends the screen, and what goes wrong; no program is left that one of the victims had started.
  func calm() async throws {
    if screen != nil { killScreen() }
    try children.waitForNone()
    try await service.clearFaults()
    try look()
  }

  /// What happened to an event.
  func story(of title: String) -> String {
    history.filter { $0.contains(" \(title) ") || ids[title].map($0.contains) == true }
      .joined(separator: "\n")
  }

  // MARK: What is done

  private func edit() -> TortureEdit {
    number += 1
    let events = expected.filter { unsettled[$0.key] == nil }.sorted { $0.key < $1.key }
    return .any(
      number: number,
      events: events.compactMap { title, event in ids[title].map { (title, $0, event) } },
      random: &random
    )
  }

  /// Makes an edit and lets it end.
  private func finish(_ edit: TortureEdit) throws {
    let finished = try world.convene(edit.arguments)
    note("ended with \(finished.status)", edit.arguments + [finished.errors])
    guard [0, 75].contains(finished.status) else {
      throw WorldError("\(edit.arguments): \(finished.errors)\n\(story(of: edit.title))")
    }
    settle(edit.title, edit.after)
    try look()
  }

  /// Runs a command and kills it within its life, or a little later.
  private func kill(_ arguments: [String]) throws {
    let victim = try Child(
      Program.path,
      arguments,
      environment: world.environment,
      streams: Child.Streams(output: world.folder + "/victim", errors: world.folder + "/errors")
    )
    let moment = random.below(life * 2)
    let status = waitAndKill(victim, after: moment)
    note("killed at \(moment) ms, status \(status)", arguments)
  }

  /// Opens the screen now and then, has it make an event, and kills it some rounds later.
  private func keepScreen() throws {
    if var open = screen {
      open.rounds -= 1
      screen = open
      if open.rounds <= 0 { killScreen() }
      return
    }
    guard random.chance(0.3) else { return }
    let terminal = try PseudoTerminal()
    let editor = try children.waiting("editor")
    let child = try terminal.run(
      Program.path,
      [],
      environment: world.environment.merging(["EDITOR": editor]) { $1 }
    )
    screen = (terminal, child, random.below(4))
    guard random.chance(0.7) else { return }
    number += 1
    try terminal.waitForIdle()
    // A new event; it gets a link, is deleted or is written on in an editor, or nothing of that, and
    // nobody knows how far that comes.
    let save = "\u{13}"
    let more = ["", "c\u{1B}[C" + save, "xy", "e\u{0F}"][random.below(4)]
    terminal.type("nT\(number)" + save + more)
    let plain = ExpectedEvent(location: "", words: "", link: .none)
    var candidates: [ExpectedEvent?] = [nil, plain]
    for provider in ["Google Meet", "Microsoft Teams"] {
      candidates.append(ExpectedEvent(location: "", words: "", link: .made(provider)))
    }
    unsettled["T\(number)"] = candidates
    note("typed", ["n", "T\(number)", more.debugDescription])
  }

  private func killScreen() {
    guard let (terminal, child, _) = screen else { return }
    screen = nil
    let moment = random.below(life * 2)
    let status = waitAndKill(child, after: moment)
    terminal.waitForEnd()
    note("screen killed, status \(status)", [])
  }

  /// Waits for a moment in the life of a process, and kills it.
  private func waitAndKill(_ child: Child, after milliseconds: Int) -> Int32 {
    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(milliseconds))
    let isParent = !children.running().isEmpty
    let status = child.kill()
    if status == 137 { kills += 1 }
    if status == 137, isParent { killsWithChildren += 1 }
    return status
  }

  /// Has the service misbehave in another way than before.
  private func misbehave() async throws {
    try await service.clearFaults()
    let faults = [
      #""kind":"status","status":500"#, #""kind":"status","status":503"#,
      #""kind":"status","status":429"#, #""kind":"status","status":429,"retry_after":1"#,
      #""kind":"delay","delay_ms":\#(20 + random.below(150))"#, #""kind":"cut""#,
      #""kind":"malformed""#, #""kind":"lost-answer""#,
    ]
    let methods = ["", "", #","method":"POST""#, #","method":"PUT""#, #","method":"DELETE""#]
    for _ in 0..<random.below(3) {
      let fault = faults[random.below(faults.count)]
      let method = methods[random.below(methods.count)]
      try await service.fault(#"{\#(fault),"share":0.\#(1 + random.below(5))\#(method)}"#)
      note("fault", [fault, method])
    }
  }

  // MARK: What is there

  /// Looks, in a new process, at what the cache shows, and settles what was killed.
  private func look() throws {
    let seen = try shown()
    for (title, candidates) in unsettled {
      // The screen may be at it still.
      if screen != nil, candidates.count > 2 { continue }
      let found = candidates.first { candidate in
        seen[title].map { candidate?.isMet(by: $0) == true } ?? (candidate == nil)
      }
      guard let found else {
        throw WorldError("\(title) is \(seen[title] as Any)\n\(story(of: title))")
      }
      settle(title, found)
      note("→ \(found.map { "\($0.link)" } ?? "not there")", [title, ""])
    }
    for (title, event) in expected where unsettled[title] == nil {
      guard let shown = seen[title], event.isMet(by: shown) else {
        throw WorldError(
          "\(title) was to be \(event), is \(seen[title] as Any)\n\(story(of: title))"
        )
      }
    }
    let strangers = Set(seen.keys).subtracting(expected.keys).subtracting(unsettled.keys)
    guard strangers.isEmpty else {
      throw WorldError("not expected: \(strangers)\n\(strangers.map(story).joined())")
    }
    for (title, event) in seen { ids[title] = event.id }
  }

  /// What a new process shows, by title; no title is there twice.
  func shown() throws -> [String: SeenEvent] {
    let events = try world.json("agenda", "--from=-2", "--days", "20", "--json").list
    return try byTitle(events.map { SeenEvent($0) })
  }

  /// Events by title; no title is there twice.
  func byTitle(_ events: [SeenEvent]) throws -> [String: SeenEvent] {
    try Dictionary(events.map { ($0.title, $0) }) { first, _ in
      throw WorldError("\(first.title) is there twice\n\(story(of: first.title))")
    }
  }

  private func settle(_ title: String, _ event: ExpectedEvent?) {
    unsettled[title] = nil
    expected[title] = event
  }

  private func note(_ what: String, _ words: [String]) {
    history.append("\(kills): \(what) " + words.joined(separator: " ") + " ")
  }
}
