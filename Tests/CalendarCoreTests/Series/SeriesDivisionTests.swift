import ConferencingCore
import Foundation
import Testing

@testable import CalendarCore

/// "This and following" at the places where a division goes wrong easily.
@Suite("Divisions of series")
struct SeriesDivisionTests {
  private static let berlin = "Europe/Berlin"

  private func series(_ rule: String) -> SeriesCalendar {
    SeriesCalendar(.at("2026-10-12", "10:00", Self.berlin), [rule])
  }

  private func rules(_ calendar: SeriesCalendar) -> [String] {
    [SeriesCalendar.series, SeriesCalendar.tail].compactMap {
      calendar.events[$0]?.recurrence?.lines.first { $0.hasPrefix("RRULE") }
    }
  }

  private static let other = EventChange.update(EventPatch(title: "Daily"))

  @Test("Twelve divided at the fifth are four and eight, whether one before it was deleted or not")
  func counts() throws {
    for isDeleted in [false, true] {
      var calendar = series("RRULE:FREQ=DAILY;COUNT=12")
      if isDeleted { try calendar.edit(1, .this, .delete) }
      try calendar.edit(isDeleted ? 3 : 4, .following, Self.other)
      #expect(rules(calendar) == ["RRULE:FREQ=DAILY;COUNT=4", "RRULE:FREQ=DAILY;COUNT=8"])
      let titles = calendar.occurrences.map(\.title)
      #expect(titles.count { $0 == "Stand-up" } == (isDeleted ? 3 : 4))
      #expect(titles.count { $0 == "Daily" } == 8)
    }
  }

  @Test("What was deleted from the later part stays away and is no matter of the earlier one")
  func deletedInTheTail() throws {
    var calendar = series("RRULE:FREQ=DAILY;COUNT=6")
    try calendar.edit(4, .this, .delete)
    try calendar.edit(2, .following, Self.other)
    let days = calendar.agenda.map { String($0.prefix(10)) }
    #expect(days == [12, 13, 14, 15, 17].map { "2026-10-\($0)" })
    let tail = calendar.events[SeriesCalendar.tail]?.recurrence?.lines ?? []
    #expect(tail.contains { $0.hasPrefix("EXDATE") })
  }

  @Test(
    "An end in UTC at an occurrence itself keeps that one, and a cut there leaves it alone",
    arguments: [(4, 1), (3, 2)]
  )
  func endAtAnOccurrence(at index: Int, later: Int) throws {
    // Ten in Berlin, before and after the clocks went back.
    var calendar = series("RRULE:FREQ=WEEKLY;UNTIL=20261109T090000Z")
    #expect(calendar.agenda.count == 5)
    try calendar.edit(index, .following, Self.other)
    #expect(calendar.agenda.count == 5)
    #expect(calendar.occurrences.count { $0.title == "Daily" } == later)
    #expect(calendar.agenda.allSatisfy { $0.contains(" 10:00 ") })
  }

  @Test(
    "A cut behind a change of the clocks keeps the wall time of both parts",
    arguments: [
      ("2026-10-12", "Europe/Berlin"), ("2026-10-19", "America/New_York"),
      ("2026-09-21", "Australia/Lord_Howe"), ("2026-09-14", "Pacific/Auckland"),
      ("2011-12-16", "Pacific/Apia"),
    ]
  )
  func behindTheClockChange(from day: String, in zone: String) throws {
    for rule in ["RRULE:FREQ=WEEKLY;COUNT=6", "RRULE:FREQ=WEEKLY"] {
      var calendar = SeriesCalendar(.at(day, "10:00", zone), [rule])
      let before = calendar.agenda
      try calendar.edit(4, .following, .update(EventPatch(title: "Daily")))
      #expect(
        calendar.agenda.prefix(6).map { $0.replacing("Daily", with: "Stand-up") }
          == Array(before.prefix(6)),
        "\(zone) \(rule)"
      )
      #expect(calendar.occurrences.prefix(6).count { $0.title == "Daily" } == 2)
    }
  }

  @Test("At a moved occurrence another title keeps its time, and is that of all behind it")
  func atAMovedOccurrence() throws {
    var calendar = series("RRULE:FREQ=WEEKLY;COUNT=5")
    try calendar.move(2, .this, to: .at("2026-10-27", "16:00", Self.berlin))
    try calendar.edit(2, .following, Self.other)
    #expect(
      calendar.agenda == [
        "2026-10-12 10:00 Stand-up", "2026-10-19 10:00 Stand-up", "2026-10-27 16:00 Daily *",
        "2026-11-02 10:00 Daily", "2026-11-09 10:00 Daily",
      ]
    )
  }

  @Test("At a moved occurrence another time is that of all behind it")
  func atAMovedOccurrenceInTime() throws {
    var calendar = series("RRULE:FREQ=WEEKLY;COUNT=5")
    try calendar.move(2, .this, to: .at("2026-10-26", "16:00", Self.berlin))
    try calendar.move(2, .following, to: .at("2026-10-26", "17:00", Self.berlin))
    #expect(
      calendar.agenda == [
        "2026-10-12 10:00 Stand-up", "2026-10-19 10:00 Stand-up", "2026-10-26 17:00 Stand-up",
        "2026-11-02 17:00 Stand-up", "2026-11-09 17:00 Stand-up",
      ]
    )
  }

  @Test("An occurrence that lasts longer does so when the others get another title or another time")
  func ownLength() throws {
    for scope in [EditScope.all, .following] {
      var calendar = series("RRULE:FREQ=WEEKLY;COUNT=5")
      try calendar.move(3, .this, to: .at("2026-11-02", "10:00", Self.berlin, minutes: 90))
      try calendar.edit(1, scope, Self.other)
      #expect(
        calendar.occurrences[3].time == .at("2026-11-02", "10:00", Self.berlin, minutes: 90)
      )
      try calendar.move(1, scope, to: .at("2026-10-19", "11:00", Self.berlin))
      #expect(
        calendar.occurrences[3].time == .at("2026-11-02", "11:00", Self.berlin, minutes: 90)
      )
    }
  }

  @Test("Series of days and of several days are divided by days", arguments: [1, 3])
  func days(_ length: Int) throws {
    let first = try #require(Day("2026-10-12"))
    func time(_ day: Day) -> EventTime {
      .allDay(first: day, last: day.advanced(by: length - 1))
    }
    for rule in ["RRULE:FREQ=WEEKLY;COUNT=5", "RRULE:FREQ=WEEKLY;UNTIL=20261109"] {
      var calendar = SeriesCalendar(time(first), [rule])
      let third = first.advanced(by: 14)
      try calendar.move(2, .following, to: time(third.advanced(by: 1)))
      let expected = [0, 7, 15, 22, 29].map { time(first.advanced(by: $0)) }
      #expect(calendar.occurrences.map(\.time) == expected, "\(rule)")
      let end = rules(calendar).first { $0.contains("UNTIL") }
      #expect(end == nil || end == "RRULE:FREQ=WEEKLY;UNTIL=20261019")
    }
  }

  @Test("With its last occurrence a series goes, in whatever order they are deleted")
  func oneByOne() throws {
    for order in [[0, 0, 0], [2, 1, 0], [1, 1, 0], [0, 1, 0]] {
      var calendar = series("RRULE:FREQ=DAILY;COUNT=3")
      try calendar.edit(1, .this, .update(EventPatch(title: "Own")))
      for index in order { try calendar.edit(index, .this, .delete) }
      #expect(calendar.events.isEmpty, "\(order)")
    }
  }

  @Test("Where the first one was deleted, the next is the first: from it on is all")
  func fromTheFirstThatIsLeft() throws {
    var calendar = series("RRULE:FREQ=DAILY;COUNT=4")
    try calendar.edit(0, .this, .delete)
    try calendar.edit(0, .following, Self.other)
    #expect(calendar.events.count == 1)
    #expect(calendar.occurrences.map(\.title) == ["Daily", "Daily", "Daily"])
  }

  /// Mondays, and Wednesday 28 October at 15:00.
  private func withOneMore(_ rule: String) -> SeriesCalendar {
    SeriesCalendar(
      .at("2026-10-12", "10:00", Self.berlin),
      ["RRULE:FREQ=WEEKLY" + rule, "RDATE:20261028T140000Z"]
    )
  }

  @Test(
    "Divided at a date that was added, the rule goes on at its next day",
    arguments: [
      "", ";COUNT=6", ";UNTIL=20261116T090000Z", ";BYDAY=MO", ";INTERVAL=2", ";INTERVAL=2;COUNT=4",
      ";BYDAY=MO,FR;COUNT=9",
    ]
  )
  func atAnAddedDate(_ rule: String) throws {
    var calendar = withOneMore(rule)
    let before = calendar.agenda
    let index = try #require(before.firstIndex { $0.contains(" 15:00 ") })
    try calendar.edit(index, .following, Self.other)
    func retitled(_ lines: [String]) -> [String] {
      lines.enumerated().map {
        $0.offset < index ? $0.element : $0.element.replacing("Stand-up", with: "Daily")
      }
    }
    #expect(calendar.agenda.prefix(before.count) == retitled(before)[...])
    // Undivided in its days, it is divided in its times.
    calendar = withOneMore(rule)
    try calendar.move(index, .following, to: .at("2026-10-28", "16:00", Self.berlin))
    let moved = before.enumerated().map { offset, line in
      offset < index
        ? line
        : line.replacing(" 10:00 ", with: " 11:00 ").replacing(" 15:00 ", with: " 16:00 ")
    }
    #expect(calendar.agenda.prefix(before.count) == moved[...])
    // Deleted from there on, what is before it stays.
    calendar = withOneMore(rule)
    try calendar.edit(index, .following, .delete)
    #expect(calendar.agenda == Array(before.prefix(index)))
  }

  @Test("Divided at an added date behind the end of the rule, the rule stays as it is")
  func atAnAddedDateBehindTheEnd() throws {
    for end in ["UNTIL=20261019T080000Z", "UNTIL=20261019", "COUNT=2"] {
      for more in [[], ["RDATE:20261103T140000Z"]] {
        var calendar = SeriesCalendar(
          .at("2026-10-12", "10:00", Self.berlin),
          ["RRULE:FREQ=WEEKLY;" + end, "RDATE:20261028T140000Z"] + more
        )
        let before = calendar.agenda
        try calendar.edit(2, .following, Self.other)
        #expect(
          calendar.agenda
            == before[..<2] + before[2...].map { $0.replacing("Stand-up", with: "Daily") }
        )
        #expect(rules(calendar) == ["RRULE:FREQ=WEEKLY;" + end])
        let tail = try #require(calendar.events[SeriesCalendar.tail])
        #expect((tail.recurrence == nil) == more.isEmpty, "\(String(describing: tail.recurrence))")
      }
    }
  }

  @Test("A date that was added before the cut stays with the earlier part, also under another rule")
  func addedBeforeTheCut() throws {
    var calendar = SeriesCalendar(
      .at("2026-10-12", "10:00", Self.berlin),
      ["RRULE:FREQ=WEEKLY;COUNT=4", "RDATE:20261014T130000Z,20261028T140000Z"]
    )
    var rule = try #require(calendar.events[SeriesCalendar.series]?.recurrence)
    rule.rule = try RecurrenceRule("FREQ=DAILY;COUNT=3")
    try calendar.edit(2, .following, .update(EventPatch(title: "Daily", recurrence: rule)))
    #expect(
      calendar.agenda == [
        "2026-10-12 10:00 Stand-up", "2026-10-14 15:00 Stand-up", "2026-10-19 10:00 Daily",
        "2026-10-20 10:00 Daily", "2026-10-21 10:00 Daily", "2026-10-28 15:00 Daily",
      ]
    )
  }

  @Test("Another end from an added date on keeps the days of the rule")
  func otherEndFromAnAddedDate() throws {
    var calendar = withOneMore(";INTERVAL=2")
    var rule = try #require(calendar.events[SeriesCalendar.series]?.recurrence)
    rule.rule?.end = .count(2)
    try calendar.edit(2, .following, .update(EventPatch(title: "Daily", recurrence: rule)))
    #expect(
      calendar.agenda == [
        "2026-10-12 10:00 Stand-up", "2026-10-26 10:00 Stand-up", "2026-10-28 15:00 Daily",
        "2026-11-09 10:00 Daily", "2026-11-23 10:00 Daily",
      ]
    )
  }

  @Test("Whole days from an added date on leave each occurrence on its day")
  func wholeDaysFromAnAddedDate() throws {
    for scope in [EditScope.following, .all] {
      var calendar = withOneMore(";COUNT=4")
      let before = calendar.agenda.map { String($0.prefix(10)) }
      try calendar.move(3, scope, to: .day("2026-10-28"))
      #expect(calendar.agenda.map { String($0.prefix(10)) } == before)
      #expect(calendar.occurrences.count { $0.time.isAllDay } == (scope == .all ? 5 : 2))
    }
  }

  @Test("All, moved from an added date by a day, moves the day that the rule names by one")
  func allFromAnAddedDate() throws {
    var calendar = SeriesCalendar(
      .at("2026-10-12", "10:00", Self.berlin),
      ["RRULE:FREQ=MONTHLY;BYMONTHDAY=12;COUNT=3", "RDATE:20261028T140000Z"]
    )
    try calendar.move(1, .all, to: .at("2026-10-29", "15:00", Self.berlin))
    #expect(
      calendar.agenda == [
        "2026-10-13 10:00 Stand-up", "2026-10-29 15:00 Stand-up", "2026-11-13 10:00 Stand-up",
        "2026-12-13 10:00 Stand-up",
      ]
    )
  }
}
