import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import TestSupport
import Testing

/// Links of one provider become links of another while a fifth of all requests fails, and one undo
/// brings them back.
@Suite(.timeLimit(.minutes(5))) struct MigrationTests {
  private static let count = 200
  /// Those whose meeting Convene has made; Zoom makes a hundred a day.
  private static let made = 30

  private static let faults = [
    #""kind":"status","status":500"#, #""kind":"status","status":503"#,
    #""kind":"status","status":429"#, #""kind":"cut""#, #""kind":"lost-answer""#,
  ]

  @Test func eachOfTwoHundredHasExactlyOneLiveLink() async throws {
    try await EightyWorld.run(.google) { world in
      await world.sync.refreshAll()
      try world.sync.submit(try creations(in: world))
      try await settle(world)
      #expect(try await world.living().count == Self.made)

      let plan = try plan(in: world)
      #expect(plan.entries.count == Self.count, "\(plan.exclusions.prefix(3))")
      for fault in Self.faults {
        try await world.fault("{\(fault),\"share\":\(0.2 / Double(Self.faults.count))}")
      }
      try world.sync.submit(plan.edits)
      _ = try await world.sync.send(plan.edits.map(\.event))
      try await world.clearFaults()
      try await settle(world)

      let live = try await world.living()
      #expect(live.count == Self.count)
      #expect(Set(live.map(\.provider)) == ["Microsoft Teams"])
      #expect(try links(plan, in: world).sorted() == live.map(\.url).sorted())
      // Another time there is nothing left to do.
      #expect(try self.plan(in: world).entries.isEmpty)
      #expect(try await world.sync.audit().findings.isEmpty)

      let outcome = try world.sync.undo(
        .undo,
        freshID: EventID(UUID().uuidString.lowercased())
      )
      guard case .doneTogether(let steps, _, _) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(steps.count == Self.count)
      try await settle(world)
      let after = try await world.living()
      #expect(after.count == Self.made && after.allSatisfy { $0.provider == "Zoom Meeting" })
      let links = try links(plan, in: world)
      #expect(links.count == Self.count && links.allSatisfy { $0.contains("zoom.us/j/") })
    }
  }

  private func creations(in world: EightyWorld) throws -> [EventEdit] {
    let context = try world.context
    let start = TestClock.now.timeIntervalSince1970.rounded(.down)
    return (0..<Self.count).map { number in
      let begin = Date(timeIntervalSince1970: start + Double(number + 1) * 3_600)
      let draft = EventDraft(
        account: context.account.id,
        calendar: context.calendar.id,
        title: "Meeting \(number)",
        time: .timed(start: begin, end: begin.addingTimeInterval(1_800), zone: "Europe/Berlin")
      )
      let link: ConferencingChange =
        number < Self.made
        ? .autocreate(Autocreate(provider: .zoomMeeting, hostGrant: GrantID("zoom")))
        : .details(
          ConferencingDetails(
            provider: .zoomMeeting,
            url: "https://us02web.zoom.us/j/\(80_000_000_000 + number)"
          )
        )
      let made = EventEditor.create(
        draft: draft,
        conferencing: link,
        service: context.account.service
      )
      return EventEdit(
        event: EventID("made-\(number)"),
        change: .create(made.draft, conferencing: made.change)
      )
    }
  }

  private func plan(in world: EightyWorld) throws -> BulkPlan {
    let found = try world.cache.links.events(
      linkedBy: .zoomMeeting,
      endingAfter: TestClock.now,
      of: .shown
    )
    let scopes = MigrationScopes(found, isWhole: true)
    return BulkPlan(
      .conferencing(.autocreate(Autocreate(provider: .microsoftTeams))),
      of: try scopes.events.map { BulkEvent(id: $0, event: try world.cache.event($0)) },
      in: try world.cache.directory(),
      viewer: .gmt,
      scopes: scopes.scopes,
      freshID: { EventID(UUID().uuidString) }
    )
  }

  private func links(_ plan: BulkPlan, in world: EightyWorld) throws -> [String] {
    try plan.entries.compactMap { entry in
      guard let event = try world.cache.event(entry.event.id),
        case .details(let details) = event.conferencing
      else { return nil }
      return details.url
    }
  }

  /// Sends until nothing waits any more.
  private func settle(_ world: EightyWorld) async throws {
    for _ in 0..<100 {
      await world.sync.refreshAll(onlyChanges: true)
      if try world.cache.outbox.operations().isEmpty,
        try world.cache.meetings.meetingTasks().isEmpty
      {
        return
      }
    }
    Issue.record("\(try world.cache.outbox.operations().prefix(3).map(\.failure)) waits")
  }
}
