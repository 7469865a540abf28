import Foundation
import Testing

/// The program is killed at any moment while it edits a series at a service, and answers are lost:
/// once all is sent, the edit is there as a whole or not at all, what was confirmed is there, no
/// occurrence is there twice, and no meeting lives that is on no event.
///
/// It is killed 12 times unless ``TortureRun`` is told otherwise.
@Suite struct ServiceSeriesTortureTests {
  @Test("Killed again and again, a series at a service is as before an edit or as after it")
  func kills() async {
    let run = TortureRun(kills: 12)
    await run { seed in
      let torture = try ServiceSeriesTorture(seed: seed)
      while torture.kills < run.kills { try await torture.round() }
      #expect(try CacheCheck(torture.world).damage.isEmpty)
      // A torture in which nothing happens proves nothing.
      #expect(torture.done > 0)
      try await torture.expectNoOrphan()
      print("torture at a service: \(torture.kills) kills, \(torture.done) done, seed \(seed)")
    }
  }
}

/// Edits of series at a service, of their texts and links, killed at random moments, and what has to
/// come of them.
private final class ServiceSeriesTorture {
  let world: World
  private(set) var kills = 0
  /// The edits that changed something.
  private(set) var done = 0
  private var random: SeededRandom
  private var number = 0
  private var history: [String] = []
  /// How long an edit takes, in milliseconds.
  private var life = 400
  /// What has to be there, by its start.
  private var expected: [Occurrence] = []

  /// The link of an occurrence.
  private enum Link: Equatable {
    case none
    /// One that the service has made.
    case made
    /// One that was given, by its address.
    case given(String)
  }

  /// An occurrence as it has to be; where something is `nil`, services differ in what it is.
  private struct Occurrence: CustomStringConvertible {
    var start: String
    var title: String?
    var link: Link?
    /// The series that it is of, as the service has it: what that is does not always show.
    var series: String
    /// Whether it has a title or a link of its own: an edit of others with it leaves it that.
    var ownsTitle = false
    var ownsLink = false
    var isException: Bool { ownsTitle || ownsLink }

    func isMet(by seen: Seen) -> Bool {
      start == seen.start && (title ?? seen.title) == seen.title
        && (link ?? seen.link) == seen.link
    }

    var description: String { "\(start) \(title ?? "?") \(link.map { "\($0)" } ?? "?")" }
  }

  /// An occurrence as a new process shows it.
  private struct Seen: CustomStringConvertible {
    let id: String
    let start: String
    let title: String
    let link: Link
    let series: String
    let isPending: Bool

    init(_ json: JSON) {
      id = json["id"].text ?? ""
      start = json["start"].text ?? ""
      title = json["title"].text ?? ""
      series = json["series"]["id"].text ?? ""
      let conferencing = json["conferencing"]
      isPending = conferencing["state"].text == "pending"
      let url = conferencing["url"].text
      link = url.map { $0.hasPrefix(ExpectedEvent.givenPrefix) ? .given($0) : .made } ?? .none
    }

    var description: String { "\(start) \(title) \(link)\(isPending ? " (pending)" : "") of \(id)" }
  }

  init(seed: UInt64) throws {
    world = try World(sandbox: ["--events", "0", "--link-delay", "50ms"])
    random = SeededRandom(seed: seed)
    try #require(try world.convene("sync").status == 0)
    try make("8")
    try #require(expected.count == 8)
  }

  /// Makes a series, and lets that end.
  private func make(_ count: String) throws {
    number += 1
    let words = "every day, \(count) times"
    // The order of starts tells series apart that were made one after the other.
    let minutes = (0..<60).map { ($0 + number) % 60 }.map { "10:\($0 < 10 ? "0" : "")\($0)" }
    let clock = try #require(
      minutes.first { minute in !expected.contains { $0.start.contains("T\(minute)") } }
    )
    _ = try world.makeEvent("S\(number)", "--start", "tomorrow \(clock)", "--repeat", words)
    let known = Set(expected.map(\.start))
    expected += try look().filter { !known.contains($0.start) }
      .map { Occurrence(start: $0.start, title: $0.title, link: $0.link, series: $0.series) }
    expected.sort { $0.start < $1.start }
  }

  /// One edit, to its death or its end; then all is sent, and looked at.
  func round() async throws {
    if expected.count < 5 { return try make("6") }
    let there = try look()
    let index = random.below(expected.count)
    guard let edit = edit(index, id: there[index].id) else { return }
    let service = try world.service
    if random.chance(0.4) {
      try await service.fault(#"{"kind":"lost-answer","next":1,"after":\#(random.below(8))}"#)
    }
    let moment = random.below(life)
    let status = try world.run(edit.arguments, killingAfter: moment)
    if status == 137 { kills += 1 }
    history.append("\(edit.arguments) → \(status) at \(moment) ms")
    try await service.clearFaults()
    _ = try Waiting.until("the edit to be sent, and its link to be made") {
      _ = try world.convene("sync")
      return (try CacheCheck(world).waiting, try look().filter(\.isPending))
    } wanted: { waiting, pending in
      waiting.isEmpty && pending.isEmpty
    }
    try await settle(edit.after, isConfirmed: status == 0)
    try await expectNoOrphan()
  }

  private func settle(_ after: [Occurrence], isConfirmed: Bool) async throws {
    let found = try look()
    func isMet(_ wanted: [Occurrence]) -> Bool {
      wanted.count == found.count && zip(wanted, found).allSatisfy { $0.isMet(by: $1) }
    }
    guard isMet(after) || isMet(expected) && !isConfirmed else {
      throw WorldError(
        """
        \(isConfirmed ? "confirmed" : "killed"), and is neither as before nor as after
        \(history.suffix(8).joined(separator: "\n"))
        before: \(expected)
        after: \(after)
        found: \(found)
        at the service: \(try await world.service.events().map { "\($0.id) \($0.title)" }.sorted())
        """
      )
    }
    if isMet(after) { done += 1 }
    expected = zip(isMet(after) ? after : expected, found).map { occurrence, seen in
      var occurrence = occurrence
      (occurrence.title, occurrence.link, occurrence.series) = (seen.title, seen.link, seen.series)
      return occurrence
    }
  }

  /// Every meeting that lives is the link of the event that it was made for.
  func expectNoOrphan() async throws {
    let service = try world.service
    let grant = try service.google
    for meeting in try service.meetings() where meeting.isLive {
      let path = "/v3/grants/\(grant)/events/\(meeting.event)?calendar_id=primary"
      let (status, answer) = try await service.send("GET", path, "")
      let event = answer["data"]
      let isThere = status == 200 && event["status"].text != "cancelled"
      guard isThere, event["conferencing"]["details"]["url"].text == meeting.url else {
        throw WorldError(
          """
          orphaned: \(meeting) of \(meeting.event), whose event is \(status) \(event)
          \(history.suffix(8).joined(separator: "\n"))
          """
        )
      }
    }
  }

  // MARK: Edits

  /// What an edit does.
  private enum Change {
    case title(String)
    case link(Link)
    case delete
  }

  /// A random edit of an occurrence, and what it comes to; `nil` for one that is not tried.
  private func edit(_ index: Int, id: String) -> (arguments: [String], after: [Occurrence])? {
    number += 1
    let scope = ["this", "following", "all"][random.below(3)]
    // What was changed on its own is left alone, whatever becomes of all.
    if scope != "this", expected[index].isException { return nil }
    let end = [id, "--scope", scope]
    switch random.below(12) {
    case 0...3:
      let title = "T\(number)"
      return (
        ["event", "update"] + end + ["--title", title], after(.title(title), index, scope)
      )
    case 4...5:
      let url = ExpectedEvent.givenPrefix + "\(number)"
      return (
        ["conference", "set"] + end + ["--link", url], after(.link(.given(url)), index, scope)
      )
    case 6...8:
      return (
        ["conference", "set"] + end + ["--create", "meet"], after(.link(.made), index, scope)
      )
    case 9...10:
      // Of one without a link nothing is taken off, whatever the others have.
      let hasNone = expected[index].link == Link.none
      return (
        ["conference", "strip"] + end,
        hasNone ? expected : after(.link(.none), index, scope)
      )
    default: return (["event", "delete"] + end, after(.delete, index, scope))
    }
  }

  /// What has to be there after a change of an occurrence, of it and those after it, or of all.
  private func after(_ change: Change, _ index: Int, _ scope: String) -> [Occurrence] {
    let series = expected[index].series
    let isFirst = !expected[..<index].contains { $0.series == series }
    let divides = scope == "following" && !isFirst
    var after: [Occurrence] = []
    for (other, occurrence) in expected.enumerated() {
      var occurrence = occurrence
      let isReached =
        occurrence.series == series
        && (scope == "this" ? other == index : !divides || other >= index)
      guard isReached else {
        after.append(occurrence)
        continue
      }
      // What is carried over to a new series is not its link.
      if divides, occurrence.isException { occurrence.link = nil }
      switch change {
      case .delete: continue
      case .title(let title):
        if scope == "this" {
          (occurrence.title, occurrence.ownsTitle) = (title, true)
        } else if !occurrence.ownsTitle {
          occurrence.title = occurrence.ownsLink ? nil : title
        }
      case .link(let link):
        if scope == "this" {
          (occurrence.link, occurrence.ownsLink) = (link, true)
        } else {
          occurrence.link = occurrence.isException ? nil : link
        }
      }
      after.append(occurrence)
    }
    return after
  }

  /// What a new process shows, by its start.
  private func look() throws -> [Seen] {
    let listed = try world.convene("agenda", "--days", "20", "--json")
    guard listed.status == 0 else { throw WorldError(listed.errors) }
    return try JSON(listed.output).list.map(Seen.init).sorted { $0.start < $1.start }
  }
}
