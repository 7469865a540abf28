import Foundation
import Testing

/// Texts made to be slow to read, of any size.
struct Hostile: Sendable, CustomTestStringConvertible {
  var name: String
  var unit: String
  var testDescription: String { name }

  /// For everything that reads links and tags.
  static let ofMarkup = [
    Hostile(name: "schemes", unit: "https://"),
    Hostile(name: "zoom links", unit: "https://zoom.us/j/123 "),
    Hostile(name: "glued links", unit: "https://zoom.us/x"),
    Hostile(name: "bare hosts", unit: "a.b/c "),
    Hostile(name: "open tags", unit: "<a "),
    Hostile(name: "closing tags", unit: "<style></style "),
    Hostile(name: "comments", unit: "<!-- "),
    Hostile(name: "anchors", unit: "<a href=\"https://x.example/\">x"),
    Hostile(name: "ampersands", unit: "&amp;&#"),
    Hostile(name: "parentheses", unit: "("),
    Hostile(name: "closed", unit: "zoom.us/j/1))))))))))"),
    Hostile(name: "spaces", unit: " "),
    Hostile(name: "letters", unit: "C"),
    Hostile(name: "marks", unit: "\u{301}"),
    Hostile(name: "colons", unit: "://"),
    Hostile(name: "named rooms", unit: "https://meet.jit.si/日本 "),
    Hostile(name: "glued words", unit: "日本/é"),
  ]

  /// For what reads lines, besides.
  static let ofLines = [
    Hostile(name: "breaks", unit: "<br>\n"),
    Hostile(name: "rules", unit: String(repeating: "_", count: 80) + "\n"),
    Hostile(name: "boundaries", unit: "-::~:~::~:~:~:~::~:~::-\n"),
    Hostile(name: "half boundaries", unit: "-::~:~::~:~:~:~::~:~"),
    Hostile(name: "top rules", unit: "────────── Convene ──────────\nProvider: x\n"),
    Hostile(name: "blocks", unit: "────────── Convene ──────────\nJoin: https://x.example\n"),
    Hostile(name: "zoom heads", unit: "Join Zoom Meeting\nhttps://zoom.us/j/812\n"),
    Hostile(name: "greetings", unit: "x is inviting you to a Zoom meeting\n\n"),
    Hostile(name: "newlines", unit: "\r\n"),
    Hostile(
      name: "frames",
      unit: "-- a --\nhttps://x.webex.com/meet/x\nMeeting number: 123456789\n"
    ),
    Hostile(
      name: "dial-in pages",
      unit: "https://meet.google.com/abc-defg-hij\nhttps://tel.meet/x\n"
    ),
  ]

  func text(bytes: Int) -> String {
    String(repeating: unit, count: bytes / unit.utf8.count)
  }

  /// Reading 1 MB may take as long as ten times 100 kB takes, with room for what memory costs; a
  /// quadratic reader takes a hundred times as long, and minutes.
  ///
  /// It is the thread's own time: that of others on a busy machine says nothing of the reader.
  func expectLinear(_ read: (String) -> Void) {
    let small = text(bytes: 100_000)
    let large = text(bytes: 1_000_000)
    let base = max(Self.threadTime { read(small) }, .milliseconds(20))
    let time = Self.threadTime { read(large) }
    #expect(time < base * 40, "\(name): \(base) for 100 kB, \(time) for 1 MB")
  }

  private static func threadTime(_ body: () -> Void) -> Duration {
    func now() -> Duration {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
    let start = now()
    body()
    return now() - start
  }
}
