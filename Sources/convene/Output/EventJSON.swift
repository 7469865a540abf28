import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import ViewModels

extension Session {
  /// An event as commands print it with `--json`.
  func json(of event: Event) throws(CacheError) -> JSONText {
    var series: (master: Event, id: String)?
    if event.isRecurring, let master = try cache.series.series(of: event.id)?.master {
      series = (master, try cache.name(of: master))
    }
    return EventJSON.object(
      event,
      id: try cache.name(of: event),
      series: series,
      parts: try cache.masters.parts(ofSeriesOf: event.id),
      owner: try cache.directory().ownGrant(of: event.account)?.email,
      zone: environment.zone
    )
  }
}

extension Session {
  /// The shortest texts by which commands find events.
  func shortNames(of events: [EventID]) throws(CacheError) -> [EventID: String] {
    var names: [EventID: String] = [:]
    for id in events where names[id] == nil {
      names[id] = try cache.event(id).map { event throws(CacheError) in
        try cache.shortName(of: event)
      }
    }
    return names
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
  ///   - series: The master of its series with the text for that, where it is known.
  ///   - parts: What its series was one with, before Google divided it.
  ///   - owner: The address that its account answers invitations with, where it is known.
  ///   - viewer: The zone of an event that names none.
  /// - Returns: The object.
  static func object(
    _ event: Event,
    id: String,
    series: (master: Event, id: String)? = nil,
    parts: SeriesParts = .none,
    owner: String? = nil,
    zone viewer: TimeZone
  ) -> JSONText {
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
        ("my_response", JSONText(owner.flatMap(event.response)?.rawValue)),
        ("conferencing", conferencing(event)),
        ("recurring", .bool(event.isRecurring)),
      ] + self.series(event, series, parts, zone: viewer)
        + (event.kind.map { [("kind", .text($0.rawValue))] } ?? [])
        + (event.reminders == .standard ? [] : [("reminders", reminders(event.reminders))])
    )
  }

  /// What series an event is of, and which occurrence of it.
  private static func series(
    _ event: Event,
    _ series: (master: Event, id: String)?,
    _ parts: SeriesParts,
    zone viewer: TimeZone
  ) -> [(String, JSONText)] {
    guard event.isRecurring else { return [] }
    let recurrence = series?.master.recurrence
    // Not every service says of an occurrence that it differs from its series.
    let isOurs = if case .remote? = event.occurrence?.series { false } else { true }
    let original: JSONText =
      switch event.occurrence?.originalStart {
      case nil: .null
      case .day(let day)?: .text(day.description)
      case .moment(let date)?:
        .text(
          ISOTime.text(
            date,
            in: (series?.master ?? event).time.zone.flatMap { TimeZone(identifier: $0) } ?? viewer
          )
        )
      }
    // The ids of the parts before and behind, where Google divided the series.
    let earlier =
      parts.earlier?.remoteID ?? (parts.continuesAnother ? event.masterID?.firstPart : nil)
    let others = [("continues", earlier), ("continued_by", parts.later?.remoteID)].compactMap {
      name,
      id in id.map { (name, JSONText.text($0.rawValue)) }
    }
    return [
      (
        "series",
        .object(
          [
            ("id", JSONText(series?.id ?? event.masterID?.rawValue)),
            ("rule", JSONText(recurrence?.lines.joined(separator: "\n"))),
            ("words", JSONText(recurrence?.words(from: series?.master.time, zone: viewer))),
            ("original_start", original),
            ("is_exception", isOurs || event.isException ? .bool(event.isException) : .null),
          ] + others
        )
      )
    ]
  }

  /// The value of a field of an event, as the event itself has it in JSON.
  static func value(_ field: EventField, of event: Event, zone viewer: TimeZone) -> JSONText {
    switch field.value(in: event) {
    case .title(let text), .text(let text): .text(text)
    case .time(let time): .object(members(of: time, zone: viewer))
    case .recurrence(let recurrence): .list(recurrence.lines.map(JSONText.text))
    case .people(let people): .list(people.map(participant))
    case .visibility(let visibility): .text(visibility.rawValue)
    case .flag(let isSet, _): .bool(isSet)
    case .reminders(let reminders): self.reminders(reminders)
    case .meeting: conferencing(event)
    }
  }

  /// Reminders; `null` for those of the service.
  private static func reminders(_ reminders: Reminders) -> JSONText {
    guard let list = reminders.list else { return .null }
    return .list(
      list.map {
        .object([
          ("minutes", .number($0.minutes)), ("method", .text($0.isMail ? "email" : "popup")),
        ])
      }
    )
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

  /// The meeting of an event, and under `found` what its texts say of meetings.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - made: What is said of a meeting that Convene had made, where that is asked for.
  /// - Returns: The object.
  static func conferencing(_ event: Event, _ made: MadeMeetingFacts? = nil) -> JSONText {
    let details = event.conferencing.details
    var members: [(String, JSONText)] = [
      ("state", .text(event.conferencingState.rawValue)),
      ("provider", JSONText(event.conferencing.provider?.rawValue)),
      ("url", JSONText(details?.url)),
      ("meeting_code", JSONText(details?.meetingCode)),
      ("access_code", JSONText(details?.accessCode)),
      ("pin", JSONText(details?.pin)),
      ("phones", .list((details?.phones ?? []).map(JSONText.text))),
      (
        "found", .list((LinkFinder.meetings(in: event) + LinkFinder.others(in: event)).map(meeting))
      ),
      ("joined_by", joinedBy(event)),
    ]
    if let failure = event.conferencingFailure { members.append(("failure", .text(failure))) }
    return .object(members + (made?.members ?? []))
  }

  /// The link that an event is joined by, and why that one; `null` where there is none.
  private static func joinedBy(_ event: Event) -> JSONText {
    let links = JoinLinks(of: event)
    guard let first = links.links.first, first.link.purpose == .meeting, event.joinDetails() != nil
    else { return .null }
    return .object([
      ("provider", .text(first.link.provider.rawValue)), ("url", .text(first.link.url)),
      ("source", .text(first.source.words)), ("reason", .text(links.reason.rawValue)),
    ])
  }

  /// A meeting that the texts of an event speak of.
  private static func meeting(_ found: FoundMeeting) -> JSONText {
    .object([
      ("source", .text(found.link?.source.words ?? "description")),
      ("purpose", .text((found.link?.link.purpose ?? .meeting).rawValue)),
      ("provider", JSONText(found.link?.link.provider.rawValue)),
      ("url", JSONText(found.link?.link.url)),
      ("meeting_code", JSONText(found.codes.meetingCode ?? found.link?.link.meetingCode)),
      ("access_code", JSONText(found.codes.accessCode ?? found.link?.link.accessCode)),
      ("pin", JSONText(found.codes.pin)),
      ("phones", .list(found.codes.phones.map(JSONText.text))),
    ])
  }

  /// Somebody invited.
  static func participant(_ person: Participant) -> JSONText {
    .object([
      ("email", .text(person.email)), ("name", .text(person.name)),
      ("status", .text(person.response.rawValue)),
      ("not_reached", JSONText(person.reasonNotReached)),
    ])
  }
}

/// Instants as ISO 8601.
enum ISOTime {
  /// `2026-12-01T10:00:00+01:00`, or `…Z` in UTC.
  static func text(_ date: Date, in zone: TimeZone) -> String {
    let (day, second) = Day.wall(of: date, in: zone)
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
    guard text.first?.isNumber == true,
      let typed = try? TimeInput.moment(
        text,
        InputContext(now: Date(timeIntervalSince1970: 0), zone: zone)
      )
    else { return nil }
    return typed.clock(in: zone)?.instant
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
