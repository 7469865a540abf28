import CalendarCore
import ConferencingCore
import Foundation
import ViewModels

/// The world of the tests: a Monday at half past two in Berlin, with every kind of mark on it.
enum World {
  static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
  static let today = Day("2026-11-23") ?? Day(daysSinceEpoch: 0)
  static let now = at(14, 30)
  static let work = AccountID("work")
  static let team = CalendarID("team")

  static let google = Grant(id: GrantID("g-google"), provider: .google, email: "ada@acme.example")
  static let zoom = Grant(
    id: GrantID("g-zoom"),
    provider: .zoom,
    email: "ops@acme.example",
    scopes: Set(ConferencingRules.zoomScopes)
  )
  static let expired = Grant(
    id: GrantID("g-expired"),
    provider: .zoom,
    email: "gone@acme.example",
    scopes: Set(ConferencingRules.zoomScopes),
    isValid: false
  )

  static func directory(grants: [Grant] = [google, zoom]) -> Directory {
    Directory(
      accounts: [
        Account(id: work, service: .nylas, grant: google.id),
        Account(id: .local, service: .local),
      ],
      calendars: [
        CalendarInfo(id: team, account: work, name: "Team", color: "#3366cc", isPrimary: true),
        CalendarInfo(id: CalendarID("holidays"), account: work, name: "Holidays", isReadOnly: true),
        CalendarInfo(id: CalendarID("local"), account: .local, name: "Personal"),
      ],
      grants: [work: grants],
      syncStatus: [work: SyncStatus(lastSuccess: now.addingTimeInterval(-180))]
    )
  }

  static func at(_ hour: Int, _ minute: Int = 0, day: Int = 0) -> Date {
    today.advanced(by: day).time(secondsFromMidnight: hour * 3_600 + minute * 60, in: zone)
  }

  static let meet = ConferencingDetails(
    provider: .googleMeet,
    url: "https://meet.google.com/abc-defg-hij",
    pin: "4711#",
    phones: ["+1 609 555 0123", "+49 30 123456"]
  )
  static let zoomLink = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/123456789",
    meetingCode: "123456789",
    accessCode: "s3cret"
  )

  static let ownWords = "Bring the plan.\nAnd cake."

  /// A day with every mark, a day with texts that are hard to show, a day in the next week.
  static let events: [Event] = [
    event("Trip", time: .allDay(first: today, last: today.advanced(by: 1))),
    event("Standup", from: at(9), minutes: 15, conferencing: .details(meet)),
    event("Design review", from: at(14), location: "Room 5", conferencing: .details(zoomLink)),
    event(
      "Planning",
      from: at(15),
      conferencing: .details(zoomLink),
      participants: [
        Participant(name: "Ada", email: "ada@acme.example", response: .yes),
        Participant(email: "bob@acme.example"),
      ],
      description: InvitationBlock.appended(to: ownWords, zoomLink)
    ),
    event(
      "Kick-off",
      from: at(16),
      conferencing: .autocreate(Autocreate(provider: .microsoftTeams, hostGrant: google.id))
    ),
    event(
      "Broken link",
      from: at(17),
      conferencing: .autocreate(Autocreate(provider: .zoomMeeting, hostGrant: zoom.id)),
      failure: "Zoom does not answer. Try again with c."
    ),
    event("Waits", from: at(18)),
    event("Refused", from: at(19)),
    event("Collides", from: at(20)),
    event("顧客との打ち合わせ、来年の計画について 👩‍👩‍👧 とても長い題名", from: at(10, day: 1), location: "東京"),
    event(
      String(repeating: "A very long title ", count: 12),
      from: at(11, day: 1),
      location: "The big room on the second floor",
      status: .tentative
    ),
    event("", from: at(23, day: 1), minutes: 120),
    event("Retro", from: at(9, 30, day: 7), conferencing: .details(meet)),
  ]

  static let deliveries: [EventID: Delivery] = [
    EventID("e-Waits"): .waiting, EventID("e-Refused"): .refused("The calendar is read-only."),
    EventID("e-Collides"): .conflict("The title was changed there too."),
  ]

  static func event(
    _ title: String,
    time: EventTime,
    location: String = "",
    conferencing: Conferencing = .none,
    participants: [Participant] = [],
    description: String = "",
    failure: String? = nil,
    status: EventStatus = .confirmed
  ) -> Event {
    Event(
      id: EventID("e-\(title)"),
      remoteID: RemoteEventID("r-\(title)"),
      account: work,
      calendar: team,
      title: title,
      time: time,
      location: location,
      description: description,
      status: status,
      participants: participants,
      conferencing: conferencing,
      conferencingFailure: failure
    )
  }

  static func event(
    _ title: String,
    from start: Date,
    minutes: Int = 60,
    location: String = "",
    conferencing: Conferencing = .none,
    participants: [Participant] = [],
    description: String = "",
    failure: String? = nil,
    status: EventStatus = .confirmed
  ) -> Event {
    event(
      title,
      time: .timed(
        start: start,
        end: start.addingTimeInterval(Double(minutes) * 60),
        zone: zone.identifier
      ),
      location: location,
      conferencing: conferencing,
      participants: participants,
      description: description,
      failure: failure,
      status: status
    )
  }

  static func window(_ events: [Event]) -> EventWindow {
    EventWindow(
      days: today.advanced(by: -7)...today.advanced(by: 14),
      events: events.map { event in
        EventSummary(
          id: event.id,
          account: event.account,
          calendar: event.calendar,
          title: event.title,
          time: event.time,
          location: event.location,
          status: event.status,
          provider: event.conferencing.provider,
          conferencingState: event.conferencingState,
          delivery: deliveries[event.id] ?? .delivered
        )
      }
    )
  }
}
