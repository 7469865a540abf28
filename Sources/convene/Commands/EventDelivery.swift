import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import ViewModels

/// Finding, checking, saving and printing events: what the commands about events share.
struct EventDelivery {
  /// How long `--wait` waits for a link.
  static let linkPatience = Duration.seconds(90)

  let session: Session

  /// Opens the user's own session, with something in it to work on.
  ///
  /// - Parameter conferencing: What is asked for; a fresh link needs to know its hosts.
  /// - Returns: What commands about events work with.
  /// - Throws: What opening the session throws.
  static func open(for conferencing: ConferencingOptions? = nil) throws -> EventDelivery {
    let session = try Session.open(.current())
    try session.fillIfEmpty()
    let delivery = EventDelivery(session: session)
    if conferencing?.create != nil { try delivery.noteHosts() }
    return delivery
  }

  /// Asks who can host meetings: a fresh link needs to know.
  func noteHosts() throws {
    let sync = session.sync
    try blocking(saying: "Asking who can host meetings…") { await sync.noteHosts() }
  }

  /// The event of an id as commands take it.
  ///
  /// - Parameters:
  ///   - id: The id, or its beginning. That of a series means the series where all of it is edited, and
  ///     its next occurrence where one event is read.
  ///   - options: How much of a series the command is for; `nil` where it is for one event.
  /// - Throws: ``CommandError`` when there is none, or more than one.
  /// - Returns: The event.
  func event(_ id: String, for options: ScopeOptions? = nil) throws -> Event {
    let found = try session.cache.events(matching: id)
    if found.count == 1, try session.cache.isName(id) { return found[0] }
    // The ids of occurrences begin with that of their series, of which one may be left.
    let named = try NamedSeries(named: id, in: session)
    if named == nil, found.count == 1 { return found[0] }
    if let series = try named ?? NamedSeries(of: found, beginningWith: id, in: session) {
      if options?.scope == .all || options == nil && series.isWhole { return series.occurrence }
      throw try series.refusal(of: id, takesScope: options != nil)
    }
    guard !found.isEmpty else {
      throw CommandError(
        .notFound,
        "There is no event \"\(id)\". convene agenda --json lists the ids; convene sync reads what "
          + "is new. An occurrence may have another id since its series was changed."
      )
    }
    let ids = try found.map(session.cache.name)
    throw CommandError(
      .badInput,
      "\"\(id)\" names \(found.count) events. Write one of \(ids.joined(separator: ", "))."
    )
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
        try session.directory(),
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
  func check(
    _ change: ConferencingChange,
    in context: ConferencingContext,
    isNew: Bool = false
  ) throws(CommandError) {
    if isNew, context.calendar.isReadOnly {
      throw CommandError(
        .notAllowed,
        "Calendar \"\(context.calendar.name)\" is read-only. Choose another one: convene calendars "
          + "lists them."
      )
    }
    if let reason = ConferencingRules.readOnlyReason(context) {
      throw CommandError(.notAllowed, reason)
    }
    let violations = ConferencingRules.violations(of: change, in: context)
    guard !violations.isEmpty else { return }
    throw CommandError(.badInput, violations.map(\.message).joined(separator: "\n"))
  }

  /// Holds a draft to the rules; an event that never had a title needs none when it is changed.
  func check(_ draft: EventDraft, of event: Event? = nil) throws(CommandError) {
    guard draft.title == event?.title || !draft.title.allSatisfy(\.isWhitespace) else {
      throw CommandError(.badInput, "An event needs a title.")
    }
    if let problem = EventLimits.titleProblem(draft.title)
      ?? EventLimits.locationProblem(draft.location)
    {
      throw CommandError(.badInput, problem)
    }
  }

  /// Holds a description to the limits, as it will be sent.
  func check(_ description: String?, in context: ConferencingContext) throws(CommandError) {
    let provider = context.ownGrant?.provider
    if let problem = description.flatMap({ EventLimits.descriptionProblem($0, on: provider) }) {
      throw CommandError(.badInput, problem)
    }
  }

  /// Holds a change to what its service lets other programs do to such an event.
  func check(_ patch: EventPatch, of event: Event) throws(CommandError) {
    if let reason = event.kind?.refusal(of: patch) { throw CommandError(.notAllowed, reason) }
  }

  /// Saves an edit and sends it.
  ///
  /// An edit that the service refuses is taken back; what was typed is in the shell's history.
  ///
  /// - Throws: ``CommandError`` when it was refused.
  /// - Returns: The event that it made or changed, which for more than one occurrence is their
  ///   series, and why it waits to be sent; `nil` when the service has it.
  func save(_ edit: EventEdit) throws -> (event: EventID, waiting: String?) {
    let before = try session.cache.outbox.operations(of: edit.event).map(\.sequence)
    let event = try session.sync.submit(edit)
    return (event, try send(event, keeping: Set(before)))
  }

  /// Sends the edits of an event; a new one that the service refuses is taken back.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - earlier: Edits that waited before: they are kept, whatever the service says.
  /// - Throws: ``CommandError`` when one was refused.
  /// - Returns: Why they wait to be sent; `nil` when the service has them.
  func send(_ event: EventID, keeping earlier: Set<Int64> = []) throws -> String? {
    let sync = session.sync
    let account = try session.cache.event(event)?.account
    let words =
      "Waiting for the service of \(account?.rawValue ?? "the event")… What you typed is saved."
    switch try blocking(saying: words, { try await sync.send(event) }) {
    case .delivered: return nil
    case .waiting(let reason): return reason
    case .conflict(let reason):
      throw CommandError(
        .later,
        "Saved here, not sent. \(reason) convene changes shows both sides."
      )
    case .refused(let reason):
      let refused = try session.cache.outbox.operations(of: event).first(where: \.isRefused)
      if let refused, earlier.contains(refused.sequence) {
        throw CommandError(
          .unavailable,
          "\(reason) An edit of this event that waited before is kept with it: convene changes."
        )
      }
      if let refused { try sync.discard(change: refused.sequence) }
      throw CommandError(.unavailable, reason)
    }
  }

  /// Saves an edit, waits for its link when asked to, and prints the event.
  ///
  /// - Parameters:
  ///   - edit: The edit.
  ///   - json: Whether the event is printed as JSON.
  ///   - wait: Whether to wait until its link is there.
  ///   - words: What is said of the event, and of where its edits stand.
  /// - Throws: ``CommandError`` when it was refused, or waits.
  func saveAndPrint(
    _ edit: EventEdit,
    json: Bool,
    wait: Bool,
    words: (Event, Delivery) -> String
  ) throws {
    let (saved, waiting) = try save(edit)
    if wait, waiting == nil {
      try waitForLink(saved)
      // Settings of the meeting follow its link.
      let sync = session.sync
      _ = try blocking { try await sync.send(saved) }
    }
    if let event = try session.cache.event(saved) {
      let name = try session.cache.name(of: event)
      // What is saved stays, so its id must not be lost with the output.
      let otherwise = "\(quoted(event.title)) is saved; its id is \(name)"
      if json {
        Console.json(try session.json(of: event), otherwise: otherwise)
      } else {
        Console.data(name, otherwise: otherwise)
        let isNew = if case .create = edit.change { true } else { false }
        let remarks = isNew ? remarks(on: event, in: try session.cache.directory()) : []
        Console.say([words(event, waiting == nil ? .delivered : .waiting)] + remarks)
      }
      try SettingsDelivery(delivery: self).sayRest(of: saved)
      if wait || waiting == nil, edit.change.asked != nil, let failure = event.conferencingFailure {
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

  /// What a user may not expect of an event where it is: nobody hears of it, or no list shows it.
  private func remarks(on event: Event, in directory: Directory) -> [String] {
    var remarks: [String] = []
    if !event.participants.isEmpty, !directory.notifiesParticipants(of: event.account) {
      remarks.append("Nobody is invited: this calendar sends no invitations.")
    }
    if let calendar = directory.calendar(event.calendar, in: event.account), calendar.isHidden {
      remarks.append(
        "The calendar is hidden; to see it: convene calendars show \"\(calendar.name)\"."
      )
    }
    return remarks
  }

  /// Looks once whether a link that is being created is there by now.
  func lookForLink(_ event: Event) throws -> Event {
    guard event.conferencingState == .pending else { return event }
    let sync = session.sync
    let id = event.id
    return try blocking { try await sync.lookForLink(id, patience: .seconds(3)) } ?? event
  }

  private func waitForLink(_ id: EventID) throws {
    let sync = session.sync
    _ = try blocking { try await sync.waitForLink(id, timeout: Self.linkPatience) }
  }

  /// What is said of the meeting of an event, whose edits stand as told.
  static func meeting(_ event: Event, _ delivery: Delivery) -> String {
    if let failure = event.conferencingFailure { return failure }
    return switch event.conferencing {
    case .none: "No meeting link."
    case .autocreate(let autocreate) where delivery == .waiting:
      "The \(autocreate.provider.rawValue) link is created when the service can be reached."
    case .autocreate(let autocreate): "Creating the \(autocreate.provider.rawValue) link…"
    case .details(let details):
      if details.url.isEmpty {
        "\(name(details.provider)), whose link is not known."
      } else if let problem = DetailsRules.urlMessage(details.url) {
        "\(name(details.provider)), whose link cannot be opened. \(problem)"
      } else {
        "\(name(details.provider)): \(details.url)"
      }
    }
  }

  private static func name(_ provider: ConferencingProvider) -> String {
    provider == .unknown ? "Link" : provider.rawValue
  }
}
