import Foundation
import Testing

/// What a terminal sends that nobody has typed, and where its cursor rests.
@Suite struct TerminalInputTests {
  @Test("^C asks before a text is lost, and quits where none is")
  func controlC() throws {
    let world = try World()
    let window = try Window(world)
    try window.wait(for: "Nothing planned.")
    try window.keys("n")
    try window.wait(for: "^S save")
    try window.type("Planning")
    try window.waitForRow("Planning")
    try window.keys("C-c")
    try window.wait(for: "Discard unsaved changes and quit?")
    try window.keys("n")
    try window.waitForRow("Planning")
    try window.keys("C-c")
    try window.wait(for: "Discard unsaved changes and quit?")
    try window.keys("y")
    try window.expectCleanEnd(status: 0)
    let other = try World()
    let agenda = try Window(other)
    try agenda.wait(for: "Nothing planned.")
    try agenda.keys("C-c")
    try agenda.expectCleanEnd(status: 0)
  }

  @Test("^C, ^Z and ^\\ in a pasted text are none")
  func pasted() throws {
    let window = try Window(try World())
    try window.wait(for: "Nothing planned.")
    try window.send("\u{1B}[200~x\u{3}\u{1A}\u{1C}q\r\u{1B}[201~")
    try window.wait(for: "Nothing to paste into here.")
    try window.keys("n")
    try window.wait(for: "^S save")
    try window.send("\u{1B}[200~a\u{3}b\u{1A}c\u{1C}d\re\u{1B}[201~f")
    try window.waitForRow("abcd ef")
  }

  @Test("Late answers of the terminal are not typed")
  func answers() throws {
    let window = try Window(try World())
    try window.wait(for: "Nothing planned.")
    try window.send("\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{1B}\\\u{1B}P>|XTerm(380)\u{1B}\\\u{1B}[M !!n")
    try window.wait(for: "^S save")
    try window.send("\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{7}a\u{1B}[M !!b\u{1B}[I\u{1B}[97;1:3uc")
    try window.waitForRow("abc")
  }

  @Test("An unknown terminal of a known family is used all the same, and it is said")
  func unknown() throws {
    let window = try Window(try World(), "TERM=xterm-nosuchthing LC_ALL=xx_YY.UTF-8 $CONVENE")
    try window.wait(for: "TERM xterm-nosuchthing is not known here; used as xterm-256color.")
    let other = try Window(try World(), "TERM=nosuchthing $CONVENE")
    try other.wait(for: "or try: TERM=xterm-256color")
  }

  @Test(
    "Letters of all scripts are drawn whatever the locale says",
    arguments: ["env -u LANG LC_CTYPE=UTF-8", "LANG=C", "env -u LANG", "LC_ALL=POSIX"]
  )
  func locales(_ locale: String) throws {
    let world = try World()
    _ = try world.makeEvent("Réunion 会議 💼", "--start", "today")
    let agenda = try world.shell("\(locale) $CONVENE agenda")
    #expect(agenda.status == 0 && agenda.output.contains("Réunion 会議 💼"), "\(agenda.output)")
    let window = try Window(world, "\(locale) $CONVENE")
    try window.waitForRow("Réunion 会議 💼")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
  }

  @Test("A terminal that cannot be drawn on is told in a sentence; commands need none")
  func unsuitable() throws {
    let world = try World()
    let spawn = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    for (type, said) in [
      ("", "TERM is not set, so the kind of terminal is unknown. Try: TERM=xterm-256color"),
      ("dumb", "The terminal type \"dumb\" in TERM cannot place the cursor."),
    ] {
      let screen = try world.shell("TERM=\(type) python3 -c '\(spawn)' $CONVENE")
      #expect(screen.status == 69, "\(screen.output)")
      #expect(screen.output.contains(said), "\(screen.output)")
      #expect(screen.output.split(separator: "\n").count == 1, "\(screen.output)")
      let agenda = try world.shell("TERM=\(type) $CONVENE agenda")
      #expect(agenda.status == 0, "\(agenda.errors)")
    }
    #expect(try world.shell("env -u TERM $CONVENE agenda").status == 0)
  }

  @Test("The cursor rests on the selected row, or in the text")
  func cursor() throws {
    let world = try World(sandbox: ["--events", "0"])
    for number in 1...4 {
      _ = try world.makeEvent("Call \(number)", "--calendar", "Mara", "--start", "today")
    }
    let window = try Window(world)
    try window.waitForRow("Call")
    for (key, row) in [("k", "Call 1"), ("j", "Call 2")] {
      try window.press(key, untilRow: row)
      try window.waitForCursor(onRowWith: "▶")
      try window.waitForCursor(onRowWith: row)
    }
    try window.keys("e")
    try window.wait(for: "^S save")
    try window.waitForCursor(onRowWith: "Call 2")
    #expect(try window.ask("#{cursor_flag}") == "1")
    try window.keys("Escape")
    try window.waitForRow("Call 2")
    try window.waitForCursor(onRowWith: "▶")
    #expect(try window.ask("#{cursor_flag}") == "0")
    try window.keys("T")
    try window.wait(for: "nord")
    try window.waitForCursor(onRowWith: "│  ▶")
  }
}

extension Window {
  /// Waits until the cursor is on a row that holds a text.
  fileprivate func waitForCursor(onRowWith text: String) throws {
    try wait("the cursor to be where “\(text)” is") { screen in
      let rows = screen.split(separator: "\n", omittingEmptySubsequences: false)
      let row = Int(try ask("#{cursor_y}")) ?? 0
      return rows.indices.contains(row) && rows[row].contains(text)
    }
  }
}
