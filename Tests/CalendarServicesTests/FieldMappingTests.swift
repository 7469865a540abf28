import ConferencingCore
import CalendarCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Every field of the table goes to each service and comes back: a field without a sample does not
/// compile.
@Suite struct FieldMappingTests {
  enum Kind: String, CaseIterable, Sendable {
    case google
    case microsoft
    case nylas
    case nylasForMicrosoft
  }

  /// A value of a field that a plain event does not have; `nil` for what other tests are about.
  static func sample(of field: EventField, _ world: ServiceWorld) -> EventPatch? {
    switch field {
    case .title: EventPatch(title: "Other")
    case .time:
      EventPatch(time: .allDay(first: Day(world.now, in: .gmt), last: Day(world.now, in: .gmt)))
    // Services deliver occurrences, or the master on demand: see the tests of series.
    case .recurrence: nil
    case .location: EventPatch(location: "Room")
    case .description: EventPatch(description: "words")
    case .participants: EventPatch(participants: [Participant(name: "A", email: "a@x.example")])
    case .visibility: EventPatch(visibility: .private)
    case .isBusy: EventPatch(isBusy: false)
    // Microsoft has one reminder of an event, and no mails.
    case .reminders: EventPatch(reminders: Reminders([.init(minutes: 25)]))
    // Links are not written the same everywhere: see the tests of each provider.
    case .conferencing: nil
    }
  }

  @Test(arguments: Kind.allCases, EventField.allCases)
  func goesAndComesBack(_ kind: Kind, _ field: EventField) async throws {
    try await Self.run(kind) { world, service in
      let calendar = try #require(
        try await service.calendars().first { $0.isPrimary && !$0.isReadOnly }
      )
      guard let patch = Self.sample(of: field, world) else { return }
      let plain = world.draft(calendar)
      let changed = plain.applying(patch)
      try #require(changed != plain)

      let made = try await service.create(
        changed,
        conferencing: .keep,
        id: EventID("made"),
        notify: false
      )
      #expect(!made.applying(patch).changes(since: made).contains(field))
      let id = try #require(made.remoteID)
      let read = try await service.event(id, in: calendar.id)
      #expect(!read.applying(patch).changes(since: read).contains(field))

      let other = try await service.create(
        plain,
        conferencing: .keep,
        id: EventID("other"),
        notify: false
      )
      #expect(other.applying(patch).changes(since: other) == [field])
      let otherID = try #require(other.remoteID)
      let patched = try await service.update(
        otherID,
        in: calendar.id,
        patch: patch,
        current: other,
        notify: false
      )
      #expect(patched.changes(since: other) == [field])
      let again = try await service.event(otherID, in: calendar.id)
      #expect(again.changes(since: patched).isEmpty && again.changes(since: other) == [field])
    }
  }

  private static func run(
    _ kind: Kind,
    _ body: (ServiceWorld, any CalendarService) async throws -> Void
  ) async throws {
    switch kind {
    case .google: try await ServiceWorld.google { try await body($0, try $0.google()) }
    case .microsoft:
      try await ServiceWorld.run(events: 0) { try await body($0, try $0.microsoft()) }
    case .nylas: try await ServiceWorld.run(events: 0) { try await body($0, try $0.service()) }
    case .nylasForMicrosoft:
      try await ServiceWorld.run(events: 0) { try await body($0, try $0.service(1)) }
    }
  }

  @Test("Microsoft is not sent reminders that it would drop")
  func microsoftHasOneReminder() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      for list in [
        [Reminders.Reminder(minutes: 5), .init(minutes: 10)], [.init(minutes: 5, isMail: true)],
      ] {
        var draft = world.draft(calendar)
        draft.reminders = Reminders(list)
        await #expect(throws: ServiceError.self) {
          _ = try await service.create(draft, conferencing: .keep, id: EventID("r"), notify: false)
        }
      }
    }
  }

  @Test("Defaults of a service, mails and times are told apart")
  func remindersOfGoogle() async throws {
    try await ServiceWorld.google { world in
      let calendar = try await world.googleCalendar()
      var event = try await world.made(on: calendar)
      for text in ["10m, 1d email", "none", "default"] {
        let reminders = try #require(Reminders(text: text))
        event = try await world.patched(event, EventPatch(reminders: reminders))
        #expect(event.reminders == reminders)
      }
    }
  }
}
