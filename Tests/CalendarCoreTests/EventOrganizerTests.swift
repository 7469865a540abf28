import CalendarCore
import ConferencingCore
import Testing

/// Whose an event is: at Google a calendar organizes the events in it, be it a colleague's or one that
/// several share.
@Suite struct EventOrganizerTests {
  @Test(
    arguments: [
      (nil, "main", .owner), ("", "main", .owner), ("Ada@acme.example", "main", .owner),
      ("ada@acme.example", "ada@acme.example", .owner),
      ("c_1@Group.calendar.google.com", "c_1@group.calendar.google.com", .sharedCalendar),
      ("Bo@acme.example", "bo@acme.example", .colleague),
      ("bo@acme.example", "main", .other),
      ("c_2@group.calendar.google.com", "c_1@group.calendar.google.com", .other),
    ] as [(String?, String, EventOrganizer)]
  )
  func tellsWhoOrganizes(_ address: String?, _ calendar: String, _ organizer: EventOrganizer) {
    let account = Account(id: AccountID("work"), service: .google, grant: GrantID("g"))
    let directory = Directory(
      accounts: [account],
      grants: [
        account.id: [Grant(id: GrantID("g"), provider: .google, email: "ada@acme.example")]
      ]
    )
    var event = Event(
      id: EventID("e"),
      account: account.id,
      calendar: CalendarID(calendar),
      title: "Review",
      time: .allDay(first: Day(daysSinceEpoch: 0), last: Day(daysSinceEpoch: 0))
    )
    event.organizer = address.map { Person(email: $0) }
    let found = EventOrganizer(of: event, in: directory)
    #expect(found == organizer)
    #expect(found.isOwn == [.owner, .sharedCalendar].contains(organizer))
  }
}
