import Foundation
import Testing

/// A folder of calendars, through the program alone.
@Suite struct FolderOfCalendarsTests {
  private static let series = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:team@example.org",
    "DTSTART;TZID=Europe/Berlin:20301202T090000", "DTEND;TZID=Europe/Berlin:20301202T093000",
    "RRULE:FREQ=DAILY;COUNT=3", "SUMMARY:Team", "X-OTHER;A=b:kept", "END:VEVENT",
    "END:VCALENDAR", "",
  ]
  .joined(separator: "\r\n")

  @Test("Agenda, creation with a rule, an edit of one occurrence, a link, deletion and undo")
  func commands() throws {
    let world = try World()
    let calendars = world.folder + "/calendars"
    try FileManager.default.createDirectory(
      atPath: calendars + "/work",
      withIntermediateDirectories: true
    )
    let file = calendars + "/work/team.ics"
    try Self.series.write(toFile: file, atomically: true, encoding: .utf8)
    let added = try world.convene("accounts", "add", "vdir", "files", "--path", calendars)
    try #require(added.status == 0, "\(added.errors)")
    #expect(try world.convene("sync").status == 0)
    func titles() throws -> [String] {
      try world.json("agenda", "--from", "2030-12-01", "--days", "19", "--json").list
        .map { "\($0["title"].text ?? "")" }
    }
    func id(_ number: Int) throws -> String {
      let events = try world.json(
        "agenda",
        "--from",
        "2030-12-01",
        "--days",
        "19",
        "--json"
      )
      return try #require(events.list[number]["id"].text)
    }
    #expect(try titles() == ["Team", "Team", "Team"])

    _ = try world.json(
      "event",
      "update",
      try id(1),
      "--title",
      "Other",
      "--scope",
      "this",
      "--json"
    )
    #expect(try titles() == ["Team", "Other", "Team"])
    var text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("RECURRENCE-ID;TZID=Europe/Berlin:20301203T090000"))
    #expect(text.hasPrefix(Self.series.components(separatedBy: "END:VEVENT")[0]))

    let link = "https://meet.jit.si/Team"
    let set = try world.convene("conference", "set", try id(1), "--link", link, "--scope", "this")
    #expect(set.status == 0, "\(set.errors)")
    text = try String(contentsOfFile: file, encoding: .utf8)
    let unfolded = text.replacing("\r\n ", with: "")
    #expect(unfolded.contains("CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Jitsi Meet:\(link)"))

    let deleted = try world.convene("event", "delete", try id(2), "--scope", "this")
    #expect(deleted.status == 0, "\(deleted.errors)")
    #expect(try titles() == ["Team", "Other"])
    #expect(try world.convene("undo").status == 0)
    #expect(try titles() == ["Team", "Other", "Team"])

    let made = try world.makeEvent(
      "Choir",
      "--calendar",
      "work",
      "--start",
      "2030-12-10 18:00",
      "--repeat",
      "every week, 2 times"
    )
    #expect(try titles() == ["Team", "Other", "Team", "Choir", "Choir"])
    #expect(FileManager.default.fileExists(atPath: "\(calendars)/work/\(made).ics"))
    #expect(try world.convene("undo").status == 0)
    #expect(!FileManager.default.fileExists(atPath: "\(calendars)/work/\(made).ics"))
    // Nobody left anything beside the events.
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: calendars + "/work") == ["team.ics"]
    )
  }

  @Test("A file that cannot be read is named by sync, by its status, and on the screen")
  func unreadable() throws {
    let world = try World()
    let work = world.folder + "/calendars/work"
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    try Self.series.write(toFile: work + "/team.ics", atomically: true, encoding: .utf8)
    let path = world.folder + "/calendars"
    let added = try world.convene("accounts", "add", "vdir", "files", "--path", path)
    try #require(added.status == 0, "\(added.errors)")
    let broken = Self.series.replacing("DTSTART", with: "DTSTARTS")
    try broken.write(toFile: work + "/broken.ics", atomically: true, encoding: .utf8)
    let said = try world.convene("sync")
    #expect(said.status == 65)
    #expect(said.errors.contains("work/broken.ics is not shown. Line 3: "))
    #expect(said.errors.contains("1 event cannot be read"))
    let printed = try world.convene("sync", "--json")
    #expect(printed.status == 65)
    #expect(printed.output.contains("\"unreadable\": [\n"))
    #expect(printed.output.contains("work/broken.ics is not shown."))
    let window = try Window(world)
    try window.wait(for: "1 event cannot be read: C names it")
    try window.keys("C")
    try window.wait(for: "broken.ics is not shown.")
    try window.keys("q", "q")
    try window.expectCleanEnd(status: 0)
    try FileManager.default.removeItem(atPath: work + "/broken.ics")
    #expect(try world.convene("sync", "--json").status == 0)
  }

  /// Nobody has to ask for it.
  @Test("What another program writes comes to an open screen")
  func watched() throws {
    let world = try World()
    let calendars = world.folder + "/calendars"
    try FileManager.default.createDirectory(
      atPath: calendars + "/work",
      withIntermediateDirectories: true
    )
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: world.clock.zone)
    format.dateFormat = "yyyyMMdd"
    let today = format.string(from: world.clock.now)
    func write(_ name: String, _ title: String) throws {
      let text = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:\(name)",
        "DTSTART;VALUE=DATE:\(today)", "SUMMARY:\(title)", "END:VEVENT",
        "END:VCALENDAR", "",
      ]
      let path = "\(calendars)/work/\(name).ics"
      try text.joined(separator: "\r\n").write(toFile: path, atomically: true, encoding: .utf8)
    }
    try write("one", "First")
    let added = try world.convene("accounts", "add", "vdir", "files", "--path", calendars)
    try #require(added.status == 0, "\(added.errors)")
    let window = try Window(world)
    try window.wait(for: "First")
    try write("two", "Second")
    try write("one", "Renamed")
    try window.wait(for: "Second")
    try window.wait(for: "Renamed")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
  }
}
