import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import CalendarServices

/// Changes of a resource take nothing with them that is somebody else's.
@Suite struct ResourceCareTests {
  private static func service(_ memory: MemoryStand, email: String = ResourceWorld.owner)
    -> ResourceService
  {
    ResourceService(
      account: ResourceWorld.account,
      store: memory.store,
      email: email,
      zone: ResourceWorld.zone,
      clock: ServiceClock(now: { ResourceWorld.start }, random: { 0.5 }, sleep: { _ in })
    )
  }

  private static let task =
    "BEGIN:VTODO\r\nUID:task\r\nSUMMARY:Buy milk\r\nEND:VTODO\r\n"

  /// An exception without its series, as a guest of a single occurrence has it.
  private static var exception: String {
    let parts = ResourceTexts.series.components(separatedBy: "BEGIN:VEVENT")
    return parts[0] + "BEGIN:VEVENT" + parts[2]
  }

  @Test("A task in the file of an event stays when the event is deleted", arguments: [1, 2, 3])
  func task(kind: Int) async throws {
    let memory = MemoryStand()
    let service = Self.service(memory)
    let (text, name): (String, String) =
      switch kind {
      case 1: (ResourceTexts.visit, "visit")
      case 2: (ResourceTexts.series, "daily")
      default:
        (Self.exception, "daily_20261201T080000Z")
      }
    let file = String(name.prefix(5)) + ".ics"
    let shared = text.replacing("END:VCALENDAR", with: Self.task + "END:VCALENDAR")
    memory.put(shared, as: file)
    try await service.delete(
      RemoteEventID(name),
      in: memory.calendar,
      current: nil,
      notify: false
    )
    let rest = try #require(memory.texts()[file])
    #expect(rest.contains(Self.task))
    #expect(!rest.contains("VEVENT"))
    // Without one the file goes.
    memory.put(text, as: file)
    try await service.delete(
      RemoteEventID(name),
      in: memory.calendar,
      current: nil,
      notify: false
    )
    #expect(memory.texts().isEmpty)
  }

  @Test("What another program changes of an exception while it moves to another series is kept")
  func move() async throws {
    let memory = MemoryStand()
    let service = Self.service(memory)
    let parts = ResourceTexts.series.components(separatedBy: "BEGIN:VEVENT")
    memory.put(ResourceTexts.series, as: "daily.ics")
    memory.put(
      (parts[0] + "BEGIN:VEVENT" + parts[1]).replacing("UID:daily", with: "UID:other")
        + "END:VCALENDAR\r\n",
      as: "other.ics"
    )
    let id = RemoteEventID("daily_20261201T080000Z")
    let event = try await service.event(id, in: memory.calendar)
    let key = OccurrenceKey(
      series: .remote(RemoteEventID("other")),
      originalStart: try ResourceTexts.at("2026-12-02", 9).startKey
    )
    memory.memory.state.withLock { state in
      // After the copy, and before it goes here.
      state.intruder = { state in
        state.intruder = { state in
          let text = ResourceTexts.series.replacing("X-OWN:2", with: "LOCATION:Hall\r\nX-OWN:3")
          state.put(Array(text.utf8), as: ResourceName("daily.ics"))
        }
      }
    }
    let moved = try await service.update(
      id,
      in: memory.calendar,
      patch: EventPatch(title: "Moved", occurrence: key),
      current: event,
      notify: false
    )
    #expect(moved.location == "Hall")
    #expect(moved.title == "Moved")
    let (source, target) = (memory.texts()["daily.ics"], memory.texts()["other.ics"])
    #expect(source?.contains("RECURRENCE-ID") == false)
    #expect(target?.contains("X-OWN:3") == true)
    #expect(target?.components(separatedBy: "RECURRENCE-ID").count == 2)
  }

  @Test(
    "A link that is taken off a series, or replaced, goes from its exceptions in the file as well",
    arguments: [ResourceStandKind.memory, .vdir]
  )
  func links(kind: ResourceStandKind) async throws {
    try await ResourceWorld.run(kind) { world in
      let (old, new) = ("https://meet.google.com/abc-defg-hij", "https://zoom.us/j/123456789")
      func count(_ link: String) async throws -> Int {
        let text = try await world.stand.texts()["daily.ics"] ?? ""
        return text.replacing("\r\n ", with: "").components(separatedBy: link).count - 1
      }
      func edit(_ change: ConferencingChange) async throws {
        let event = try world.event("2026-11-30", "Daily")
        let patch = EventPatch(conferencing: change)
        try world.cache.submit(
          EventEdit(event: event.id, change: .update(patch), scope: .all),
          at: world.clock.now()
        )
        for operation in try world.cache.outbox.operations() {
          let outcome = try await world.sync.send(operation.edit.event)
          #expect(outcome == .delivered)
        }
      }
      let text = ResourceTexts.series.replacing(
        "BEGIN:VEVENT",
        with: "BEGIN:VEVENT\r\nX-GOOGLE-CONFERENCE:" + old
      )
      try await world.stand.put(text, as: "daily.ics")
      try await world.refresh()
      #expect(try await count(old) == 2)
      try await edit(.details(ConferencingDetails(provider: .zoomMeeting, url: new)))
      #expect(try await count(old) == 0)
      #expect(try await count(new) >= 2)
      let exception = try world.event("2026-12-01", "Daily later")
      #expect("\(exception.conferencing)".contains(new))
      try await world.expect(ResourceTexts.all)
      try await world.undo()
      #expect(try await count(old) >= 2)
      #expect(try await count(new) == 0)
      try await edit(.strip)
      #expect(try await count("https://") == 0)
      try await world.expect(ResourceTexts.all)
    }
  }

  @Test("A date that is left out has the form of the start: without a zone, or with its name")
  func forms() async throws {
    for zone in ["", ";TZID=W. Europe Standard Time"] {
      try await ResourceWorld.run(.memory) { world in
        let text = ResourceTexts.series.replacing(";TZID=Europe/Berlin", with: zone)
        try await world.stand.put(text, as: "daily.ics")
        try await world.refresh()
        try await world.expect(ResourceTexts.all)
        let third = try world.event("2026-12-02", "Daily")
        try await world.edit(third.id, .delete, scope: .this)
        let lines = ResourceTexts.lines(try await world.stand.texts()["daily.ics"])
        #expect(lines.contains("EXDATE\(zone):20261202T090000"))
        #expect(!lines.contains { $0.contains("Berlin") })
        try await world.expect([ResourceTexts.first, ResourceTexts.moved] + ResourceTexts.last)
        try await world.undo()
        try await world.expect(ResourceTexts.all)
        try await world.edit(third.id, .update(EventPatch(title: "Own")), scope: .this)
        let changed = ResourceTexts.lines(try await world.stand.texts()["daily.ics"])
        #expect(changed.contains("RECURRENCE-ID\(zone):20261202T090000"))
        #expect(!changed.contains { $0.contains("Berlin") })
      }
    }
  }

  @Test("Whole days that Outlook writes as times have occurrences in the same form")
  func wholeDays() async throws {
    try await ResourceWorld.run(.memory) { world in
      let text = ResourceTexts.series
        .replacing("T090000", with: "T000000").replacing("T093000", with: "T235959")
        .replacing(
          "DTEND;TZID=Europe/Berlin:20261130T235959",
          with: "DTEND;TZID=Europe/Berlin:20261201T000000"
        )
        .replacing("X-KEEP:1", with: "X-KEEP:1\r\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE")
      try await world.stand.put(text, as: "daily.ics")
      try await world.refresh()
      let all = try world.shown()
      #expect(all.contains("2026-12-02 Daily") && !all.contains("2026-12-03 Daily"))
      let third = try world.event("2026-12-02", "Daily")
      try await world.edit(third.id, .delete, scope: .this)
      try await world.expect(all.filter { $0 != "2026-12-02 Daily" })
      let lines = ResourceTexts.lines(try await world.stand.texts()["daily.ics"])
      #expect(lines.contains("EXDATE;TZID=Europe/Berlin:20261202T000000"))
      #expect(!lines.contains { $0.contains("VALUE=DATE") })
      try await world.undo()
      try await world.expect(all)
      try await world.edit(third.id, .update(EventPatch(title: "Own")), scope: .this)
      let changed = ResourceTexts.lines(try await world.stand.texts()["daily.ics"])
      #expect(changed.contains("RECURRENCE-ID;TZID=Europe/Berlin:20261202T000000"))
    }
  }

  @Test("An answer to an invitation that is to somebody else is refused, and says why")
  func answers() async throws {
    let memory = MemoryStand()
    memory.put(ResourceTexts.visit, as: "visit.ics")
    let error = await #expect(throws: ServiceError.self) {
      try await Self.service(memory, email: "away@example.org")
        .respond(to: RemoteEventID("visit"), in: memory.calendar, with: .yes)
    }
    guard case .rejected(let message)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(message.contains("none of your addresses (away@example.org)"))
    #expect(memory.texts()["visit.ics"] == ResourceTexts.visit)
    // The server knows another one.
    memory.memory.state.withLock { $0.addresses = ["me@example.org"] }
    try await Self.service(memory, email: "away@example.org")
      .respond(to: RemoteEventID("visit"), in: memory.calendar, with: .yes)
    #expect(memory.texts()["visit.ics"]?.contains("PARTSTAT=ACCEPTED;X-NUM=7") == true)
  }

  @Test("An answer stands in what the organizer wrote while it was sent")
  func answerToMovedMeeting() async throws {
    let memory = MemoryStand()
    memory.put(ResourceTexts.visit, as: "visit.ics")
    memory.memory.state.withLock { state in
      state.intruder = { state in
        let text = ResourceTexts.visit.replacing(":Visit", with: ":Moved visit")
        state.put(Array(text.utf8), as: ResourceName("visit.ics"))
      }
    }
    try await Self.service(memory, email: "me@example.org")
      .respond(to: RemoteEventID("visit"), in: memory.calendar, with: .yes)
    let text = memory.texts()["visit.ics"]
    #expect(text?.contains(":Moved visit") == true)
    #expect(text?.contains("PARTSTAT=ACCEPTED;X-NUM=7") == true)
  }
}
