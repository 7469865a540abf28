import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import LocalCache

/// Pages of events of any length are written as their events would be one by one.
@Suite struct PageTests {
  private let today = Day(CacheFixture.now, in: .gmt)

  private static func event(_ number: Int) -> Event {
    // Later ones begin earlier, on other days.
    var event = CacheFixture.remote(
      "e\(number)",
      title: "Event \(number)",
      at: 1_800_000_000 - Double(number) * 3_600
    )
    switch number % 4 {
    case 0: event.description = "Join https://us02web.zoom.us/j/8\(1_000_000_000 + number)?pwd=a"
    case 1: event.description = "<p>Agenda <b>word\(number)</b> \\ \"quoted\"</p>"
    case 2: event.location = "会議室\(number)"
    default:
      event.participants = [
        Participant(name: "Ann \(number)", email: "a\(number)@acme.example", response: .yes)
      ]
    }
    return event
  }

  @Test(arguments: [1, 2, 8, 9, 64, 65, 256, 257, 600])
  func aPageIsWrittenAsItsEventsAre(count: Int) throws {
    let events = (0..<count).map(Self.event)
    let whole = try CacheFixture(linkProvider: { $0.listedProvider })
    try whole.cache.sync.apply(events, readAfter: whole.cache.sync.mark())
    let single = try CacheFixture(linkProvider: { $0.listedProvider })
    for event in events { try single.receive(event) }

    for fixture in [whole, single] {
      for event in events { #expect(try fixture.cache.event(event.id) == event) }
    }
    let days = today.advanced(by: -40)...today.advanced(by: 1)
    let listed = try [whole, single].map { fixture in
      try fixture.cache.agenda.window(days: days, in: .gmt).events
    }
    #expect(listed[0] == listed[1])
    #expect(listed[0].count == count)
    #expect(listed[0].count { $0.provider == .zoomMeeting } == (count + 3) / 4)
    let numbers = 0..<count
    let expected = [
      ("event", count), ("join", numbers.count { $0 % 4 == 0 }),
      ("agenda", numbers.count { $0 % 4 == 1 }), ("会議", numbers.count { $0 % 4 == 2 }),
      ("ann", numbers.count { $0 % 4 == 3 }),
    ]
    for (word, number) in expected {
      let hits = try [whole, single].map { fixture in
        try fixture.cache.agenda.search(word, around: today, in: .gmt).hits.map(\.id)
      }
      #expect(hits[0] == hits[1], "\(word)")
      #expect(hits[0].count == number, "\(word)")
    }
  }
}
