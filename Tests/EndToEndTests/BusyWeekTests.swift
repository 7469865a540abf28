import Foundation
import Testing

/// How much is sent for a step through weeks that are full: over a slow line that is what one waits for.
@Suite struct BusyWeekTests {
  /// Two weeks of 200 events each, the same in every run.
  private static let calendar: String = {
    let titles = [
      "Review", "Stand-up", "Retro", "1:1 Ann", "Budget Q1", "Sprint planning with the whole team",
      "Interview", "顧客との打合せ", "Déjeuner",
    ]
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN"]
    var random: UInt64 = 7
    func next(_ limit: UInt64) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((random >> 33) % limit)
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    for number in 0..<400 {
      let day = "202703" + two(8 + number / 200 * 7 + next(7))
      let start = "\(two(8 + next(10)))\(two(next(4) * 15))00"
      lines += [
        "BEGIN:VEVENT", "UID:\(number)@busy", "DTSTAMP:20261101T000000Z",
        "DTSTART;TZID=Europe/Berlin:\(day)T\(start)", "DURATION:PT\(15 + next(6) * 15)M",
        "SUMMARY:\(titles[next(9)])", "LOCATION:Room \(next(9))", "END:VEVENT",
      ]
    }
    return (lines + ["END:VCALENDAR", ""]).joined(separator: "\r\n")
  }()

  @Test("A step from one week of 200 events to the next sends 1,500 bytes at most")
  func weeks() throws {
    // What is over is dimmed, which is sent too: the weeks lie ahead in every run.
    let world = try World(at: "2026-11-25T10:20:00+01:00 Europe/Berlin")
    let path = world.folder + "/busy.ics"
    try Data(Self.calendar.utf8).write(to: URL(fileURLWithPath: path))
    #expect(try world.convene("import", path).status == 0)
    let terminal = try PseudoTerminal()
    let child = try terminal.run(Program.path, [], environment: world.environment)
    try terminal.press("w")
    for key in "gd2027-03-10\r" { try terminal.press(String(key)) }
    let steps = try ["\u{4}", "\u{15}", "\u{4}"].map { try terminal.bytesSent(for: $0) }
    #expect(steps.allSatisfy { (300...1_500).contains($0) }, "\(steps)")
    let month = try terminal.bytesSent(for: "m")
    let day = try terminal.bytesSent(for: "d")
    #expect(month < 2_000 && day < 1_500, "\(month), \(day)")
    terminal.type("q")
    #expect(child.wait() == 0)
    terminal.waitForEnd()
  }
}
