import CalendarCore
import ConferencingCore
import Foundation
import ViewModels

/// The world of the tests: a Monday at half past two in Berlin, a Google and a Zoom grant.
enum World {
  static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
  static let today = Day("2026-11-23") ?? Day(daysSinceEpoch: 0)
  static let now = today.time(secondsFromMidnight: 14 * 3_600 + 1_800, in: zone)
  static let work = AccountID("work")
  static let team = CalendarID("team")

  static let google = Grant(id: GrantID("g-google"), provider: .google, email: "ada@acme.example")
  static let zoom = Grant(
    id: GrantID("g-zoom"),
    provider: .zoom,
    email: "ops@acme.example",
    scopes: Set(ConferencingRules.zoomScopes)
  )
  static let lacking = Grant(
    id: GrantID("g-lacking"),
    provider: .zoom,
    email: "old@acme.example",
    scopes: ["meeting:write:meeting", "meeting:delete:meeting"]
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
      grants: [work: grants]
    )
  }

  static func at(_ hour: Int, _ minute: Int = 0, day: Int = 0) -> Date {
    today.advanced(by: day).time(secondsFromMidnight: hour * 3_600 + minute * 60, in: zone)
  }

  static func event(
    _ title: String,
    from start: Date,
    minutes: Int = 60,
    conferencing: Conferencing = .none,
    participants: [Participant] = [],
    description: String = "",
    isReadOnly: Bool = false
  ) -> Event {
    Event(
      id: EventID("e-\(title)"),
      remoteID: RemoteEventID("r-\(title)"),
      account: work,
      calendar: team,
      title: title,
      time: .timed(
        start: start,
        end: start.addingTimeInterval(Double(minutes) * 60),
        zone: zone.identifier
      ),
      description: description,
      participants: participants,
      isReadOnly: isReadOnly,
      conferencing: conferencing
    )
  }

  static func summary(_ event: Event, delivery: Delivery = .delivered) -> EventSummary {
    EventSummary(
      id: event.id,
      account: event.account,
      calendar: event.calendar,
      title: event.title,
      time: event.time,
      location: event.location,
      status: event.status,
      isReadOnly: event.isReadOnly,
      provider: event.conferencing.provider,
      conferencingState: event.conferencingState,
      delivery: delivery
    )
  }

  static func window(_ events: [Event], days: ClosedRange<Int> = -7...14) -> EventWindow {
    EventWindow(
      days: today.advanced(by: days.lowerBound)...today.advanced(by: days.upperBound),
      events: events.map { summary($0) }
    )
  }
}

/// The program driven by a test: keys in, effects answered from a table of events.
struct TestApp {
  var app = AppViewModel(now: World.now, zone: World.zone, newIDs: NewIDs(seed: 7))
  var events: [Event]
  /// The edits that are not confirmed.
  var changes: [PendingChange] = []
  /// Where the edits of every event stand.
  var delivery: Delivery = .delivered
  /// The effects that nothing has answered.
  var effects: [Effect] = []

  init(_ events: [Event] = [], directory: Directory = World.directory()) {
    self.events = events
    send(.directoryLoaded(directory))
    send(.windowLoaded(.day(World.today), World.window(events)))
  }

  mutating func send(_ action: Action) {
    for effect in app.handle(action) {
      switch effect {
      case .loadEvent(let id):
        send(.eventLoaded(id, events.first { $0.id == id }, delivery))
      case .loadChanges: send(.changesLoaded(changes))
      default: effects.append(effect)
      }
    }
  }

  mutating func press(_ commands: Command...) {
    for command in commands { send(.command(command)) }
  }

  mutating func type(_ text: String) {
    for character in text { send(.text(String(character))) }
  }

  /// The edit that was submitted last.
  var submitted: EventEdit? {
    for effect in effects.reversed() {
      if case .submit(let edit) = effect { return edit }
    }
    return nil
  }
}

extension AppViewModel {
  /// Whether a screen of a kind is the only one on the calendar.
  func isShowing<Screen: ScreenModel>(_ kind: Screen.Type) -> Bool {
    screens.count == 1 && screens.last is Screen
  }
}
