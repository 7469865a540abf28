import CalendarCore
import Foundation
import Testing

@Suite struct RemindersTests {
  static let texts: [(String, Reminders?)] = [
    ("", .standard), ("default", .standard), (" None ", Reminders([])),
    ("10", Reminders([.init(minutes: 10)])), ("0m", Reminders([.init(minutes: 0)])),
    ("1h30m", Reminders([.init(minutes: 90)])),
    (
      "1d email, 10m",
      Reminders([.init(minutes: 10), .init(minutes: 1_440, isMail: true)])
    ),
    ("4w", Reminders([.init(minutes: 40_320)])),
    ("5w", nil), ("4w1m", nil), ("40321", nil), ("soon", nil), ("10m sms", nil),
    ("10m email now", nil),
    ("1h30", nil), ("email", nil), ("-5m", nil), ("none, 5m", nil), ("99999999999999999999m", nil),
    ("1m,2m,3m,4m,5m", Reminders([1, 2, 3, 4, 5].map { .init(minutes: $0) })),
    ("1m,2m,3m,4m,5m,6m", nil),
  ]

  @Test(arguments: texts)
  func areRead(_ row: (text: String, reminders: Reminders?)) {
    #expect(Reminders(text: row.text) == row.reminders)
  }

  @Test(arguments: texts.compactMap(\.1))
  func areReadAsWritten(_ reminders: Reminders) {
    #expect(Reminders(text: reminders.text) == reminders)
  }

  @Test func theOrderIsThatOfTheTimes() {
    let list = [
      Reminders.Reminder(minutes: 60), .init(minutes: 5, isMail: true), .init(minutes: 5),
    ]
    #expect(Reminders(list).text == "5m, 5m email, 1h")
    #expect(Reminders(list) == Reminders(list.reversed()))
  }

  /// An edit that waited while Convene was updated knows nothing of reminders.
  @Test func whatWasStoredBeforeIsRead() throws {
    let draft = EventDraft(EventMergeTests.base)
    let text = String(decoding: try JSONEncoder().encode(draft), as: UTF8.self)
    let old = text.replacing(#/"reminders":\{\},?/#, with: "")
    #expect(old != text)
    let data = Data(old.replacing(",}", with: "}").utf8)
    #expect(try JSONDecoder().decode(EventDraft.self, from: data) == draft)
  }
}
