import ConferencingCore
import CalendarSync
import CalendarCore
import Foundation
import LocalCache
import Testing

/// Every calendar, provider and operation over HTTP, with the sandbox as judge: after each, exactly
/// the meetings live that should.
@Suite(.serialized, .timeLimit(.minutes(10))) struct EightyCasesTests {
  static let cases = EightyCase.all

  @Test func thereAreEighty() {
    #expect(Set(EightyCase.all).count == 80)
  }

  private func expectEnd(
    _ one: EightyCase,
    of id: EventID,
    in world: EightyWorld,
    _ comment: Comment
  ) async throws {
    let living = try await world.living()
    #expect(living.map(\.provider) == one.living, comment)
    #expect(try world.cache.outbox.operations().isEmpty, comment)
    #expect(try world.cache.meetings.meetingTasks().isEmpty, comment)
    let event = try world.cache.event(id)
    #expect((event == nil) == (one.operation == .delete), comment)
    guard let event else { return }
    // Microsoft has it as HTML.
    let words = event.description.replacing(#/<[^>]*>/#, with: "")
    #expect(words.hasPrefix("own words"), comment)
    guard let after = one.after else {
      #expect(event.conferencing == .none, comment)
      #expect(words == "own words", comment)
      return
    }
    #expect(event.conferencingState == .ready, comment)
    guard case .details(let details) = event.conferencing else { return }
    #expect(details.url == living.first?.url ?? "https://meet.example/room", comment)
    #expect((event.autocreated != nil) == (after.provider != nil), comment)
  }

  @Test(arguments: cases) func exactlyTheMeetingsLiveThatShould(_ one: EightyCase) async throws {
    try await EightyWorld.run(one.service) { world in
      await world.sync.refreshAll()
      let id = try await world.make(one.before)
      try await world.carryOut(one, on: id)
      try await expectEnd(one, of: id, in: world, "\(one.testDescription)")
    }
  }

  /// An own link costs one request, another provider's at most three, stripping one update, moving
  /// an event with a Zoom link two.
  @Test(arguments: cases) func requestsAreFew(_ one: EightyCase) async throws {
    try await EightyWorld.run(one.service, linkDelay: .zero) { world in
      await world.sync.refreshAll()
      let id = try await world.make(one.before)
      let before = try await world.requests()
      #expect(try await world.send(one, on: id) == .delivered)
      #expect(try world.cache.meetings.meetingTasks().isEmpty)
      let requests = try await world.requests().dropFirst(before.count)
      #expect(requests.count <= one.mostRequests, "\(one.testDescription): \(requests)")
      #expect(one.mostRequests <= 3)
    }
  }

  /// The answer to each request of the operation is lost in turn.
  @Test(arguments: cases) func whateverAnswerIsLost(_ one: EightyCase) async throws {
    try await EightyWorld.run(one.service) { world in
      await world.sync.refreshAll()
      for lost in 0..<one.mostRequests + 2 {
        let id = try await world.make(one.before)
        try await world.loseAnswer(after: lost)
        try await world.carryOut(one, on: id)
        try await world.clearFaults()
        try await expectEnd(one, of: id, in: world, "\(one.testDescription), answer \(lost)")
        guard try world.cache.event(id) != nil else { continue }
        try await world.carryOut(
          EightyCase(service: one.service, link: one.link, operation: .delete),
          on: id
        )
        #expect(try await world.living().isEmpty)
      }
    }
  }
}
