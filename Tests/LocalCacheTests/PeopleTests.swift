import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import LocalCache

/// The people whose names are known from events.
@Suite struct PeopleTests {
  @Test("Everybody with a name is known once, those of the newest event first")
  func people() throws {
    let fixture = try CacheFixture()
    var first = CacheFixture.remote("r1")
    first.participants = [
      Participant(name: "Ann Lee", email: "ann@acme.example"),
      Participant(email: "nameless@acme.example"),
    ]
    var second = CacheFixture.remote("r2")
    second.participants = [
      Participant(name: "Bob \"B\" Stone", email: "bob@acme.example"),
      Participant(name: "Ann Lee", email: "Ann@acme.example"),
    ]
    try fixture.receive(first, second)
    let people = try fixture.cache.people()
    #expect(people.map(\.name) == ["Ann Lee", "Bob \"B\" Stone"])
    #expect(try fixture.cache.people(ofLast: 0).isEmpty)
  }
}
