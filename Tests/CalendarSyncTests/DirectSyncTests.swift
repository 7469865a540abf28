import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import TestSupport
import Testing

/// Calendars of Google and Microsoft that are spoken to directly, over real HTTP.
@Suite(.timeLimit(.minutes(3))) struct DirectSyncTests {
  /// One request a calendar tells that nothing changed.
  @Test(arguments: [ServiceKind.google, .microsoft])
  func aQuietRefreshCostsARequestACalendar(_ kind: ServiceKind) async throws {
    try await EightyWorld.run(kind) { world in
      await world.sync.refreshAll()
      let before = try await world.requests().count
      await world.sync.refreshAll(onlyChanges: true)
      let requests = try await world.requests().dropFirst(before)
      let calendars = try world.cache.directory().calendars.count { $0.account == EightyWorld.work }
      let events = requests.filter { $0.hasSuffix("/events") || $0.hasSuffix("/delta") }
      #expect(events.count == calendars && calendars > 1, "\(requests)")
      #expect(Set(events).count == calendars)
      // Beside them the list of calendars, and whose it is.
      #expect(requests.count - events.count <= 2, "\(requests)")
    }
  }

  /// Microsoft says no word of a cancelled occurrence, but sends its series again without it.
  @Test func aCancelledOccurrenceGoesFromTheCache() async throws {
    try await EightyWorld.run(.microsoft, events: nil) { world in
      await world.sync.refreshAll()
      func standUps() throws -> [EventSummary] {
        try world.shown().filter { $0.title.hasPrefix("Weekly stand-up") }
      }
      let before = try standUps()
      let last = try #require(before.last?.id)
      let event = try #require(try world.cache.event(last))
      let service = try #require(world.service)
      let id = try #require(event.remoteID)
      try await service.delete(id, in: event.calendar, current: nil, notify: false)
      await world.sync.refreshAll(onlyChanges: true)
      let after = try standUps()
      #expect(after.count == before.count - 1)
      #expect(!after.contains { $0.id == last })
      // The rest is what it was, by its own ids.
      #expect(Set(after.map(\.id)).isSubset(of: before.map(\.id)))
    }
  }

  /// Google cuts what stands between its delimiters out of every description that is sent: what comes
  /// back counts as sent, and nothing is sent for it again.
  @Test(arguments: ["Agenda: budget\r\n\r\nBLOCK", "BLOCK\n\nDoor: 4711\u{A0} \n", "BLOCK"])
  func aBlockThatGoogleCutsIsSentOnce(_ text: String) async throws {
    let frame = "-::~:~::~" + String(repeating: ":~", count: 34) + "::~:~::-"
    let block = """
      \(frame)
      Join with Google Meet: https://meet.google.com/abc-defg-hij
      Or dial: (DE) +49 30 300195061 PIN: 123 456 789 0123#

      Learn more about Meet at: https://support.google.com/a/users/answer/9282720

      Please do not edit this section.
      \(frame)
      """
    try await EightyWorld.run(.google) { world in
      await world.sync.refreshAll()
      let id = EventID("pasted")
      let context = try world.context
      var draft = EventDraft(
        account: context.account.id,
        calendar: context.calendar.id,
        title: "Plan",
        time: .allDay(first: Day(TestClock.now, in: .gmt), last: Day(TestClock.now, in: .gmt))
      )
      draft.description = text.replacing("BLOCK", with: block)
      let made = EventEditor.create(draft: draft, conferencing: .keep, service: .google)
      try await world.carryOut(
        EventEdit(event: id, change: .create(made.draft, conferencing: made.change))
      )
      func writes() async throws -> [String] {
        try await world.requests().filter { !$0.hasPrefix("GET") && $0.contains("/events") }
      }
      let sent = try await writes()
      #expect(sent.count == 1, "\(sent)")
      for _ in 0..<2 {
        await world.sync.refreshAll(onlyChanges: true)
        await world.sync.refreshAll()
      }
      #expect(try await writes() == sent)
      #expect(try world.cache.pending.changes().isEmpty)
      let event = try #require(try world.cache.event(id))
      #expect(!event.description.contains("meet.google.com"))
      #expect(text.contains("Agenda") == event.description.hasPrefix("Agenda: budget"))
      // An edit of another field sends nothing of it, and an edit of the text only what is typed.
      for patch in [EventPatch(title: "Plan B"), EventPatch(description: "Other words")] {
        try await world.carryOut(EventEdit(event: id, change: .update(patch)))
        await world.sync.refreshAll()
        #expect(try world.cache.pending.changes().isEmpty)
      }
      #expect(try await writes().count == 3)
      #expect(try world.cache.event(id)?.description == "Other words")
    }
  }
}
