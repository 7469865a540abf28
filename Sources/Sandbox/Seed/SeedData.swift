import Foundation

/// What the sandbox begins with.
///
/// The same seed, moment and zone give the same bytes.
struct SeedData: Sendable {
  let grants: [StoredGrant]
  let calendars: [StoredCalendar]
  private(set) var events: [StoredEvent]
  private(set) var meetings: [Meeting]

  init(_ configuration: SandboxConfiguration, zone: TimeZone) {
    var random = SplitMix64(seed: configuration.seed)
    let now = Int(configuration.now.timeIntervalSince1970)
    let people = SeedAccounts(now: now, zone: zone, random: &random)
    grants = people.grants
    calendars = people.calendars
    var fortnight = Fortnight(people, now: configuration.now, zone: zone, random: random)
    fortnight.build()
    events = fortnight.events
    meetings = fortnight.meetings
    if let count = configuration.events {
      adjust(to: count, now: configuration.now, zone: zone, people: people, random: random)
    }
  }

  /// Takes the events nearest to now, or adds made-up ones over the months around it.
  private mutating func adjust(
    to count: Int,
    now: Date,
    zone: TimeZone,
    people: SeedAccounts,
    random: SplitMix64
  ) {
    let moment = Int(now.timeIntervalSince1970)
    let visible = events.filter { !$0.isMaster && $0.status != .cancelled }
    if count > visible.count {
      var filler = FillerEvents(people, now: now, zone: zone, random: random)
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
