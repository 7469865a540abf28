import CalendarCore
import ConferencingCore
import Foundation
import Testing
import ViewModels

/// What the status line says of a link that is being created, and what Enter does with it then.
@Suite struct AwaitedLinkTests {
  private static let request = Conferencing.autocreate(Autocreate(provider: .googleMeet))
  private static let url = "https://meet.google.com/abc-defg-hij"
  private static let ready = Conferencing.details(
    ConferencingDetails(provider: .googleMeet, url: url)
  )

  private func event(_ conferencing: Conferencing) -> Event {
    World.event("review", from: World.at(15), conferencing: conferencing)
  }

  private func offline() -> Directory {
    var directory = World.directory()
    directory.syncStatus[World.work] = SyncStatus(
      failure: "Cannot be reached.",
      offlineSince: World.at(14)
    )
    return directory
  }

  /// Asks for a link, and takes what the cache answers.
  private func asked(_ directory: Directory = World.directory()) -> TestApp {
    var test = TestApp([event(.none)], directory: directory)
    test.press(.conferencing, .nextChoice, .save)
    if let edit = test.submitted {
      test.events = [event(Self.request)]
      test.send(.submitted(edit))
    }
    return test
  }

  private func change(_ test: inout TestApp, to event: Event) {
    test.events = [event]
    test.send(.cacheChanged)
  }

  @Test("That it is being created gives way to the link")
  func ready() {
    var test = asked()
    #expect(test.app.status.notice?.text == "Saved. Creating the Google Meet link…")
    test.send(.cacheChanged)
    #expect(test.app.status.notice?.text == "Saved. Creating the Google Meet link…")
    change(&test, to: event(Self.ready))
    #expect(test.app.status.notice == Notice(.info, "Meet link ready: \(Self.url)"))
    // It is said once.
    test.press(.moveDown)
    test.send(.cacheChanged)
    #expect(test.app.status.notice == nil)
  }

  @Test("A failure is said with its reason")
  func failed() {
    var test = asked()
    var event = event(Self.request)
    event.conferencingFailure = "The calendar does not allow it."
    change(&test, to: event)
    #expect(
      test.app.status.notice
        == Notice(.problem, "No Meet link: The calendar does not allow it.")
    )
  }

  @Test("A link that is taken off again, or whose event is gone, is not waited for")
  func gone() {
    for events in [[event(.none)], []] {
      var test = asked()
      test.press(.moveDown)
      test.events = events
      test.send(.cacheChanged)
      change(&test, to: event(Self.ready))
      #expect(test.app.status.notice == nil)
    }
  }

  @Test("Offline nothing is said to be created")
  func offlineBefore() {
    var test = asked(offline())
    let promise = "Saved. The Google Meet link is created when the service can be reached."
    #expect(test.app.status.notice?.text == promise)
    test.press(.join)
    #expect(test.app.status.notice?.text == "The link is being created.")
    test.delivery = .waiting
    test.press(.join)
    #expect(test.app.status.notice?.text == "The link is created when the edit is sent.")
    // What turns out to be offline is said so.
    var later = asked()
    later.send(.directoryLoaded(offline()))
    #expect(later.app.status.notice?.text == promise)
    change(&later, to: event(Self.ready))
    #expect(later.app.status.notice?.text == "Meet link ready: \(Self.url)")
  }

  @Test("A new event says where it is, and what becomes of its link")
  func newEvent() {
    var test = TestApp()
    test.press(.newEvent)
    test.type("Planning")
    for _ in 0..<40 where !isAtMeeting(test) { test.press(.nextField) }
    test.press(.nextChoice, .save)
    guard let edit = test.submitted else {
      Issue.record("nothing was submitted")
      return
    }
    test.send(.submitted(edit))
    #expect(
      test.app.status.notice?.text == "“Planning” is in Team. Creating the Google Meet link…"
    )
  }

  private func isAtMeeting(_ test: TestApp) -> Bool {
    guard let screen = test.app.screens.last as? EventFormScreen else { return false }
    return screen.form.focus == .conferencing(.choice)
  }

  // MARK: Where a new event goes

  @Test("A new event goes to the primary calendar of the selected event's account")
  func primaryCalendar() throws {
    var directory = World.directory()
    let family = CalendarID("family")
    directory.calendars.insert(CalendarInfo(id: family, account: World.work, name: "Family"), at: 0)
    var event = event(.none)
    event.calendar = family
    var test = TestApp([event], directory: directory)
    test.press(.newEvent)
    test.type("x")
    test.press(.save)
    guard case .create(let draft, _)? = test.submitted?.change else {
      Issue.record("nothing was submitted")
      return
    }
    #expect(draft.account == World.work)
    #expect(draft.calendar == World.team)
  }

  // MARK: Enter on a line

  @Test("Enter joins at the link, copies what is dialled or written to, and else edits")
  func enter() {
    let details = ConferencingDetails(
      provider: .googleMeet,
      url: Self.url,
      pin: "4711",
      phones: ["+49 30 1234"]
    )
    let event = World.event(
      "review",
      from: World.at(15),
      conferencing: .details(details),
      participants: [Participant(name: "Bob", email: "bob@acme.example")]
    )
    for (line, effect) in [
      (Self.url, Effect.openURL(Self.url)), ("4711", .copy("4711", what: "pin")),
      ("+49 30 1234", .copy("+49 30 1234", what: "phone")),
      ("Bob <bob@acme.example>", .copy("bob@acme.example", what: "address")),
    ] {
      var test = TestApp([event])
      test.press(.open)
      for _ in 0..<40 where selected(test) != line { test.press(.moveDown) }
      test.press(.useLine)
      #expect(test.effects.last == effect, "\(line)")
      #expect(test.app.context == .detail)
    }
    var test = TestApp([event])
    test.press(.open, .useLine)
    #expect(test.app.context == .form)
  }

  private func selected(_ test: TestApp) -> String? {
    guard let detail = test.app.screens.last as? EventDetailViewModel else { return nil }
    return detail.rows[detail.selected].value
  }
}
