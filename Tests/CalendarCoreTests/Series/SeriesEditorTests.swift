import ConferencingCore
import Foundation
import Testing

@testable import CalendarCore

/// Edits with each scope, as the agenda shows them afterwards.
@Suite("Edits of series")
struct SeriesEditorTests {
  private static let berlin = "Europe/Berlin"

  /// Five Mondays from 12 October 2026; the clocks go back on 25 October.
  private func mondays(_ rule: String = "RRULE:FREQ=WEEKLY;COUNT=5") -> SeriesCalendar {
    SeriesCalendar(.at("2026-10-12", "10:00", Self.berlin), [rule])
  }

  @Test("A moved occurrence is an exception, and the others stay")
  func moveThis() throws {
    var calendar = mondays()
    try calendar.move(1, .this, to: .at("2026-10-20", "11:30", Self.berlin))
    #expect(
      calendar.agenda == [
        "2026-10-12 10:00 Stand-up", "2026-10-20 11:30 Stand-up *", "2026-10-26 10:00 Stand-up",
        "2026-11-02 10:00 Stand-up", "2026-11-09 10:00 Stand-up",
      ]
    )
    try calendar.edit(1, .this, .update(EventPatch(title: "Retro")))
    #expect(calendar.agenda[1] == "2026-10-20 11:30 Retro *")
    #expect(calendar.agenda.count == 5)
  }

  @Test("A deleted occurrence stays away, whether it was an exception or not")
  func deleteThis() throws {
    var calendar = mondays()
    try calendar.edit(1, .this, .update(EventPatch(title: "Retro")))
    try calendar.edit(1, .this, .delete)
    try calendar.edit(1, .this, .delete)
    #expect(
      calendar.agenda == [
        "2026-10-12 10:00 Stand-up", "2026-11-02 10:00 Stand-up", "2026-11-09 10:00 Stand-up",
      ]
    )
  }

  @Test("Deleting the only occurrence deletes the series")
  func deleteLast() throws {
    var calendar = mondays("RRULE:FREQ=WEEKLY;COUNT=2")
    try calendar.edit(0, .this, .delete)
    try calendar.edit(0, .this, .delete)
    #expect(calendar.events.isEmpty)
  }

  @Test("All keeps the wall time on both sides of a change of the clocks")
  func moveAll() throws {
    var calendar = mondays()
    // From the fourth, which is in winter.
    try calendar.move(3, .all, to: .at("2026-11-02", "11:15", Self.berlin))
    #expect(calendar.agenda.allSatisfy { $0.contains(" 11:15 ") })
    #expect(calendar.agenda.first == "2026-10-12 11:15 Stand-up")
    #expect(calendar.agenda.last == "2026-11-09 11:15 Stand-up")
  }

  @Test("Periods that were added move with the series, stay as long, and go with their half")
  func movePeriods() throws {
    var calendar = SeriesCalendar(
      .at("2026-12-07", "10:00", Self.berlin),
      [
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "RDATE;VALUE=PERIOD:20261208T090000Z/20261208T120000Z,20261222T090000Z/PT10M",
      ]
    )
    func shown() -> [String] {
      calendar.occurrences.map { occurrence in
        let time = occurrence.time
        let length = time.end(in: .gmt).timeIntervalSince(time.start(in: .gmt))
        return SeriesCalendar.line(occurrence) + " \(Int(length) / 60)"
      }
    }
    try calendar.move(0, .all, to: .at("2026-12-07", "11:00", Self.berlin))
    let moved = [
      "2026-12-07 11:00 Stand-up 30", "2026-12-08 11:00 Stand-up 180",
      "2026-12-14 11:00 Stand-up 30", "2026-12-21 11:00 Stand-up 30",
      "2026-12-22 11:00 Stand-up 10",
    ]
    #expect(shown() == moved)
    try calendar.edit(2, .following, .update(EventPatch(title: "Retro")))
    #expect(
      shown() == moved[..<2] + moved[2...].map { $0.replacing("Stand-up", with: "Retro") }
    )
  }

  @Test(
    "A period that moves with its series does not give it its length",
    arguments: [EditScope.all, .following]
  )
  func movePeriodOfAll(_ scope: EditScope) throws {
    var calendar = SeriesCalendar(
      .at("2026-12-07", "10:00", Self.berlin),
      ["RRULE:FREQ=WEEKLY;COUNT=3", "RDATE;VALUE=PERIOD:20261208T090000Z/PT8H"]
    )
    func lengths() -> [Int] {
      calendar.occurrences.map {
        Int($0.time.end(in: .gmt).timeIntervalSince($0.time.start(in: .gmt))) / 60
      }
    }
    try calendar.move(1, scope, to: .at("2026-12-08", "10:30", Self.berlin, minutes: 480))
    #expect(lengths().count { $0 == 480 } == 1)
    #expect(lengths().allSatisfy { $0 == 480 || $0 == 30 })
  }

  @Test("A period that ends before it starts has no length when it moves")
  func moveBackwardPeriod() throws {
    var calendar = SeriesCalendar(
      .at("2026-12-07", "10:00", Self.berlin),
      ["RRULE:FREQ=WEEKLY;COUNT=3", "RDATE;VALUE=PERIOD:20261208T090000Z/20261208T080000Z"]
    )
    try calendar.move(0, .all, to: .at("2026-12-07", "11:00", Self.berlin))
    let lines = calendar.events[SeriesCalendar.series]?.recurrence?.lines ?? []
    #expect(lines.contains("RDATE:20261208T100000Z"))
  }

  @Test("What ends with a day still ends with it when the time is another", arguments: [1, 15, 23])
  func endOfDay(hour: Int) throws {
    var calendar = mondays("RRULE:FREQ=DAILY;UNTIL=20261014T215959Z")
    for time in ["\(hour < 10 ? "0" : "")\(hour):15", "23:45", "00:15"] {
      try calendar.move(0, .all, to: .at("2026-10-12", time, Self.berlin))
      #expect(calendar.agenda == ["12", "13", "14"].map { "2026-10-\($0) \(time) Stand-up" })
    }
    #expect(
      calendar.events.values.compactMap(\.recurrence).map(\.lines) == [
        ["RRULE:FREQ=DAILY;UNTIL=20261014T215959Z"]
      ]
    )
  }

  @Test("All to another weekday moves the rule, what was deleted, and the exceptions")
  func moveAllToAnotherDay() throws {
    var calendar = mondays("RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261109T225959Z")
    try calendar.edit(1, .this, .delete)
    try calendar.edit(2, .this, .update(EventPatch(title: "Retro")))
    try calendar.move(3, .all, to: .at("2026-11-11", "09:00", Self.berlin))
    #expect(
      calendar.agenda == [
        "2026-10-14 09:00 Stand-up", "2026-10-28 09:00 Stand-up", "2026-11-04 09:00 Retro *",
        "2026-11-11 09:00 Stand-up",
      ]
    )
  }

  @Test("An exception with a time of its own keeps it when all are moved")
  func exceptionKeepsItsTime() throws {
    var calendar = mondays()
    try calendar.move(1, .this, to: .at("2026-10-20", "16:00", Self.berlin))
    try calendar.move(0, .all, to: .at("2026-10-12", "09:00", Self.berlin))
    #expect(calendar.agenda[1] == "2026-10-20 16:00 Stand-up *")
    #expect(calendar.agenda.count == 5)
    #expect(calendar.agenda[2] == "2026-10-26 09:00 Stand-up")
  }

  @Test("A title for all reaches exceptions that have no title of their own")
  func retitleAll() throws {
    var calendar = mondays()
    try calendar.edit(1, .this, .update(EventPatch(title: "Retro")))
    try calendar.edit(2, .this, .update(EventPatch(location: "Room 1")))
    try calendar.edit(0, .all, .update(EventPatch(title: "Daily")))
    #expect(calendar.occurrences.map(\.title) == ["Daily", "Retro", "Daily", "Daily", "Daily"])
    #expect(calendar.occurrences[2].location == "Room 1")
  }

  @Test("All in another zone keeps the wall time there")
  func rezoneAll() throws {
    var calendar = mondays()
    try calendar.move(0, .all, to: .at("2026-10-12", "10:00", "America/New_York"))
    #expect(calendar.agenda.allSatisfy { $0.contains(" 10:00 ") })
    #expect(calendar.occurrences.allSatisfy { $0.time.zone == "America/New_York" })
  }

  @Test("All to whole days and back keeps what was deleted away")
  func wholeDays() throws {
    var calendar = mondays("RRULE:FREQ=WEEKLY;UNTIL=20261110T090000Z")
    try calendar.edit(1, .this, .delete)
    try calendar.move(0, .all, to: .day("2026-10-12"))
    let days = ["2026-10-12", "2026-10-26", "2026-11-02", "2026-11-09"]
    #expect(calendar.agenda == days.map { $0 + " Stand-up" })
    try calendar.move(0, .all, to: .at("2026-10-12", "08:00", Self.berlin))
    #expect(calendar.agenda == days.map { $0 + " 08:00 Stand-up" })
  }

  @Test("The second Tuesday moved to a Wednesday is the second Wednesday, and deleted ones stay so")
  func moveNthWeekday() throws {
    var calendar = SeriesCalendar(
      .at("2026-09-08", "10:00", Self.berlin),
      ["RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=4"]
    )
    try calendar.edit(1, .this, .delete)
    try calendar.move(1, .all, to: .at("2026-11-11", "10:00", Self.berlin))
    #expect(
      calendar.agenda == [
        "2026-09-09 10:00 Stand-up", "2026-11-11 10:00 Stand-up", "2026-12-09 10:00 Stand-up",
      ]
    )
  }

  @Test("A rule of several weekdays moves together; one of several days of a month is refused")
  func severalDays() throws {
    var calendar = SeriesCalendar(
      .at("2026-10-12", "10:00", Self.berlin),
      ["RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4"]
    )
    try calendar.move(0, .all, to: .at("2026-10-13", "10:00", Self.berlin))
    #expect(
      calendar.agenda.map { $0.prefix(10) } == [
        "2026-10-13", "2026-10-15", "2026-10-20", "2026-10-22",
      ]
    )
    var monthly = SeriesCalendar(
      .at("2026-10-12", "10:00", Self.berlin),
      ["RRULE:FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1"]
    )
    #expect(throws: SeriesProblem.fixedDays) {
      try monthly.edit(
        0,
        .all,
        .update(EventPatch(time: .at("2026-10-13", "10:00", Self.berlin)))
      )
    }
  }

  @Test(
    "This and following splits by the count or the end of the rule",
    arguments: [
      "RRULE:FREQ=WEEKLY;COUNT=5", "RRULE:FREQ=WEEKLY;UNTIL=20261109T090000Z",
    ]
  )
  func moveFollowing(rule: String) throws {
    var calendar = mondays(rule)
    try calendar.edit(3, .this, .update(EventPatch(title: "Retro")))
    try calendar.edit(1, .this, .delete)
    try calendar.move(1, .following, to: .at("2026-10-27", "11:00", Self.berlin))
    #expect(
      calendar.agenda == [
        "2026-10-12 10:00 Stand-up", "2026-10-27 11:00 Stand-up", "2026-11-03 11:00 Retro *",
        "2026-11-10 11:00 Stand-up",
      ]
    )
    #expect(calendar.events.values.count { $0.recurrence != nil } == 2)
    let retro = calendar.occurrences[2]
    #expect(retro.occurrence?.series == .event(SeriesCalendar.tail))
  }

  @Test("This and following from the first occurrence is all")
  func followingFromFirst() throws {
    var calendar = mondays()
    try calendar.move(0, .following, to: .at("2026-10-12", "11:00", Self.berlin))
    #expect(calendar.events.count == 1)
    #expect(calendar.agenda.allSatisfy { $0.contains(" 11:00 ") })
  }

  @Test("Deleting this and following leaves what was before, with its exceptions")
  func deleteFollowing() throws {
    var calendar = mondays("RRULE:FREQ=DAILY")
    try calendar.edit(0, .this, .update(EventPatch(title: "Kick-off")))
    try calendar.edit(4, .this, .update(EventPatch(title: "Retro")))
    try calendar.edit(2, .following, .delete)
    #expect(calendar.agenda == ["2026-10-12 10:00 Kick-off *", "2026-10-13 10:00 Stand-up"])
    try calendar.edit(1, .all, .delete)
    #expect(calendar.events.isEmpty)
  }

  @Test(
    "A new rule for this and following begins on its first day, and loses what it does not give"
  )
  func newRule() throws {
    var calendar = mondays("RRULE:FREQ=WEEKLY")
    try calendar.edit(3, .this, .update(EventPatch(title: "Retro")))
    let rule = Recurrence(lines: ["RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=2"])
    try calendar.edit(1, .following, .update(EventPatch(recurrence: rule)))
    #expect(
      calendar.agenda == [
        "2026-10-12 10:00 Stand-up", "2026-10-22 10:00 Stand-up", "2026-10-29 10:00 Stand-up",
      ]
    )
  }

  @Test("What was deleted stays deleted under another rule")
  func newRuleKeepsDeletions() throws {
    var calendar = mondays("RRULE:FREQ=WEEKLY")
    try calendar.edit(1, .this, .delete)
    let rule = Recurrence(lines: ["RRULE:FREQ=WEEKLY;COUNT=3"])
    try calendar.edit(0, .all, .update(EventPatch(recurrence: rule)))
    #expect(calendar.agenda == ["2026-10-12 10:00 Stand-up", "2026-10-26 10:00 Stand-up"])
  }

  @Test("Dates that were left out stay as they are written under another rule")
  func newRuleKeepsDates() throws {
    let dates = "EXDATE;TZID=Europe/Berlin:20261019T100000,20261026T100000"
    var calendar = SeriesCalendar(
      .at("2026-10-12", "10:00", Self.berlin),
      ["RRULE:FREQ=WEEKLY;COUNT=5", dates]
    )
    let rule = Recurrence(lines: ["RRULE:FREQ=WEEKLY;COUNT=4"])
    try calendar.edit(0, .all, .update(EventPatch(recurrence: rule)))
    #expect(calendar.events[SeriesCalendar.series]?.recurrence?.lines == rule.lines + [dates])
  }

  @Test("A series that repeats no more is the occurrence that was edited")
  func noRule() throws {
    var calendar = mondays()
    try calendar.edit(2, .all, .update(EventPatch(recurrence: Recurrence(lines: []))))
    #expect(calendar.agenda == ["2026-10-26 10:00 Stand-up"])
    var other = mondays()
    try other.edit(2, .following, .update(EventPatch(recurrence: Recurrence(lines: []))))
    #expect(other.agenda.count == 3)
    #expect(other.events[SeriesCalendar.tail]?.recurrence == nil)
  }

  /// What a start means that is not by the rule is left open, and other programs write such.
  @Test("Another end alone leaves the days of a series and its exceptions")
  func anotherEnd() throws {
    var calendar = SeriesCalendar(
      .at("2026-11-29", "19:00", "Europe/Berlin"),
      ["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"]
    )
    try calendar.edit(0, .this, .update(EventPatch(title: "Other")))
    let before = Array(calendar.agenda.prefix(4))
    #expect(before[0] == "2026-12-08 19:00 Other *" && before[1] == "2026-12-22 19:00 Stand-up")
    for end in ["COUNT=4", "UNTIL=20270120T000000Z"] {
      var edited = calendar
      let rule = Recurrence(lines: ["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;\(end)"])
      try edited.edit(1, .all, .update(EventPatch(recurrence: rule)))
      #expect(edited.agenda == before, "\(end)")
    }
  }

  @Test("A rule for one occurrence, and a rule that gives nothing, are refused")
  func refusals() throws {
    var calendar = mondays()
    let daily = EventPatch(recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY"]))
    #expect(throws: SeriesProblem.ruleOfOne) { try calendar.edit(0, .this, .update(daily)) }
    let past = EventPatch(recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY;UNTIL=20200101"]))
    #expect(throws: SeriesProblem.noOccurrence) { try calendar.edit(0, .all, .update(past)) }
    #expect(throws: SeriesProblem.answerFromHere) {
      try calendar.edit(1, .following, .respond(.yes))
    }
  }

  @Test("Both halves of a split have the link, and an exception has the link of its series")
  func links() throws {
    let link = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/1")
    var calendar = SeriesCalendar(
      .at("2026-10-12", "10:00", Self.berlin),
      ["RRULE:FREQ=WEEKLY;COUNT=5"],
      conferencing: .details(link)
    )
    try calendar.edit(1, .this, .update(EventPatch(title: "Retro")))
    try calendar.edit(2, .following, .update(EventPatch(title: "Daily")))
    #expect(calendar.occurrences.allSatisfy { $0.conferencing == .details(link) })
    try calendar.edit(1, .this, .update(EventPatch(conferencing: .strip)))
    #expect(
      calendar.occurrences.map { $0.conferencing == .none } == [
        false, true, false, false, false,
      ]
    )
  }

  @Test("A series whose link is being created is not split")
  func pendingLink() throws {
    var calendar = SeriesCalendar(
      .at("2026-10-12", "10:00", Self.berlin),
      ["RRULE:FREQ=WEEKLY;COUNT=5"],
      conferencing: .autocreate(Autocreate(provider: .zoomMeeting))
    )
    #expect(throws: SeriesProblem.linkPending) {
      try calendar.edit(1, .following, .update(EventPatch(title: "Daily")))
    }
  }
}
