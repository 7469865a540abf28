package import CalendarCore
import Foundation

/// What screens have in common: what is known of calendars and edits, the calendar that is looked
/// at, and where all of it is shown.
package struct AppState: Equatable, Sendable {
  /// Where and when things are shown.
  package internal(set) var display: DisplayContext
  /// The events about the day that is looked at, and what of them is selected.
  package internal(set) var agenda: AgendaViewModel
  /// The days that are looked at instead, in a view of day, week or month.
  package internal(set) var grid: GridViewModel?
  /// How the user wants grids of days.
  package var preferences = CalendarPreferences()
  /// The events that are marked, for commands that act on all of them.
  package internal(set) var marks = MarkedEvents()
  /// The search of the agenda, while there is one.
  package internal(set) var search: SearchViewModel?
  /// The line at the foot.
  package internal(set) var status = StatusLineViewModel()
  /// Accounts, calendars and grants.
  package internal(set) var directory = Directory()
  /// The edits that their services have not confirmed.
  package internal(set) var changes = ChangesViewModel()
  /// The meeting that comes next, for the header.
  package internal(set) var countdown = Countdown()
  /// What new events have where nothing else is said, and the rooms.
  package var newEventDefaults = NewEventDefaults()
  /// The country whose telephone numbers come first, two letters of ISO 3166.
  package var country: String?
  /// The invitations that wait for an answer.
  package internal(set) var invitations: [PendingInvitation] = []
  /// How the configured grants stand.
  package internal(set) var grants: [GrantStatus] = []
  /// The themes there are, and the one in use.
  package var themes: [String] = []
  package var theme = ""
  /// The lines of help for a place, from the key table.
  package var helpRows: [CommandContext: [ReadingViewModel.Row]] = [:]

  /// What was asked of an event that is being read for it.
  var request: EventRequest?
  /// Whether the meeting that is to be joined is being looked for.
  var isFindingMeeting = false
  /// The action on several events of which it is being found out what it does.
  var plannedBulk: BulkAction?
  /// Whether an edit is being undone or redone.
  var isReversing = false
  /// The occurrence that was chosen last to be deleted alone, where it comes back outside its series.
  var lonelyDeletion: EventID?
  /// The links that are being created for edits of this session.
  var awaitedLinks: [EventID: AwaitedLink] = [:]
  /// The refusals that were said already.
  var refusals: [EventID: String] = [:]
  /// Makes ids of new events; a value, so that tests know them.
  var newIDs: NewIDs
  /// The screen that handles something now, and the event that commands are about.
  var acting: ScreenID?
  var subject: EventID?
  /// What it asks of navigation meanwhile.
  var requests: [NavigationRequest] = []

  init(now: Date, zone: TimeZone, newIDs: NewIDs) {
    display = DisplayContext(now: now, zone: zone)
    agenda = AgendaViewModel(now: now, zone: zone)
    self.newIDs = newIDs
  }

  var now: Date { display.now }
  var zone: TimeZone { display.zone }
  var clock: WallClock { display.clock }
  /// Whether the line of the search takes the keys of the agenda.
  var isTypingSearch: Bool { search?.isTyping == true }

  mutating func say(_ kind: Notice.Kind, _ text: String) {
    status.say(Notice(kind, text), now: now)
  }

  // MARK: The place in the calendar

  /// What is selected, in whichever view.
  var selection: AgendaSelection? { grid?.selection ?? agenda.selection }
  /// The selected event.
  package var selectedEvent: EventSummary? {
    grid.map(\.selectedEvent) ?? agenda.selectedEvent
  }
  /// Where what is selected stands among all events.
  var place: SearchHit { origin.place }
  /// The calendar as it is looked at, to come back to.
  var origin: SearchViewModel.Origin { SearchViewModel.Origin(agenda: agenda, grid: grid) }
  /// Whether the view is on its way to events that are not loaded yet.
  var isSeeking: Bool { grid?.isSeeking ?? agenda.isSeeking }

  /// An event that is loaded.
  func loadedEvent(_ id: EventID) -> EventSummary? {
    (grid?.window ?? agenda.window)?.events.first { $0.id == id }
  }

  /// Goes to an event on a day.
  mutating func show(_ event: EventID, on day: Day) -> [Effect] {
    grid?.show(event, on: day) ?? agenda.show(event, on: day)
  }

  /// The same, at once when it is loaded.
  mutating func reveal(_ event: EventID, on day: Day) -> [Effect] {
    grid?.show(event, on: day) ?? agenda.reveal(event, on: day)
  }

  /// Goes to a day.
  mutating func go(to day: Day) -> [Effect] {
    grid?.go(to: day)
    return grid?.load() ?? agenda.show(day)
  }

  /// Goes back to where a search began.
  mutating func restore(_ origin: SearchViewModel.Origin) -> [Effect] {
    guard grid != nil, let earlier = origin.grid else { return agenda.restore(origin.agenda) }
    grid = earlier
    return grid?.reload() ?? []
  }

  /// Loads what is shown again.
  mutating func reloadEvents() -> [Effect] { grid?.reload() ?? agenda.reload() }

  /// Shows the same place by day, week or month.
  mutating func show(_ view: CalendarView) -> [Effect] {
    if grid == nil {
      grid = GridViewModel(view, at: agenda, preferences: preferences)
      requests.append(.replaceFirst(GridScreen()))
    }
    return grid?.show(view) ?? []
  }

  /// Shows the same place in the list.
  mutating func showAgenda() -> [Effect] {
    guard let place = grid?.selection else { return [] }
    grid = nil
    requests.append(.replaceFirst(AgendaScreen()))
    return place.event.map { agenda.show($0, on: place.day) } ?? agenda.show(place.day)
  }

  // MARK: Navigation

  /// Opens a screen on all others.
  mutating func open(_ model: any ScreenModel) { requests.append(.open(model, by: acting)) }

  /// Goes back to a screen of this kind when one is open, else opens it.
  mutating func show(_ model: any ScreenModel) { requests.append(.show(model, by: acting)) }

  /// Closes the screen that handles something now.
  mutating func close() {
    if let acting { requests.append(.close(acting)) }
  }

  /// Gives an answer to the screen that asked, and closes the question.
  mutating func give(_ answer: ConfirmationViewModel.Answer) {
    if let acting { requests.append(.answer(answer, of: acting)) }
  }

  /// Asks a question again, for its event has changed.
  mutating func askAgain(_ question: ConfirmationViewModel, _ edit: EventEdit, about event: Event) {
    if let acting { requests.append(.askAgain(question, edit, event, on: acting)) }
  }

  package static func == (a: AppState, b: AppState) -> Bool {
    a.display == b.display && a.agenda == b.agenda && a.grid == b.grid
      && a.preferences == b.preferences && a.search == b.search && a.status == b.status
      && a.directory == b.directory && a.changes == b.changes && a.grants == b.grants
      && a.themes == b.themes && a.theme == b.theme && a.helpRows == b.helpRows
      && a.countdown == b.countdown && a.country == b.country && a.invitations == b.invitations
      && a.newEventDefaults == b.newEventDefaults && a.marks == b.marks
      && a.plannedBulk == b.plannedBulk
      && a.isFindingMeeting == b.isFindingMeeting
      && a.request == b.request && a.isReversing == b.isReversing
      && a.awaitedLinks == b.awaitedLinks && a.refusals == b.refusals && a.newIDs == b.newIDs
  }

  // MARK: What is known

  /// Takes what is known now; screens are told of it after that.
  mutating func take(_ action: Action) {
    switch action {
    case .resized(let columns, let rows):
      (display.columns, display.rows) = (columns, rows)
      agenda.resize(height: display.listHeight)
    case .ticked(let now):
      display.now = now
      agenda.tick(now)
      status.tick(now)
    case .directoryLoaded(let directory):
      self.directory = directory
      agenda.directory = directory
      status.take(directory)
    case .invitationsLoaded(let invitations): self.invitations = invitations
    case .submitted(let edit, _):
      // The next one is there at once, and the list is read again soon.
      if case .respond = edit.change { invitations.removeAll { $0.id == edit.event } }
    case .bulkSubmitted(let plan):
      guard case .respond = plan.action else { break }
      invitations.removeAll { plan.edits.map(\.event).contains($0.id) }
    case .grantsLoaded(let grants): self.grants = grants
    case .examined(let diagnosis): grants = diagnosis.checkups.map(\.status)
    case .syncing(let isSyncing): status.isSyncing = isSyncing
    case .notice(let notice):
      isFindingMeeting = false
      status.say(notice, now: now)
    case .upcomingLoaded(let event): countdown.load(event, now: now, zone: zone)
    default: break
    }
  }

  /// Does what is due after all screens were told.
  ///
  /// `canUndo` says whether the screen on top lets an edit be undone.
  mutating func follow(_ action: Action, canUndo: Bool) -> [Effect] {
    switch action {
    case .directoryLoaded: LinkPromises.revise(in: &self)
    case .ticked(let now): return countdown.takeDue(now) ? [.loadUpcoming] : []
    case .meetingsFound(let found): return JoinNext.take(found, in: &self)
    case .encoded(let code): open(code)
    case .writtenOut(let text): return [.copy(text, what: "calendar file")]
    case .windowLoaded(let request, let window):
      let effects = load(request, window)
      EditResults.sayRefusals(in: window, &self)
      return effects
    case .windowUnreadable(let request, let reason):
      if case .days(let days) = request { grid?.giveUpLoading(days) }
      agenda.giveUpLoading(request)
      say(.problem, reason)
    case .eventLoaded(let id, let event, let delivery):
      LinkPromises.follow(id, event, in: &self)
      return EventCommands.carryOutRequest(of: id, event, delivery, in: &self)
    case .eventUnreadable(let id, let reason):
      if request?.event == id { request = nil }
      say(.problem, reason)
    case .searched(let text, let result): return AgendaSearch.take(text, result, in: &self)
    case .searchFailed(let reason):
      search?.goal = nil
      say(.problem, reason)
    case .submitted(let edit, let became): return EditResults.finish(edit, became, in: &self)
    case .submitFailed(_, let reason): say(.problem, reason)
    case .bulkPlanned, .bulkOutdated, .bulkSubmitted, .bulkFailed:
      return BulkCommands.follow(action, in: &self)
    case .imported, .exported, .fileFailed: return FileCommands.follow(action, in: &self)
    case .undone(let direction, let outcome):
      return EditResults.finish(direction, outcome, goesOn: canUndo, in: &self)
    case .undoFailed(let reason):
      isReversing = false
      say(.problem, reason)
    case .changesLoaded(let changes): load(changes)
    case .resolved(_, let isUndoable):
      let hint = isUndoable ? " \(key: .undo) undoes it." : ""
      say(.info, "Decided; what is to be sent goes out now." + hint)
      return [.loadChanges] + reloadEvents()
    case .resolveFailed(_, let reason): say(.problem, reason)
    case .hidingFailed(let reason):
      say(.problem, reason)
      return [.loadDirectory]
    case .editorClosed(_, let problem?): say(.problem, problem)
    // It takes its time: what was said meanwhile stays.
    case .copied(let words) where status.notice == nil: say(.info, words)
    case .copyRefused(let text, let words):
      if status.notice == nil { say(.info, words) }
      return [.copyToTerminal(text)]
    case .signedIn(let name, let email):
      say(.info, "Signed in to \(name)\(email.isEmpty ? "" : " as \(email)").")
      return [.loadGrants, .sync]
    case .signedOut(let name, let words):
      say(.info, "Signed out of \(name). \(words)")
      return [.loadGrants]
    // A sync finds out whether a sign-in still holds.
    case .syncing(false): return [.loadGrants]
    default: break
    }
    return []
  }

  /// Days were loaded: for a grid, or for the list while that is shown.
  private mutating func load(_ request: WindowRequest, _ window: EventWindow) -> [Effect] {
    guard case .days(let days) = request else { return agenda.load(request, window) }
    return grid?.load(days, window) ?? []
  }

  /// The edits were read: lists and words about them follow.
  private mutating func load(_ changes: [PendingChange]) {
    let known = Set(self.changes.changes.filter(\.isConflict).map(\.id))
    let isFirst = !self.changes.isLoaded
    self.changes.load(changes)
    LinkPromises.revise(in: &self)
    guard !isFirst, let new = changes.first(where: { $0.isConflict && !known.contains($0.id) })
    else { return }
    say(
      .problem,
      "\(ChangeWords.quoted(new.title)) was changed at the service too. \(key: .changes) shows it."
    )
  }
}
