import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import ViewModels

/// Finding, checking, saving and printing events: what the commands about events share.
struct EventDelivery {
  /// How long `--wait` waits for a link.
  static let linkPatience = Duration.seconds(90)

  let session: Session

  /// The event of an id as commands take it.
  ///
  /// - Throws: ``CommandError`` when there is none, or more than one.
  func event(_ id: String) throws -> Event {
    let found = try session.cache.events(matching: id)
    guard let event = found.first else {
      throw CommandError(
        .notFound,
        "There is no event \"\(id)\". convene agenda --json lists the ids; convene sync reads what "
          + "is new."
      )
    }
    guard found.count == 1 else {
      let ids = found.map { "\($0.account)/\(EventJSON.shownID($0))" }
      throw CommandError(
        .badInput,
        "\"\(id)\" names \(found.count) events. Write one of \(ids.joined(separator: ", "))."
      )
    }
    return event
  }

  /// Where an event stands, for the rules.
  func context(of event: Event) throws -> ConferencingContext {
    try context(account: event.account, calendar: event.calendar, isReadOnly: event.isReadOnly)
  }

  /// Where an event of a calendar would stand, for the rules.
  func context(
    account: AccountID,
    calendar: CalendarID,
    isReadOnly: Bool = false
  ) throws -> ConferencingContext {
    guard
      let context = ConferencingContext(
        try session.cache.directory(),
        account: account,
        calendar: calendar,
        isReadOnlyEvent: isReadOnly
      )
    else {
      throw CommandError(
        .notFound,
        "The calendar \"\(calendar)\" of \(account) is not known. Try convene sync."
      )
    }
    return context
  }

  /// Holds an edit to the rules before anything is sent.
  ///
  /// - Throws: ``CommandError`` with every rule that is broken.
  func check(_ change: ConferencingChange, in context: ConferencingContext) throws(CommandError) {
    if let reason = ConferencingRules.readOnlyReason(context) {
      throw CommandError(.notAllowed, reason)
    }
    let violations = ConferencingRules.violations(of: change, in: context)
    guard !violations.isEmpty else { return }
    throw CommandError(.badInput, violations.map(\.message).joined(separator: "\n"))
  }

  /// Holds a draft to the rules.
  func check(_ draft: EventDraft) throws(CommandError) {
    guard !draft.title.allSatisfy(\.isWhitespace) else {
      throw CommandError(.badInput, "An event needs a title.")
    }
    guard draft.title.count <= EventLimits.title else {
      throw CommandError(.badInput, "A title has at most \(EventLimits.title) characters.")
    }
    guard draft.location.count <= EventLimits.location else {
      throw CommandError(.badInput, "A location has at most \(EventLimits.location) characters.")
    }
  }

  /// Saves an edit and sends it.
  ///
  /// An edit that the service refuses is taken back; what was typed is in the shell's history.
  ///
  /// - Throws: ``CommandError`` when it was refused.
  /// - Returns: Why it waits to be sent; `nil` when the service has it.
  func save(_ edit: EventEdit) throws -> String? {
    let sync = session.sync
    try sync.submit(edit)
    switch try blocking({ try await sync.send(edit.event) }) {
    case .delivered: return nil
    case .waiting(let reason): return reason
    case .conflict(let reason):
      throw CommandError(.later, "Saved here, not sent. \(reason) Choose in convene.")
    case .refused(let reason):
      try session.cache.discard(edit.event)
      throw CommandError(.unavailable, reason)
    }
  }

  /// Saves an edit, waits for its link when asked to, and prints the event.
  func saveAndPrint(_ edit: EventEdit, json: Bool, wait: Bool, words: (Event) -> String) throws {
    let waiting = try save(edit)
    if wait, waiting == nil { try waitForLink(edit.event) }
    if let event = try session.cache.event(edit.event) {
      if json {
        Talk.json(EventJSON.object(event, zone: session.environment.zone))
      } else {
        Talk.data(EventJSON.shownID(event))
        Talk.say(words(event))
      }
      if wait, let failure = event.conferencingFailure {
        throw CommandError(.unavailable, failure)
      }
      if wait, waiting == nil, event.conferencingState == .pending {
        throw CommandError(.later, "The link is still being created. See convene conference show.")
      }
    }
    if let waiting {
      throw CommandError(.later, "Saved here, not sent yet: \(waiting) convene sync sends it.")
    }
  }

  /// Looks once whether a link that is being created is there by now.
  func lookForLink(_ event: Event) throws -> Event {
    guard event.conferencingState == .pending else { return event }
    let sync = session.sync
    let id = event.id
    return try blocking { try await sync.waitForLink(id, timeout: .milliseconds(350)) } ?? event
  }

  private func waitForLink(_ id: EventID) throws {
    let sync = session.sync
    _ = try blocking { try await sync.waitForLink(id, timeout: Self.linkPatience) }
  }

  /// What is said of the meeting of an event.
  static func meeting(_ event: Event) -> String {
    if let failure = event.conferencingFailure { return failure }
    return switch event.conferencing {
    case .none: "No meeting link."
    case .autocreate(let autocreate): "Creating the \(autocreate.provider.rawValue) link…"
    case .details(let details): "\(details.provider): \(details.url)"
    }
  }
}
