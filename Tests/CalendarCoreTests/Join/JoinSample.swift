import CalendarCore
import ConferencingCore
import Foundation

/// An event of a table of join cases, written in one line.
///
/// `A 10:00-11:00 declined`: a title, two times of a day (`23:00-1` is yesterday, `00:30+1` tomorrow)
/// or `day`, `day-1..1` for whole days, and words: `nolink`, `pending`, `page` (a page to register
/// at), `declined`, `maybe`, `unanswered`, `accepted`, `cancelled`, `tentative`, `series`, `=X` for the
/// link X, `@home` for another account.
struct JoinSample {
  static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
  static let today = Day("2026-11-27") ?? Day(daysSinceEpoch: 0)

  let summary: EventSummary
  let facts: JoinFacts

  init(_ text: String, on today: Day = today, in zone: TimeZone = zone) {
    let words = text.split(separator: " ").map(String.init)
    let flags = Set(words.dropFirst(2))
    let title = words[0]
    let link = flags.first { $0.hasPrefix("=") }.map { String($0.dropFirst()) } ?? title
    let hasLink = flags.isDisjoint(with: ["nolink", "pending", "page"])
    let hasProvider = !flags.contains("nolink")
    summary = EventSummary(
      id: EventID(title),
      account: AccountID(flags.contains("@home") ? "home" : "work"),
      calendar: CalendarID("main"),
      title: title,
      time: Self.time(words[1], on: today, in: zone),
      status: flags.contains("cancelled")
        ? .cancelled : flags.contains("tentative") ? .tentative : .confirmed,
      provider: hasProvider ? .zoomMeeting : nil,
      conferencingState: flags.contains("pending") ? .pending : hasProvider ? .ready : .none,
      isRecurring: flags.contains("series")
    )
    let responses: [(String, ParticipantResponse)] = [
      ("declined", .no), ("maybe", .maybe), ("unanswered", .none), ("accepted", .yes),
    ]
    facts = JoinFacts(
      response: responses.first { flags.contains($0.0) }?.1,
      meeting: hasLink
        ? ConferencingDetails(provider: .unknown, url: "https://meet.example.com/\(link)") : nil
    )
  }

  /// A moment such as `10:00`, `23:50-1`, `00:10+1` or `10:00:59`.
  static func moment(_ text: String, on today: Day = today, in zone: TimeZone = zone) -> Date {
    let clock = text.prefix { $0.isNumber || $0 == ":" }
    let parts = clock.split(separator: ":").compactMap { Int($0) }
    let day = today.advanced(by: Int(text.dropFirst(clock.count)) ?? 0)
    let seconds = zip(parts, [3_600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
    return day.time(secondsFromMidnight: seconds, in: zone)
  }

  private static func time(_ text: String, on today: Day, in zone: TimeZone) -> EventTime {
    if text.hasPrefix("day") {
      let days = text.dropFirst(3).split(separator: ".").compactMap { Int($0) }
      return .allDay(
        first: today.advanced(by: days.first ?? 0),
        last: today.advanced(by: days.last ?? 0)
      )
    }
    // The hyphen between two times stands before two digits and a colon.
    let ends = text.indices.filter { index in
      text[index] == "-" && text[index...].dropFirst(3).first == ":"
    }
    let middle = ends.first ?? text.endIndex
    let start = moment(String(text[..<middle]), on: today, in: zone)
    let end = moment(String(text[middle...].dropFirst()), on: today, in: zone)
    return .timed(start: start, end: end, zone: zone.identifier)
  }
}
