import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// Which event one means who says no more than "join".
@Suite struct JoinRulesTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let now: String
    let events: [String]
    let chosen: [String]

    init(_ name: String, at now: String, _ events: [String], _ chosen: String...) {
      (self.name, self.now, self.events, self.chosen) = (name, now, events, chosen)
    }

    var testDescription: String { name }
  }

  static let running: [Case] = [
    Case("nothing there", at: "10:00", []),
    Case("one that is running", at: "10:30", ["A 10:00-11:00"], "A"),
    Case("its start is part of it", at: "10:00", ["A 10:00-11:00"], "A"),
    Case("its end is not", at: "11:00", ["A 10:00-11:00"]),
    Case("a second before its end", at: "10:59:59", ["A 10:00-11:00"], "A"),
    Case("a second after its end", at: "11:00:01", ["A 10:00-11:00"]),
    Case(
      "at the end of one the next begins",
      at: "11:00",
      ["A 10:00-11:00", "B 11:00-12:00"],
      "B"
    ),
    Case("running before upcoming", at: "10:58", ["A 10:00-11:00", "B 11:00-12:00"], "A"),
    Case(
      "running before upcoming, whatever the order",
      at: "10:58",
      ["B 11:00-12:00", "A 10:00-11:00"],
      "A"
    ),
    Case("the most recently started", at: "10:40", ["A 10:00-11:00", "B 10:30-11:30"], "B"),
    Case(
      "the most recently started, not the shortest",
      at: "10:40",
      ["A 10:00-10:45", "B 10:30-12:30"],
      "B"
    ),
    Case(
      "of three that are running",
      at: "10:50",
      ["A 09:00-12:00", "B 10:30-11:30", "C 10:45-11:00"],
      "C"
    ),
    Case("one that began yesterday", at: "00:10", ["A 23:30-1-00:30"], "A"),
    Case(
      "one over midnight and one of today",
      at: "00:10",
      ["A 23:30-1-00:30", "B 00:05-00:20"],
      "B"
    ),
    Case("without a length, at its moment", at: "10:00", ["A 10:00-10:00"], "A"),
    Case("without a length, a second later", at: "10:00:01", ["A 10:00-10:00"]),
    Case(
      "a long one goes on beside a short one that is over",
      at: "11:00",
      ["A 09:00-12:00", "B 10:00-11:00"],
      "A"
    ),
    Case("an occurrence of a series is like any other", at: "10:30", ["A 10:00-11:00 series"], "A"),
    Case(
      "one of two occurrences of a day",
      at: "14:10",
      ["A 09:00-09:15 series", "B 14:00-14:15 series"],
      "B"
    ),
    Case("a tentative event stands", at: "10:30", ["A 10:00-11:00 tentative"], "A"),
  ]

  static let upcoming: [Case] = [
    Case("the soonest", at: "10:00", ["A 12:00-13:00", "B 11:00-12:00"], "B"),
    Case("the soonest, in a minute", at: "10:59", ["A 11:00-12:00"], "A"),
    Case("hours away on the same day", at: "08:00", ["A 17:00-18:00"], "A"),
    Case("in the last minute of the day", at: "08:00", ["A 23:59-23:59"], "A"),
    Case("tomorrow is another day", at: "10:00", ["A 09:00+1-10:00+1"]),
    Case("tomorrow at midnight is another day", at: "10:00", ["A 00:00+1-01:00+1"]),
    Case("just behind midnight, shortly before it", at: "23:50", ["A 00:05+1-01:00+1"], "A"),
    Case("two hours ahead across midnight", at: "23:00", ["A 00:59+1-02:00+1"], "A"),
    Case("more than two hours ahead across midnight", at: "23:00", ["A 01:00+1-02:00+1"]),
    Case("what is over is not upcoming", at: "12:00", ["A 10:00-11:00"]),
    Case("what was yesterday is not upcoming", at: "09:00", ["A 10:00-1-11:00-1"]),
    Case("over and upcoming", at: "12:00", ["A 10:00-11:00", "B 15:00-16:00"], "B"),
    Case(
      "the soonest, of one day and the next",
      at: "23:30",
      ["A 00:30+1-01:00+1", "B 23:45-23:55"],
      "B"
    ),
    Case("an upcoming series", at: "08:00", ["A 09:00-09:15 series", "B 09:30-10:00"], "A"),
  ]

  static let leftOut: [Case] = [
    Case("declined", at: "10:30", ["A 10:00-11:00 declined"]),
    Case(
      "declined and another that is running",
      at: "10:30",
      ["A 10:15-11:00 declined", "B 10:00-11:00"],
      "B"
    ),
    Case(
      "declined and one that comes",
      at: "10:30",
      ["A 10:00-11:00 declined", "B 12:00-13:00"],
      "B"
    ),
    Case("the soonest is declined", at: "08:00", ["A 09:00-10:00 declined", "B 09:30-10:00"], "B"),
    Case(
      "one of two at the same time is declined",
      at: "08:00",
      ["A 09:00-10:00 declined", "B 09:00-10:00"],
      "B"
    ),
    Case("all are declined", at: "08:00", ["A 09:00-10:00 declined", "B 09:30-10:00 declined"]),
    Case("cancelled", at: "10:30", ["A 10:00-11:00 cancelled"]),
    Case("cancelled and another", at: "10:30", ["A 10:10-11:00 cancelled", "B 10:00-11:00"], "B"),
    Case("without a link", at: "10:30", ["A 10:00-11:00 nolink"]),
    Case(
      "without a link, and one that comes",
      at: "10:30",
      ["A 10:00-11:00 nolink", "B 11:00-12:00"],
      "B"
    ),
    Case(
      "the link is being created",
      at: "10:30",
      ["A 10:00-11:00 pending", "B 11:00-12:00"],
      "B"
    ),
    Case("a page to register at is no link", at: "10:30", ["A 10:00-11:00 page"]),
    Case(
      "a page to register at, and a link that comes",
      at: "10:30",
      ["A 10:00-11:00 page", "B 11:00-12:00"],
      "B"
    ),
    Case(
      "one of two at the same time has no link",
      at: "10:30",
      ["A 10:00-11:00 nolink", "B 10:00-11:00"],
      "B"
    ),
    Case("unanswered counts", at: "10:30", ["A 10:00-11:00 unanswered"], "A"),
    Case("maybe counts", at: "10:30", ["A 10:00-11:00 maybe"], "A"),
    Case(
      "a later one is not preferred because it was accepted",
      at: "08:00",
      ["A 09:00-10:00 unanswered", "B 09:30-10:00 accepted"],
      "A"
    ),
  ]

  static let equal: [Case] = [
    Case("two that started together", at: "10:30", ["A 10:00-11:00", "B 10:00-12:00"], "A", "B"),
    Case("two that start together", at: "08:00", ["A 09:00-10:00", "B 09:00-09:30"], "A", "B"),
    Case(
      "three that start together",
      at: "08:00",
      ["A 09:00-10:00", "B 09:00-09:30", "C 09:00-11:00"],
      "A",
      "B",
      "C"
    ),
    Case(
      "a second apart is not together",
      at: "10:30",
      ["A 10:00-11:00", "B 10:00:01-11:00"],
      "B"
    ),
    Case(
      "the accepted one first",
      at: "08:00",
      ["A 09:00-10:00 unanswered", "B 09:00-10:00 accepted"],
      "B",
      "A"
    ),
    Case(
      "the one called by oneself before a maybe",
      at: "08:00",
      ["A 09:00-10:00 maybe", "B 09:00-10:00"],
      "B",
      "A"
    ),
    Case(
      "the same meeting in two accounts is one",
      at: "10:30",
      ["A 10:00-11:00", "B 10:00-11:00 =A @home"],
      "A"
    ),
    Case(
      "the same meeting upcoming in two accounts is one",
      at: "08:00",
      ["A 10:00-11:00", "B 10:00-11:00 =A @home"],
      "A"
    ),
    Case(
      "of the same meeting the accepted one",
      at: "08:00",
      ["A 10:00-11:00 unanswered", "B 10:00-11:00 =A accepted @home"],
      "B"
    ),
    Case(
      "the same meeting twice and another",
      at: "08:00",
      ["A 10:00-11:00", "B 10:00-11:00 =A", "C 10:00-11:00"],
      "A",
      "C"
    ),
    Case(
      "the same link, one declined",
      at: "08:00",
      ["A 10:00-11:00 declined", "B 10:00-11:00 =A @home"],
      "B"
    ),
    Case(
      "the same room an hour later is not asked about",
      at: "10:30",
      ["A 10:00-11:00 =R", "B 11:00-12:00 =R"],
      "A"
    ),
  ]

  static let wholeDays: [Case] = [
    Case("a whole day, when there is nothing else", at: "10:30", ["A day"], "A"),
    Case("a whole day after what is running", at: "10:30", ["A day", "B 10:00-11:00"], "B"),
    Case("a whole day after what comes", at: "10:30", ["A day", "B 16:00-17:00"], "B"),
    Case("a whole day of tomorrow is not now", at: "10:30", ["A day1..1"]),
    Case("a whole day of tomorrow is not upcoming", at: "23:30", ["A day1..1"]),
    Case("a whole day of yesterday is over", at: "00:00", ["A day-1..-1"]),
    Case(
      "of days that go on the one that began last",
      at: "10:30",
      ["A day-3..2", "B day-1..2"],
      "B"
    ),
    Case("two whole days that began together", at: "10:30", ["A day", "B day"], "A", "B"),
    Case("a whole day without a link", at: "10:30", ["A day nolink"]),
    Case(
      "two days by the clock are a frame as well",
      at: "10:30",
      ["A 09:00-1-17:00+1", "B 11:00-12:00"],
      "B"
    ),
    Case(
      "a frame by the clock, when there is nothing else",
      at: "10:30",
      ["A 09:00-1-17:00+1"],
      "A"
    ),
    Case("a frame that begins later is not upcoming", at: "10:30", ["A 11:00-11:00+1"]),
    Case(
      "a night of twelve hours is an appointment",
      at: "23:30",
      ["A 20:00-08:00+1", "B 23:45-23:50"],
      "A"
    ),
  ]

  static let all = running + upcoming + leftOut + equal + wholeDays

  @Test("The event is chosen", arguments: all)
  func choose(_ example: Case) {
    #expect(chosen(example).map(\.event.title) == example.chosen)
  }

  @Test("The table has sixty cases or more, each with a name of its own")
  func size() {
    #expect(Self.all.count >= 60)
    #expect(Set(Self.all.map(\.name)).count == Self.all.count)
  }

  @Test(
    "Whatever order events come in, the same is chosen",
    arguments: running + upcoming + leftOut
  )
  func order(_ example: Case) {
    let reversed = Case(example.name, at: example.now, example.events.reversed())
    #expect(chosen(reversed).map(\.event.title) == example.chosen)
  }

  @Test("Facts are read of no more events than needed")
  func laziness() {
    var asked: [String] = []
    let samples = ["A 10:00-11:00", "B 11:00-12:00", "C 12:00-13:00", "D 13:00-14:00 nolink"]
      .map { JoinSample($0) }
    let rules = JoinRules(now: JoinSample.moment("10:30"), zone: JoinSample.zone)
    let found = rules.choose(from: samples.map(\.summary)) { summary in
      asked.append(summary.title)
      return samples.first { $0.summary == summary }?.facts
    }
    #expect(found.map(\.event.title) == ["A"])
    #expect(asked == ["A"])
  }

  @Test("An event that is gone meanwhile is passed over")
  func gone() {
    let samples = ["A 10:00-11:00", "B 11:00-12:00"].map { JoinSample($0) }
    let rules = JoinRules(now: JoinSample.moment("10:30"), zone: JoinSample.zone)
    let found = rules.choose(from: samples.map(\.summary)) { summary in
      summary.title == "A" ? nil : samples[1].facts
    }
    #expect(found.map(\.event.title) == ["B"])
  }

  @Test("Without the need of a link, one without is chosen; declined ones are not")
  func withoutLinks() {
    let events = ["A 10:00-11:00 nolink", "B 10:10-11:00 declined", "C 12:00-13:00"]
    #expect(chosen(Case("", at: "10:30", events), needsLink: false).map(\.event.title) == ["A"])
  }

  @Test("Only what comes: what is running is left out")
  func onlyUpcoming() {
    let events = ["A 10:00-11:00", "B day", "C 10:40-11:00", "D 10:40-11:00 =C @home"]
    let found = chosen(Case("", at: "10:30", events), onlyUpcoming: true)
    #expect(found.map(\.event.title) == ["C"])
  }

  @Test(
    "Days of 23 and 25 hours end at their own midnight",
    arguments: ["2026-03-29", "2026-10-25"]
  )
  func clockChanges(_ day: String) throws {
    let day = try #require(Day(day))
    let rules = JoinRules(now: JoinSample.moment("00:30", on: day), zone: JoinSample.zone)
    #expect(rules.horizon == day.advanced(by: 1).start(in: JoinSample.zone))
  }

  private func chosen(
    _ example: Case,
    needsLink: Bool = true,
    onlyUpcoming: Bool = false
  ) -> [JoinCandidate] {
    let samples = example.events.map { JoinSample($0) }
    var rules = JoinRules(now: JoinSample.moment(example.now), zone: JoinSample.zone)
    rules.needsLink = needsLink
    rules.onlyUpcoming = onlyUpcoming
    return rules.choose(from: samples.map(\.summary)) { summary in
      samples.first { $0.summary == summary }?.facts
    }
  }
}
