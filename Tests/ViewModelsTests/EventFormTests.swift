import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// What the event form sends of what it shows, and what it leaves alone.
@Suite struct EventFormTests {
  private func form(
    _ event: Event,
    zone: TimeZone = World.zone
  ) throws -> EventFormViewModel {
    try #require(
      EventFormViewModel(event: event, directory: World.directory(), zone: zone, now: World.now)
    )
  }

  private func new(zone: TimeZone = World.zone) throws -> EventFormViewModel {
    try #require(
      EventFormViewModel(
        newID: EventID("new"),
        directory: World.directory(),
        start: World.at(15),
        zone: zone,
        now: World.now
      )
    )
  }

  private func type(
    _ form: inout EventFormViewModel,
    _ field: EventFormViewModel.FieldID,
    _ text: String
  ) {
    form.focus = field
    _ = form.handle(.lineEnd)
    _ = form.handle(.deleteToStart)
    form.insert(text)
  }

  /// The edit that saving makes.
  private func edit(_ form: EventFormViewModel) -> EventEdit? {
    var form = form
    return form.attemptSave()
  }

  private func patch(_ form: EventFormViewModel) -> EventPatch? {
    guard case .update(let patch)? = edit(form)?.change else { return nil }
    return patch
  }

  private func problem(
    _ form: EventFormViewModel,
    _ field: EventFormViewModel.FieldID
  ) -> String? {
    form.fields.first { $0.id == field }?.problem
  }

  @Test func `An event that was read without a title can be changed without one`() throws {
    var event = World.event("untitled", from: World.at(15))
    event.title = ""
    var form = try form(event)
    type(&form, .location, "Hall")
    #expect(patch(form)?.location == "Hall")
    type(&form, .title, " ")
    #expect(problem(form, .title) == "An event needs a title.")
  }

  // MARK: Calendars

  @Test("Calendars of one name are told apart: by account, and by id in one account")
  func namesakes() throws {
    var directory = World.directory()
    directory.calendars += [
      CalendarInfo(id: CalendarID("w1"), account: World.work, name: "Work"),
      CalendarInfo(id: CalendarID("w2"), account: World.work, name: "Work"),
      CalendarInfo(id: CalendarID("w3"), account: .local, name: "Work"),
      CalendarInfo(id: CalendarID("s"), account: .local, name: "schoolwork"),
      CalendarInfo(id: CalendarID("p"), account: World.work, name: "Personal"),
    ]
    let form = try #require(
      EventFormViewModel(
        newID: EventID("new"),
        directory: directory,
        start: World.at(15),
        zone: World.zone,
        now: World.now
      )
    )
    let field = form.fields.first { $0.id == .calendar }
    guard case .choice(let labels, _, _)? = field?.content else {
      Issue.record("There is no choice of calendars: \(String(describing: field))")
      return
    }
    #expect(
      Set(labels) == [
        "Team (work)", "Personal (work)", "Work (work, w1)", "Work (work, w2)", "Work (local)",
        "Personal (local)", "schoolwork (local)",
      ]
    )
    #expect(labels.count == 7)
  }

  // MARK: Reminders

  @Test("Microsoft has one reminder of an event, and no mails")
  func oneReminder() throws {
    var directory = World.directory()
    directory.accounts = directory.accounts.map {
      $0.id == World.work ? Account(id: $0.id, service: .microsoft, grant: $0.grant) : $0
    }
    var form = try #require(
      EventFormViewModel(
        newID: EventID("new"),
        directory: directory,
        start: World.at(15),
        zone: World.zone,
        now: World.now
      )
    )
    type(&form, .title, "Planning")
    for text in ["10m, 1h", "1d email"] {
      type(&form, .reminders, text)
      #expect(problem(form, .reminders)?.contains("one reminder") == true)
      #expect(edit(form) == nil)
    }
    for text in ["10m", "none", "default", ""] {
      type(&form, .reminders, text)
      #expect(problem(form, .reminders) == nil, "\(text)")
    }
  }

  @Test("Reminders are typed as times, and what is none is said")
  func reminders() throws {
    var form = try new(zone: .gmt)
    form.insert("Planning")
    type(&form, .reminders, "10m, 1d email")
    guard case .create(let draft, _)? = edit(form)?.change else {
      Issue.record("\(form.problems)")
      return
    }
    #expect(draft.reminders.text == "10m, 1d email")
    type(&form, .reminders, "soon")
    #expect(problem(form, .reminders)?.hasPrefix("Write times") == true)
    #expect(edit(form) == nil)
  }

  @Test("Reminders of a service that could not be typed do not keep the title from being saved")
  func foreignReminders() throws {
    var event = World.event("a", from: World.at(9, 30))
    event.reminders = Reminders([.init(minutes: 60_480), .init(minutes: -540)])
    var form = try form(event)
    type(&form, .title, "Another title")
    #expect(patch(form)?.fields == [.title])
  }

  // MARK: Zones

  static let names = [
    "Etc/UTC", "UTC", "GMT", "Asia/Kolkata", "US/Pacific", "America/Buenos_Aires", "Etc/GMT+3",
  ]

  @Test("An event is made on any machine's clock", arguments: names)
  func savesInTheZoneOfTheMachine(_ name: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    var form = try new(zone: zone)
    form.insert("Planning")
    guard case .create(let draft, _)? = form.attemptSave()?.change,
      case .timed(let start, _, let sent) = draft.time
    else {
      Issue.record("\(form.problems)")
      return
    }
    #expect(start == World.at(15))
    #expect(sent == zone.identifier)
  }

  @Test(
    "An event keeps the name of its zone, known or not",
    arguments: (names + ["Mars/Olympus"]).map { Optional($0) } + [nil]
  )
  func keepsTheZoneOfTheEvent(_ name: String?) throws {
    var event = World.event("review", from: World.at(15))
    event.time = .timed(start: World.at(15), end: World.at(16), zone: name)
    var untouched = try form(event)
    untouched.insert("!")
    #expect(patch(untouched) == EventPatch(title: "review!"))

    var later = try form(event)
    let hour = later.endTime.text
    later.focus = .endTime
    _ = later.handle(.backspace)
    later.insert("5")
    #expect(later.endTime.text == hour.dropLast() + "5")
    #expect(
      patch(later)?.time
        == .timed(start: World.at(15), end: World.at(16, 5), zone: name)
    )
  }

  @Test("A zone is typed by any of its names", arguments: names)
  func takesTypedZones(_ name: String) throws {
    var form = try new()
    form.insert("Planning")
    type(&form, .zone, name)
    guard case .create(let draft, _)? = form.attemptSave()?.change,
      case .timed(_, _, let sent) = draft.time
    else {
      Issue.record("\(form.problems)")
      return
    }
    #expect(sent == name)
    #expect(form.zone.field.text == name)
  }

  @Test func asksWhichZoneIsMeant() throws {
    var form = try new()
    type(&form, .zone, "Am")
    #expect(problem(form, .zone)?.contains("Write one of ") == true)
    type(&form, .zone, "Atlantis")
    #expect(problem(form, .zone)?.hasPrefix("There is no time zone ") == true)
    type(&form, .zone, "tokyo")
    #expect(problem(form, .zone) == nil)
    _ = form.handle(.nextField)
    #expect(form.zone.field.text == "Asia/Tokyo")
  }

  // MARK: Time

  @Test func leavesTheHourThatTheClockShowsTwice() throws {
    // 25 October 2026, 02:30, the second time.
    let start = Date(timeIntervalSince1970: 1_792_891_800 + 17)
    var event = World.event("night", from: start)
    event.time = .timed(start: start, end: start.addingTimeInterval(3_600), zone: "Europe/Berlin")
    var titled = try form(event)
    #expect(titled.startTime.text == "02:30")
    titled.insert("!")
    #expect(patch(titled) == EventPatch(title: "night!"))

    // The cursor alone changes nothing, nor does what is typed and taken back.
    var moved = try form(event)
    moved.focus = .startTime
    _ = moved.handle(.lineStart)
    moved.focus = .endTime
    moved.insert("0")
    _ = moved.handle(.backspace)
    #expect(patch(moved)?.isEmpty == true)

    // Of a changed end the start does not follow.
    var longer = try form(event)
    type(&longer, .endTime, "04:00")
    #expect(
      patch(longer)?.time
        == .timed(
          start: start,
          end: Date(timeIntervalSince1970: 1_792_897_200),
          zone: "Europe/Berlin"
        )
    )
  }

  // MARK: People

  @Test func tellsThoseWhoAreTakenOffTheList() throws {
    let bob = Participant(email: "bob@acme.example")
    var form = try form(World.event("sync", from: World.at(15), participants: [bob]))
    type(&form, .participants, "")
    let sent = try #require(edit(form))
    #expect(sent.change == .update(EventPatch(participants: [])))
    #expect(sent.notifiesParticipants)

    var alone = try self.form(World.event("alone", from: World.at(15)))
    alone.insert("!")
    #expect(edit(alone)?.notifiesParticipants == false)
  }

  // MARK: The meeting

  @Test(
    "A meeting that was only read is not sent again",
    arguments: [
      Conferencing.autocreate(
        Autocreate(
          provider: .zoomMeeting,
          settings: ConferencingSettings(["alternative_hosts": .text("x@y"), "agenda": .text("a")])
        )
      ),
      .details(ConferencingDetails(provider: .zoomMeeting, url: "zoom.us/j/1", accessCode: " 1 ")),
      .details(ConferencingDetails(provider: .unknown, url: "")),
      .details(ConferencingDetails(provider: .webEx, url: "https://x.webex.com/a", phones: [""])),
    ]
  )
  func keepsTheMeeting(_ conferencing: Conferencing) throws {
    let event = World.event("pending", from: World.at(15), conferencing: conferencing)
    for failure in [nil, "Zoom does not answer."] {
      var failed = event
      failed.conferencingFailure = failure
      var form = try form(failed)
      form.insert("!")
      #expect(patch(form) == EventPatch(title: "pending!"))
    }
  }

  // MARK: Lengths

  @Test func saysWhatIsTooLongAtItsField() throws {
    // Seven scalars each, as services count.
    let family = "👨‍👩‍👧‍👦"
    var form = try new()
    form.insert(String(repeating: family, count: 147))
    #expect(problem(form, .title)?.contains("1029 characters") == true)
    _ = form.handle(.backspace)
    #expect(problem(form, .title) == nil)
    type(&form, .location, String(repeating: "x", count: 256))
    #expect(problem(form, .location)?.contains("takes 255") == true)
    type(&form, .location, "")
    type(&form, .description, String(repeating: "x", count: 8_192))
    #expect(problem(form, .description) == nil)
    form.insert("y")
    #expect(problem(form, .description)?.contains("Google takes 8192") == true)
  }

  @Test func countsTheBlockOfTheMeeting() throws {
    let event = World.event(
      "long",
      from: World.at(15),
      description: String(repeating: "x", count: 8_192)
    )
    var form = try form(event)
    form.focus = .conferencing(.choice)
    _ = form.handle(.previousChoice)
    form.conferencing.focus = .url
    form.conferencing.insert("https://meet.jit.si/room")
    let edit = form.attemptSave()
    #expect(edit == nil)
    #expect(form.focus == .description)
    #expect(problem(form, .description)?.contains("Google takes 8192") == true)
  }
}
