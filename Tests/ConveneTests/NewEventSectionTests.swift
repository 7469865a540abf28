import ArgumentParser
import CalendarCore
import ConferencingCore
import Testing

@testable import convene

/// Rooms and what new events have, from the configuration.
@Suite struct NewEventSectionTests {
  private func read(_ text: String) throws -> NewEventDefaults {
    try ConfigurationFile(path: "config.toml", text: text).parse().newEvents
  }

  @Test func readsEverything() throws {
    let defaults = try read(
      """
      [new-event]
      calendar = "Work"
      duration = "45m"
      notify = false
      visibility = "private"
      link = "zoom"
      link_only_with_attendees = true

      [new-event.Private]
      link = "room:Ada"

      [rooms]
      ada = "meet.example.com/ada"

      [rooms.team]
      link = "https://us02web.zoom.us/j/82021512759?pwd=abc"
      meeting_code = "82021512759"
      access_code = "415355"
      phones = ["+49 69 7104 9922"]
      """
    )
    #expect(defaults.calendar == "Work")
    #expect(defaults.values.duration == 2_700 && defaults.values.notifies == false)
    #expect(defaults.values.visibility == .private)
    #expect(defaults.values.link == .create(.zoomMeeting) && defaults.values.needsAttendees == true)
    #expect(defaults.calendars["Private"]?.link == .room("ada"))
    #expect(defaults.rooms.map(\.name) == ["ada", "team"])
    #expect(defaults.rooms[0].details.url == "https://meet.example.com/ada")
    #expect(defaults.rooms[1].details.provider == .zoomMeeting)
    #expect(defaults.rooms[1].details.phones == ["+49 69 7104 9922"])
    #expect(try read("") == NewEventDefaults())
  }

  @Test func calendarsThatDoNotExistAreNamedWithTheirLine() throws {
    let configuration = try ConfigurationFile(
      path: "config.toml",
      text: """
        [new-event]
        calendar = "Wrok"

        [new-event.Work]
        notify = false

        [new-event."Nope"]
        notify = false

        [new-event.Holidays]
        notify = false
        """
    ).parse()
    var directory = Directory(
      accounts: [Account(id: .local, service: .local)],
      calendars: [
        CalendarInfo(id: CalendarID("w"), account: .local, name: "Work", isPrimary: true),
        CalendarInfo(id: CalendarID("h"), account: .local, name: "Holidays", isReadOnly: true),
      ]
    )
    #expect(
      configuration.unknownCalendars(in: directory) == [
        "config.toml:2: There is no calendar \"Wrok\". New events can go to \"Work\".",
        "config.toml:7: There is no calendar \"Nope\". New events can go to \"Work\".",
        "config.toml:10: \"Holidays\" is read-only. New events can go to \"Work\".",
      ]
    )
    // Of what was never read nothing is known.
    directory.calendars = []
    #expect(configuration.unknownCalendars(in: directory) == [])
  }

  @Test(arguments: [
    ("[new-event]\nduration = \"soon\"", 2, "duration is a length"),
    ("[new-event]\nduration = 30", 2, "a text in quotes"),
    ("[new-event]\nnotify = \"yes\"", 2, "true or false"),
    ("[new-event]\nvisibility = \"hidden\"", 2, "\"default\", \"public\" or \"private\""),
    ("[new-event]\nlink = \"skype\"", 2, "\"room:NAME\""),
    ("[new-event]\nlink = \"room:x\"", 2, "Add it to [rooms]"),
    (
      "[rooms]\na = \"https://x.example\"\n[new-event]\nlink = \"room:x\"", 4,
      "There are \"room:a\""
    ),
    ("[new-event]\ncolour = \"red\"", 2, "Known are calendar, duration"),
    ("[new-event.Work]\ncalendar = \"x\"", 2, "Known are duration"),
    ("new-event = 1", 1, "new-event is a table"),
    ("rooms = 1", 1, "rooms is a table"),
    ("[rooms]\na = 1", 2, "a text in quotes"),
    ("[rooms]\na = \"javascript:alert(1)\"", 2, "javascript"),
    ("[rooms]\na = \"https://user@x.example/\"", 2, "user name"),
    ("[rooms.a]\nname = \"x\"", 2, "not known in a room"),
    ("[rooms.a]\npin = \"1\"", 1, "A room needs link"),
    ("[rooms.a]\nlink = \"https://x.example\"\nphones = [1]", 3, "phones is a list"),
    (
      "[rooms.a]\nlink = \"https://x.example\"\nphones = [\"call me\"]", 3, "not a telephone number"
    ),
  ])
  func namesLineAndRemedy(_ text: String, _ line: Int, _ words: String) throws {
    do {
      _ = try read(text)
      Issue.record("nothing was refused")
    } catch let error as ConfigurationError {
      #expect(error.line == line, "\(error)")
      #expect(error.message.contains(words), "\(error)")
    }
  }

  @Test("A room goes with no other link; none leaves the configured one out")
  func options() throws {
    let room = MeetingRoom(
      name: "team",
      details: ConferencingDetails(provider: .unknown, url: "https://meet.example.com/team")
    )
    var defaults = NewEventDefaults()
    defaults.rooms = [room]
    func change(_ arguments: [String]) throws -> ConferencingChange {
      try ConferencingOptions.parse(arguments).change(grants: [], defaults)
    }
    #expect(try change(["--room", "Team"]) == .details(room.details))
    for arguments in [["--room", "blue"], ["--room", "team", "--link", "https://x.example"]] {
      #expect(throws: CommandError.self) { try change(arguments) }
    }
  }

  @Test(
    "The country of [join] completes a number that is given without its code, and no other does"
  )
  func telephoneCountry() throws {
    let configured = try read("[join]\ncountry = \"DE\"\n[new-event]\nlink = \"none\"\n")
    #expect(configured.telephoneCountry == "DE" && NewEventDefaults().telephoneCountry == nil)
    let options = try ConferencingOptions.parse(["--link", "x.example", "--phone", "030-1234"])
    guard case .details(let details) = try options.change(grants: [], configured) else {
      Issue.record("no details")
      return
    }
    #expect(details.phones == ["+49 30-1234"])
    let refused = #expect(throws: CommandError.self) { try options.change(grants: []) }
    #expect(refused?.status == .badInput && refused?.message.contains("Write it with +") == true)
  }
}
