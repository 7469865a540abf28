import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

extension HostedWorld {
  /// What is done to an event and its meeting.
  enum Operation: String, CaseIterable, Sendable {
    case create, add, time, change, strip, delete
  }

  /// Brings an event to where the operation begins.
  func prepare(_ operation: Operation) async throws -> EventID {
    switch operation {
    case .create:
      await sync.refreshAll()
      return EventID("made-here")
    case .add: return try await make()
    case .time, .change, .strip, .delete: return try await make("zoom")
    }
  }

  func edit(_ operation: Operation, of id: EventID) throws -> EventEdit {
    switch operation {
    case .create:
      let draft = EventDraft(
        account: account,
        calendar: calendar,
        title: "Plan",
        time: HostedWorld.time(0),
        description: "own words"
      )
      return EventEdit(
        event: id,
        change: .create(draft, conferencing: .autocreate(HostedWorld.ask("zoom")))
      )
    case .add: return try edit(id, .autocreate(HostedWorld.ask("zoom")))
    case .time:
      return EventEdit(
        event: id,
        change: .update(EventPatch(title: "Moved", time: HostedWorld.time(5)))
      )
    case .change: return try edit(id, .autocreate(HostedWorld.ask("teams")))
    case .strip: return try edit(id, .strip)
    case .delete: return EventEdit(event: id, change: .delete)
    }
  }

  /// Exactly the meeting that should live lives, and its link is the event's, here and there.
  func expectEnd(_ operation: Operation, of id: EventID, _ comment: Comment) throws {
    let live = self.live
    #expect(try cache.outbox.operations().isEmpty, comment)
    #expect(try cache.meetings.meetingTasks().isEmpty, comment)
    let cached = try cache.event(id)
    switch operation {
    case .strip, .delete:
      #expect(live.isEmpty, comment)
      #expect((cached == nil) == (operation == .delete), comment)
      #expect(cached?.meeting == nil, comment)
      #expect(cached.map { $0.description == "own words" && $0.location.isEmpty } ?? true, comment)
    case .create, .add, .time, .change:
      #expect(live.count == 1, comment)
      let meeting = try #require(live.first, comment)
      #expect(meeting.host == GrantID(operation == .change ? "teams" : "zoom"), comment)
      #expect(meeting.title == (operation == .time ? "Moved" : "Plan"), comment)
      #expect(meeting.time == HostedWorld.time(operation == .time ? 5 : 0), comment)
      let event = try #require(cached, comment)
      #expect(event.meeting?.id == meeting.id, comment)
      #expect(event.autocreated != nil, comment)
      #expect(event.conferencingState == .ready, comment)
      guard case .details(let details) = event.conferencing else {
        Issue.record("the link is there")
        return
      }
      #expect(details.url == meeting.url, comment)
      #expect(details.accessCode == "4711", comment)
    }
    guard kind != .local else { return }
    #expect(events.count == (operation == .delete ? 0 : 1), comment)
    guard let theirs = events.first else { return }
    let text = theirs.description + theirs.location + "\(theirs.conferencing)"
    #expect(text.contains(".example/m") == !live.isEmpty, comment)
    if let meeting = live.first { #expect(text.contains(meeting.url), comment) }
    #expect(theirs.description.hasPrefix("own words"), comment)
  }
}
