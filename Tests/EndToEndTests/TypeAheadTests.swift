import Foundation
import Testing

/// What was accepted is stored, however soon the program is left afterwards.
@Suite(.timeLimit(.minutes(5)))
struct TypeAheadTests {
  private static let rounds = 12
  private static let save = "\u{13}"

  /// Opens the program, types keys and `q` in one write, and expects it to end well.
  private func typeAndQuit(_ keys: String, in world: World) throws {
    let terminal = try PseudoTerminal()
    let child = try terminal.run(Program.path, [], environment: world.environment)
    try terminal.waitForIdle()
    terminal.type(keys + "q")
    #expect(child.wait() == 0)
    terminal.waitForEnd()
  }

  @Test("A deletion and the end in one write: the event is gone")
  func deletion() throws {
    let world = try World()
    for round in 0..<Self.rounds {
      let id = try world.makeEvent("Round \(round)", "--start", "today")
      try typeAndQuit("x", in: world)
      #expect(try world.convene("event", "show", id).status == 66, "round \(round)")
    }
  }

  @Test("A new event, its save and the end in one write: it is there")
  func creation() throws {
    let world = try World()
    for round in 0..<Self.rounds {
      try typeAndQuit("nNumber \(round)" + Self.save, in: world)
      let titles = try world.json("agenda", "--json").list.map { $0["title"].text }
      #expect(titles.contains("Number \(round)"), "\(titles)")
    }
  }

  @Test("A deletion, its undoing and the end in one write: the event is there")
  func undo() throws {
    let world = try World()
    _ = try world.makeEvent("Once more", "--start", "today")
    // What is made again has another id.
    func count() throws -> Int {
      try world.json("agenda", "--json").list.count { $0["title"].text == "Once more" }
    }
    for round in 0..<Self.rounds {
      try typeAndQuit("xu", in: world)
      #expect(try count() == 1, "round \(round)")
    }
    try typeAndQuit("xux", in: world)
    #expect(try count() == 0)
  }

  /// How the program ends while another one keeps the file locked.
  enum Ending: String, CaseIterable {
    case quit, terminated, hungUp

    /// The exit status that goes with it, as a shell has it.
    var status: Int32 {
      switch self {
      case .quit: 0
      case .terminated: 128 + SIGTERM
      case .hungUp: 128 + SIGHUP
      }
    }
  }

  /// Types keys while the file is locked, and ends the program.
  ///
  /// - Parameters:
  ///   - keys: The keys.
  ///   - ending: How it ends.
  ///   - isReleased: Whether the file is free again soon after that.
  ///   - more: The name of a signal that is sent three times more, once the screen is closed.
  ///   - world: The world.
  /// - Returns: The exit status and what the program said.
  /// - Throws: When Python could not do so.
  private func typeWhileLocked(
    _ keys: String,
    _ ending: Ending,
    isReleased: Bool,
    more: String? = nil,
    in world: World
  ) throws -> String {
    let script = """
      import os, pty, select, signal, sqlite3, sys
      program, cache, keys, ending, released, more = sys.argv[1:]
      pid, master = pty.fork()
      if pid == 0:
          os.dup2(os.open(cache + "-errors", os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), 2)
          os.execv(program, [program])
      seen = b""
      def read():
          global seen
          try:
              seen += os.read(master, 65536)
          except OSError:
              return False
          return True
      while b"convene idle" not in seen:
          read()
      holder = sqlite3.connect(cache, isolation_level=None)
      holder.execute("begin immediate")
      seen = b""
      os.write(master, keys.encode())
      # The program has taken the keys; nothing is stored as long as the file is locked.
      while b"convene busy" not in seen:
          read()
      if ending == "terminated":
          os.kill(pid, signal.SIGTERM)
      if ending == "hungUp":
          os.close(master)
      if more != "none":
          # Its screen is closed when the terminal is as it was: what was accepted waits to be stored.
          while ending == "terminated" and b"\\x1b[?1049l" not in seen and read():
              pass
          for number in range(3):
              os.kill(pid, getattr(signal, more))
      if released == "true":
          holder.execute("commit")
      done = 0
      while done == 0:
          if ending != "hungUp" and select.select([master], [], [], 0.05)[0]:
              read()
          done, status = os.waitpid(pid, os.WNOHANG)
      code = os.waitstatus_to_exitcode(status)
      print(128 - code if code < 0 else code, open(cache + "-errors").read())
      """
    let done = try world.shell(
      "python3 - \"$CONVENE\" '\(world.cache)' \(keys) \(ending.rawValue) \(isReleased)"
        + " \(more ?? "none") <<'END'\n" + script + "\nEND"
    )
    try #require(done.status == 0, "\(done.errors)")
    return done.output
  }

  @Test("An edit that is on its way when the end comes is stored", arguments: Ending.allCases)
  func onItsWay(ending: Ending) throws {
    let world = try World()
    for round in 0..<3 {
      let id = try world.makeEvent("Round \(round)", "--start", "today")
      let said = try typeWhileLocked(
        ending == .quit ? "xq" : "x",
        ending,
        isReleased: true,
        in: world
      )
      #expect(said.hasPrefix("\(ending.status) "), "\(said)")
      #expect(try world.convene("event", "show", id).status == 66, "round \(round): \(said)")
    }
  }

  @Test("An edit that cannot be stored is named after the end", arguments: Ending.allCases)
  func unsaved(ending: Ending) throws {
    let world = try World()
    let id = try world.makeEvent("Held", "--start", "today")
    let said = try typeWhileLocked(
      ending == .quit ? "xq" : "x",
      ending,
      isReleased: false,
      in: world
    )
    #expect(said.hasPrefix("73 "), "\(said)")
    #expect(said.contains("Not saved: the deletion of the event"), "\(said)")
    #expect(said.contains("locked"), "\(said)")
    #expect(try world.convene("event", "show", id).status == 0)
  }

  @Test(
    "A signal that comes again while the edit is stored does not lose it",
    arguments: [(Ending.terminated, "SIGTERM"), (.terminated, "SIGHUP"), (.terminated, "SIGINT")]
      + [(.hungUp, "SIGHUP")]
  )
  func askedAgain(ending: Ending, signal: String) throws {
    let world = try World()
    for round in 0..<3 {
      let id = try world.makeEvent("Round \(round)", "--start", "today")
      let said = try typeWhileLocked("x", ending, isReleased: true, more: signal, in: world)
      #expect(said.hasPrefix("\(ending.status) "), "\(said)")
      #expect(try world.convene("event", "show", id).status == 66, "round \(round): \(said)")
    }
  }
}
