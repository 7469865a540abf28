import Foundation

/// What the sandbox begins with.
///
/// The same seed, day and zone give the same bytes.
struct SeedData: Sendable {
  let grants: [StoredGrant]
  let calendars: [StoredCalendar]
  private(set) var events: [StoredEvent]
  private(set) var meetings: [Meeting]

  init(_ configuration: SandboxConfiguration, zone: TimeZone) {
    var random = SplitMix64(seed: configuration.seed)
    // From the day's start: when on that day the sandbox is started makes no difference.
    let today = CivilDay.start(of: CivilDay.text(configuration.now, in: zone), in: zone)
    let morning = Date(timeIntervalSince1970: TimeInterval(today))
    let people = SeedAccounts(now: today, zone: zone, random: &random)
    let limited = configuration.hasLimitedGrants
    let more = limited ? LimitedAccounts(now: today, zone: zone, seed: configuration.seed) : nil
    grants = people.grants + (more?.grants ?? [])
    calendars = people.calendars + (more?.calendars ?? [])
    var fortnight = Fortnight(people, now: morning, zone: zone, random: random)
    fortnight.build()
    events = fortnight.events
    meetings = fortnight.meetings
    if let count = configuration.events {
      adjust(to: count, near: morning, zone: zone, people: people, random: random)
    }
  }

  /// Takes the events nearest to the middle of the day, or adds made-up ones over the months around
  /// it.
  private mutating func adjust(
    to count: Int,
    near morning: Date,
    zone: TimeZone,
    people: SeedAccounts,
    random: SplitMix64
  ) {
    let moment = Int(morning.timeIntervalSince1970) + 43_200
    let visible = events.filter { !$0.isMaster && $0.status != .cancelled }
    if count > visible.count {
      var filler = FillerEvents(people, now: morning, zone: zone, random: random)
      events += filler.make(count - visible.count)
      return
    }
    let distances = visible.map { event in
      (event: event, distance: abs(event.when.interval(in: zone).start - moment))
    }
    let nearest = distances.sorted { ($0.distance, $0.event.id) < ($1.distance, $1.event.id) }
    let kept = nearest.prefix(count).map(\.event)
    let masters = Set(kept.compactMap(\.masterEventID))
    events = kept + events.filter { masters.contains($0.id) }
    let ids = Set(events.map(\.id))
    meetings = meetings.filter { ids.contains($0.eventID) }
  }
}
