import Foundation
import Testing

@testable import convene

/// How long an escape character waits for the rest of a sequence.
@Suite struct EscapeDelayTests {
  static let delays: [(variables: [String: String], milliseconds: Int)] = [
    ([:], 25), (["SSH_TTY": "/dev/pts/1"], 100), (["SSH_CONNECTION": "a 1 b 22"], 100),
    (["TMUX": "/tmp/t,1,0"], 50), (["TMUX": "/tmp/t,1,0", "SSH_TTY": "/dev/pts/1"], 100),
    (["ESCDELAY": "300", "SSH_TTY": "/dev/pts/1"], 300), (["ESCDELAY": "soon"], 25),
    (["ESCDELAY": "-1"], 25),
  ]

  @Test("It is longer where lines and multiplexers tear sequences apart", arguments: delays)
  func delay(_ case: (variables: [String: String], milliseconds: Int)) {
    let environment = LiveEnvironment(
      variables: `case`.variables,
      zone: .gmt,
      now: { Date(timeIntervalSince1970: 0) }
    )
    #expect(environment.escapeDelay == `case`.milliseconds)
  }
}
