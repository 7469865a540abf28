import Foundation
import Testing

/// Programs that the terminal is lent to, and how the two of them end.
@Suite struct TerminalProgramsTests {
  /// An editor that a test can follow: it notes its process, says that it is up, and puts the line
  /// that is typed in place of the text.
  private func editor(in world: World, _ more: String = "") throws -> String {
    let script = world.folder + "/editor"
    try """
    #!/bin/sh
    \(more)
    echo $$ > '\(world.folder)/editor.pid'
    echo editor-is-up
    read -r line && echo "$line" > "$1"
    """.write(toFile: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    return script
  }

  private func process(of world: World) throws -> Int32 {
    let text = try String(contentsOfFile: world.folder + "/editor.pid", encoding: .utf8)
    return try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  private func waitForEnd(of process: Int32) throws {
    _ = try Waiting.until("the end of process \(process)") {
      (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? "gone"
    } wanted: {
      $0 == "gone" || $0.contains(") Z ")
    }
  }

  private func waitForForeground(_ process: Int32) throws {
    _ = try Waiting.until("process \(process) to have the terminal") {
      try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    } wanted: {
      // Behind the name: state, parent, group, session, terminal, the terminal's group.
      let fields = $0.components(separatedBy: ") ").last?.split(separator: " ") ?? []
      return fields.count > 5 && fields[0] != "T" && fields[2] == fields[5]
    }
  }

  private func openEditor(_ window: Window) throws {
    try window.waitForRow("Review")
    try window.keys("e")
    try window.wait(for: "^S save")
    try window.keys("C-o")
    try window.wait(for: "editor-is-up")
  }

  @Test("^Z in the editor stops both, fg continues both")
  func stopped() throws {
    let world = try World(sandbox: ["--events", "0"])
    _ = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    let script = try editor(in: world)
    let window = try Window(world, "PS1='shell> ' bash --norc --noprofile -i; true")
    try window.wait(for: "shell>")
    try window.send("EDITOR='\(script)' \(Program.path)\r")
    try openEditor(window)
    for _ in 0..<2 {
      try window.send("\u{1A}")
      try window.wait(for: "Stopped")
      try window.send("clear; echo sh''ell-works; fg\r")
      try window.wait(for: "shell-works")
      // The shell says so before it hands the terminal over.
      try waitForForeground(process(of: world))
    }
    try window.send("After\r")
    try window.wait("the text in the form") { $0.contains("After") && $0.contains("^S save") }
    #expect(try window.ask("#{alternate_on}") == "1")
    try window.keys("C-s")
    try window.wait(for: "Enter open")
    try window.keys("q")
    try window.wait(for: "shell>")
    try window.send("exit\r")
    try window.expectCleanEnd(status: 0)
  }

  @Test("A terminal that is gone, or a signal, ends the editor too", arguments: [true, false])
  func ended(isTerminalGone: Bool) throws {
    let world = try World(sandbox: ["--events", "0"])
    _ = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    // One that does not go by itself.
    let script = try editor(in: world, "trap '' HUP TERM")
    let window = try Window(world, "EDITOR='\(script)' $CONVENE")
    try openEditor(window)
    let (editor, program) = (try process(of: world), try window.process())
    if isTerminalGone {
      try world.tmux(["kill-server"])
    } else {
      #expect(kill(program, SIGTERM) == 0)
      try window.expectCleanEnd(status: 143)
    }
    try waitForEnd(of: editor)
    if isTerminalGone { try waitForEnd(of: program) }
  }

  @Test("A browser in the terminal gets the terminal, and a failing one is told")
  func textBrowser() throws {
    let world = try World(sandbox: ["--events", "0"])
    let link = "https://us02web.zoom.us/j/82100000001?pwd=abc&x=1"
    _ = try world.makeEvent(
      "Review",
      "--calendar",
      "Mara",
      "--start",
      "today",
      "--link",
      link
    )
    let script = world.folder + "/w3m"
    try "#!/bin/sh\necho \"shows <$1>\"\nread -r line\nexit 0\n"
      .write(toFile: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    let window = try Window(world, "BROWSER='/nonexistent/lynx:\(script)' $CONVENE")
    try window.waitForRow("Review")
    try window.keys("J")
    try window.wait(for: "shows <\(link)>")
    try window.send("\r")
    try window.waitForRow("Review")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
  }
}
