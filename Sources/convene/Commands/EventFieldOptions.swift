import ArgumentParser
import CalendarCore
import Foundation
import ViewModels

/// The options that say what an event is to be.
struct EventFieldOptions: ParsableArguments {
  @Option(
    help:
      "When it starts: \"fri 14:00\", \"1 dec 9–10am\", \"15:00 Tokyo\", or a day for whole days."
  )
  var start: String?

  @Option(help: "When it ends: a time, which may stand alone; the last day for whole days.")
  var end: String?

  @Flag(help: "Make it take whole days.")
  var allDay = false

  @Option(help: "How long it takes: 30m, 1h30m, 2d.")
  var duration: String?

  @Option(help: "The time zone of its times, where that is not yours: Europe/Paris, Tokyo, PT.")
  var timeZone: String?

  @Option(parsing: .unconditional, help: "The place.")
  var location: String?

  // A list of items begins with a hyphen.
  @Option(parsing: .unconditional, help: "The description.")
  var description: String?

  @Option(name: .customLong("with"), help: "Somebody to invite, by mail address; repeatable.")
  var participants: [String] = []

  @Option(help: "Who may see it: default, public or private.")
  var visibility: String?

  @Flag(inversion: .prefixedNo, help: "Whether it blocks its time.")
  var busy: Bool?

  @Option(
    name: .customLong("reminder"),
    help: "When to remind of it: 10m, 1h, \"1d email\", default or none; repeatable."
  )
  var reminders: [String] = []

  @Flag(inversion: .prefixedNo, help: "Notify attendees; this is the default.")
  var notify: Bool?

  /// Puts what is given on a draft.
  ///
  /// - Parameters:
  ///   - draft: What the event is without the options.
  ///   - isNew: Whether the event is made, so that its time is no one's wish yet.
  ///   - length: How long a new event takes where nothing is said, in seconds; an hour when `nil`.
  ///   - clock: The user's wall clock, by which times are that name no zone.
  ///   - now: The time.
  /// - Returns: What the user should know of the time, sentence by sentence.
  /// - Throws: ``CommandError`` when something cannot be read.
  func apply(
    to draft: inout EventDraft,
    isNew: Bool = false,
    length: TimeInterval? = nil,
    clock: WallClock,
    now: Date
  ) throws(CommandError) -> [String] {
    var request = EventTimeRequest(
      start: start,
      end: end,
      duration: duration,
      timeZone: timeZone,
      isAllDay: allDay,
      clock: clock,
      now: now
    )
    if let length { request.standardLength = length }
    let time = try request.result(from: isNew ? nil : draft.time)
    if let time { draft.time = time.time }
    if let location { draft.location = location }
    if let description { draft.description = description }
    if let busy { draft.isBusy = busy }
    if let visibility {
      guard let known = EventVisibility(rawValue: visibility) else {
        throw CommandError(.badInput, "--visibility is default, public or private.")
      }
      draft.visibility = known
    }
    if !reminders.isEmpty {
      guard let known = Reminders(text: reminders.joined(separator: ",")) else {
        throw CommandError(
          .badInput,
          "--reminder is a time before the event like 10m, 1h or \"1d email\" (five at most, of up "
            + "to 4w), default or none."
        )
      }
      draft.reminders = known
    }
    if !participants.isEmpty {
      let read = ParticipantInput.participants(
        participants.joined(separator: ","),
        known: draft.participants
      )
      if let invalid = read.invalid {
        throw CommandError(.badInput, "\"\(invalid)\" is not a mail address.")
      }
      draft.participants += read.people.filter { person in
        !draft.participants.contains { $0.hasAddress(person.email) }
      }
    }
    return time?.remarks ?? []
  }
}

extension Participant {
  /// Whether they have a mail address, however it is written.
  func hasAddress(_ email: String) -> Bool { self.email.lowercased() == email.lowercased() }
}
