import Foundation

/// What the Microsoft sign-in has at the start: four calendars, a dozen events over two weeks.
struct GraphSeed {
  private let today: Int
  private let zone: TimeZone
  private let zoneName: String
  private let owner = Person(name: "Mara Lindqvist", email: "mara@lindqvist.example")
  private let team = Person(name: "Product Team", email: "team@lindqvist.example")
  private var random: SplitMix64
  private var store: GraphStore

  /// The calendars and events; `events: 0` leaves the calendars empty.
  static func store(_ configuration: SandboxConfiguration, zone: TimeZone) -> GraphStore {
    var seed = GraphSeed(configuration, zone: zone)
    if configuration.events != 0 { seed.fill() }
    return seed.store
  }

  private init(_ configuration: SandboxConfiguration, zone: TimeZone) {
    let zoneName = GraphZones.windows(configuration.timeZone)
    self.zone = zone
    self.zoneName = zoneName
    today = CivilDay.start(of: CivilDay.text(configuration.now, in: zone), in: zone)
    random = SplitMix64(seed: configuration.seed ^ 0x6772_6170_68)
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    func calendar(
      _ name: String,
      _ color: String,
      owner: Person,
      canEdit: Bool = true,
      providers: [String] = ["teamsForBusiness"],
      _ random: inout SplitMix64
    ) -> GraphStore.Calendar {
      GraphStore.Calendar(
        id: "AAMkADRhMTI5Calendar" + random.characters(24, of: letters) + "AAA=",
        name: name,
        color: color,
        isDefault: name == "Calendar",
        canEdit: canEdit,
        owner: owner,
        allowedProviders: providers
      )
    }
    store = GraphStore(
      calendars: [
        calendar("Calendar", "#0078d4", owner: owner, &random),
        calendar("Team", "#498205", owner: team, &random),
        calendar("Holidays", "", owner: team, canEdit: false, &random),
        calendar("Home", "#c239b3", owner: owner, providers: ["unknown"], &random),
      ]
    )
  }

  private mutating func fill() {
    add(0, day: 2, "10:00", 60, "Roadmap review") {
      $0.body = "<p>Please read the <b>draft</b> first.</p><p>Mara &amp; Jon</p>"
      // Its meeting comes into being with the first request.
      $0.online = .pending(.zero)
      $0.location = "Room 4.12"
      $0.attendees = [Self.person("Jon Ek", "jon@example.org", "accepted")]
    }
    addSeries()
    add(0, day: 4, nil, 1, "Office closed")
    add(0, day: 5, nil, 3, "Conference in Malmö") { $0.showAs = "oof" }
    add(0, day: 6, "09:00", 30, "\u{1B}[31m<script>alert(1)</script>\u{202E}gnp.exe")
    add(0, day: 6, "11:00", 45, "長い題名の会議🗓️ 日本語") { $0.location = "東京オフィス 5F" }
    add(0, day: 7, "15:30", 30, "Dentist") { $0.sensitivity = "private" }
    add(0, day: 8, "18:00", 60, "Call with Seattle") {
      $0.startZone = "Pacific Standard Time"
      $0.endZone = "Pacific Standard Time"
    }
    add(0, day: 9, "13:00", 60, "Budget, second reading") {
      $0.isOrganizer = false
      $0.organizer = Person(name: "Aiko Tanaka", email: "aiko@example.org")
      $0.response = "notResponded"
      $0.attendees = [Self.person("Mara Lindqvist", "mara@lindqvist.example", "notResponded")]
    }
    add(1, day: 3, "14:00", 60, "Sprint planning") { $0.showAs = "free" }
    add(1, day: 12, "16:00", 90, "Retrospective")
    add(2, day: 10, nil, 1, "Public holiday")
    add(3, day: 11, "19:00", 120, "Choir") { $0.body = "Bring the <i>blue</i> folder." }
  }

  /// A weekly series of eight, the second one moved, the third one cancelled.
  private mutating func addSeries() {
    guard let key = add(0, day: 3, "09:30", 15, "Weekly stand-up"),
      var master = store.events[key]
    else { return }
    let start = Date(timeIntervalSince1970: TimeInterval(master.start))
    let day = CivilDay.text(start, in: zone)
    let weekday = CivilDay.gregorian(zone).component(.weekday, from: start)
    let names = [
      "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    ]
    master.pattern = try? GraphPattern([
      "pattern": [
        "type": "weekly", "interval": 1, "daysOfWeek": [.string(names[weekday - 1])],
        "firstDayOfWeek": "monday", "month": 0, "dayOfMonth": 0, "index": "first",
      ],
      "range": [
        "type": "numbered", "startDate": .string(day), "endDate": "0001-01-01",
        "numberOfOccurrences": 8, "recurrenceTimeZone": .string(zoneName),
      ],
    ])
    let starts = master.starts(before: master.start + 60 * 86_400)
    store.put(master, now: today)
    guard starts.count == 8 else { return }
    var moved = master.occurrence(at: starts[1])
    moved.subject = "Weekly stand-up, later"
    (moved.start, moved.end) = (moved.start + 7200, moved.end + 7200)
    store.put(moved, now: today)
    store.remove(master.occurrence(at: starts[2]))
  }

  /// Adds an event; without a clock time it takes so many whole days.
  @discardableResult
  private mutating func add(
    _ calendar: Int,
    day: Int,
    _ clock: String?,
    _ length: Int,
    _ subject: String,
    _ change: (inout GraphEvent) -> Void = { _ in }
  ) -> String? {
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    let text = CivilDay.text(
      Date(timeIntervalSince1970: TimeInterval(today + day * 86_400 + 43_200)),
      in: zone
    )
    let wall = text + "T" + (clock ?? "00:00") + ":00"
    guard let start = GraphTime.moment(wall: wall, in: clock == nil ? .gmt : zone) else {
      return nil
    }
    var event = GraphEvent(
      key: random.characters(40, of: letters),
      calendar: store.calendars[calendar].id,
      organizer: store.calendars[calendar].owner
    )
    event.subject = subject
    event.start = start
    event.end = start + length * (clock == nil ? 86_400 : 60)
    event.isAllDay = clock == nil
    (event.startZone, event.endZone) = (zoneName, zoneName)
    event.created = today
    change(&event)
    store.put(event, now: today)
    return event.key
  }

  private static func person(_ name: String, _ email: String, _ response: String) -> JSON {
    [
      "type": "required", "emailAddress": GraphEvent.address(name, email),
      "status": ["response": .string(response), "time": "0001-01-01T00:00:00Z"],
    ]
  }
}
