import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Testing

@testable import CalendarServices

/// A folder that khal, vdirsyncer and Convene write to in turn.
@Suite struct KhalTests {
  /// The titles and times of what is shown, in the form that khal gives them.
  private static func inWordsOfKhal(_ shown: [String]) -> [String] {
    shown.map { line in
      let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
      let clock = parts[1].split(separator: ":").map { $0.count == 1 ? "0" + $0 : String($0) }
      return "\(parts[0]) \(clock.joined(separator: ":")) \(parts[3])"
    }
    .sorted()
  }

  @Test("Nothing is lost where three programs write in turn")
  func turns() async throws {
    let count = ProcessInfo.processInfo.environment["CONVENE_TURNS"].flatMap(Int.init) ?? 40
    let folder = NSTemporaryDirectory() + "convene-khal-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let others = try OtherPrograms(folder)
    let world = try ResourceWorld(
      FolderStand(path: folder + "/calendars"),
      path: folder + "/cache.sqlite"
    )
    var random = SeededNumbers(seed: 12)
    var expected: [String] = []

    for turn in 0..<count {
      try await world.refresh()
      let shown = Self.inWordsOfKhal(try world.shown())
      #expect(shown == expected, "before turn \(turn)")
      let day = try #require(Day("2026-11-24")).advanced(by: Int.random(in: 0..<40, using: &random))
      let hour = Int.random(in: 8..<20, using: &random)
      let title = "Event \(turn)"
      let line = "\(day) \(hour < 10 ? "0" : "")\(hour):00 \(title)"
      switch Int.random(in: 0..<7, using: &random) {
      case 0:
        try others.add(title, day: "\(day)", hour: hour)
        expected.append(line)
      case 1:
        // vdirsyncer brings what somebody wrote into the copy.
        try others.sync()
        let text = """
          BEGIN:VCALENDAR\r
          VERSION:2.0\r
          BEGIN:VEVENT\r
          UID:copy-\(turn)\r
          DTSTART;TZID=Europe/Berlin:\(("\(day)").filter { $0 != "-" })T\(line.dropFirst(11).prefix(2))0000\r
          DURATION:PT1H\r
          SUMMARY:\(title)\r
          X-COPY:\(turn)\r
          END:VEVENT\r
          END:VCALENDAR\r

          """
        try text.write(
          toFile: "\(folder)/copy/copy-\(turn).ics",
          atomically: true,
          encoding: .utf8
        )
        try others.sync()
        expected.append(line)
      case 2, 3:
        try await world.edit(
          EventID("made-\(turn)"),
          .create(try Self.draft(title, day, hour), conferencing: .keep)
        )
        expected.append(line)
      case 4:
        guard let old = expected.randomElement(using: &random) else { continue }
        let event = try world.event(String(old.prefix(10)), String(old.dropFirst(17)))
        try await world.edit(
          event.id,
          .update(EventPatch(title: title, time: try Self.draft(title, day, hour).time))
        )
        expected.removeAll { $0 == old }
        expected.append(line)
      case 5:
        guard let old = expected.randomElement(using: &random) else { continue }
        // Another program changes the text in place.
        let event = try world.event(String(old.prefix(10)), String(old.dropFirst(17)))
        let name = "\(folder)/calendars/home/\(event.remoteID?.rawValue ?? "").ics"
        let text = try String(contentsOfFile: name, encoding: .utf8)
        try text.replacing(event.title, with: title)
          .write(toFile: name, atomically: false, encoding: .utf8)
        expected.removeAll { $0 == old }
        expected.append(old.prefix(17) + title)
      default:
        guard expected.count > 4, let old = expected.randomElement(using: &random) else { continue }
        let event = try world.event(String(old.prefix(10)), String(old.dropFirst(17)))
        try await world.edit(event.id, .delete)
        expected.removeAll { $0 == old }
      }
      expected.sort()
      guard turn % 8 == 7 || turn == count - 1 else { continue }
      try others.sync()
      #expect(try others.khal() == expected, "khal after turn \(turn)")
    }
    try await world.refresh()
    let shown = Self.inWordsOfKhal(try world.shown())
    #expect(shown == expected)
    let copy = try FileManager.default.contentsOfDirectory(atPath: folder + "/copy")
    #expect(copy.count == expected.count)
  }

  @Test("khal shows what was made of a series as Convene does")
  func series() async throws {
    let folder = NSTemporaryDirectory() + "convene-khal-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let others = try OtherPrograms(folder)
    let world = try ResourceWorld(
      FolderStand(path: folder + "/calendars"),
      path: folder + "/cache.sqlite"
    )
    try await world.stand.put(ResourceTexts.series, as: "daily.ics")
    try await world.refresh()
    let third = try world.event("2026-12-02", "Daily")
    try await world.edit(
      third.id,
      .update(EventPatch(title: "Other", time: try ResourceTexts.at("2026-12-02", 11))),
      scope: .this
    )
    #expect(try others.khal() == Self.inWordsOfKhal(try world.shown()))
    try await world.edit(third.id, .delete, scope: .this)
    #expect(try others.khal() == Self.inWordsOfKhal(try world.shown()))
    let fifth = try world.event("2026-12-04", "Daily")
    try await world.edit(fifth.id, .update(EventPatch(title: "Tail")), scope: .following)
    let shown = Self.inWordsOfKhal(try world.shown())
    #expect(shown.contains("2026-12-05 09:00 Tail"))
    #expect(try others.khal() == shown)
  }

  private static func draft(_ title: String, _ day: Day, _ hour: Int) throws -> EventDraft {
    EventDraft(
      account: ResourceWorld.account,
      calendar: CalendarID("home"),
      title: title,
      time: try ResourceTexts.at("\(day)", hour)
    )
  }
}

/// Numbers that are the same in each run.
///
/// Source: Sebastiano Vigna, SplitMix64.
private struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
