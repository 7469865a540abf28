import ArgumentParser
import CalendarCore
import Foundation
import LocalCache
import ViewModels

/// Prints the invitations that wait for an answer, as the screen lists them.
struct InvitationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invitations",
    abstract: "Print the invitations that wait for an answer, with their ids.",
    discussion: """
      Of a series it is the next occurrence. "convene event answer ID yes" answers one; maybe and \
      no are the other answers.
      """
  )

  @Flag(help: "Print JSON: a list of events.")
  var json = false

  func run() throws {
    let session = try Session.open(.current())
    try session.fillIfEmpty()
    let invitations = try session.invitations()
    if json {
      let events = try invitations.compactMap { try session.cache.event($0.id) }
      return Console.json(.list(try events.map(session.json)))
    }
    guard !invitations.isEmpty else { return Console.say("No invitation waits for an answer.") }
    let now = session.environment.now()
    let today = Day(now, in: session.environment.zone)
    var text = EventText(clock: session.clock, now: now)
    text.ids = try session.shortNames(of: invitations.map(\.id))
    Console.lines(
      invitations.map { invitation in
        let event = invitation.event
        let title = event.title.isEmpty ? "(no title)" : event.title
        let person = invitation.organizer.map { $0.name.isEmpty ? $0.email : $0.name } ?? ""
        return "\(text.name(of: event.id).dropFirst(2))  "
          + "\(TimeText.span(event.time, in: session.clock, today: today))  \(title)"
          + (invitation.series == nil ? "" : " ↻") + (person.isEmpty ? "" : "  (\(person))")
      }
    )
  }
}

extension EventCommand {
  /// Answers the invitation to an event.
  struct Answer: ParsableCommand {
    /// What can be answered.
    enum Response: String, ExpressibleByArgument, CaseIterable {
      case yes
      case maybe
      case no

      /// The same of an attendee.
      var asAttendee: ParticipantResponse {
        switch self {
        case .yes: .yes
        case .maybe: .maybe
        case .no: .no
        }
      }
    }

    static let configuration = CommandConfiguration(
      commandName: "answer",
      abstract: "Answer an invitation; another answer takes the place of an earlier one.",
      discussion: "\"convene invitations\" lists those that wait."
    )

    @Argument(help: "The event's id.")
    var id: String

    @Argument(help: "The answer.")
    var response: Response

    @Option(help: "Of an occurrence: this, or all of its series.")
    var scope: EditScope?

    @Flag(help: "Print the event as JSON.")
    var json = false

    func run() throws {
      let delivery = try EventDelivery.open()
      let session = delivery.session
      var series = ScopeOptions()
      series.scope = scope
      let event = try delivery.event(id, for: series)
      let context = try delivery.context(of: event)
      if let obstacle = ResponseObstacle(to: event, from: context.ownGrant) {
        throw CommandError(.notAllowed, obstacle.message())
      }
      let zone = session.environment.zone
      let day = event.time.days(in: zone).lowerBound
      if event.occurrence != nil { try Self.check(&series, event, day, context.account.service) }
      let scope = try series.scope(of: event, on: context.account.service, zone: zone)
      let edit = EventEdit(event: event.id, change: .respond(response.asAttendee), scope: scope)
      let of = scope == .this ? " on \(day)" : ""
      let all = scope == .all ? ", for all of the series" : ""
      try delivery.saveAndPrint(edit, json: json, wait: false) { event, _ in
        "\(quoted(event.title))\(of) is answered with \(response.rawValue)\(all)."
      }
    }

    /// Holds the scope of an answer to one occurrence or all; where a service has nothing but
    /// occurrences, it is for this one.
    ///
    /// - Throws: ``CommandError`` when that is not said.
    private static func check(
      _ series: inout ScopeOptions,
      _ event: Event,
      _ day: Day,
      _ service: ServiceKind
    ) throws(CommandError) {
      switch series.scope {
      case .this?, .all?: return
      case nil where !service.has(.createsSeries): series.scope = .this
      case nil, .following?:
        throw CommandError(
          .badInput,
          (series.scope == nil
            ? "\(quoted(event.title)) on \(day) is one of a series."
            : "An answer is for one occurrence or for all.")
            + " Say what the answer is for: --scope this (\(day) alone) or --scope all."
        )
      }
    }
  }
}
