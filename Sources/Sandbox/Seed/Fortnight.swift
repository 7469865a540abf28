import Foundation

/// Two believable weeks around now: five days back and nine ahead, over all calendars.
struct Fortnight {
  static let daysBack = 5
  static let daysAhead = 9
  /// The title of the series that somebody else organizes.
  static let foreignSeries = "Aurora: partner check-in"

  private(set) var events: [StoredEvent] = []
  private(set) var meetings: [Meeting] = []
  private let people: SeedAccounts
  private let zone: TimeZone
  private let now: Int
  private let today: String
  private var random: SplitMix64

  init(_ people: SeedAccounts, now: Date, zone: TimeZone, random: SplitMix64) {
    self.people = people
    self.zone = zone
    self.now = Int(now.timeIntervalSince1970)
    self.random = random
    today = CivilDay.text(now, in: zone)
  }

  mutating func build() {
    let days = (-Self.daysBack...Self.daysAhead).map { offset in
      let noon = CivilDay.start(of: today, in: zone, plusDays: offset) + 43_200
      return (text: day(offset), isWeekend: Self.isWeekend(noon, in: zone), offset: offset)
    }
    addStandUp(on: days.filter { !$0.isWeekend }.map(\.text))
    var before = 0
    for day in days.reversed() where day.offset < 0 && !day.isWeekend {
      before -= 1
      add(FortnightPlan.events(onWorkday: before), on: day.text)
    }
    var after = 0
    for day in days where day.offset >= 0 && !day.isWeekend {
      add(FortnightPlan.events(onWorkday: after), on: day.text)
      after += 1
    }
    for day in days where day.isWeekend { addWeekend(day.text) }
    addWholeDays()
    addForeignSeries(on: days.filter { $0.offset > 0 && !$0.isWeekend }.map(\.text))
  }

  // MARK: Parts

  private func day(_ offset: Int) -> String {
    let noon = CivilDay.start(of: today, in: zone, plusDays: offset) + 43_200
    return CivilDay.text(Date(timeIntervalSince1970: TimeInterval(noon)), in: zone)
  }

  private static func isWeekend(_ time: Int, in zone: TimeZone) -> Bool {
    let date = Date(timeIntervalSince1970: TimeInterval(time))
    return [1, 7].contains(CivilDay.gregorian(zone).component(.weekday, from: date))
  }

  private mutating func add(_ plans: [PlannedEvent], on day: String) {
    for plan in plans { events.append(event(plan, on: day)) }
  }

  private mutating func addStandUp(on workdays: [String]) {
    guard let first = workdays.first, let last = workdays.last else { return }
    let plan = PlannedEvent(
      .team,
      9,
      15,
      15,
      "Stand-up",
      .own(.googleMeet),
      words: "Yesterday, today, what is in the way. Fifteen minutes, standing.",
      with: [("jonas", "yes"), ("priya", "yes"), ("tomasz", "yes"), ("amara", "maybe")]
    )
    addSeries(plan, from: first, through: last)
  }

  /// A series that somebody else organizes, whose invitation is not answered.
  private mutating func addForeignSeries(on workdays: [String]) {
    guard let first = workdays.first, let last = workdays.last else { return }
    let plan = PlannedEvent(
      .project,
      8,
      30,
      20,
      Self.foreignSeries,
      words: "Where we stand, and what we need from each other.",
      with: [("amara", "yes"), ("hiroshi", "yes")]
    ).with { $0.isInvitation = true }
    addSeries(plan, from: first, through: last)
  }

  private mutating func addSeries(_ plan: PlannedEvent, from first: String, through last: String) {
    var master = event(plan, on: first)
    let until = last.filter { $0 != "-" }
    master.recurrence = ["RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=\(until)T235959"]
    events.append(master)
    events += Occurrences.of(master, zone: zone)
  }

  private mutating func addWeekend(_ day: String) {
    let plans: [PlannedEvent] = [
      PlannedEvent(.family, 10, 30, 120, "Brunch with the neighbours", at: "Hof 2"),
      PlannedEvent(.family, 14, 0, 90, "Ella: football match", at: "Sportplatz Süd"),
      PlannedEvent(.own, 9, 0, 180, "Long run 🏃‍♀️").with { $0.isFree = true },
      PlannedEvent(.family, 21, 0, 240, "Film night with Óscar and Mäxchen"),
    ]
    add([random.pick(plans)], on: day)
  }

  private mutating func addWholeDays() {
    addWholeDay(.office, "Lift out of service", .date(day(1)), isFree: true)
    addWholeDay(.family, "Oma Hilde's birthday 🎂", .date(day(4)), isFree: true)
    addWholeDay(.project, "Aurora offsite", .datespan(first: day(6), last: day(8)), isFree: false)
    addWholeDay(.own, "Conference travel", .datespan(first: day(-5), last: day(-4)), isFree: false)
    addWholeDay(.holidays, "Public holiday", .date(day(7)), isFree: true)
    addWholeDay(.holidays, "Clock change talk day", .date(day(-2)), isFree: true)
    addWholeDay(.company, "Year-end closing", .datespan(first: day(2), last: day(4)), isFree: true)
    addWholeDay(.company, "All-hands in Oslo", .date(day(5)), isFree: true)
  }

  private mutating func addWholeDay(
    _ purpose: SeedAccounts.Purpose,
    _ title: String,
    _ when: EventWhen,
    isFree: Bool
  ) {
    let plan = PlannedEvent(purpose, 0, 0, 0, title).with { $0.isFree = isFree }
    var event = event(plan, on: today)
    event.when = when
    events.append(event)
  }

  private mutating func event(_ plan: PlannedEvent, on day: String) -> StoredEvent {
    let calendar = people.calendar(plan.purpose)
    let owner = people.owner(of: calendar)
    let zoneName = plan.zone ?? zone.identifier
    let start = CivilDay.start(of: day, in: zone) + plan.start * 60
    let id = EventID.make(for: owner.provider, &random)
    let domain = owner.provider == .google ? "acme.example" : "northwind.example"
    let me = Person(name: owner.name, email: owner.email)
    let isForeign = plan.isInvitation || Self.isForeign(plan.link)
    var organizer = me
    if isForeign { organizer = Person(name: "Ingrid Sørensen", email: "ingrid@partner.example") }
    if calendar.isReadOnly { organizer = Person(name: calendar.name, email: calendar.ownerEmail) }
    let age = random.below(20 * 86_400)
    var event = StoredEvent(
      id: id,
      grantID: owner.id,
      calendarID: calendar.id,
      when: .timespan(
        start: start,
        end: start + plan.minutes * 60,
        startZone: zoneName,
        endZone: plan.endZone ?? zoneName
      ),
      organizer: organizer,
      icalUID: "\(id)@sandbox.example",
      createdAt: now - age - 86_400,
      updatedAt: now - age / 2 - 3600
    )
    event.title = plan.title
    event.location = plan.location
    event.status = plan.status
    event.busy = !plan.isFree
    event.visibility = plan.isPrivate ? "private" : owner.provider == .google ? "default" : nil
    event.isReadOnly = plan.isReadOnly || calendar.isReadOnly
    event.participants = plan.people.map { name, status in
      let parts = name.split(separator: ".").map(\.capitalized)
      return Participant(
        email: "\(name)@\(domain)",
        name: parts.joined(separator: " "),
        status: status
      )
    }
    if isForeign || !event.participants.isEmpty {
      let answer = plan.isInvitation ? "noreply" : "yes"
      event.participants.append(
        Participant(email: me.email, name: me.name, status: answer)
      )
    }
    var links = SeedLinks(people: people, random: random)
    links.add(plan, to: &event, start: start)
    random = links.random
    meetings += links.meetings
    return event
  }

  private static func isForeign(_ link: PlannedEvent.Link?) -> Bool {
    if case .foreign = link { true } else { false }
  }
}
