import ConferencingCore
import Foundation
import LocalCache

extension Session {
  /// An event as commands print it with `--json`.
  func json(of event: Event) throws(CacheError) -> JSONText {
    EventJSON.object(event, id: try cache.name(of: event), zone: environment.zone)
  }
}

/// Events as commands print them with `--json`.
enum EventJSON {
  /// An event.
  ///
  /// Times are ISO 8601: an instant with the offset of the event's zone, or a day; the end of an
  /// event of whole days is its last day.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - id: The text by which commands find it again.
  ///   - viewer: The zone of an event that names none.
  /// - Returns: The object.
  static func object(_ event: Event, id: String, zone viewer: TimeZone) -> JSONText {
    .object(
      [
        ("id", .text(id)),
        ("account", .text(event.account.rawValue)),
        ("calendar", .text(event.calendar.rawValue)),
        ("title", .text(event.title)),
      ] + members(of: event.time, zone: viewer) + [
        ("location", .text(event.location)),
        ("description", .text(event.description)),
        ("status", .text(event.status.rawValue)),
        ("participants", .list(event.participants.map(participant))),
        ("conferencing", conferencing(event)),
      ]
    )
  }

  /// When an event takes place.
  static func time(_ time: EventTime, zone viewer: TimeZone) -> JSONText {
    .object(members(of: time, zone: viewer))
  }

  private static func members(of time: EventTime, zone viewer: TimeZone) -> [(String, JSONText)] {
    let start: String
    let end: String
    var zoneName: String?
    switch time {
    case .allDay(let first, let last): (start, end) = (first.description, last.description)
    case .timed(let from, let to, let name):
      let zone = name.flatMap { TimeZone(identifier: $0) } ?? viewer
      zoneName = name ?? viewer.identifier
      (start, end) = (ISOTime.text(from, in: zone), ISOTime.text(to, in: zone))
    }
    return [
      ("start", .text(start)), ("end", .text(end)), ("all_day", .bool(time.isAllDay)),
      ("time_zone", JSONText(zoneName)),
    ]
  }

  /// The meeting of an event.
  static func conferencing(_ event: Event) -> JSONText {
    var details: ConferencingDetails?
    if case .details(let found) = event.conferencing { details = found }
    var members: [(String, JSONText)] = [
      ("state", .text(event.conferencingState.rawValue)),
      ("provider", JSONText(event.conferencing.provider?.rawValue)),
      ("url", JSONText(details?.url)),
      ("meeting_code", JSONText(details?.meetingCode)),
      ("access_code", JSONText(details?.accessCode)),
      ("pin", JSONText(details?.pin)),
      ("phones", .list((details?.phones ?? []).map(JSONText.text))),
    ]
    if let failure = event.conferencingFailure { members.append(("failure", .text(failure))) }
    return .object(members)
  }

  /// Somebody invited.
  static func participant(_ person: Participant) -> JSONText {
    .object([
      ("email", .text(person.email)), ("name", .text(person.name)),
      ("status", .text(person.response.rawValue)),
    ])
  }
}

/// Instants as ISO 8601.
enum ISOTime {
  /// `2026-12-01T10:00:00+01:00`, or `…Z` in UTC.
  static func text(_ date: Date, in zone: TimeZone) -> String {
    let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: date)
    let day = Day(daysSinceEpoch: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
    let second = seconds - day.daysSinceEpoch * 86_400
    let offset = zone.secondsFromGMT(for: date) / 60
    let sign = offset < 0 ? "-" : "+"
    let zoneText =
      zone.identifier == "UTC" || zone.identifier == "GMT"
      ? "Z" : sign + two(abs(offset) / 60) + ":" + two(abs(offset) % 60)
    return day.description + "T" + two(second / 3_600) + ":" + two(second / 60 % 60) + ":"
      + two(second % 60) + zoneText
  }

  /// Reads `2026-12-01T10:00`, with seconds, `Z` or an offset where they are given.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - zone: The zone of a time that names no offset.
  /// - Returns: The instant, or `nil` when the text is none.
  static func date(_ text: String, in zone: TimeZone) -> Date? {
    guard let separator = text.firstIndex(where: { $0 == "T" || $0 == "t" || $0 == " " }),
      let day = Day(String(text[..<separator]))
    else { return nil }
    var clock = text[text.index(after: separator)...]
    var offset: Int?
    if clock.hasSuffix("Z") || clock.hasSuffix("z") {
      offset = 0
      clock = clock.dropLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let parts = clock[clock.index(after: sign)...].filter { $0 != ":" }
      guard parts.count == 4, let number = Int(parts), number % 100 < 60, number <= 1_400 else {
        return nil
      }
      offset = (number / 100 * 60 + number % 100) * (clock[sign] == "-" ? -60 : 60)
      clock = clock[..<sign]
    }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.allSatisfy({ $0.count == 2 }),
      let hour = Int(parts[0]), let minute = Int(parts[1]),
      let second = Int(parts.count == 3 ? parts[2] : "00"),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    let seconds = hour * 3_600 + minute * 60 + second
    guard let offset else { return day.time(secondsFromMidnight: seconds, in: zone) }
    return Date(timeIntervalSince1970: Double(day.daysSinceEpoch * 86_400 + seconds - offset))
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
