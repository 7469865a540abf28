import Foundation
import Testing

@testable import Sandbox

@Suite struct SeedTests {
  static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt

  static func seed(_ seed: UInt64 = 7, events: Int? = nil, day: Int = 0) -> SeedData {
    let now = RunningSandbox.moment.addingTimeInterval(TimeInterval(day * 86_400))
    return SeedData(
      SandboxConfiguration(events: events, seed: seed, now: now, timeZone: "Europe/Berlin"),
      zone: zone
    )
  }

  static func visible(_ seed: SeedData) -> [StoredEvent] {
    seed.events.filter { !$0.isMaster && $0.status != .cancelled }
  }

  @Test func isTheSameForTheSameSeed() {
    let texts = (0..<2).map { _ in Self.seed(events: 500).events.map(\.conferencing.json?.text) }
    #expect(texts[0] == texts[1])
    #expect(Self.seed(events: 500).events == Self.seed(events: 500).events)
    #expect(Self.seed().grants == Self.seed().grants)
    #expect(Self.seed().meetings == Self.seed().meetings)
    #expect(Self.seed(7).events != Self.seed(8).events)
    #expect(Self.seed(7).grants[0].id != Self.seed(8).grants[0].id)
  }

  /// When on a day it is started makes no difference.
  @Test(arguments: [nil, 10, 500])
  func isTheSameAllDay(events: Int?) {
    let seeds = [0, 1, 3_600, 12 * 3_600].map { seconds in
      SeedData(
        SandboxConfiguration(
          events: events,
          seed: 7,
          now: RunningSandbox.moment.addingTimeInterval(seconds),
          timeZone: "Europe/Berlin"
        ),
        zone: Self.zone
      )
    }
    for seed in seeds.dropFirst() {
      #expect(seed.grants == seeds[0].grants)
      #expect(seed.events == seeds[0].events)
      #expect(seed.meetings == seeds[0].meetings)
    }
  }

  @Test(arguments: [0, 1, 10, 60, 100, 1000])
  func hasExactlyTheEventsAskedFor(count: Int) {
    let seed = Self.seed(events: count)
    #expect(Self.visible(seed).count == count)
    #expect(Set(seed.events.map(\.id)).count == seed.events.count)
    let ids = Set(seed.events.map(\.id))
    #expect(seed.meetings.allSatisfy { ids.contains($0.eventID) })
  }

  @Test(arguments: 0..<7)
  func isAFullFortnightOnEveryWeekday(day: Int) {
    let events = Self.visible(Self.seed(day: day))
    #expect((60...90).contains(events.count), "\(events.count) events")
    let now = Int(RunningSandbox.moment.timeIntervalSince1970) + day * 86_400
    let starts = events.map { $0.when.interval(in: Self.zone).start }
    #expect(starts.allSatisfy { $0 > now - 7 * 86_400 && $0 < now + 10 * 86_400 })
  }

  @Test func holdsWhatACalendarMustWithstand() {
    let seed = Self.seed()
    let titles = seed.events.compactMap(\.title)
    for scalar in ["\u{1B}", "\u{9B}", "\u{202E}", "\n", "\t", "\u{200B}", "東", "👩‍👩‍👧‍👦"] {
      #expect(
        titles.contains { $0.unicodeScalars.containsAll(scalar) },
        "\(scalar.debugDescription)"
      )
    }
    #expect(titles.contains { $0.unicodeScalars.count > 700 })
    #expect(titles.allSatisfy { (1...1024).contains($0.unicodeScalars.count) })
    #expect(seed.events.contains { $0.location?.hasPrefix("javascript:") == true })
    #expect(seed.events.contains { $0.status == .maybe })
    #expect(seed.events.contains { $0.status == .cancelled })
    #expect(seed.events.contains { $0.visibility == "private" })
    #expect(seed.events.contains { $0.masterEventID != nil })
    #expect(seed.events.contains(where: Self.isInvitation))
    let whens = seed.events.map(\.when)
    #expect(whens.contains { if case .date = $0 { true } else { false } })
    #expect(whens.contains { if case .datespan = $0 { true } else { false } })
    #expect(
      whens.contains {
        if case .timespan(_, _, let start, let end) = $0 { start != end } else { false }
      }
    )
    let names = Set(seed.events.compactMap { $0.conferencing.json?["provider"].string })
    #expect(
      names == [
        "Google Meet", "Zoom Meeting", "Microsoft Teams", "WebEx", "GoToMeeting", "unknown",
      ]
    )
    let descriptions = seed.events.compactMap(\.description)
    #expect(descriptions.contains { $0.contains("<html>") && $0.contains("Join the meeting now") })
    #expect(descriptions.contains { $0.contains("\n\n-::~:~::~") })
    #expect(descriptions.contains { $0.contains("Join Zoom Meeting") })
  }

  @Test func keepsMeetingsOnlyForItsOwnLinks() {
    let seed = Self.seed()
    let owned = seed.events.filter { event in
      if case .details(_, _, let id?) = event.conferencing {
        seed.meetings.contains { $0.id == id && $0.eventID == event.id }
      } else {
        false
      }
    }
    #expect(owned.count == seed.meetings.count)
    #expect(!seed.meetings.isEmpty)
    #expect(Set(seed.meetings.map(\.id)).count == seed.meetings.count)
    #expect(Set(seed.meetings.map(\.provider)) == Set(ConferencingProvider.allCases))
  }

  private static func isInvitation(_ event: StoredEvent) -> Bool {
    event.participants.contains { $0.email.hasPrefix("mara") && $0.status == "noreply" }
  }
}

extension String.UnicodeScalarView {
  /// True when the scalars of `text` stand here in a row.
  fileprivate func containsAll(_ text: String) -> Bool {
    let part = Array(text.unicodeScalars)
    let whole = Array(self)
    guard whole.count >= part.count else { return false }
    return (0...(whole.count - part.count)).contains {
      Array(whole[$0..<($0 + part.count)]) == part
    }
  }
}
