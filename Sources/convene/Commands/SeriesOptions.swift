import ArgumentParser
import CalendarCore
import Foundation
import LocalCache
import ViewModels

/// The options that say how an event repeats.
struct RecurrenceOptions: ParsableArguments {
  @Option(
    name: .customLong("repeat"),
    help: """
      How it repeats: weekdays, "every second tuesday until 5 apr", yearly; never. Of a series an end \
      alone ("until 5 apr", "12 times", forever) leaves its days, and days alone leave its end.
      """
  )
  var text: String?

  @Option(help: "How it repeats, as a rule of RFC 5545: \"FREQ=WEEKLY;COUNT=10\".")
  var rrule: String?

  /// Refuses another rule for a series of which it is not known how it repeats.
  ///
  /// - Throws: ``CommandError``.
  func check(isKnown: Bool, of event: Event) throws(CommandError) {
    guard !isKnown, text != nil || rrule != nil else { return }
    throw CommandError(
      .later,
      "How \(quoted(event.title)) repeats has not been read from its service yet. Nothing is "
        + "changed. Try again when the service can be reached; convene sync reads it."
    )
  }

  /// Holds an event that repeats to what its service takes.
  ///
  /// - Throws: ``CommandError`` when the service takes no series from here.
  static func checkSeries(on service: ServiceKind) throws(CommandError) {
    guard !service.has(.createsSeries) else { return }
    throw CommandError(
      .notAllowed,
      "Series cannot be created or changed in calendars of \(service.displayName) from here. "
        + "Create the series in its own calendar app, or in the local calendar."
    )
  }

  /// Puts what is given on the draft of a new event, which begins with its first occurrence.
  ///
  /// - Parameters:
  ///   - draft: The event, with the time from which on it is to repeat.
  ///   - service: What holds it.
  ///   - viewer: The zone of dates.
  ///   - now: The time.
  /// - Returns: What the user should know of the first day, where it is another one than was given.
  /// - Throws: ``CommandError`` when it cannot be read, or the service takes no series.
  func begin(
    _ draft: inout EventDraft,
    service: ServiceKind,
    viewer: TimeZone,
    now: Date
  ) throws(CommandError) -> [String] {
    try apply(to: &draft, service: service, viewer: viewer, now: now)
    guard let first = draft.recurrence?.first(from: draft.time, zone: viewer), first != draft.time
    else { return [] }
    draft.time = first
    let day = first.days(in: viewer).lowerBound
    return ["It begins on \(TimeText.long(day, today: Day(now, in: viewer))), its first date."]
  }

  /// Puts what is given on a draft.
  ///
  /// - Parameters:
  ///   - draft: The event, with its time as it will be.
  ///   - first: When the series begins, where the rule is that of more than the draft's own time.
  ///   - known: How the series repeats that is changed.
  ///   - service: What holds it.
  ///   - viewer: The zone of dates.
  ///   - now: The time.
  /// - Throws: ``CommandError`` when it cannot be read, or the service takes no series.
  func apply(
    to draft: inout EventDraft,
    from first: EventTime? = nil,
    changing known: KnownRepetition? = nil,
    service: ServiceKind,
    viewer: TimeZone,
    now: Date
  ) throws(CommandError) {
    if text != nil, rrule != nil { throw CommandError(.badInput, "Give --repeat or --rrule.") }
    guard let given = text ?? rrule else { return }
    try Self.checkSeries(on: service)
    let first = first ?? draft.time
    let input = RecurrenceInput(first: first, zone: viewer, today: Day(now, in: viewer))
    do throws(RecurrenceInputError) {
      draft.recurrence = try input.read(
        rrule == nil || given.contains("=") ? given : "\(given)=",
        changing: known
      )
    } catch {
      throw CommandError(.badInput, error.message)
    }
  }
}

/// The option that says how much of a series an edit is for.
struct ScopeOptions: ParsableArguments {
  @Option(help: "Of an occurrence: this, following (it and those after it) or all.")
  var scope: EditScope?

  /// The scope of an edit of an event; `nil` for an event that is no occurrence.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - service: What holds it.
  ///   - zone: The user's zone.
  /// - Returns: The scope.
  /// - Throws: ``CommandError`` when an occurrence has no scope, another event has one, or the
  ///   service cannot do it.
  func scope(
    of event: Event,
    on service: ServiceKind,
    zone: TimeZone
  ) throws(CommandError) -> EditScope? {
    guard event.occurrence != nil else {
      guard let scope, scope != .all || event.recurrence == nil else { return nil }
      throw CommandError(
        .badInput,
        event.recurrence == nil
          ? "\(quoted(event.title)) does not repeat. Leave out --scope."
          : "This is the series as a whole. Leave out --scope, or name one of its occurrences: "
            + "convene agenda --json lists their ids."
      )
    }
    guard let scope else {
      let day = event.time.days(in: zone).lowerBound
      throw CommandError(
        .badInput,
        "\(quoted(event.title)) on \(day) is one of a series. Say what the edit is for: --scope this "
          + "(\(day) alone), --scope following (it and those after it) or --scope all."
      )
    }
    guard scope == .this || service.has(.createsSeries) else {
      throw CommandError(
        .notAllowed,
        "In calendars of \(service.displayName) only single occurrences can be changed from here. "
          + "Write --scope this, or change the series in its own calendar app."
      )
    }
    return scope
  }

  /// That an event, or as much of its series, is deleted, and what undo does not bring back.
  static func words(
    forDeleting event: Event,
    _ scope: EditScope?,
    at service: ServiceKind,
    zone: TimeZone
  ) -> String {
    let day = event.time.days(in: zone).lowerBound
    return switch scope {
    case .this? where event.comesBackAlone(at: service):
      "\(quoted(event.title)) on \(day) is deleted; convene undo makes it an event of its own."
    case .this?: "\(quoted(event.title)) on \(day) is deleted."
    case .following?: "\(quoted(event.title)) from \(day) on is deleted."
    case .all?, nil: "\(quoted(event.title)) is deleted."
    }
  }
}

extension EditScope: ExpressibleByArgument {}
