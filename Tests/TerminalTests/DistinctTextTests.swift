import Testing

@testable import Terminal

@Suite("Lines of a list that look alike")
struct DistinctTextTests {
  private static let teams = "Teams  https://teams.microsoft.com/l/meetup-join/19%3ameeting_"

  @Test(
    "What differs behind the cut is shown",
    arguments: [
      (["one", "two"], 10, ["one", "two"]),
      // Nothing looks alike, so the beginnings are shown.
      (["a long line", "b long line"], 8, ["a long …", "b long …"]),
      (["the same long line", "the same long line"], 8, ["the sam…", "the sam…"]),
      (
        ["https://x.example/a/1", "https://x.example/a/2"], 15,
        ["http…xample/a/1", "http…xample/a/2"]
      ),
      (
        ["https://x.example/a/1-and-more-of-it", "https://x.example/b/1-and-more-of-it"], 18,
        ["https…a/1-and-mor…", "https…b/1-and-mor…"]
      ),
    ]
  )
  func examples(_ texts: [String], _ limit: Int, _ lines: [String]) {
    #expect(DistinctText.truncated(texts, to: limit) == lines)
  }

  /// What differs stands in the middle, before an end that all share, or at the end.
  @Test(
    "Whatever they share, no two are alike, and all fit",
    arguments: [12, 20, 31, 64],
    [true, false]
  )
  func alike(_ limit: Int, isAtTheEnd: Bool) {
    let shared = String(repeating: "t", count: 40)
    var texts = ["AAA", "BBB", "会議"].map {
      Self.teams + (isAtTheEnd ? shared + $0 : $0 + shared)
    }
    texts += ["Teams  https://teams.microsoft.com/meet/1?p=a", "Zoom 912  https://zoom.us/j/912"]
    let lines = DistinctText.truncated(texts, to: limit)
    #expect(Set(lines).count == texts.count, "\(lines)")
    for line in lines { #expect(DisplayWidth.columns(of: line) <= limit, "\(line)") }
  }
}
