import ConferencingCore
package import CalendarCore
package import Foundation

/// The whole program as a value: the open screens, and what they have in common.
///
/// ``handle(_:)`` takes what happened and answers what is to be done about it; nothing here reads
/// a clock, a disk or a terminal.
package struct AppViewModel: Equatable, Sendable {
  /// What screens have in common.
  package private(set) var state: AppState
  /// The open screens.
  package internal(set) var navigation = NavigationStack(AgendaScreen())
  /// The selected event beside the list, where the screen is wide enough.
  package private(set) var preview: EventDetailViewModel?

  /// Makes the program with an empty agenda.
  package init(now: Date, zone: TimeZone, newIDs: NewIDs) {
    state = AppState(now: now, zone: zone, newIDs: newIDs)
  }

  /// Makes the program with a grid on its screen, to be printed.
  package init(showing grid: GridViewModel, directory: Directory, now: Date) {
    self.init(now: now, zone: grid.zone, newIDs: NewIDs(seed: 0))
    state.grid = grid
    state.directory = directory
    preferences = grid.preferences
    navigation = NavigationStack(GridScreen())
  }

  /// The themes there are, and the one in use.
  package var themes: [String] {
    get { state.themes }
    set { state.themes = newValue }
  }
  /// How the user wants grids of days.
  package var preferences: CalendarPreferences {
    get { state.preferences }
    set {
      state.preferences = newValue
      state.display.clockStyle = newValue.clockStyle
      state.display.secondZone = newValue.secondZone
      state.display.chosenZone = newValue.secondZone
      state.agenda.clockStyle = newValue.clockStyle
      state.agenda.secondZone = newValue.secondZone
    }
  }
  /// What the header says.
  package var title: String { navigation.title(in: state) }
  package var theme: String {
    get { state.theme }
    set { state.theme = newValue }
  }
  /// The lines of help for a place, from the key table.
  package var helpRows: [CommandContext: [ReadingViewModel.Row]] {
    get { state.helpRows }
    set { state.helpRows = newValue }
  }

  /// What new events have where nothing else is said, and the rooms.
  package var newEventDefaults: NewEventDefaults {
    get { state.newEventDefaults }
    set { state.newEventDefaults = newValue }
  }
  /// The country whose telephone numbers come first, two letters of ISO 3166.
  package var country: String? {
    get { state.country }
    set { state.country = newValue }
  }
  /// The meeting that begins soon, and when, in words; `nil` for most of the day.
  package var countdown: (title: String, when: String)? {
    state.countdown.words(now: now, zone: zone)
  }

  package var agenda: AgendaViewModel { state.agenda }
  package var grid: GridViewModel? { state.grid }
  /// The selected event, in whichever view.
  package var selectedEvent: EventSummary? { state.selectedEvent }
  package var search: SearchViewModel? { state.search }
  /// The events that are marked.
  package var marks: MarkedEvents { state.marks }
  package var status: StatusLineViewModel { state.status }
  package var directory: Directory { state.directory }
  package var changes: ChangesViewModel { state.changes }
  package var grants: [GrantStatus] { state.grants }
  package var invitations: [PendingInvitation] { state.invitations }
  package var now: Date { state.display.now }
  package var zone: TimeZone { state.display.zone }
  /// The clock of the second zone; `nil` when none is shown.
  package var second: SecondClock? { state.display.second }
  /// The user's wall clock.
  package var clock: WallClock { state.display.clock }
  package var columns: Int { state.display.columns }
  package var rows: Int { state.display.rows }
  /// The screens on the calendar, the topmost last.
  package var screens: [any ScreenModel] { navigation.screens }

  /// What is to be loaded when the program starts.
  package var initialEffects: [Effect] { [.loadDirectory, .loadWindow(.day(agenda.today))] }

  // MARK: The screen on top

  /// Where a key is pressed now.
  package var context: CommandContext { navigation.top.context(in: state) }
  /// Whether printable keys are text now.
  package var takesText: Bool { navigation.top.takesText(in: state) }
  /// Whether a text that is pasted is taken, although keys may be commands.
  package var takesPaste: Bool { navigation.top.takesPaste(in: state) }
  /// Whether a printable key is text here: in a text field, on a choice that the space bar turns,
  /// or as the letter of an item of a list.
  package func wantsText(_ key: String) -> Bool { navigation.top.wantsText(key, in: state) }

  /// The commands that the footer names, most useful first.
  package var footer: [Command] {
    navigation.top.footer(in: state).filter { availability(of: $0) == .available }
  }

  /// What the footer calls a command.
  package func title(of command: Command) -> String { navigation.top.title(of: command) }

  /// Whether a command can be carried out now, and why not.
  package func availability(of command: Command) -> Availability {
    navigation.top.availability(of: command, in: state)
  }

  /// Whether an edit is being saved or undone, or what was asked for is about to be there: until
  /// then nobody knows what the next key is about.
  package var isWaiting: Bool {
    if context == .search { return false }
    return state.request != nil || state.isFindingMeeting || state.isReversing || state.isSeeking
      // Hosts may take seconds to say what is set: the keys work meanwhile.
      || state.plannedBulk.map { !$0.isOfSettings } ?? false
      || search?.goal != nil
      || navigation.top.isSaving
  }

  /// The commands that are carried out on a screen that is too small.
  private static let unseen: Set<Command> = [.quit, .exit, .suspend, .redraw]

  private var isTooSmall: Bool { AppMetrics.isTooSmall(columns: columns, rows: rows) }

  /// Whether something is shown that changes by the second: words that go away, the end of a code.
  package var isCountingDown: Bool { status.notice != nil || navigation.top.isCountingDown }

  // MARK: What happens

  /// Takes what happened; answers what is to be done about it.
  package mutating func handle(_ action: Action) -> [Effect] {
    let before = previewed
    var effects = react(to: action)
    for case .planBulk(let action, _) in effects { state.plannedBulk = action }
    if previewed != before || isPreviewDue { effects += refreshPreview() }
    return effects
  }

  private mutating func react(to action: Action) -> [Effect] {
    switch action {
    // What nobody sees must not be edited.
    case .command(let command) where isTooSmall && !Self.unseen.contains(command): return []
    case .text where isTooSmall: return []
    case .command(let command):
      state.status.clear()
      return carryOut(command)
    case .text(let text):
      state.status.clear()
      return navigation.onTop(&state) { $0.type(text, in: &$1) }
    case .cacheChanged:
      return [.loadDirectory, .loadChanges, .loadInvitations, .loadUpcoming] + state.reloadEvents()
        + openEvents.map { .loadEvent($0) } + AgendaSearch.refreshed(state)
    case .unboundKey(let label, let commands):
      state.say(.info, unbound(label, commands))
      return []
    default:
      state.take(action)
      let previewed = tellPreview(action)
      let effects = navigation.tell(action, &state)
      let canUndo = availability(of: .undo) == .available
      let following = state.follow(action, canUndo: canUndo)
      return following + effects + previewed + navigation.carryOutRequests(&state)
    }
  }

  /// What is said of a key that stands for nothing here, where it does something else, and what helps.
  private func unbound(_ label: String, _ commands: [Command]) -> String {
    if context == .dialog {
      // What the key does elsewhere is of no use before the question is answered.
      let keys = footer.map { "\(key: $0) \(title(of: $0))" }.joined(separator: ", ")
      return "\(label) does nothing here: \(keys)."
    }
    let place = commands.compactMap(\.whereabouts).first.map { "; \($0)" } ?? ""
    let help = footer.contains(.help) ? " \(key: .help) lists the keys." : ""
    return "\(label) does nothing here\(place).\(help)"
  }

  private mutating func carryOut(_ command: Command) -> [Effect] {
    switch command {
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .exit: return exit()
    case .palette:
      navigation.open(PaletteViewModel(of: navigation.top, in: state))
      return []
    default: return navigation.carryOut(command, &state)
    }
  }

  /// Quits, after a question while a form has changes that are not saved.
  private mutating func exit() -> [Effect] {
    guard navigation.all.contains(where: \.hasUnsavedChanges) else { return [.quit] }
    let question = ConfirmationViewModel(
      title: "Discard unsaved changes and quit?",
      confirmLabel: "discard and quit",
      answer: .carryOut(.quit)
    )
    if !navigation.top.isEqual(to: question) { navigation.open(question) }
    return []
  }

  // MARK: The selected event beside the list

  /// The events of open screens, of the preview, and those that wait for a link.
  private var openEvents: [EventID] {
    var ids: [EventID] = []
    let waiting = state.awaitedLinks.keys.sorted { $0.rawValue < $1.rawValue }
    for case let id? in screens.map(\.observedEvent) + [preview?.id] + waiting
    where !ids.contains(id) {
      ids.append(id)
    }
    return ids
  }

  /// The event that has a place beside the list: on wide screens, and beside the list alone.
  private var previewed: EventID? {
    guard state.grid == nil, columns >= AppMetrics.previewColumns else { return nil }
    return agenda.selectedEvent?.id
  }

  /// Tells the event beside the list what was read of it.
  private mutating func tellPreview(_ action: Action) -> [Effect] {
    switch action {
    case .eventLoaded, .seriesLoaded, .settingsLoaded: preview?.receive(action, in: &state) ?? []
    default: []
    }
  }

  private var isPreviewDue: Bool { preview?.id != previewed }

  private mutating func refreshPreview() -> [Effect] {
    guard let event = previewed else {
      preview = nil
      return []
    }
    if preview?.id != event {
      preview = EventDetailViewModel(id: event)
      preview?.asksHost = false
    }
    return [.loadEvent(event)]
  }
}
