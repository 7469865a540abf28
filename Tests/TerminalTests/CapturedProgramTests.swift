import Testing

@testable import Terminal

/// Programs of the user, run without a terminal.
@Suite("A program that is run to its end")
struct CapturedProgramTests {
  private func run(
    _ line: String,
    _ input: String = "",
    patience: Duration? = nil
  ) throws(ProgramError) -> CapturedProgram.Output {
    var captured = CapturedProgram()
    if let patience { captured.patience = patience }
    return try captured.run(.shell(line), input: Array(input.utf8))
  }

  @Test("reads its input and is read")
  func output() throws {
    let output = try run("cat; echo problem >&2; exit 3", "some text")
    #expect(output.ending == .exited(3))
    #expect(output.output == Array("some text".utf8))
    #expect(output.errors == Array("problem\n".utf8))
    #expect(try run("kill -TERM $$").ending == .killed(15))
  }

  @Test("may leave its input unread, however long it is")
  func unread() throws {
    let input = String(repeating: "x", count: 1 << 20)
    for _ in 0..<20 { #expect(try run("exit 0", input).ending == .exited(0)) }
    #expect(try run("head -c 5", input).output == Array("xxxxx".utf8))
    #expect(try run("cat /dev/stdin", "by name").output == Array("by name".utf8))
  }

  @Test("is ended with all that it started when it takes too long")
  func patience() throws {
    #expect(throws: ProgramError.timedOut(.milliseconds(50))) {
      try run("sleep 300 & sleep 300", patience: .milliseconds(50))
    }
    #expect(throws: ProgramError.timedOut(.milliseconds(50))) {
      try run("trap '' TERM; sleep 300; sleep 300", patience: .milliseconds(50))
    }
    #expect(ProgramError.timedOut(.seconds(10)).description == "did not end within 10 s")
  }

  @Test("does not have to wait for what it leaves behind")
  func leftBehind() throws {
    #expect(try run("(sleep 5; echo late) & echo here").output == Array("here\n".utf8))
  }

  @Test("is ended when it prints without end, but may complain as much as it likes")
  func flood() throws {
    #expect(throws: ProgramError.tooMuchOutput(64 << 10)) { try run("cat /dev/zero") }
    let output = try run("head -c 1000000 /dev/zero >&2; echo done")
    #expect(output.output == Array("done\n".utf8))
    #expect(output.errors.count == 64 << 10)
  }

  @Test("is named as missing when it is")
  func missing() {
    #expect(throws: ProgramError.notStarted(2)) {
      try CapturedProgram().run(ExternalProgram("/nonexistent/program"))
    }
    #expect(throws: ProgramError.notStarted(13)) {
      try CapturedProgram().run(ExternalProgram("/dev/null"))
    }
  }

  /// The sixth word of `stat` is the session: that of its parent, which waits for it alone.
  @Test("has a session of its own, with all signals at work and no descriptor of ours")
  func manners() throws {
    let line = """
      read -r _ _ _ _ _ session _ < /proc/$$/stat; [ $session = $PPID ] && echo own
      grep SigBlk /proc/self/status; ls /proc/self/fd | wc -l
      """
    let output = String(decoding: try run(line).output, as: UTF8.self)
    #expect(output == "own\nSigBlk:\t0000000000000000\n4\n")
  }

  @Test("a detached one that ends at once is told from one that goes on")
  func detached() throws {
    let failing = try DetachedProgram(.shell("exit 4"))
    #expect(failing.hasEnded(within: .seconds(60)))
    #expect(failing.ending() == .exited(4))
    #expect(throws: ProgramError.notStarted(2)) {
      try DetachedProgram(ExternalProgram("/nonexistent"))
    }
  }
}
