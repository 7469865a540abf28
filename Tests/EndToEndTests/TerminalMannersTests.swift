import Foundation
import Testing

/// The program in its terminal: resizing, suspending, ending, colours.
@Suite struct TerminalMannersTests {
  @Test("A resize at any moment is followed, down to a size that is too small and back")
  func resize() throws {
    let world = try World(sandbox: ["--events", "0"])
    _ = try world.makeEvent("Design review", "--calendar", "Mara", "--start", "today")
    let window = try Window(world)
    try window.waitForRow("Design review")
    for (columns, rows) in [(40, 12), (132, 50), (40, 10), (80, 24)] {
      try window.resize(columns, rows)
      try window.wait("the agenda at \(columns)×\(rows)") { screen in
        let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
        return Window.selected(screen).contains("Design") && lines.count == rows + 1
          && lines[rows - 1].contains("Enter open")
      }
    }
    for (columns, rows) in [(30, 8), (39, 24), (80, 9), (5, 2), (1, 1)] {
      try window.resize(columns, rows)
      if columns >= 20, rows >= 3 { try window.wait(for: "\(columns)×\(rows)") }
    }
    try window.resize(80, 24)
    try window.waitForRow("Design review")

    // In the form nothing typed is lost.
    try window.keys("c")
    try window.waitForRow("‹ None ›")
    try window.keys("Left")
    try window.move("Tab", to: "URL")
    try window.type("https://meet.example/room")
    try window.waitForRow("/room")
    try window.resize(40, 12)
    try window.wait("the form at 40×12") { Window.selected($0).contains("example/room") }
    try window.resize(30, 8)
    try window.wait(for: "30×8")
    try window.resize(100, 30)
    try window.wait("the form at 100×30") {
      Window.selected($0).contains("https://meet.example/room") && $0.contains("^S save")
    }
    #expect(try window.ask("#{pane_width}x#{pane_height} #{alternate_on}") == "100x30 1")
  }

  @Test("At 40×12 the agenda and the event are whole")
  func narrow() throws {
    let world = try World(sandbox: ["--events", "0"])
    _ = try world.makeEvent(
      "Call",
      "--calendar",
      "Mara",
      "--start",
      "today",
      "--link",
      "https://us02web.zoom.us/j/82100000001?pwd=abcdefghijklmnopqrstuvwxyz"
    )
    let window = try Window(world, size: (40, 12))
    try window.waitForRow("Call")
    try window.keys("Enter")
    try window.wait(for: "Esc back")
    // The link is broken over lines, not cut.
    try window.press("j", untilRow: "Link")
    let screen = try window.wait("the whole link") { screen in
      screen.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined()
        .contains("qrstuvwxyz")
    }
    #expect(!screen.contains("…stuvwxyz"))
  }

  /// A way to end, and the exit status that a shell sees.
  static let ends: [(signal: Int32?, status: Int)] = [
    (nil, 0), (SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130),
  ]

  @Test("However it ends, the terminal is given back", arguments: ends)
  func ending(_ end: (signal: Int32?, status: Int)) throws {
    let world = try World(sandbox: ["--events", "0"])
    _ = try world.makeEvent("Design review", "--calendar", "Mara", "--start", "today")
    let window = try Window(world)
    try window.waitForRow("Design review")
    #expect(try window.ask("#{alternate_on}") == "1")
    if let signal = end.signal {
      // In a form, with the cursor shown and something typed.
      try window.keys("c")
      try window.waitForRow("‹ None ›")
      try window.keys("Left")
      try window.move("Tab", to: "URL")
      #expect(kill(try window.process(), signal) == 0)
    } else {
      try window.keys("q")
    }
    try window.expectCleanEnd(status: end.status)
  }

  @Test("Without an alternate screen the prompt does not stand in the footer")
  func plainTerminal() throws {
    let window = try Window(try World(), "TERM=vt100 $CONVENE")
    try window.wait(for: "Nothing planned.")
    try window.send("q")
    let screen = try window.wait(for: "exit=0")
    #expect(!screen.split(separator: "\n").contains { $0.contains("exit=0") && $0.contains("new") })
  }

  @Test("A window that is closed, or a line that drops, ends it")
  func closed() throws {
    let world = try World(sandbox: ["--events", "0"])
    _ = try world.makeEvent("Design review", "--calendar", "Mara", "--start", "today")
    let window = try Window(world)
    try window.waitForRow("Design review")
    let process = try window.process()
    try world.tmux(["kill-server"])
    _ = try Waiting.until("the program to end") {
      (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? "gone"
    } wanted: {
      // Ended, even where nobody has asked for its status yet.
      $0 == "gone" || $0.contains(") Z ")
    }
    // What was there is still there for the next one.
    #expect(try world.json("agenda", "--json").list.count == 1)
  }

  @Test("A line that drops unheard ends it too, without a spin, and what was saved is kept")
  func unheard() throws {
    for keys in ["", "nDraft"] {
      let world = try World()
      let window = try Window(world, "(trap '' HUP; exec $CONVENE)")
      try window.wait(for: "Nothing planned.")
      try window.keys("n")
      try window.type("Planning")
      try window.keys("C-s")
      if !keys.isEmpty { try window.type(keys) }
      let process = try window.process()
      try world.tmux(["kill-server"])
      _ = try Waiting.until("the program to end") {
        (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? "gone"
      } wanted: {
        $0 == "gone" || $0.contains(") Z ")
      }
      let titles = try world.json("agenda", "--json").list.map { $0["title"].text }
      #expect(titles == ["Planning"])
    }
  }

  @Test("^Z gives the terminal to the shell, fg gives it back as it was")
  func suspend() throws {
    let world = try World(sandbox: ["--events", "0"])
    _ = try world.makeEvent("Design review", "--calendar", "Mara", "--start", "today")
    let window = try Window(world, "PS1='shell> ' bash --norc --noprofile -i; true")
    try window.wait(for: "shell>")
    try window.send("\(Program.path)\r")
    try window.waitForRow("Design review")
    try window.keys("c")
    try window.waitForRow("‹ None ›")
    try window.keys("Left")
    try window.move("Tab", to: "URL")
    try window.type("https://meet.example/room")
    try window.waitForRow("/room")
    for _ in 0..<2 {
      try window.keys("C-z")
      try window.wait(for: "Stopped")
      #expect(try window.ask("#{alternate_on} #{cursor_flag}") == "0 1")
      try window.send("echo sh''ell-works; fg\r")
      try window.wait("the form again") { Window.selected($0).contains("meet.example/room") }
      #expect(try window.ask("#{alternate_on}") == "1")
      try window.keys("Home")
      try window.type("x")
      try window.waitForRow("xhttps://")
      try window.keys("BSpace")
      try window.wait("the x to go") { !$0.contains("xhttps://") }
      try window.keys("End")
    }
    try window.keys("Escape")
    try window.wait(for: "Discard unsaved changes?")
    try window.keys("y")
    try window.wait(for: "Enter open")
    try window.keys("q")
    try window.wait("the shell") { $0.contains("shell-works") }
    try window.send("exit\r")
    try window.expectCleanEnd(status: 0)
  }

  @Test(
    "NO_COLOR gives no colour, empty it changes nothing, and the selection is still seen",
    arguments: [nil, "", "1"]
  )
  func colors(noColor: String?) throws {
    let wanted = noColor?.isEmpty ?? true
    let world = try World(
      sandbox: ["--events", "0"],
      ["COLORTERM": "truecolor"].merging(noColor.map { ["NO_COLOR": $0] } ?? [:]) { $1 }
    )
    _ = try world.makeEvent("Design review", "--calendar", "Mara", "--start", "today")
    let window = try Window(world)
    try window.waitForRow("Design review")
    let written = String(decoding: try window.bytes(), as: UTF8.self)
    // A parameter of SGR that chooses a colour: 30–38, 40–48, 90–97, 100–107.
    let hasColor = written.contains(#/\u{1B}\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;]*m/#)
    #expect(hasColor == wanted)
    #expect(Window.selected(try window.screen()).contains("Design review"))
  }

  @Test("Tests are told that the program is idle behind the picture, with the bytes it has read")
  func idleTitle() throws {
    let world = try World()
    let window = try Window(world)
    try window.wait(for: "Nothing planned.")
    try window.keys("n")
    try window.type("Réunion")
    try window.keys("C-s")
    try window.waitForRow("Réunion")
    let written = String(decoding: try window.bytes(), as: UTF8.self)
    let titles = written.matches(of: #/\u{1B}\]2;convene (busy|idle [0-9]+)\u{1B}\\/#)
      .map { String($0.output.1) }
    // The keys of above, and the é takes two bytes.
    #expect(titles.first == "busy" && titles.contains("idle 0"))
    #expect(titles.contains("idle 1") && titles.contains("idle 9"))
    #expect(titles.last == "idle 10")
    // What was saved is drawn before the program says that it is idle.
    let parts = written.components(separatedBy: "\u{1B}]2;convene idle 10\u{1B}\\")
    #expect(parts.first?.contains("Enter") == true)
    #expect(!(parts.last ?? "").contains("Réunion"))
    let numbers = titles.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    #expect(numbers == numbers.sorted())
  }

  @Test("Where there is no terminal the reason is said")
  func noTerminal() throws {
    let world = try World()
    let finished = try world.convene([])
    #expect(finished.status == 69)
    #expect(finished.errors.contains("terminal"), "\(finished.errors)")
    #expect(!Array(finished.output.utf8).contains(0x1B))
  }
}
