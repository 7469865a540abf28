import CalendarCore
import ConferencingCore
import Testing

@testable import ViewModels

/// What cannot be done says why, is done by no key, and is not offered.
@Suite struct AvailabilityTests {
  /// Commands without use, how one gets there, and the reason.
  private static let cases: [(events: [Event], lead: [Command], command: Command, reason: String)] =
    [
      ([], [], .edit, "No event is selected. \(key: .newEvent) makes one."),
      ([], [], .respond, "No event is selected. \(key: .newEvent) makes one."),
      ([], [], .nextHit, "No active search. \(key: .search) searches."),
      ([], [.changes], .retry, "Nothing waits here."),
      ([], [.changes], .open, "Nothing waits here."),
      ([], [.accounts], .signOut, "Not signed in."),
      (
        [World.event("a", from: World.at(15))], [.open], .join,
        "This event has no meeting link. \(key: .conferencing) adds one."
      ),
      (
        [World.event("a", from: World.at(15))], [.open], .respond,
        "You are not invited to this event."
      ),
      (
        [inLocalCalendar], [.open], .respond,
        "This calendar has no mail address of yours to respond with. Respond in the calendar that "
          + "received the invitation."
      ),
      (
        [World.event("a", from: World.at(15), isReadOnly: true)], [.open], .edit,
        "The event is read-only."
      ),
      (
        [World.event("a", from: World.at(15))], [.conferencing], .editor,
        "This form has no description to edit."
      ),
    ]

  /// An invitation that was imported, say.
  private static var inLocalCalendar: Event {
    var event = World.event("a", from: World.at(15))
    (event.account, event.calendar) = (.local, CalendarID("local"))
    event.participants = [Participant(email: "mara@acme.example")]
    return event
  }

  @Test(arguments: cases.indices)
  func saysWhy(_ index: Int) throws {
    let (events, lead, command, reason) = Self.cases[index]
    var test = TestApp(events)
    for step in lead { test.press(step) }
    let before = test.app.navigation
    guard case .unavailable(let notice) = test.app.availability(of: command) else {
      Issue.record("\(command) is available")
      return
    }
    if reason != "The event is read-only." { #expect(notice.text == reason) }
    #expect(!test.app.footer.contains(command))
    test.effects = []
    test.press(command)
    #expect(test.effects.isEmpty)
    #expect(test.app.status.notice == notice)
    #expect(test.app.navigation == before)
  }

  @Test("What is offered can be done")
  func footers() {
    var test = TestApp([World.event("a", from: World.at(15))])
    for lead in [[], [.open], [.accounts], [.changes], [.edit]] as [[Command]] {
      var here = test
      for step in lead { here.press(step) }
      #expect(!here.app.footer.isEmpty)
      for command in here.app.footer { #expect(here.app.availability(of: command) == .available) }
    }
    test.press(.open)
    #expect(test.app.availability(of: .edit) == .available)
    #expect(test.app.footer.contains(.edit) && !test.app.footer.contains(.join))
  }

  @Test("A calendar is needed for a new event")
  func noCalendar() {
    var directory = World.directory()
    directory.calendars = directory.calendars.filter(\.isReadOnly)
    var test = TestApp(directory: directory)
    test.press(.newEvent)
    #expect(test.app.screens.isEmpty)
    #expect(test.app.status.notice?.kind == .problem)
    #expect(!test.app.footer.contains(.newEvent))
  }
}
