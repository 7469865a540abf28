import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import CalendarServices

/// What a user does with events that stand in a store of resources, the same on each store.
@Suite struct ResourceBehaviourTests {
  @Test(
    "An event is created, each field of it changed, and deleted",
    arguments: ResourceStandKind.allCases
  )
  func single(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.run(kind) { world in
      try await world.refresh()
      var draft = try ResourceTexts.draft(world, "Dentist, \"new\"; Süd")
      draft.location = "Hauptstraße 1"
      draft.reminders = Reminders([.init(minutes: 10)])
      let id = try await world.edit(
        EventID("11111111-aaaa"),
        .create(draft, conferencing: .keep)
      )
      try await world.expect(["2026-11-27 15:0 60 Dentist, \"new\"; Süd"])
      let texts = try await world.stand.texts()
      #expect(texts.keys.sorted() == ["11111111-aaaa.ics"])
      let made = ResourceTexts.lines(texts.values.first)
      #expect(made.contains("UID:11111111-aaaa") && made.contains("BEGIN:VTIMEZONE"))
      #expect(made.contains("DTSTART;TZID=Europe/Berlin:20261127T150000"))

      let patches: [EventPatch] = [
        EventPatch(title: "Dentist"),
        EventPatch(time: try ResourceTexts.at("2026-11-28", 8, minutes: 20)),
        EventPatch(location: ""), EventPatch(description: "Bring\nthe card"),
        EventPatch(visibility: .private), EventPatch(isBusy: false),
        EventPatch(reminders: Reminders([.init(minutes: 60), .init(minutes: 5, isMail: true)])),
        EventPatch(participants: [Participant(name: "Ann", email: "ann@example.org")]),
      ]
      for patch in patches { try await world.edit(id, .update(patch)) }
      try await world.expect(["2026-11-28 8:0 20 Dentist"])
      let event = try world.event("2026-11-28", "Dentist")
      #expect(event.id == id && event.location.isEmpty && event.description == "Bring\nthe card")
      #expect(event.visibility == .private && !event.isBusy)
      #expect(event.reminders.text == "5m email, 1h")
      #expect(event.participants.map(\.email) == ["ann@example.org"])

      for _ in patches { try await world.undo() }
      try await world.expect(["2026-11-27 15:0 60 Dentist, \"new\"; Süd"])
      try await world.edit(id, .delete)
      try await world.expect([])
      let left = try await world.stand.texts()
      #expect(left.isEmpty)
    }
  }

  @Test("Times in UTC name no time zone", arguments: ResourceStandKind.allCases)
  func utc(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.run(kind) { world in
      try await world.refresh()
      func time(_ hour: Double) -> EventTime {
        let start = ResourceWorld.start.addingTimeInterval(2 * 86_400 + hour * 3_600 - 35_200)
        return .timed(start: start, end: start + 3_600, zone: "Etc/UTC")
      }
      func expectLines(_ start: String) async throws {
        let lines = ResourceTexts.lines(try await world.stand.texts().values.first)
        #expect(lines.filter { $0.hasPrefix("DTSTART") } == ["DTSTART:\(start)"])
        #expect(!lines.contains { $0.contains("TZID") })
      }
      var draft = try ResourceTexts.draft(world, "Flight")
      draft.time = time(8)
      draft.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=2"])
      try await world.edit(EventID("flight"), .create(draft, conferencing: .keep))
      try await world.expect(["2026-11-27 9:0 60 Flight", "2026-11-28 9:0 60 Flight"])
      try await expectLines("20261127T080000Z")
      let first = try world.event("2026-11-27", "Flight")
      try await world.edit(first.id, .update(EventPatch(time: time(9))), scope: .all)
      try await world.expect(["2026-11-27 10:0 60 Flight", "2026-11-28 10:0 60 Flight"])
      try await expectLines("20261127T090000Z")
    }
  }

  @Test(
    "An edit changes its lines and no other byte",
    arguments: ResourceStandKind.keepingTexts
  )
  func inPlace(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.run(kind) { world in
      try await world.stand.put(ResourceTexts.visit, as: "other name.ics")
      try await world.refresh()
      try await world.expect(["2026-11-26 10:0 60 Visit"])
      let event = try world.event("2026-11-26", "Visit")
      try await world.edit(
        event.id,
        .update(EventPatch(time: try ResourceTexts.at("2026-11-26", 12)))
      )
      try await world.edit(event.id, .respond(.maybe))
      try await world.expect(["2026-11-26 12:0 60 Visit"])

      let texts = try await world.stand.texts()
      #expect(texts.keys.sorted() == ["other name.ics"])
      let (before, after) = (
        ResourceTexts.lines(ResourceTexts.visit), ResourceTexts.lines(texts.values.first)
      )
      let stamp = try #require(after.first { $0.hasPrefix("LAST-MODIFIED:") })
      #expect(
        Set(after).subtracting(before) == [
          "DTSTAMP:" + stamp.dropFirst("LAST-MODIFIED:".count), stamp,
          "DTSTART;TZID=W. Europe Standard Time:20261126T120000",
          "DTEND;TZID=W. Europe Standard Time:20261126T130000",
          "ATTENDEE;CN=Me;PARTSTAT=TENTATIVE;X-NUM=7:mailto:ME@example.org",
        ]
      )
      #expect(after.count == before.count + 1)
      // Who is invited does not count changes.
      #expect(after.contains("SEQUENCE:3"))
    }
  }

  @Test(
    "A link is put on, replaced and taken off, whoever provides it",
    arguments: ResourceStandKind.allCases
  )
  func links(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.run(kind) { world in
      try await world.stand.put(ResourceTexts.visit, as: "visit.ics")
      try await world.refresh()
      let event = try world.event("2026-11-26", "Visit")
      let links = [
        ConferencingDetails(
          provider: .zoomMeeting,
          url: "https://acme.zoom.us/j/123456789?pwd=x",
          meetingCode: "123456789",
          accessCode: "4711",
          phones: ["+49 30 1234567"]
        ),
        ConferencingDetails(
          provider: .microsoftTeams,
          url:
            "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d"
        ),
        ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/abc-defg-hij"),
      ]
      for link in links {
        try await world.edit(event.id, .update(EventPatch(conferencing: .details(link))))
        try await world.refresh()
        let shown = try world.event("2026-11-26", "Visit")
        guard case .details(let details) = shown.conferencing else {
          Issue.record("\(link.url) is not there")
          continue
        }
        #expect(details.url == link.url && details.provider == link.provider)
        #expect(details.accessCode == link.accessCode)
        #expect(shown.description.isEmpty)
      }
      try await world.edit(event.id, .update(EventPatch(conferencing: .strip)))
      try await world.expect(["2026-11-26 10:0 60 Visit"])
      let texts1 = try await world.stand.texts()
      let text = try #require(texts1.values.first)
      for link in links { #expect(!text.contains(link.url)) }
      for word in ["CONFERENCE", "URL:", "DESCRIPTION"] { #expect(!text.contains(word)) }
    }
  }
}
