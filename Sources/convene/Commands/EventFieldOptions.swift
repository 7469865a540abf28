import ArgumentParser
import ConferencingCore
import Foundation
import ViewModels

/// The options that say what an event is to be.
struct EventFieldOptions: ParsableArguments {
  @Option(help: "When it starts: 2026-12-01T10:00, or 2026-12-01 for whole days.")
  var start: String?

  @Option(help: "When it ends; the last day for whole days.")
  var end: String?

  @Option(help: "How long it takes: 30m, 1h30m, 2d.")
  var duration: String?

  @Option(help: "The time zone of its times: Europe/Paris.")
  var timeZone: String?

  @Option(help: "The place.")
  var location: String?

  @Option(help: "The description.")
  var description: String?

  @Option(name: .customLong("with"), help: "Somebody to invite, by mail address; repeatable.")
  var participants: [String] = []

  @Option(help: "Who may see it: default, public or private.")
  var visibility: String?

  @Flag(inversion: .prefixedNo, help: "Whether it blocks its time.")
  var busy: Bool?

  @Flag(inversion: .prefixedNo, help: "Whether the participants are told.")
  var notify = true

  /// Puts what is given on a draft.
  ///
  /// - Parameters:
  ///   - draft: What the event is without the options.
  ///   - viewer: The zone of times that name none.
  ///   - today: The day it is.
  /// - Throws: ``CommandError`` when something cannot be read.
  func apply(to draft: inout EventDraft, viewer: TimeZone, today: Day) throws(CommandError) {
    draft.time = try time(from: draft.time, viewer: viewer, today: today)
    if let location { draft.location = location }
    if let description { draft.description = description }
    if let busy { draft.isBusy = busy }
    if let visibility {
      guard let known = EventVisibility(rawValue: visibility) else {
        throw CommandError(.badInput, "--visibility is default, public or private.")
      }
      draft.visibility = known
    }
    if !participants.isEmpty {
      let read = ParticipantInput.participants(
        participants.joined(separator: ","),
        known: draft.participants
      )
      if let stranger = read.stranger {
        throw CommandError(.badInput, "\"\(stranger)\" is not a mail address.")
      }
      draft.participants += read.people.filter { person in
        !draft.participants.contains { $0.hasAddress(person.email) }
      }
    }
  }

  private func time(
    from current: EventTime,
    viewer: TimeZone,
    today: Day
  ) throws(CommandError) -> EventTime {
    var zone = NamedZone(name: viewer.identifier, zone: viewer)
    // The event's own name for its zone stays, whether it is known here or not.
    if case .timed(_, _, let name) = current {
      zone.name = name
      zone.zone = name.flatMap { TimeZone(identifier: $0) } ?? viewer
    }
    if let timeZone {
      guard let known = TimeInput.zone(timeZone) else {
        throw CommandError(
          .badInput,
          "There is no time zone \"\(timeZone)\". Write one like Europe/Paris."
        )
      }
      zone = known
    }
    if end != nil, duration != nil {
      throw CommandError(.badInput, "Give --end or --duration, not both.")
    }
    guard start != nil || end != nil || duration != nil || timeZone != nil else { return current }
    if let day = start.flatMap({ TimeInput.day($0, today: today) })
      ?? (start == nil ? firstDay(of: current) : nil)
    {
      return try wholeDays(from: day, current: current, today: today)
    }
    let from: Date
    if let start {
      guard let date = ISOTime.date(start, in: zone.zone) else {
        throw CommandError(
          .badInput,
          "\"\(start)\" is no time. Write --start 2026-12-01T10:00, or a day."
        )
      }
      from = date
    } else {
      from = current.start(in: viewer)
    }
    let length =
      current.isAllDay
      ? 3_600 : current.end(in: viewer).timeIntervalSince(current.start(in: viewer))
    let to = try endDate(from: from, length: length, zone: zone.zone)
    guard to >= from else { throw CommandError(.badInput, "The event ends before it starts.") }
    return .timed(start: from, end: to, zone: zone.name)
  }

  private func endDate(
    from: Date,
    length: TimeInterval,
    zone: TimeZone
  ) throws(CommandError) -> Date {
    if let end {
      guard let date = ISOTime.date(end, in: zone) else {
        throw CommandError(.badInput, "\"\(end)\" is no time. Write --end 2026-12-01T11:00.")
      }
      return date
    }
    if let duration {
      guard let seconds = TimeInput.duration(duration) else {
        throw CommandError(
          .badInput,
          "\"\(duration)\" is no length. Write --duration 30m or 1h30m."
        )
      }
      return from.addingTimeInterval(seconds)
    }
    return from.addingTimeInterval(length)
  }

  private func wholeDays(
    from first: Day,
    current: EventTime,
    today: Day
  ) throws(CommandError) -> EventTime {
    var last = first
    if let end {
      guard let day = TimeInput.day(end, today: today) else {
        throw CommandError(
          .badInput,
          "\"\(end)\" is not a day. An event of whole days ends on one: --end 2026-12-02."
        )
      }
      last = day
    } else if let duration {
      guard let seconds = TimeInput.duration(duration), seconds >= 86_400 else {
        throw CommandError(
          .badInput,
          "\"\(duration)\" is no number of days. Write --duration 2d, or a time of day."
        )
      }
      last = first.advanced(by: Int(seconds / 86_400) - 1)
    } else if case .allDay(let from, let to) = current {
      last = first.advanced(by: from.distance(to: to))
    }
    guard last >= first else { throw CommandError(.badInput, "The event ends before it starts.") }
    return .allDay(first: first, last: last)
  }

  private func firstDay(of time: EventTime) -> Day? {
    if case .allDay(let first, _) = time { first } else { nil }
  }
}

extension Participant {
  /// Whether they have a mail address, however it is written.
  func hasAddress(_ email: String) -> Bool { self.email.lowercased() == email.lowercased() }
}
