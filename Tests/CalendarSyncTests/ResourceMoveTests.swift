import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Testing

@testable import CalendarServices

/// Events that move from one store of resources to another take their texts along.
@Suite struct ResourceMoveTests {
  /// From where to where.
  enum Way: String, CaseIterable, Sendable {
    case folders, accounts, server, strictServer, silentServer, folderToServer, serverToFolder
  }

  @Test(
    "An event that moves has every byte of its text, and undo brings it back",
    arguments: Way.allCases
  )
  func bytes(_ way: Way) async throws {
    try await MoveWorld.run(way) { world in
      let text = ResourceUndoTests.own
      try await world.source.put(text, as: "other name.ics")
      try await world.refresh()
      let event = try world.event("Visit")
      try await world.move(event)
      try await world.expect(source: [], target: ["Visit"])
      #expect(try await world.source.texts().isEmpty)
      let there = try await world.target.texts()
      #expect(there.count == 1)
      let moved = ResourceTexts.lines(there.values.first)
      // A server that lets a UID be in one calendar alone has it in the other one still.
      if way == .strictServer {
        let (old, new) = (Set(ResourceTexts.lines(text)), Set(moved))
        let names = ["UID:", "DTSTAMP:", "LAST-MODIFIED:"]
        #expect(old.subtracting(new).allSatisfy { line in names.contains { line.hasPrefix($0) } })
        #expect(new.subtracting(old).allSatisfy { line in names.contains { line.hasPrefix($0) } })
      } else {
        #expect(there.values.first == text)
      }
      try await world.undo()
      try await world.expect(source: ["Visit"], target: [])
      #expect(try await world.source.texts() == ["other name.ics": text])
      #expect(try await world.target.texts().isEmpty)
    }
  }

  @Test("An event that the other calendar has already gets another UID there, and keeps the rest")
  func taken() async throws {
    try await MoveWorld.run(.folders) { world in
      let theirs = ResourceUndoTests.own.replacing("Visit", with: "Theirs")
      try await world.source.put(ResourceUndoTests.own, as: "visit.ics")
      try await world.target.put(theirs, as: "theirs.ics")
      try await world.refresh()
      try await world.move(try world.event("Visit"))
      try await world.expect(source: [], target: ["Theirs", "Visit"])
      let texts = try await world.target.texts()
      #expect(texts["theirs.ics"] == theirs)
      let moved = ResourceTexts.lines(texts.first { $0.key != "theirs.ics" }?.value)
      #expect(moved.contains("CATEGORIES:Work,Travel") && !moved.contains("UID:visit@example.org"))
    }
  }

  @Test("An event that another program deletes before it is moved moves with what is known of it")
  func gone() async throws {
    try await MoveWorld.run(.folders) { world in
      try await world.source.put(ResourceUndoTests.own, as: "visit.ics")
      try await world.refresh()
      let event = try world.event("Visit")
      try world.submitMove(event)
      try await world.source.remove("visit.ics")
      try await world.refresh()
      try await world.expect(source: [], target: ["Visit"])
    }
  }

  @Test("One that was changed before, and then is gone, moves as it was last")
  func goneAfterAnEdit() async throws {
    try await MoveWorld.run(.folders) { world in
      try await world.source.put(ResourceUndoTests.own, as: "visit.ics")
      try await world.refresh()
      let link = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/1234567800")
      try await world.edit(
        try world.event("Visit"),
        EventPatch(location: "Hall", conferencing: .details(link))
      )
      try world.submitMove(try world.event("Visit"))
      try await world.source.remove("visit.ics")
      for _ in 0..<3 { try await world.refresh() }
      try await world.expect(source: [], target: ["Visit"])
      let lines = ResourceTexts.lines(try await world.target.texts().values.first)
      #expect(lines.contains("LOCATION:Hall") && lines.contains("CATEGORIES:Work,Travel"))
      #expect(lines.contains { $0.contains("https://zoom.us/j/1234567800") })
    }
  }

  @Test(
    "A text with a METHOD, in one of several calendars, goes to a server without either",
    arguments: [Way.folderToServer, .folders]
  )
  func method(_ way: Way) async throws {
    try await MoveWorld.run(way) { world in
      let other = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:PUBLISH", "BEGIN:VTODO",
        "UID:visit@example.org", "SUMMARY:Pack", "END:VTODO", "END:VCALENDAR", "",
      ]
      let text = ResourceUndoTests.own.replacing(
        "VERSION:2.0\r\n",
        with: "VERSION:2.0\r\nMETHOD:PUB\r\n LISH\r\nX-WR-CALNAME:Mine\r\n"
      )
      try await world.source.put(text + other.joined(separator: "\r\n"), as: "visit.ics")
      try await world.refresh()
      try await world.move(try world.event("Visit"))
      try await world.expect(source: [], target: ["Visit"])
      let moved = ResourceUndoTests.own.replacing(
        "VERSION:2.0\r\n",
        with: "VERSION:2.0\r\nX-WR-CALNAME:Mine\r\n"
      )
      #expect(try await Array(world.target.texts().values) == [moved])
    }
  }

  @Test("A link that was put on, and an event with a task beside it, move as they are")
  func links() async throws {
    try await MoveWorld.run(.folders) { world in
      let task = "BEGIN:VTODO\r\nUID:visit@example.org\r\nSUMMARY:Pack\r\nEND:VTODO\r\n"
      let link = "https://meet.jit.si/Visit"
      let text = ResourceUndoTests.own.replacing(
        "SEQUENCE:3",
        with: "SEQUENCE:3\r\nDESCRIPTION:Join at \(link) now\r\nCONFERENCE;VALUE=URI:\(link)"
      )
      try await world.source.put(
        text.replacing("END:VCALENDAR", with: task + "END:VCALENDAR"),
        as: "visit.ics"
      )
      try await world.refresh()
      try await world.move(try world.event("Visit"))
      try await world.expect(source: [], target: ["Visit"])
      #expect(try await Array(world.target.texts().values) == [text])
      let left = try await world.source.texts()["visit.ics"]
      #expect(left?.contains("SUMMARY:Pack") == true && left?.contains("VEVENT") == false)
    }
  }
}
