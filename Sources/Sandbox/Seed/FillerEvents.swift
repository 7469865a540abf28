import Foundation

/// Any number of plain events over the months around now, for trying how the client bears many.
struct FillerEvents {
  private let people: SeedAccounts
  private let zone: TimeZone
  private let now: Int
  private let today: String
  private var random: SplitMix64

  /// Events that a very busy calendar has in a day; more events reach further in time.
  private static let perDay = 12

  init(_ people: SeedAccounts, now: Date, zone: TimeZone, random: SplitMix64) {
    self.people = people
    self.zone = zone
    self.now = Int(now.timeIntervalSince1970)
    self.random = SplitMix64(seed: random.nextSeed)
    today = CivilDay.text(now, in: zone)
  }

  mutating func make(_ count: Int) -> [StoredEvent] {
    let days = max(120, count / Self.perDay)
    // A third lies in the past, as in a calendar that has been kept for a while.
    let starts = (0..<days).map { day in
      CivilDay.start(of: today, in: zone, plusDays: day - days / 3)
    }
    let calendars = SeedAccounts.Purpose.allCases.map(people.calendar).filter { !$0.isReadOnly }
    var events: [StoredEvent] = []
    events.reserveCapacity(count)
    for index in 0..<count {
      let calendar = calendars[random.below(calendars.count)]
      events.append(event(in: calendar, dayStart: starts[index % days]))
    }
    return events
  }

  private mutating func event(in calendar: StoredCalendar, dayStart: Int) -> StoredEvent {
    let owner = people.owner(of: calendar)
    let id = EventID.make(for: owner.provider, &random)
    let start = dayStart + (8 * 4 + random.below(44)) * 900
    let age = random.below(90 * 86_400)
    var event = StoredEvent(
      id: id,
      grantID: owner.id,
      calendarID: calendar.id,
      when: .timespan(
        start: start,
        end: start + (1 + random.below(6)) * 900,
        startZone: zone.identifier,
        endZone: zone.identifier
      ),
      organizer: Person(name: owner.name, email: owner.email),
      icalUID: "\(id)@sandbox.example",
      createdAt: now - age - 86_400,
      updatedAt: now - age - 3600
    )
    let name = random.pick(Self.names)
    event.title = random.pick(Self.kinds) + random.pick(Self.topics) + " with " + name
    event.visibility = owner.provider == .google ? "default" : nil
    event.busy = random.below(10) > 0
    if random.below(3) == 0 { event.location = random.pick(Self.places) }
    if random.below(2) == 0 {
      event.participants = [
        Participant(
          email: "\(name.lowercased())@acme.example",
          name: name,
          status: random.pick(["yes", "no", "maybe", "noreply"])
        ),
        Participant(email: owner.email, name: owner.name, status: "yes"),
      ]
    }
    if random.below(4) == 0 { event.description = "Notes: " + random.pick(Self.topics) }
    if random.below(8) == 0 { addLink(to: &event, start: start) }
    return event
  }

  /// A link that the organizer made elsewhere, with its text.
  private mutating func addLink(to event: inout StoredEvent, start: Int) {
    let plan = PlannedEvent(
      .own,
      0,
      0,
      0,
      event.title ?? "",
      .foreign(random.pick(ConferencingProvider.allCases)),
      words: event.description
    )
    var links = SeedLinks(people: people, random: random)
    links.add(plan, to: &event, start: start)
    random = links.random
    event.organizer = Person(name: "Ingrid Sørensen", email: "ingrid@partner.example")
  }

  private static let kinds = ["Review: ", "Planning: ", "Call: ", "Workshop: ", "", "Check-in: "]
  private static let topics = [
    "billing", "search", "onboarding", "storage costs", "hiring", "roadmap", "Übersetzungen",
    "accessibility", "支払い", "backups", "partner contract", "release notes",
  ]
  private static let names = [
    "Jonas", "Priya", "Tomasz", "Amara", "Hiroshi", "Lena", "Stefan", "Mei", "Dana", "Óscar",
  ]
  private static let places = ["Room 2.07", "Room 4.12", "Canteen", "Werkstraße 9", "会議室 3"]
}

extension SplitMix64 {
  /// A seed for another generator that does not run along with this one.
  fileprivate var nextSeed: UInt64 {
    var copy = self
    return copy.next()
  }
}
