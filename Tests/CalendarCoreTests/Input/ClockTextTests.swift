import CalendarCore
import Foundation
import Testing

/// Times of a clock that counts to twelve or to twenty-four.
@Suite struct ClockTextTests {
  @Test(arguments: [
    (0, "12:00am", "12am", "00:00"), (30, "12:30am", "12:30am", "00:30"),
    (60, "1:00am", "1am", "01:00"), (545, "9:05am", "9:05am", "09:05"),
    (719, "11:59am", "11:59am", "11:59"), (720, "12:00pm", "12pm", "12:00"),
    (750, "12:30pm", "12:30pm", "12:30"), (780, "1:00pm", "1pm", "13:00"),
    (1_439, "11:59pm", "11:59pm", "23:59"), (1_440, "24:00", "24:00", "24:00"),
  ])
  func writesATime(_ minutes: Int, _ twelve: String, _ brief: String, _ twentyFour: String) {
    #expect(ClockText.clock(minutes: minutes, .twelveHour) == twelve)
    #expect(ClockText.brief(minutes: minutes, .twelveHour) == brief)
    #expect(ClockText.clock(minutes: minutes, .twentyFourHour) == twentyFour)
    #expect(ClockText.brief(minutes: minutes, .twentyFourHour) == twentyFour)
  }

  @Test(arguments: [
    (540, 570, "9–9:30am", "9–9:30a", "09:00–09:30"),
    (690, 750, "11:30am–12:30pm", "11:30a–12:30p", "11:30–12:30"),
    (0, 60, "12–1am", "12–1a", "00:00–01:00"), (720, 780, "12–1pm", "12–1p", "12:00–13:00"),
    (540, 540, "9am–9am", "9a–9a", "09:00–09:00"), (600, 540, "10am–9am", "10a–9a", "10:00–09:00"),
    (1_380, 0, "11pm–12am", "11p–12a", "23:00–00:00"),
  ])
  func writesASpan(
    _ start: Int,
    _ end: Int,
    _ wide: String,
    _ narrow: String,
    _ twentyFour: String
  ) {
    #expect(ClockText.range(start, end, .twelveHour) == wide)
    #expect(ClockText.range(start, end, .twelveHour, isNarrow: true) == narrow)
    for isNarrow in [false, true] {
      #expect(ClockText.range(start, end, .twentyFourHour, isNarrow: isNarrow) == twentyFour)
    }
  }

  @Test("What is written can be typed: every minute of a day", arguments: ClockStyle.allCases)
  func isReadAgain(_ style: ClockStyle) throws {
    let context = InputContext(now: Date(timeIntervalSince1970: 1_796_115_660), zone: .gmt)
    for minutes in 0...1_440 {
      for text in [
        ClockText.clock(minutes: minutes, style), ClockText.brief(minutes: minutes, style),
      ] {
        let typed = try TimeInput.moment(text, context, takesNumber: true, isEnd: true)
        #expect(typed.seconds == minutes * 60, "\(text)")
      }
    }
  }

  @Test("A span that is written can be typed")
  func spanIsReadAgain() throws {
    let context = InputContext(now: Date(timeIntervalSince1970: 1_796_115_660), zone: .gmt)
    for start in stride(from: 0, to: 1_430, by: 25) {
      for end in stride(from: start + 5, to: 1_440, by: 35) {
        let text = "today " + ClockText.range(start, end, .twelveHour)
        let typed = try TimeInput.span(text, context)
        #expect(typed.start.seconds == start * 60, "\(text)")
        guard case .moment(let last)? = typed.end else {
          Issue.record("\(text) has no end")
          continue
        }
        #expect(last.seconds == end * 60, "\(text)")
      }
    }
  }
}
