import CalendarCore
import ConferencingCore

/// Marks, and the commands that act on all marked events.
enum BulkCommands {
  /// The commands that act on all marked events where there are any.
  private static let all: Set<Command> = [
    .conferencing, .delete, .respond, .shiftTime, .moveToCalendar,
  ]

  /// What the footer names while events are marked.
  static let footer: [Command] = [
    .conferencing, .delete, .respond, .shiftTime, .moveToCalendar, .mark, .markAll, .help, .back,
  ]

  /// Whether a command is for the marked events, whichever is selected.
  static func takes(_ command: Command, in app: AppState) -> Bool {
    !app.marks.isEmpty && all.contains(command)
  }

  /// The reason against a command of this kind; `nil` for a command of another.
  static func availability(of command: Command, in app: AppState) -> Availability? {
    if takes(command, in: app) { return .available }
    switch command {
    case .mark, .shiftTime, .moveToCalendar, .markAll:
      return app.selectedEvent == nil
        ? .not("No event is selected. \(key: .newEvent) makes one.") : .available
    default: return nil
    }
  }

  /// Carries out a command; `nil` when it is none of these.
  static func handle(_ command: Command, in app: inout AppState) -> [Effect]? {
    switch command {
    case .mark: return mark(in: &app)
    case .markAll: return markDay(in: &app)
    case .back where !app.marks.isEmpty:
      app.marks.clear()
      return []
    case .shiftTime:
      app.open(ShiftPrompt(events: targets(in: app)))
      return []
    case .moveToCalendar: return openCalendars(in: &app)
    default: break
    }
    guard takes(command, in: app) else { return nil }
    switch command {
    case .conferencing:
      guard let screen = BulkConferencingScreen(app.marks, in: app) else {
        app.say(.problem, "The events' calendar is not known yet. \(key: .sync) syncs.")
        return []
      }
      app.open(screen)
    case .delete: return [.planBulk(.delete, app.marks.ids)]
    case .respond:
      guard !app.marks.invitations.isEmpty else {
        app.say(
          .info,
          app.marks.count == 1
            ? "You are not invited to the marked event."
            : "You are not invited to any of the \(app.marks.count) marked events."
        )
        return []
      }
      app.open(responses(app.marks.ids, of: app.marks.invitations.count))
    default: return nil
    }
    return []
  }

  /// The events that a command acts on: the marked ones, else the selected one.
  private static func targets(in app: AppState) -> [EventID] {
    app.marks.isEmpty ? [app.selectedEvent?.id].compactMap(\.self) : app.marks.ids
  }

  private static func mark(in app: inout AppState) -> [Effect] {
    guard let event = app.selectedEvent else { return [] }
    let isFirst = app.marks.isEmpty
    app.marks.toggle(event)
    if isFirst { sayWhatIsPossible(in: &app) }
    let now = app.now
    return app.grid?.handle(.moveDown, now: now) ?? app.agenda.handle(.moveDown) ?? []
  }

  /// Marks all events of the selected day; when all are marked, takes their marks away.
  private static func markDay(in app: inout AppState) -> [Effect] {
    guard let day = app.selection?.day else { return [] }
    let zone = app.zone
    let window = app.grid?.window ?? app.agenda.window
    let events = (window?.events ?? []).filter { $0.time.days(in: zone).contains(day) }
    let isFirst = app.marks.isEmpty
    if events.allSatisfy({ app.marks.contains($0.id) }) {
      for event in events { app.marks.toggle(event) }
    } else {
      for event in events { app.marks.mark(event) }
    }
    if isFirst { sayWhatIsPossible(in: &app) }
    return []
  }

  private static func sayWhatIsPossible(in app: inout AppState) {
    app.say(
      .info,
      "Marked: \(key: .conferencing) link, \(key: .delete) delete, \(key: .respond) answer, "
        + "\(key: .shiftTime) shift, \(key: .moveToCalendar) move. \(key: .back) clears the marks."
    )
  }

  /// The answers to choose from for some events.
  ///
  /// - Parameters:
  ///   - ids: The events.
  ///   - count: How many of them are invitations.
  ///   - ofSeries: Whether an occurrence stands for all of its series.
  /// - Returns: The list.
  static func responses(_ ids: [EventID], of count: Int, ofSeries: Bool = false) -> MenuViewModel {
    let answers: [(String, String, ParticipantResponse)] = [
      ("y", "Yes, I come", .yes), ("m", "Maybe", .maybe), ("n", "No", .no),
    ]
    return MenuViewModel(
      "Answer \(BulkWords.events(count, "invitation"))",
      answers.map { .init(key: $0, $1, [.planBulk(.respond($2, ofSeries: ofSeries), ids)]) }
    )
  }

  private static func openCalendars(in app: inout AppState) -> [Effect] {
    let events = targets(in: app)
    let calendars = app.directory.calendars.filter { !$0.isReadOnly }
    guard !calendars.isEmpty else {
      app.say(.problem, "No calendar can be written to. \(key: .accounts) lists them.")
      return []
    }
    app.open(
      MenuViewModel(
        "Move \(BulkWords.events(events.count)) to",
        calendars.map { calendar in
          .init(app.directory.label(of: calendar), [.planBulk(.move(to: calendar.key), events)])
        }
      )
    )
    return []
  }

  // MARK: What came of it

  /// Goes on with what came of planning and storing edits of several events.
  static func follow(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    case .bulkPlanned(let plan): return ask(plan, in: &app)
    case .bulkOutdated(let plan):
      app.plannedBulk = plan.action
      app.say(.info, "Events have changed meanwhile: look again.")
      return ask(plan, in: &app)
    case .bulkSubmitted(let plan): return finish(plan, in: &app)
    case .bulkFailed(let reason):
      app.plannedBulk = nil
      app.say(.problem, reason)
    default: break
    }
    return []
  }

  /// A plan is there: it is asked about, or it is said why nothing can be done.
  private static func ask(_ plan: BulkPlan, in app: inout AppState) -> [Effect] {
    // Nobody waits for it any more, or for another one.
    if plan.action.isOfSettings, app.plannedBulk?.isOfSettings != true { return [] }
    app.plannedBulk = nil
    let words = BulkWords(plan, directory: app.directory)
    guard !plan.entries.isEmpty else {
      app.say(.problem, words.nothing)
      return []
    }
    if let effects = askScope(plan, in: &app) { return effects }
    app.open(
      ConfirmationViewModel(
        title: words.question,
        lines: words.lines,
        confirmLabel: words.verb,
        answer: .carryOut(.submitBulk(plan))
      )
    )
    return []
  }

  /// Asks how much of its series one occurrence is shifted with; `nil` for any other plan.
  private static func askScope(_ plan: BulkPlan, in app: inout AppState) -> [Effect]? {
    guard case .shift = plan.action, app.marks.isEmpty, plan.entries.count == 1,
      let entry = plan.entries.first, entry.isOneOfSeries, var edit = entry.edits.first
    else { return nil }
    edit.scope = nil
    return ScopeViewModel.ask(edit, of: entry.event, in: &app)
  }

  /// The edits of a plan are stored.
  private static func finish(_ plan: BulkPlan, in app: inout AppState) -> [Effect] {
    // It may be of invitations in their list, while others are marked in the calendar.
    app.marks.remove(plan.entries.map(\.event.id) + plan.exclusions.map(\.id))
    let text = BulkWords(plan, directory: app.directory).done(plan.entries.count)
    // A first answer that was sent cannot be withdrawn.
    let isAnswer = if case .respond = plan.action { true } else { false }
    app.say(.info, isAnswer ? text : "\(text) \(key: .undo) undoes it.")
    return app.reloadEvents()
  }
}
