import CalendarCore
import Foundation
import LocalCache
import Testing

@Suite struct WindowTests {
  /// Zones at both ends of the day, with clocks that change, by half an hour, and over midnight.
  static let zones = [
    "UTC", "Europe/Paris", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12",
    "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu",
  ]
  /// Around the change of the clocks in Europe, 28 March 2027.
  static let middle = Day(daysSinceEpoch: 20_905)

  /// Events of every length around ``middle``.
  static func events(_ count: Int, seed: UInt64, spread: Int = 60) -> [Event] {
    var random = Seeded(state: seed)
    return (0..<count).map { number in
      var event = CacheFixture.remote("e\(number)", title: "\(number)")
      let first = middle.advanced(by: Int.random(in: -spread...spread, using: &random))
      let length = [0, 0, 0, 1, 3, 9, 11, 70, 300, 3_000, 9_000].randomElement(using: &random) ?? 0
      if Bool.random(using: &random) {
        event.time = .allDay(first: first, last: first.advanced(by: length))
      } else {
        // Many begin and end at midnight somewhere, or take no time at all.
        let hour = [0, 0, 10, 11, 12, 14, 22, 23].randomElement(using: &random) ?? 0
        let minutes = [0, 30, 60, 1_439, 1_440].randomElement(using: &random) ?? 0
        let start = Double((first.daysSinceEpoch * 24 + hour) * 3_600)
        let seconds = Double(length * 86_400 + minutes * 60)
        event.time = .timed(
          start: Date(timeIntervalSince1970: start),
          end: Date(timeIntervalSince1970: start + seconds),
          zone: nil
        )
      }
      if number % 17 == 0 { event.status = .cancelled }
      return event
    }
  }

  @Test(arguments: zones)
  func windowsHoldExactlyTheEventsThatTouchThem(name: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    let fixture = try CacheFixture()
    let events = Self.events(600, seed: 7)
    try fixture.cache.sync.apply(events, readAfter: fixture.cache.sync.mark())
    let listed = events.filter { $0.status != .cancelled }
    var random = Seeded(state: 3)
    for _ in 0..<60 {
      let first = Self.middle.advanced(by: .random(in: -80...80, using: &random))
      let days = first...first.advanced(by: .random(in: 0...12, using: &random))
      let window = try fixture.cache.agenda.window(days: days, in: zone)
      let expected = listed.filter { $0.time.days(in: zone).overlaps(days) }
      #expect(Set(window.events.map(\.id)) == Set(expected.map(\.id)), "\(days)")
      #expect(window.events.count == expected.count)
      #expect(window.days == days)
      #expect(
        window.hasEarlier == listed.contains { $0.time.days(in: zone).lowerBound < first },
        "\(days)"
      )
      #expect(
        window.hasLater
          == listed.contains { $0.time.days(in: zone).upperBound > days.upperBound },
        "\(days)"
      )
      expectAgendaOrder(window.events, in: zone)
    }
    #expect(
      try fixture.cache.agenda.firstDay(in: zone)
        == listed.map { $0.time.days(in: zone).lowerBound }.min()
    )
    #expect(
      try fixture.cache.agenda.lastDay(in: zone)
        == listed.map { $0.time.days(in: zone).lowerBound }.max()
    )
  }

  /// With very few events every end of every window counts.
  @Test(arguments: zones)
  func theEndsAreExactWithFewEvents(name: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    for seed in 0..<20 {
      let fixture = try CacheFixture()
      let events = Self.events(2, seed: UInt64(seed), spread: 2).map { event in
        var event = event
        event.status = .confirmed
        return event
      }
      try fixture.cache.sync.apply(events, readAfter: fixture.cache.sync.mark())
      let touched = events.map { $0.time.days(in: zone) }
      for offset in -4...5 {
        let day = Self.middle.advanced(by: offset)
        let window = try fixture.cache.agenda.window(days: day...day, in: zone)
        #expect(window.events.count == touched.count { $0.contains(day) }, "\(events) \(day)")
        #expect(window.hasEarlier == touched.contains { $0.lowerBound < day }, "\(events) \(day)")
        #expect(window.hasLater == touched.contains { $0.upperBound > day }, "\(events) \(day)")
      }
      #expect(try fixture.cache.agenda.firstDay(in: zone) == touched.map(\.lowerBound).min())
      #expect(try fixture.cache.agenda.lastDay(in: zone) == touched.map(\.lowerBound).max())
    }
  }

  private func expectAgendaOrder(_ events: [EventSummary], in zone: TimeZone) {
    for (a, b) in zip(events, events.dropFirst()) {
      let (first, second) = (a.time.days(in: zone).lowerBound, b.time.days(in: zone).lowerBound)
      #expect(AgendaOrder(a, first: first) < AgendaOrder(b, first: second))
    }
  }

  @Test func aWindowAroundADayHoldsWhatWasAskedFor() throws {
    let fixture = try CacheFixture()
    let zone = TimeZone.gmt
    let events = Self.events(1_000, seed: 11, spread: 400).filter { $0.status != .cancelled }
    try fixture.cache.sync.apply(events, readAfter: fixture.cache.sync.mark())
    for offset in stride(from: -500, through: 500, by: 50) {
      let day = Self.middle.advanced(by: offset)
      let window = try fixture.cache.agenda.window(around: day, before: 30, after: 60, in: zone)
      #expect(window.days.contains(day.advanced(by: -7)))
      #expect(window.days.contains(day.advanced(by: 7)))
      let starts = window.events.map { $0.time.days(in: zone).lowerBound }
      #expect(!window.hasEarlier || starts.count { $0 < day } >= 30)
      let isCut = events.contains { $0.time.days(in: zone).lowerBound > window.days.upperBound }
      #expect(!isCut || starts.count { $0 > day } >= 60)
    }
  }

  /// A week on both sides would be fifteen days of many events, of which a screen shows a few.
  @Test(arguments: [
    (eachDay: 1, reach: 10), (eachDay: 4, reach: 7), (eachDay: 9, reach: 4),
    (eachDay: 50, reach: 1),
  ])
  func manyEventsADayAreReadByFewDays(eachDay: Int, reach: Int) throws {
    let fixture = try CacheFixture()
    let noon = Self.middle.start(in: .gmt).timeIntervalSince1970 + 43_200
    let events = (-10...10).flatMap { day in
      (0..<eachDay).map { number in
        let start = noon + Double(day) * 86_400 + Double(number)
        return CacheFixture.remote("\(day)/\(number)", at: start)
      }
    }
    try fixture.cache.sync.apply(events, readAfter: fixture.cache.sync.mark())
    let agenda = fixture.cache.agenda
    let window = try agenda.window(around: Self.middle, before: 12, after: 12, in: .gmt)
    #expect(window.days == Self.middle.advanced(by: -reach)...Self.middle.advanced(by: reach))
    #expect(window.events.count == (2 * reach + 1) * eachDay)
    // For a first picture a day that fills the screen will do.
    let first = try agenda.window(
      around: Self.middle,
      before: 12,
      after: 12,
      canBeAlone: true,
      in: .gmt
    )
    let isAlone = eachDay >= 12
    #expect(first.days == (isAlone ? Self.middle...Self.middle : window.days))
    #expect(first.events.count == (isAlone ? eachDay : window.events.count))
    #expect(first.hasEarlier == (reach < 10) && first.hasLater == (reach < 10))
  }

  @Test func anEmptyCacheHasAnEmptyFortnight() throws {
    let fixture = try CacheFixture()
    let window = try fixture.cache.agenda.window(
      around: Self.middle,
      before: 50,
      after: 50,
      in: .gmt
    )
    let fortnight = Self.middle.advanced(by: -7)...Self.middle.advanced(by: 7)
    #expect(window == EventWindow(days: fortnight, events: []))
    #expect(try fixture.cache.agenda.firstDay(in: .gmt) == nil)
    #expect(try fixture.cache.agenda.lastDay(in: .gmt) == nil)
  }

  @Test func deliveryIsInTheList() throws {
    let fixture = try CacheFixture()
    try fixture.receive(
      CacheFixture.remote("a"),
      CacheFixture.remote("b"),
      CacheFixture.remote("c"),
      CacheFixture.remote("d")
    )
    try fixture.retitle("a", "Refused")
    try fixture.cache.outbox.reject(fixture.begin(), reason: "No.")
    try fixture.retitle("b", "Waits")
    try fixture.submit("d", .delete)
    let today = Day(CacheFixture.now, in: .gmt)
    let events = try fixture.cache.agenda.window(days: today...today, in: .gmt).events
    #expect(events.map(\.title) == ["Refused", "Review", "Waits"])
    #expect(events.map(\.delivery) == [.refused("No."), .delivered, .waiting])
  }
}
