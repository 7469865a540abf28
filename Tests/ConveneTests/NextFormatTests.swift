import ArgumentParser
import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import convene

/// The line that `convene next` prints.
@Suite struct NextFormatTests {
  private static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
  private static let start = Date(timeIntervalSince1970: 1_795_780_800)  // 27 Nov 2026, 12:00 UTC

  private func values(
    _ title: String = "Review",
    minutes: Double = -12,
    isAllDay: Bool = false,
    style: ClockStyle = .twentyFourHour
  ) -> NextValues {
    let day = Day(Self.start, in: Self.zone)
    return NextValues(
      event: EventSummary(
        id: EventID("e"),
        account: AccountID("work"),
        calendar: CalendarID("main"),
        title: title,
        time: isAllDay
          ? .allDay(first: day, last: day)
          : .timed(start: Self.start, end: Self.start + 1_800, zone: nil),
        location: "Room 1"
      ),
      meeting: ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/123456789"),
      id: "r-1",
      calendar: "Work",
      now: Self.start + minutes * 60,
      clock: WallClock(Self.zone, style)
    )
  }

  private func line(
    _ format: String,
    _ title: String = "Review",
    minutes: Double = -12,
    isMarkup: Bool = false
  ) throws -> String {
    try NextFormat(format).line(values(title, minutes: minutes), isMarkup: isMarkup)
  }

  @Test(
    "Every name stands for its value",
    arguments: [
      ("{title}", "Review"), ("{start}–{end}", "13:00–13:30"), ("{day}", "Fri 27 Nov"),
      ("{in}", "in 12 min"), ("{left}", ""), ("{minutes}", "12"), ("{provider}", "Zoom"),
      ("{link}", "https://zoom.us/j/123456789"), ("{calendar}", "Work"), ("{location}", "Room 1"),
      ("{id}", "r-1"), ("{{{title}}}", "{Review}"), ("", ""), ("plain", "plain"),
      ("{title:4}", "Rev…"), (NextFormat.standard, "13:00 Review (in 12 min)"),
    ]
  )
  func names(_ format: String, _ expected: String) throws {
    #expect(try line(format) == expected)
  }

  @Test(
    "How long it is until it starts, or goes on",
    arguments: [
      (-61.0, "in 1 h 1 min", ""), (-60, "in 1 h", ""), (-0.5, "in 1 min", ""),
      (0, "now", "30 min left"),
      (29.5, "now", "1 min left"),
    ]
  )
  func times(_ minutes: Double, _ until: String, _ left: String) throws {
    #expect(try line("{in}|{left}", minutes: minutes) == "\(until)|\(left)")
  }

  @Test("Clocks that count to twelve")
  func twelveHours() throws {
    let values = values(style: .twelveHour)
    let line = try NextFormat("{start}–{end}").line(values, isMarkup: false)
    #expect(line == "1:00pm–1:30pm")
  }

  @Test("A whole day has no clock")
  func wholeDay() throws {
    let values = values(minutes: 60, isAllDay: true)
    #expect(try NextFormat("{start} {in}{left}").line(values, isMarkup: false) == "all day now")
  }

  @Test(
    "What is no format is refused",
    arguments: ["{titel}", "{title", "title}", "{title:}", "{title:0}", "{title:-1}", "{}"]
  )
  func refuse(_ format: String) { #expect(throws: CommandError.self) { try NextFormat(format) } }

  @Test(
    "Nothing in a title is obeyed by a terminal or a bar",
    arguments: [
      ("a\nb\r\nc", "a b c"), ("\u{1B}[31mred", "␛[31mred"),
      ("#(reboot) #[fg=red] #{x}", "# (reboot) # [fg=red] # {x}"),
      ("%{A1:reboot:}x%{A}", "% {A1:reboot:}x% {A}"), ("{link}", "{link}"), ("  ", "(no title)"),
      ("a\u{202E}b", "a·b"), ("##(x)", "## (x)"),
    ]
  )
  func hostile(_ title: String, _ expected: String) throws {
    #expect(try line("{title}", title) == expected)
  }

  @Test(
    "Two values, or a value and the format, make no instruction together",
    arguments: [
      ("{title}{title}", "(x) #", "(x) # (x) #"), ("{title}({in})", "a #", "a # ("),
      ("#{title}", "{x}", "# {x}"), ("%{title}", "{A}", "% {A}"),
    ]
  )
  func borders(_ format: String, _ title: String, _ expected: String) throws {
    #expect(try line(format, title).hasPrefix(expected))
  }

  @Test("Markup is escaped where it is asked for, in values alone")
  func markup() throws {
    #expect(try line("<b>{title}</b>", "A & <B>", isMarkup: true) == "<b>A &amp; &lt;B&gt;</b>")
  }

  @Test("A megabyte becomes a line")
  func large() throws {
    let text = try line("{title}", String(repeating: "東京", count: 200_000))
    #expect(text.count <= 200)
  }

  @Test("The command line is read as the parser reads it")
  func quickly() throws {
    let quick = try #require(NextCommand.quickly(["next", "--format", "{in}", "--json"]))
    let parsed = try #require(
      try Convene.parseAsRoot(["next", "--format", "{in}", "--json"]) as? NextCommand
    )
    #expect(quick.format == parsed.format && quick.json == parsed.json && quick.all == parsed.all)
    #expect(NextCommand.quickly(["next", "--format={in}", "--all", "--markup"])?.format == "{in}")
    #expect(NextCommand.quickly(["next"])?.format == NextFormat.standard)
    for words in [["next", "--help"], ["next", "--format"], ["next", "x"], ["agenda"], []] {
      #expect(NextCommand.quickly(words[...]) == nil)
    }
  }
}
