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
      #expect(end == nil || end == "RRULE:FREQ=WEEKLY;UNTIL=20261025")
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
}
