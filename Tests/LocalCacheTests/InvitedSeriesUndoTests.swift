import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

/// Series of other organizers that are expanded here: what cannot be taken back of them holds up all
/// that was done to the series with it.
@Suite struct InvitedSeriesUndoTests {
  private static let service = ServiceKind(
    "folder",
    displayName: "Folder",
    traits: [.calendars, .deliversMasters, .createsSeries, .takesAnyLink, .keepsTexts]
  )
  private static let series = EventID("board")
  private static let late = EventID("late")
  private let fixture: CacheFixture
  private var cache: LocalCache { fixture.cache }

  /// Five days, of which the second one was moved by who organizes them.
  init() throws {
    fixture = try CacheFixture(service: Self.service)
    var master = Self.invitation("board", title: "Council", day: 0)
    master.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=5"])
    var late = Self.invitation("late", title: "Board late", day: 1, hour: 3)
    late.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("board")),
      originalStart: .moment(CacheFixture.now + 86_400)
    )
    late.isException = true
    try fixture.receive(master, late, CacheFixture.remote("r1"))
  }

  private static func invitation(
    _ id: String,
    title: String,
    day: Double,
    hour: Double = 0
  ) -> Event {
    var event = CacheFixture.remote(
      id,
      title: title,
      at: 1_800_000_000 + day * 86_400 + hour * 3_600
    )
    event.organizer = Person(name: "Bo", email: "bo@example.org")
    event.participants = [Participant(email: "me@acme.example")]
    return event
  }

  private func undo() throws -> UndoOutcome {
    try cache.history.undo(.undo, freshID: EventID("fresh"), at: CacheFixture.now)
  }

  /// Sends all edits that wait, as the service takes them.
  private func deliver() throws {
    while let first = try fixture.next().first, let begun = try cache.outbox.begin(first) {
      let id = begun.edit.event
      var stored = begun.edit.change == .delete ? nil : try cache.event(id)
      let remote = stored?.remoteID ?? RemoteEventID("service-\(id)")
      stored?.remoteID = remote
      try cache.outbox.confirm(begun, stored: stored)
    }
    #expect(try cache.outbox.operations().isEmpty)
  }

  /// The occurrences that the rule gives.
  private func occurrences() throws -> [EventID] {
    let days = Day(CacheFixture.now, in: .gmt)...Day(CacheFixture.now + 500_000, in: .gmt)
    return try cache.agenda.window(days: days, in: .gmt).events.filter { $0.title == "Council" }
      .map(\.id)
  }

  private func answer(_ id: EventID) throws -> ParticipantResponse? {
    try cache.event(id)?.participants.first?.response
  }

  /// An answer to one occurrence is two edits, of which only the first could be taken back: with it the
  /// answer would go.
  @Test func aFirstAnswerToOneOccurrenceStays() throws {
    let occurrence = try #require(try occurrences().last)
    try cache.submit(
      EventEdit(event: occurrence, change: .respond(.yes), scope: .this),
      at: CacheFixture.now
    )
    try deliver()
    #expect(try answer(occurrence) == .yes)
    #expect(try undo() == .impossible(.answered(title: "Council")))
    // Nor does the next undo take away what holds the answer.
    #expect(try undo() == .nothing)
    #expect(try answer(occurrence) == .yes)
    #expect(try cache.outbox.operations().isEmpty)
  }

  /// The day is not filled with the occurrence that the rule gives, which the organizer had moved.
  @Test func aDeletedExceptionDoesNotComeBackAsAnotherOccurrence() throws {
    let before = try occurrences().count
    try cache.submit(
      EventEdit(event: Self.late, change: .delete, scope: .this),
      at: CacheFixture.now
    )
    try deliver()
    let lines = try cache.event(Self.series)?.recurrence?.lines
    #expect(lines != ["RRULE:FREQ=DAILY;COUNT=5"])
    #expect(try undo() == .impossible(.invited(title: "Board late", by: "Bo")))
    #expect(try undo() == .nothing)
    #expect(try cache.event(Self.series)?.recurrence?.lines == lines)
    #expect(try occurrences().count == before)
    #expect(try cache.outbox.operations().isEmpty)
  }

  /// Of what was done together the first undo leaves all as it is, the next one takes the others back.
  @Test func otherEventsComeBackOnceItIsSaid() throws {
    try cache.submit(
      [
        EventEdit(event: EventID("r1"), change: .delete),
        EventEdit(event: Self.late, change: .delete, scope: .this),
      ],
      at: CacheFixture.now
    )
    try deliver()
    let lines = try cache.event(Self.series)?.recurrence?.lines
    #expect(try undo() == .impossible(.invited(title: "Board late", by: "Bo")))
    #expect(try cache.event(EventID("r1")) == nil)
    #expect(try cache.outbox.operations().isEmpty)
    guard case .done(let step, _) = try undo() else {
      Issue.record("the other event did not come back")
      return
    }
    #expect(step.edit.event == EventID("fresh"))
    #expect(try fixture.title("fresh") == "Review")
    #expect(try cache.event(Self.series)?.recurrence?.lines == lines)
  }
}
