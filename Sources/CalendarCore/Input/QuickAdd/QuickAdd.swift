package import ConferencingCore
package import Foundation

/// Somebody whose name stands in an event, with their address.
package struct KnownPerson: Hashable, Sendable {
  package var name: String
  package var email: String

  /// Makes a person.
  package init(name: String, email: String) { (self.name, self.email) = (name, email) }
}

/// An event as it was typed in one line: `Lunch with Ann fri 12:30 for 45m at Luigi's`.
///
/// What was not understood stays in the title, so that nothing that was typed is lost.
package struct QuickAdd: Equatable, Sendable {
  /// What names are known, so that they are found in the line.
  package struct Vocabulary: Equatable, Sendable {
    /// The names of the calendars.
    package var calendars: [String]
    /// People by name, each with an address.
    package var people: [KnownPerson]
    /// The names of the rooms.
    package var rooms: [String]

    /// Makes a vocabulary.
    package init(calendars: [String] = [], people: [KnownPerson] = [], rooms: [String] = []) {
      (self.calendars, self.people, self.rooms) = (calendars, people, rooms)
    }
  }

  /// How an event repeats, as it was typed.
  package struct Repetition: Equatable, Sendable {
    /// What repeats: `every second tue`.
    var phrase: String
    /// When it ends, `until easter`; empty for never.
    var end = ""
    /// Both, in words that ``RecurrenceInput`` reads.
    package var text: String { end.isEmpty ? phrase : "\(phrase) \(end)" }
  }

  /// Words that seem to limit a repetition and are not read, so that it would have more dates.
  package struct UnreadRepetition: Equatable, Sendable {
    /// What is meant as the limit, where that is certain, and why it is none.
    package var problem: InputError?
    /// What the user should know of words that may be part of the title.
    package var remark: String?
    /// What is said of them.
    var message: String { (problem?.message ?? "") + (remark ?? "") }
  }

  /// What is left of the line.
  package var title = ""
  /// When it starts, and ends where that was typed; `nil` where neither a day nor a time was.
  package var span: TypedSpan?
  /// Why words that look like a time are none, where some do: they stay in the title.
  package var problem: InputError?
  /// Why a word of the title looks like a time of day and is none; `nil` where there is no such word.
  package var unreadClock: InputError?
  /// Why words that were understood cannot be the time of one event, where some cannot.
  package var contradiction: InputError?
  /// What the user should know of how the line is read, sentence by sentence.
  package var remarks: [String] = []
  /// Seconds that it takes, where a length was typed by itself.
  package var duration: TimeInterval?
  /// How it repeats; `nil` for a single event.
  package var repetition: Repetition?
  /// What is said of words that seem to limit it and are not read; `nil` where there are none.
  package var unreadRepetition: UnreadRepetition?
  /// The place; empty when there is none.
  package var location = ""
  /// The people to invite; a name is empty where an address alone was typed.
  package var invitees: [KnownPerson] = []
  /// The name of the calendar, as it is known.
  package var calendar: String?
  /// The provider to make a link at.
  package var provider: AutocreateProvider?
  /// The name of the room whose link it has, as it is known.
  package var room: String?
  /// A link that was pasted.
  package var link: String?

  /// Reads a line.
  ///
  /// - Parameters:
  ///   - text: The line.
  ///   - context: When and where it is typed.
  ///   - vocabulary: The names that are known.
  /// - Returns: What was understood, and the rest as the title.
  package static func read(
    _ text: String,
    _ context: InputContext,
    vocabulary: Vocabulary = Vocabulary()
  ) -> QuickAdd {
    var reader = QuickAddReader(text, context, vocabulary)
    return reader.read()
  }

  /// When the event is to take place.
  package struct Time: Equatable, Sendable {
    package var time: EventTime
    /// How it repeats from then on; `nil` for a single event.
    package var recurrence: Recurrence?
    /// What the user should know of it, sentence by sentence.
    package var remarks: [String]
  }

  /// The time of the event: a time without a day is the next one, and of a repetition the first.
  ///
  /// - Parameters:
  ///   - context: When and where it was typed.
  ///   - length: Seconds that it takes where neither an end nor a length was typed.
  /// - Returns: The time; `nil` where neither a day, a time nor a repetition was typed.
  /// - Throws: ``InputError`` where a length does not fit whole days, the end is before the start, a
  ///   repetition has no date, or the only day that was typed is none.
  package func time(_ context: InputContext, length: TimeInterval) throws(InputError) -> Time? {
    if let contradiction { throw contradiction }
    guard var time = try understoodTime(context, length: length) else { return nil }
    // The event would be on a day, or at a time, that nobody has typed.
    let isUntimed = span?.start.seconds == nil
    let wrongDay = repetition == nil && span?.start.day == nil ? problem : nil
    if let reason = wrongDay ?? (isUntimed ? unreadClock : nil) {
      throw InputError(
        "\(reason.message) Or put it in quotation marks, where it is a part of the title."
      )
    }
    if let problem, span?.start.seconds == nil || span?.start.day == nil {
      time.remarks.append(problem.message)
    }
    time.remarks += remarks
    let end = time.time.end(in: context.zone)
    if time.recurrence == nil, end <= context.now { time.remarks.append("This is in the past.") }
    return time
  }

  private func understoodTime(
    _ context: InputContext,
    length: TimeInterval
  ) throws(InputError) -> Time? {
    guard let repetition else {
      guard let span else { return nil }
      return try time(of: span, context, length)
    }
    var span = span ?? TypedSpan(start: TypedTime())
    if span.start.day == nil, span.start.seconds == nil { span.start.day = context.today }
    guard var result = try time(of: span, context, length) else { return nil }
    let zone = result.time.zone.flatMap { TimeZone(identifier: $0) } ?? context.zone
    let day = result.time.days(in: zone).lowerBound
    if let rule = RepetitionReader.rule(repetition.phrase, first: day) {
      result.time = Recurrence(rule).first(from: result.time, zone: context.zone) ?? result.time
    }
    result.recurrence = try recurrence(from: result.time, context)
    if let remark = unreadRepetition?.remark { result.remarks.append(remark) }
    return result
  }

  /// How an event repeats that begins at a time.
  ///
  /// - Parameters:
  ///   - first: The time of its first occurrence.
  ///   - context: When and where it was typed.
  /// - Returns: The recurrence; `nil` where none was typed.
  /// - Throws: ``InputError`` where it has no date.
  package func recurrence(
    from first: EventTime,
    _ context: InputContext
  ) throws(InputError) -> Recurrence? {
    guard let repetition else { return nil }
    if let problem = unreadRepetition?.problem { throw problem }
    let input = RecurrenceInput(first: first, zone: context.zone, today: context.today)
    do throws(RecurrenceInputError) { return try input.read(repetition.text) } catch {
      throw InputError(error.message)
    }
  }

  private func time(
    of span: TypedSpan,
    _ context: InputContext,
    _ length: TimeInterval
  ) throws(InputError) -> Time? {
    guard let seconds = span.start.seconds else {
      return span.start.day == nil ? nil : try wholeDays(span)
    }
    let own = NamedZone(name: context.zone.identifier, zone: context.zone)
    let isOwn = span.start.isClock(of: own.zone, on: context.today)
    let zone = isOwn ? own : span.start.zone ?? own
    var start = span.start
    if start.day == nil {
      let today = Day(context.now, in: zone.zone)
      let clock = ClockTime(today, seconds: seconds, in: zone.zone, offset: start.offset)
      start.day = clock.instant < context.now ? today.advanced(by: 1) : today
    }
    guard let first = start.clock(in: zone.zone), let day = start.day else { return nil }
    var remarks = [first.remark].compactMap(\.self)
    let end: Date
    switch span.end {
    case .duration(let seconds): end = first.instant.addingTimeInterval(seconds)
    case .moment(var last):
      last.day = last.day ?? (last.isNextDay ? day.advanced(by: 1) : day)
      last.seconds = last.seconds ?? seconds
      guard let clock = last.clock(in: zone.zone), clock.instant >= first.instant else {
        throw InputError("It ends before it starts. Write the day of the end too.")
      }
      if clock.instant == first.instant {
        throw InputError("It ends when it starts. Write a later end, or none.")
      }
      if let remark = clock.remark { remarks.append(remark) }
      end = clock.instant
    case nil: end = first.instant.addingTimeInterval(duration ?? length)
    }
    return Time(
      time: .timed(start: first.instant, end: end, zone: zone.name),
      remarks: remarks
    )
  }

  private func wholeDays(_ span: TypedSpan) throws(InputError) -> Time? {
    guard let first = span.start.day else { return nil }
    var last = first
    if case .moment(let end)? = span.end, let day = end.day { last = day }
    if let duration {
      let days = Int(duration / 86_400)
      guard days >= 1, duration == TimeInterval(days) * 86_400 else {
        throw InputError("A length needs a time of day. Write one like \"fri 9:00 for 30m\".")
      }
      last = first.advanced(by: days - 1)
    }
    return Time(time: .allDay(first: first, last: last), remarks: [])
  }
}
