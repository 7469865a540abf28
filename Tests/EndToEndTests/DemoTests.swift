import Foundation
import Testing

/// The demo: everything in one process, and nothing kept.
@Suite struct DemoTests {
  @Test("It opens on a fortnight, makes a link, and leaves nothing behind")
  func demo() throws {
    let world = try World()
    let temporary = world.folder + "/tmp"
    try FileManager.default.createDirectory(
      atPath: temporary,
      withIntermediateDirectories: true
    )
    let window = try Window(
      world,
      size: (100, 30),
      "TMPDIR='\(temporary)' $CONVENE demo --link-delay 200ms"
    )
    let first = try window.wait(for: "its service is at http://127.0.0.1:")
    let address = first.components(separatedBy: "its service is at ")[1]
      .prefix { !$0.isWhitespace }
    let state = try #require(URL(string: address + "/_sandbox/state"))
    func live() throws -> Int {
      try JSON(String(decoding: Data(contentsOf: state), as: UTF8.self))["meetings"].list
        .count { $0["status"].text == "live" }
    }
    // While the calendars fill, rows come in above and below the selection.
    try window.keys("t")
    try window.wait(for: "synced just now")
    try window.wait(for: "Stand-up")
    try window.press("j", untilRow: "Security questionnaire")
    try window.press("j", untilRow: "Lunch with the new colleagues")
    let before = try live()
    // What the account can host is read after its events; another provider is chosen before.
    _ = try Waiting.until("the form with the account's own provider") {
      try window.keys("c")
      try window.waitForRow("‹ None ›")
      try window.keys("Right")
      return try window.screen()
    } wanted: { screen in
      if screen.contains("‹ Google Meet ›") { return true }
      try window.keys("Escape")
      try window.wait(for: "Discard unsaved changes?")
      try window.keys("y")
      return false
    }
    try window.keys("C-s")
    try window.wait("the link") { Window.selected($0).hasSuffix("Meet") }
    #expect(try live() == before + 1)
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
    for home in ["data", "state", "cache", "home"] {
      let left = try FileManager.default.contentsOfDirectory(atPath: "\(world.folder)/\(home)")
      #expect(left.isEmpty, "\(home)")
    }
  }

  @Test("An invitation that is answered stays in the list, and gets another answer")
  func invitations() throws {
    let world = try World()
    let window = try Window(world, size: (100, 30), "$CONVENE demo")
    // How many wait for an answer depends on the day.
    try window.wait(for: "to answer")
    try window.wait(for: "synced just now")
    try window.keys("i")
    try window.wait(for: "Invitations")
    try window.press("j", untilRow: "Vendor demo")
    try window.keys("m")
    try window.wait(for: "· maybe")
    try window.press("k", untilRow: "Vendor demo")
    try window.keys("n")
    try window.wait(for: "· no")
    try window.keys("q")
    try window.wait(for: "Today")
    try window.keys("i")
    try window.wait(for: "Invitations")
    #expect(try !window.screen().contains("Vendor demo"))
  }

  /// A way to end it, and the exit status that a shell sees.
  static let ends: [(signal: Int32, status: Int)] = [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130)]

  @Test("Whatever ends it, it leaves nothing behind", arguments: ends)
  func ended(_ end: (signal: Int32, status: Int)) throws {
    let world = try World()
    let temporary = world.folder + "/tmp"
    try FileManager.default.createDirectory(
      atPath: temporary,
      withIntermediateDirectories: true
    )
    let window = try Window(world, "TMPDIR='\(temporary)' $CONVENE demo")
    try window.wait(for: "Stand-up")
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).count == 1)
    #expect(kill(try window.process(), end.signal) == 0)
    try window.expectCleanEnd(status: end.status)
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
  }
}
