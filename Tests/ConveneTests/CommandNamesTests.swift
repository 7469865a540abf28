import CalendarCore
import Testing

@testable import convene

/// Words that are no commands.
@Suite struct CommandNamesTests {
  @Test(
    "What can be typed is no problem",
    arguments: CommandsTests.promised + [
      ["help"], ["help", "event", "create"], ["open"], ["keys"],
    ]
      + [["--help"], ["-h"], ["--version"], ["event", "--help"], ["accounts", "--json"]]
  )
  func known(_ arguments: [String]) {
    #expect(CommandNames.problem(in: arguments) == nil)
  }

  @Test("An option of nothing names no command that is in no help text")
  func strayOption() throws {
    let problem = try #require(CommandNames.problem(in: ["--frob", "x"]))
    #expect(problem.hasPrefix("There is no option \"--frob\" of convene itself."))
    #expect(problem.contains("agenda, search") && !problem.contains("open"))
  }

  static let unknown: [(words: String, suggestion: String?)] = [
    ("bogus", nil), ("agneda", "convene agenda"), ("evnt create x", "convene event"),
    ("event creat x", "convene event create"), ("create x", "convene event create"),
    ("login work", "convene accounts login"), ("accounts bogus", nil),
    ("changes retrry 3", "convene changes retry"), ("help agend", "convene agenda"), ("x", nil),
  ]

  @Test("The nearest commands are named, and only those that there are", arguments: unknown)
  func nearest(_ row: (words: String, suggestion: String?)) throws {
    let words = row.words.split(separator: " ").map(String.init)
    let problem = try #require(CommandNames.problem(in: words))
    #expect(problem.hasPrefix("There is no command \"convene "))
    if let suggestion = row.suggestion {
      #expect(problem.contains("Did you mean \(suggestion)"), "\(problem)")
    } else {
      #expect(!problem.contains("Did you mean"), "\(problem)")
    }
    for hidden in ["open", "bench"] {
      #expect(!problem.split(whereSeparator: { " ,.?".contains($0) }).contains(Substring(hidden)))
    }
  }

  @Test(arguments: [
    ("", "abc", 3), ("abc", "abc", 0), ("agneda", "agenda", 1), ("evnt", "event", 1),
  ])
  func distances(_ a: String, _ b: String, _ distance: Int) {
    #expect(WordDistance.between(a, b) == distance)
  }
}
