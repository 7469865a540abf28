import Foundation
import Testing

/// Calendar files in and out of the program.
@Suite struct ImportExportTests {
  private static let text = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Other//EN", "X-WR-CALNAME:Moved", "BEGIN:VEVENT",
    "UID:first@example.com", "DTSTART:20301203T090000Z", "DTEND:20301203T100000Z",
    "SUMMARY:First", "X-OTHER;A=b:kept", "CONFERENCE;VALUE=URI:https://meet.jit.si/First",
    "END:VEVENT", "BEGIN:VEVENT", "UID:second@example.com", "DTSTART;VALUE=DATE:20301204",
    "RRULE:FREQ=DAILY;COUNT=2", "SUMMARY:Second", "END:VEVENT", "END:VCALENDAR", "",
  ]
  .joined(separator: "\r\n")

  private func write(_ text: String, _ name: String, _ world: World) throws -> String {
    let path = world.folder + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test("A calendar moves in, is edited, and moves out as it was")
  func moving() throws {
    let world = try World()
    let path = try write(Self.text, "in.ics", world)
    let tried = try world.convene("import", "--dry-run", path)
    #expect(tried.output == "\(path): 2 new, 0 updated, 0 unchanged, 0 skipped\n")
    #expect(try world.json("agenda", "--from", "2030-12-01", "--json").list.isEmpty)
    let done = try world.json("import", "--json", path)
    #expect(done.list.first?["new"].number == 2)
    let events = try world.json("agenda", "--from", "2030-12-01", "--json").list
    #expect(events.map { $0["title"].text } == ["First", "Second", "Second"])
    #expect(events.first?["conferencing"]["url"].text == "https://meet.jit.si/First")

    #expect(try world.convene("export").output == Self.text)
    let id = try #require(events.first?["id"].text)
    _ = try world.json("event", "update", id, "--title", "Third", "--json")
    #expect(
      try world.convene("export").output
        == Self.text.replacing("SUMMARY:First", with: "SUMMARY:Third")
    )

    let again = try world.json("import", "--json", path)
    #expect(again.list.first?["unchanged"].number == 2)
    #expect(try world.convene("undo").status == 0)
    #expect(try world.convene("undo").status == 0)
    #expect(try world.json("agenda", "--from", "2030-12-01", "--json").list.isEmpty)
  }

  @Test("The later part of an imported series has all of its lines, and comes back in as it is")
  func divided() throws {
    let lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:daily@example.com",
      "DTSTART:20301202T090000", "DTEND:20301202T093000", "RRULE:FREQ=DAILY;COUNT=5",
      "SUMMARY:Daily", "CATEGORIES:Work,Travel", "X-OTHER;A=b:kept", "BEGIN:VALARM",
      "ACTION:DISPLAY", "DESCRIPTION:Bring the notes", "TRIGGER:-PT15M", "END:VALARM",
      "END:VEVENT", "BEGIN:VEVENT", "UID:daily@example.com", "RECURRENCE-ID:20301205T090000",
      "DTSTART:20301205T110000", "DTEND:20301205T113000", "SUMMARY:Longer", "X-OWN:4",
      "END:VEVENT", "BEGIN:VTODO", "UID:task@example.com", "SUMMARY:Pack", "END:VTODO",
      "END:VCALENDAR", "",
    ]
    let text = lines.joined(separator: "\r\n")
    let world = try World()
    _ = try world.json("import", "--json", try write(text, "in.ics", world))
    let events = try world.json("agenda", "--from", "2030-12-01", "--json").list
    #expect(events.map { $0["title"].text } == ["Daily", "Daily", "Daily", "Longer", "Daily"])
    _ = try world.json(
      "event",
      "update",
      try #require(events[2]["id"].text),
      "--location",
      "Hall",
      "--scope",
      "following",
      "--json"
    )
    let exported = try world.convene("export").output
    let parts = exported.components(separatedBy: "END:VEVENT\r\n")
    let later = try #require(parts.first { $0.contains("LOCATION:Hall") && $0.contains("RRULE") })
    for line in lines[7...14] { #expect(later.contains(line + "\r\n"), "\(line)") }
    #expect(later.contains("DTSTART:20301204T090000\r\n"))
    #expect(!later.contains("UID:daily@example.com\r\n"))
    let own = try #require(parts.first { $0.contains("X-OWN:4") })
    #expect(!own.contains("UID:daily@example.com\r\n"))
    #expect(exported.components(separatedBy: "UID:task@example.com").count == 2)
    for name in ["again.ics", "in.ics"] {
      let path = name == "in.ics" ? world.folder + "/in.ics" : try write(exported, name, world)
      let report = try world.json("import", "--json", path).list.first
      #expect(report?["new"].number == 0 && report?["updated"].number == 0, "\(name)")
    }
    #expect(try world.convene("undo").status == 0)
    #expect(try world.convene("export").output == text)
  }

  @Test("What is no calendar is said, and nothing is imported")
  func refusals() throws {
    let world = try World()
    let missing = try world.convene("import", world.folder + "/none.ics")
    #expect(missing.status == 66)
    let folder = try world.convene("import", world.folder)
    #expect(folder.status == 66)
    let page = try world.convene("import", try write("<html>", "page.ics", world))
    #expect(page.status == 65)
    #expect(page.errors.contains("is not a calendar file"))
    let empty = try world.convene("import", try write("", "empty.ics", world))
    #expect(empty.errors.contains("is empty"))
    let broken = Self.text.replacing("DTSTART:20301203T090000Z", with: "DTSTART:soon")
    let partly = try world.convene("import", try write(broken, "broken.ics", world))
    #expect(partly.status == 65)
    #expect(partly.errors.contains("line 7: DTSTART soon cannot be read"))
    #expect(partly.output.hasSuffix("1 new, 0 updated, 0 unchanged, 1 skipped\n"))
  }

  @Test("A file is written whole, and replaces another only when asked to")
  func files() throws {
    let world = try World()
    #expect(try world.convene("export").status == 66)
    _ = try world.convene("import", try write(Self.text, "in.ics", world))
    let path = world.folder + "/out.ics"
    #expect(try world.convene("export", "--output", path).status == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.text)
    let second = try world.convene("export", "--output", path)
    #expect(second.status == 73)
    #expect(second.errors.contains("--force"))
    #expect(try world.convene("export", "--force", "--output", path).status == 0)
    #expect(try world.convene("export", "--output", world.folder).status == 73)
    #expect(try world.convene("export", "--output", "/proc/none/x.ics").status == 73)
    let day = try world.convene("export", "--from", "2030-12-03", "--to", "2030-12-03").output
    #expect(day.contains("SUMMARY:First\r\nX-OTHER;A=b:kept\r\n"))
    #expect(!day.contains("SUMMARY:Second"))
  }
}
