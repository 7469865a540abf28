import CalendarCore
import ConferencingCore
import Foundation
import Synchronization
import Testing

@testable import CalendarServices

/// Who is invited by a server, and when nobody is to be told.
@Suite struct ResourceGuestsTests {
  private static let ann = Participant(name: "Ann", email: "ann@example.org")

  private static func stand(mails: Bool = true) -> MemoryStand {
    let memory = MemoryStand()
    memory.memory.state.withLock { state in
      state.mails = mails
      state.addresses = [ResourceWorld.owner]
    }
    return memory
  }

  private static func service(_ memory: MemoryStand) -> ResourceService {
    ResourceService(
      account: ResourceWorld.account,
      store: memory.store,
      zone: ResourceWorld.zone,
      clock: ServiceClock(now: { ResourceWorld.start }, random: { 0.5 }, sleep: { _ in }),
      formerTexts: MemoryFormerTexts()
    )
  }

  private static func lines(_ memory: MemoryStand, _ name: String) -> [String] {
    ResourceTexts.lines(memory.texts()[name]?.replacing("\r\n ", with: ""))
  }

  private static func draft(_ participants: [Participant]) throws -> EventDraft {
    EventDraft(
      account: ResourceWorld.account,
      calendar: MemoryResources.calendar,
      title: "Plan",
      time: try ResourceTexts.at("2026-11-27", 15),
      participants: participants
    )
  }

  @Test("Who invites is the user, by the address that the server knows", arguments: [true, false])
  func organizer(atOnce: Bool) async throws {
    let memory = Self.stand()
    let service = Self.service(memory)
    let event = try await service.create(
      try Self.draft(atOnce ? [Self.ann] : []),
      conferencing: .keep,
      id: EventID("plan"),
      notify: true
    )
    if !atOnce {
      #expect(!Self.lines(memory, "plan.ics").contains { $0.hasPrefix("ORGANIZER") })
      _ = try await service.update(
        try #require(event.remoteID),
        in: memory.calendar,
        patch: EventPatch(participants: [Self.ann]),
        current: event,
        notify: true
      )
    }
    let lines = Self.lines(memory, "plan.ics")
    #expect(lines.filter { $0.hasPrefix("ORGANIZER") } == ["ORGANIZER:mailto:me@example.org"])
    #expect(lines.contains("ATTENDEE;CN=Ann;PARTSTAT=NEEDS-ACTION:mailto:ann@example.org"))
  }

  @Test("An occurrence to which people are invited has an organizer")
  func occurrence() async throws {
    let memory = Self.stand()
    memory.put(ResourceTexts.series, as: "daily.ics")
    var draft = try Self.draft([Self.ann])
    draft.time = try ResourceTexts.at("2026-12-02", 9, minutes: 30)
    draft.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("daily")),
      originalStart: draft.time.startKey
    )
    _ = try await Self.service(memory)
      .create(draft, conferencing: .keep, id: EventID("third"), notify: true)
    let lines = Self.lines(memory, "daily.ics")
    #expect(lines.filter { $0.hasPrefix("ORGANIZER") }.count == 1)
    #expect(lines.filter { $0.hasPrefix("ATTENDEE") }.count == 1)
  }

  @Test("Nobody is told by a server that mails where that is not wanted", arguments: [true, false])
  func silence(mails: Bool) async throws {
    let memory = Self.stand(mails: mails)
    let service = Self.service(memory)
    let event = try await service.create(
      try Self.draft([Self.ann]),
      conferencing: .keep,
      id: EventID("plan"),
      notify: false
    )
    let client = "ATTENDEE;CN=Ann;PARTSTAT=NEEDS-ACTION;SCHEDULE-AGENT=CLIENT:"
    #expect(Self.lines(memory, "plan.ics").contains { $0.hasPrefix(client) } == mails)
    // Whom the server has told nothing it tells nothing later.
    let id = try #require(event.remoteID)
    let changed = try await service.update(
      id,
      in: memory.calendar,
      patch: EventPatch(title: "Other plan"),
      current: event,
      notify: false
    )
    try await service.delete(id, in: memory.calendar, current: changed, notify: false)
    #expect(memory.texts().isEmpty)
  }

  @Test("A change that a server would tell all the same is refused", arguments: ["edit", "delete"])
  func refusal(_ kind: String) async throws {
    let memory = Self.stand()
    let service = Self.service(memory)
    let event = try await service.create(
      try Self.draft([Self.ann]),
      conferencing: .keep,
      id: EventID("plan"),
      notify: true
    )
    let before = memory.texts()
    let id = try #require(event.remoteID)
    let error = await #expect(throws: ServiceError.self) {
      if kind == "edit" {
        _ = try await service.update(
          id,
          in: memory.calendar,
          patch: EventPatch(title: "Other"),
          current: event,
          notify: false
        )
      } else {
        try await service.delete(id, in: memory.calendar, current: event, notify: false)
      }
    }
    #expect(error?.kind == "rejected")
    #expect(error?.message.contains("ann@example.org") == true)
    #expect(error?.message.contains("--no-notify") == true)
    #expect(memory.texts() == before)
  }

  @Test("Who was invited once is told again only where that is wanted", arguments: [true, false])
  func again(isTold: Bool) async throws {
    let memory = Self.stand()
    let service = Self.service(memory)
    // Invited the other way round, removed, and invited once more.
    var event = try await service.create(
      try Self.draft([]),
      conferencing: .keep,
      id: EventID("plan"),
      notify: true
    )
    for (people, notify) in [([Self.ann], !isTold), ([], true), ([Self.ann], isTold)] {
      event = try await service.update(
        try #require(event.remoteID),
        in: memory.calendar,
        patch: EventPatch(participants: people),
        current: event,
        notify: notify
      )
    }
    let lines = Self.lines(memory, "plan.ics").filter { $0.hasPrefix("ATTENDEE") }
    #expect(lines.count == 1)
    #expect(lines.allSatisfy { $0.contains("SCHEDULE-AGENT=CLIENT") != isTold })
  }

  @Test("Somebody else's meeting is deleted without a word to the others")
  func meetingOfOthers() async throws {
    let memory = Self.stand()
    memory.put(ResourceTexts.visit, as: "visit.ics")
    try await Self.service(memory).delete(
      RemoteEventID("visit"),
      in: memory.calendar,
      current: nil,
      notify: false
    )
    #expect(memory.texts().isEmpty)
  }

  @Test("Of many former texts few are looked at")
  func steps() {
    let texts = MemoryFormerTexts()
    let history = ResourceHistory(account: ResourceWorld.account, texts: texts)
    func resource(_ number: Int) -> CalendarResource {
      CalendarResource(
        name: ResourceName("a.ics"),
        version: ResourceVersion(tag: "\(number)"),
        bytes: Array("\(number)".utf8)
      )
    }
    for number in 0..<100 {
      let next = resource(number + 1)
      let kept = history.keep(resource(number), in: MemoryResources.calendar, writing: next.bytes)
      history.end(kept, after: next.version)
    }
    var looks = 0
    let found = history.former(of: resource(100), in: MemoryResources.calendar) { _ in
      looks += 1
      return false
    }
    #expect(found == nil)
    #expect(looks == ResourceHistory.mostSteps)
  }

  @Test("What no event knows may change between an edit and its sending")
  func rewritten() async throws {
    let memory = Self.stand(mails: false)
    let service = Self.service(memory)
    memory.put(ResourceUndoTests.own, as: "visit.ics")
    let id = RemoteEventID("visit")
    let event = try await service.event(id, in: memory.calendar)
    // As a server does that puts the lines into another order, or another program with its own.
    let lines = ResourceUndoTests.own.replacing("SUMMARY;X-SAID=1:Visit\r\n", with: "")
      .replacing("SEQUENCE:3", with: "SEQUENCE:3\r\nX-THEIRS:1\r\nSUMMARY;X-SAID=1:Visit")
    memory.put(lines, as: "visit.ics")
    let changed = try await service.update(
      id,
      in: memory.calendar,
      patch: EventPatch(location: "Hall"),
      current: event,
      notify: true
    )
    #expect(changed.location == "Hall")
    #expect(Self.lines(memory, "visit.ics").contains("X-THEIRS:1"))
    // What the user saw must be as they saw it.
    memory.put(lines.replacing(":Visit", with: ":Visitors"), as: "visit.ics")
    let error = await #expect(throws: ServiceError.self) {
      _ = try await service.update(
        id,
        in: memory.calendar,
        patch: EventPatch(title: "Guests"),
        current: event,
        notify: true
      )
    }
    #expect(error?.kind == "changed")
  }
}
