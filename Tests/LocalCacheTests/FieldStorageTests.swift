import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

/// Every field of the table is stored: a field without a sample does not compile.
@Suite struct FieldStorageTests {
  static func sample(of field: EventField) -> EventPatch {
    switch field {
    case .title: EventPatch(title: "Other")
    case .time:
      EventPatch(
        time: .allDay(first: Day(daysSinceEpoch: 20_000), last: Day(daysSinceEpoch: 20_001))
      )
    case .recurrence: EventPatch(recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY"]))
    case .location: EventPatch(location: "Room")
    case .description: EventPatch(description: "words")
    case .participants:
      EventPatch(participants: [Participant(name: "Ann", email: "a@x.example", response: .maybe)])
    case .visibility: EventPatch(visibility: .private)
    case .isBusy: EventPatch(isBusy: false)
    case .reminders:
      EventPatch(reminders: Reminders([.init(minutes: 0), .init(minutes: 60, isMail: true)]))
    case .conferencing:
      EventPatch(
        conferencing: .details(
          ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/1")
        )
      )
    }
  }

  @Test(arguments: EventField.allCases)
  func isReadAsItWasWritten(_ field: EventField) throws {
    let fixture = try CacheFixture()
    let plain = CacheFixture.remote("e")
    let event = plain.applying(Self.sample(of: field))
    try #require(event.changes(since: plain) == [field])
    // Added, changed there and back.
    try fixture.receive(event)
    #expect(try fixture.cache.event(event.id) == event)
    try fixture.receive(plain)
    var back = try #require(try fixture.cache.event(event.id))
    // What the user wrote besides a meeting is remembered beyond it.
    back.ownDescription = plain.ownDescription
    #expect(back == plain)
    try fixture.receive(event)
    #expect(try fixture.reopened().event(event.id) == event)
  }

  @Test(arguments: EventField.allCases)
  func anEditOfItWaits(_ field: EventField) throws {
    let fixture = try CacheFixture()
    let plain = CacheFixture.remote("e")
    try fixture.receive(plain)
    let patch = Self.sample(of: field)
    try fixture.submit("e", .update(patch))
    #expect(try fixture.cache.event(plain.id) == plain.applying(patch))
    let waiting = try #require(try fixture.next().first)
    #expect(waiting.edit.change == .update(patch))
    // A later edit that was never sent joins it.
    try fixture.submit("e", .update(EventPatch(title: "Later")))
    let joined = try #require(try fixture.next().first)
    #expect(joined.edit.change == .update(patch.merged(with: EventPatch(title: "Later"))))
  }
}
