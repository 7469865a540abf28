import Foundation
import Terminal
import Testing
import ViewModels

@testable import convene

/// Where copied text goes, and what is said of it.
@Suite struct ClipboardTests {
  private func clipboard(_ variables: [String: String], has programs: Set<String>) -> Clipboard {
    let environment = LiveEnvironment(
      variables: variables,
      zone: .gmt,
      now: { Date(timeIntervalSince1970: 0) }
    )
    return Clipboard(environment) { programs.contains($0) }
  }

  static let all: Set<String> = ["wl-copy", "xclip", "xsel"]
  static let choices: [(variables: [String: String], programs: Set<String>, name: String?)] = [
    ([:], all, nil), (["DISPLAY": ":0"], all, "xclip"), (["DISPLAY": ":0"], ["xsel"], "xsel"),
    (["DISPLAY": ":0", "WAYLAND_DISPLAY": "w"], all, "wl-copy"),
    (["DISPLAY": ":0", "WAYLAND_DISPLAY": "w"], ["xclip"], "xclip"), (["DISPLAY": ":0"], [], nil),
    ([:], ["pbcopy"], "pbcopy"), (["DISPLAY": ":0", "SSH_TTY": "/dev/pts/0"], all, nil),
    (["TMUX": "/tmp/t,1,0", "SSH_TTY": "/dev/pts/0", "DISPLAY": ":0"], all, "tmux"),
  ]

  @Test("tmux first, a program where there is a display, else the terminal", arguments: choices)
  func choosing(_ choice: (variables: [String: String], programs: Set<String>, name: String?)) {
    #expect(clipboard(choice.variables, has: choice.programs).tool?.program.name == choice.name)
  }

  @Test("What the terminal is sent is said to be sent, with the text")
  func terminal() {
    var sent: [String] = []
    let words = clipboard([:], has: []).copy("Review\n  https://meet.example/a\n\n") {
      sent.append($0)
    }
    #expect(sent == ["Review\n  https://meet.example/a\n\n"])
    #expect(words == "Sent to the terminal's clipboard: Review · https://meet.example/a")
  }

  @Test("Where the program fails the terminal is asked")
  func failing() {
    var sent: [String] = []
    let clipboard = Clipboard(
      tool: .init(program: ExternalProgram("/nonexistent/xclip"), done: "Copied with xclip")
    )
    #expect(clipboard.copy("a") { sent.append($0) } == "Sent to the terminal's clipboard: a")
    let working = Clipboard(tool: .init(program: ExternalProgram("cat"), done: "Copied with cat"))
    #expect(working.copy("b") { sent.append($0) } == "Copied with cat: b")
    #expect(sent == ["a"])
  }

  @Test("Nobody waits for a program that hangs; the terminal is asked after it")
  func hanging() throws {
    let mailbox = Mailbox<Action>()
    let runner = ClipboardRunner(mailbox: mailbox)
    let hanging = Clipboard(tool: .init(program: ExternalProgram("sleep", ["600"]), done: "Slept"))
    let began = ContinuousClock.now
    runner.copy("a\u{7}\nb", to: hanging, saying: "No browser here. ")
    // Half of the time that the program is given.
    #expect(ContinuousClock.now - began < .milliseconds(500))
    #expect(runner.isBusy && mailbox.drain().isEmpty)
    let working = Clipboard(tool: .init(program: ExternalProgram("cat"), done: "Copied with cat"))
    runner.copy("c", to: working)
    runner.finish(began + .seconds(60))
    #expect(!runner.isBusy)
    #expect(
      mailbox.drain() == [
        .copyRefused("a\nb", saying: "No browser here. Sent to the terminal's clipboard: a · b"),
        .copied("Copied with cat: c"),
      ]
    )
  }

  @Test("No control character is copied")
  func clean() {
    #expect(Clipboard.clean("a\u{1B}[31mb\u{7}\tc\r\nd\u{9B}e\u{0}é会\r") == "a[31mb\tc\ndeé会")
  }
}
