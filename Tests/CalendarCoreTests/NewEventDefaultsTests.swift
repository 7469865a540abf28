import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// What a new event has where nothing else is said, and rooms.
@Suite struct NewEventDefaultsTests {
  private static let work = CalendarInfo(
    id: CalendarID("c-1"),
    account: AccountID("work"),
    name: "Team"
  )
  private static let home = CalendarInfo(
    id: CalendarID("c-2"),
    account: AccountID("home"),
    name: "Private"
  )
  private static let room = MeetingRoom(
    name: "Blue room",
    details: ConferencingDetails(provider: .unknown, url: "https://meet.example.com/blue")
  )

  private func defaults() -> NewEventDefaults {
    var defaults = NewEventDefaults()
    defaults.values.duration = 1_800
    defaults.values.link = .create(.zoomMeeting)
    var own = NewEventDefaults.Values()
    own.link = NewEventDefaults.Link.none
    own.visibility = .private
    defaults.calendars["private"] = own
    defaults.rooms = [Self.room]
    return defaults
  }

  @Test("A calendar has its own values, and those of all for the rest")
  func overlays() {
    let own = defaults().values(in: Self.home)
    #expect(
      own.duration == 1_800 && own.visibility == .private && own.link == NewEventDefaults.Link.none
    )
    let others = defaults().values(in: Self.work)
    #expect(others.link == .create(.zoomMeeting) && others.visibility == nil)
  }

  @Test("The calendar by id, name or account and name; never one that cannot be written")
  func calendar() {
    var defaults = NewEventDefaults()
    for name in ["c-1", "work/c-1", "team", "WORK/Team"] {
      defaults.calendar = name
      #expect(defaults.calendar(among: [Self.home, Self.work])?.id == Self.work.id, "\(name)")
    }
    var closed = Self.work
    closed.isReadOnly = true
    #expect(defaults.calendar(among: [Self.home, closed]) == nil)
    defaults.calendar = "nothing"
    #expect(defaults.calendar(among: [Self.work]) == nil)
  }

  @Test("A room's link; a fresh one only where a host can make it")
  func links() throws {
    let directory = Directory(
      accounts: [Account(id: .local, service: .local)],
      calendars: [CalendarInfo(id: CalendarID("l"), account: .local, name: "Personal")]
    )
    let context = try #require(
      ConferencingContext(directory, account: .local, calendar: CalendarID("l"))
    )
    let defaults = defaults()
    #expect(defaults.change(.room("blue ROOM"), in: context) == .details(Self.room.details))
    #expect(defaults.change(.room("green"), in: context) == nil)
    #expect(defaults.change(.create(.zoomMeeting), in: context) == nil)
    #expect(defaults.change(NewEventDefaults.Link.none, in: context) == .keep)
    #expect(defaults.change(nil, in: context) == nil)
  }

  @Test("A link for events with attendees alone")
  func attendees() {
    var values = NewEventDefaults.Values()
    values.link = .room("Blue room")
    #expect(values.link(hasAttendees: false) == .room("Blue room"))
    values.needsAttendees = true
    #expect(values.link(hasAttendees: false) == nil)
    #expect(values.link(hasAttendees: true) == .room("Blue room"))
  }

  @Test(
    "Quick add knows rooms by name",
    arguments: [
      ("Sync fri 10:00 room blue room", "Sync", "Blue room"),
      ("Sync room:blue fri 10:00", "Sync room:blue", nil),
      ("Sync in room Blue Room fri 10:00", "Sync", "Blue room"),
      ("Clean the blue room fri 10:00", "Clean the blue room", nil),
      ("Sync \"room blue room\" fri 10:00", "Sync room blue room", nil),
      ("Room Blue Room fri 10:00", "", "Blue room"),
    ]
  )
  func quickAdd(_ line: String, _ title: String, _ room: String?) {
    let now = Date(timeIntervalSince1970: 1_795_780_800)
    let read = QuickAdd.read(
      line,
      InputContext(now: now, zone: .gmt),
      vocabulary: .init(rooms: ["Blue room"])
    )
    #expect(read.title == title)
    #expect(read.room == room)
    #expect(read.span?.start.seconds == 36_000)
  }
}
