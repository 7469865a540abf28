import Foundation
import Testing

@testable import convene

/// The clock that a test gives the program; nobody else has one.
@Suite struct ClockTests {
  private let moment = Date(timeIntervalSince1970: 1_795_782_060)

  @Test("Frozen it stands still, in any offset")
  func frozen() throws {
    for text in ["2026-11-27T13:21:00+01:00", "2026-11-27T12:21Z", "2026-11-27T12:21"] {
      let clock = try LiveEnvironment.clock(text + " frozen")
      #expect(clock() == moment, "\(text)")
      #expect(clock() == clock(), "\(text)")
    }
  }

  @Test("Otherwise it runs on from its moment")
  func running() throws {
    let clock = try LiveEnvironment.clock("2026-11-27T13:21:00+01:00")
    let times = [clock(), clock(), clock()]
    #expect(times == times.sorted())
    #expect(times[0] >= moment)
  }

  @Test("With an uptime all processes have one time")
  func shared() throws {
    let early = try LiveEnvironment.clock("2026-11-27T13:21:00+01:00@0")
    let late = try LiveEnvironment.clock("2026-11-27T13:21:00+01:00@100.5")
    let times = (early() - 100.5, late(), early() - 100.5)
    #expect(times.0 <= times.1 && times.1 <= times.2)
  }

  @Test(
    "A TZ that names no zone, no file and no rule is said",
    arguments: [
      ("Mars/Foo", true), ("Mars/F00", true), ("Nonsense", true), ("/no/such/file", true),
      ("CET-1CEST,M3.5.0,M10.5.0/3", false), ("<+03>-3", false), ("UTC0", false), ("", false),
    ]
  )
  func zone(_ name: String, isSaid: Bool) {
    let warning = LiveEnvironment.warning(on: name, used: .gmt)
    #expect((warning != nil) == isSaid)
    #expect(warning?.contains("TZ is \"\(name)\", which names no time zone") ?? true)
  }

  @Test(
    "What is no clock is refused, and not taken for the real one",
    arguments: [
      "now", "2026-11-27", "2026-02-30T10:00Z", "2026-11-27T25:00Z", "2026-11-27T13:21:00+01:00@",
      "2026-11-27T13:21:00+01:00@x", "2026-11-27T13:21:00+01:00@nan", "@1", " frozen", "frozen",
      "2026-11-27T13:21:00+01:00@1@2", "2026-11-27T13:21:00+01:00@1 frozen",
    ]
  )
  func refused(_ text: String) {
    let error = #expect(throws: CommandError.self) { _ = try LiveEnvironment.clock(text) }
    #expect(error?.status == .configuration)
    #expect(error?.message.contains("\"\(text)\"") == true)
  }
}
