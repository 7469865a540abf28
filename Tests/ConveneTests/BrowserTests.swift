import Foundation
import Terminal
import Testing

@testable import convene

/// Which programs open links, by `BROWSER`.
@Suite struct BrowserTests {
  private static let url = "https://meet.example/a?b=%s&c='x'"

  private func browser(_ text: String, _ more: [String: String] = [:]) -> Browser? {
    Browser(
      LiveEnvironment(
        variables: more.merging(["BROWSER": text]) { $1 },
        zone: .gmt,
        now: { Date(timeIntervalSince1970: 0) }
      )
    )
  }

  static let named: [(text: String, programs: [ExternalProgram])] = [
    ("firefox", [ExternalProgram("firefox", [url])]),
    ("  firefox  ", [ExternalProgram("firefox", [url])]),
    ("firefox -P work", [ExternalProgram("firefox", ["-P", "work", url])]),
    ("firefox:w3m", [ExternalProgram("firefox", [url]), ExternalProgram("w3m", [url])]),
    (":firefox::", [ExternalProgram("firefox", [url])]),
    ("open --url=%s --quiet", [ExternalProgram("open", ["--url=" + url, "--quiet"])]),
    ("open 100%% %c%s", [ExternalProgram("open", ["100%", ":" + url])]),
    ("open %d %", [ExternalProgram("open", ["%d", "%", url])]),
    ("'/opt/my browser/run' \"%s\"", [ExternalProgram("/opt/my browser/run", [url])]),
    ("open 'a:b' \"c d\"'e' '' f\\ g", [ExternalProgram("open", ["a:b", "c de", "", "f g", url])]),
    ("open --app=http://local/?%s", [ExternalProgram("open", ["--app=http://local/?" + url])]),
    ("open $(touch x) `y`;z", [ExternalProgram("open", ["$(touch", "x)", "`y`;z", url])]),
  ]

  @Test(
    "Lists, quotes and signs are understood, and nothing goes through a shell",
    arguments: named
  )
  func reading(_ case: (text: String, programs: [ExternalProgram])) {
    let programs = browser(`case`.text)?.commands.map { $0.program(opening: Self.url) }
    #expect(programs == `case`.programs)
  }

  @Test("A blank one is as good as none", arguments: ["", " ", "\t", ":", " : ", "''"])
  func blank(_ text: String) {
    #expect(browser(text)?.commands == nil)
    #expect(browser(text, ["DISPLAY": ":0"])?.commands == [.init(words: ["xdg-open"])])
  }

  @Test("Those that show themselves in the terminal are told from others")
  func textBrowsers() {
    let commands = browser("/usr/bin/w3m -N:firefox:lynx")?.commands ?? []
    #expect(commands.map(\.needsTerminal) == [true, false, true])
  }

  @Test("The next one is tried when one fails, and it is said when none could")
  func failing() async {
    let problem = await withCheckedContinuation { continuation in
      browser("/nonexistent/browser:sh -c 'exit 3'")?.open(Self.url) {
        continuation.resume(returning: $0)
      }
    }
    #expect(
      problem.hasPrefix(
        "The link was not opened: /nonexistent/browser cannot be started: there is no such program; "
          + "sh ended with status 3. Set BROWSER to another browser."
      ),
      "\(problem)"
    )
  }
}
