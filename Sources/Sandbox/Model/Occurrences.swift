import Foundation

/// Lays out a series as the events that a user sees.
enum Occurrences {
  /// The occurrences of a master, each an event of its own.
  static func of(_ master: StoredEvent, zone: TimeZone) -> [StoredEvent] {
    let zone = master.zone(or: zone)
    let first = master.when.interval(in: zone).start
    return Recurrence.starts(master.recurrence, from: first, zone: zone).map { start in
      var occurrence = StoredEvent(
        id: "\(master.id)_\(stamp(start))",
        grantID: master.grantID,
        calendarID: master.calendarID,
        when: master.when.moved(to: start, zone: zone),
        organizer: master.organizer,
        icalUID: master.icalUID,
        createdAt: master.createdAt,
        updatedAt: master.updatedAt
      )
      occurrence.title = master.title
      occurrence.description = master.description
      occurrence.location = master.location
      occurrence.busy = master.busy
      occurrence.status = master.status
      occurrence.visibility = master.visibility
      occurrence.isReadOnly = master.isReadOnly
      occurrence.participants = master.participants
      occurrence.resources = master.resources
      occurrence.reminders = master.reminders
      occurrence.hidesParticipants = master.hidesParticipants
      occurrence.metadata = master.metadata
      occurrence.conferencing = master.conferencing
      occurrence.masterEventID = master.id
      occurrence.originalStart = start
      return occurrence
    }
  }

  /// `20261201T090000Z`, as Google ends the ids of occurrences.
  static func stamp(_ start: Int) -> String {
    let date = Date(timeIntervalSince1970: TimeInterval(start))
    let day = CivilDay.text(date, in: .gmt).filter { $0 != "-" }
    let seconds = ((start % 86_400) + 86_400) % 86_400
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60]
    return "\(day)T\(clock.map { ($0 < 10 ? "0" : "") + String($0) }.joined())Z"
  }
}

extension StoredEvent {
  /// The zone that the event was put down in.
  fileprivate func zone(or standard: TimeZone) -> TimeZone {
    guard case .timespan(_, _, let name?, _) = when else { return standard }
    return TimeZone(identifier: name) ?? standard
  }
}

extension EventWhen {
  /// The same length of time from another start.
  fileprivate func moved(to start: Int, zone: TimeZone) -> EventWhen {
    let moment = Date(timeIntervalSince1970: TimeInterval(start))
    switch self {
    case .timespan(let from, let to, let startZone, let endZone):
      return .timespan(
        start: start,
        end: start + to - from,
        startZone: startZone,
        endZone: endZone
      )
    case .date: return .date(CivilDay.text(moment, in: zone))
    case .datespan(let first, let last):
      // Midday keeps clear of the hours that clock changes add and take.
      let length = CivilDay.start(of: last, in: zone) - CivilDay.start(of: first, in: zone)
      let end = moment.addingTimeInterval(TimeInterval(length + 43_200))
      return .datespan(
        first: CivilDay.text(moment, in: zone),
        last: CivilDay.text(end, in: zone)
      )
    }
  }
}

/// Ids as each provider writes them.
enum EventID {
  static func make(for provider: StoredGrant.Provider, _ random: inout SplitMix64) -> String {
    switch provider {
    case .google:
      // https://developers.google.com/workspace/calendar/api/v3/reference/events: base32hex.
      return random.characters(26, of: "0123456789abcdefghijklmnopqrstuv")
    case .icloud:
      return random.uuid().uppercased()
    case .microsoft, .zoom, .ews:
      let alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
      return "AAMkAD" + random.characters(46, of: alphabet) + "AAA="
    }
  }
}
