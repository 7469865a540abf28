import ConferencingCore
import Foundation

extension AppViewModel {
  /// Takes what happened; answers what is to be done about it.
  package mutating func handle(_ action: Action) -> [Effect] {
    let before = agenda.selectedEvent?.id
    var effects = react(to: action)
    if agenda.selectedEvent?.id != before || isPreviewDue { effects += refreshPreview() }
    return effects
  }

  /// The rows that lists have.
  var listHeight: Int { max(1, rows - AppMetrics.chromeRows) }

  private mutating func react(to action: Action) -> [Effect] {
    switch action {
    case .command(let command):
      status.clear()
      return handle(command)
    case .text(let text):
      status.clear()
      return type(text)
    case .unboundKey(let label, let commands):
      say(
        .info,
        "\(label) does nothing here."
          + (commands.compactMap(\.whereabouts).first.map { " \($0)" } ?? "")
      )
      return []
    case .resized(let columns, let rows):
      self.columns = columns
      self.rows = rows
      agenda.resize(height: listHeight)
      resizeConflicts()
      resizeHelp()
      refreshAccounts()
      return []
    case .ticked(let now):
      self.now = now
      agenda.tick(now)
      status.tick(now)
      refreshAccounts()
      return []
    case .cacheChanged:
      return [.loadDirectory, .loadChanges] + agenda.reload() + openEvents.map { .loadEvent($0) }
        + refreshedSearch()
    case .directoryLoaded(let directory):
      load(directory)
      return []
    case .windowLoaded(let request, let window):
      let effects = agenda.load(request, window)
      sayRefusals(in: window)
      return effects
    case .windowUnreadable(let request, let reason):
      agenda.giveUpLoading(request)
      say(.problem, reason)
      return []
    case .eventLoaded(let id, let event, let delivery):
      return load(id, event, delivery)
    case .eventUnreadable(let id, let reason):
      if opening?.event == id { opening = nil }
      say(.problem, reason)
      return []
    case .searched(let text, let result): return take(text, result)
    case .searchFailed(let reason):
      giveUpSearch(reason)
      return []
    case .submitted(let edit): return finish(edit)
    case .submitFailed(_, let reason):
      releaseForm()
      say(.problem, reason)
      return []
    case .undone(let direction, let outcome): return finish(direction, outcome)
    case .undoFailed(let reason):
      isReversing = false
      say(.problem, reason)
      return []
    case .changesLoaded(let changes):
      load(changes)
      return []
    case .resolved(let change): return finishConflict(change)
    case .resolveFailed(let change, let reason):
      releaseConflict(change, reason: reason)
      return []
    case .editorClosed(let text, let problem):
      if let problem { say(.problem, problem) }
      if let text, case .eventForm(var screen) = screens.last {
        screen.form.takeDescription(text)
        screens[screens.count - 1] = .eventForm(screen)
      }
      return []
    case .grantsLoaded(let grants):
      load(grants)
      return []
    case .signInReached(let name, let step):
      reach(step, signingInTo: name)
      return []
    case .signedIn(let name, let email): return finishSignIn(name, email: email)
    case .signedOut(let name, let words):
      say(.info, "Signed out of \(name). \(words)")
      return [.loadGrants]
    case .examined(let diagnosis):
      show(diagnosis)
      return []
    case .syncing(let isSyncing):
      status.isSyncing = isSyncing
      // A sync finds out whether a sign-in still holds.
      return isSyncing ? [] : [.loadGrants]
    case .notice(let notice):
      status.say(notice, now: now)
      return []
    }
  }

  private mutating func handle(_ command: Command) -> [Effect] {
    switch command {
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .exit: return exit()
    default: break
    }
    switch screens.last {
    case nil where isTypingSearch: return handleOnSearch(command)
    case nil: return handleOnAgenda(command)
    case .detail(var detail):
      if detail.handle(command, page: listHeight) {
        screens[screens.count - 1] = .detail(detail)
        return []
      }
      if let effects = handle(command, onLineOf: detail) { return effects }
      return handleOnEvent(command) ?? handleAnywhere(command)
    case .eventForm, .conferencingForm: return handleOnForm(command)
    case .confirmation(let confirmation): return handle(command, on: confirmation)
    case .menu(let menu): return handle(command, on: menu)
    case .reading(let reading): return handle(command, on: reading)
    case .changes: return handleOnChanges(command)
    case .conflict(let conflict): return handle(command, on: conflict)
    case .accounts: return handleOnAccounts(command)
    case .signIn(let screen): return handle(command, on: screen)
    }
  }

  private mutating func handleOnAgenda(_ command: Command) -> [Effect] {
    if let effects = agenda.handle(command) ?? handleOnKeptSearch(command) { return effects }
    switch command {
    case .open:
      guard let event = agenda.selectedEvent else { return openNewEvent() }
      screens.append(.detail(EventDetailViewModel(id: event.id)))
      return [.loadEvent(event.id)]
    case .quit: return [.quit]
    case .back: return []
    default: return handleOnEvent(command) ?? handleAnywhere(command)
    }
  }

  mutating func handleAnywhere(_ command: Command) -> [Effect] {
    switch command {
    case .newEvent: return openNewEvent()
    case .undo: return reverse(.undo)
    case .redo: return reverse(.redo)
    case .sync: return [.sync]
    case .help: showHelp(context)
    case .changes: return openChanges()
    case .accounts: return openAccounts()
    case .doctor: return openDoctor()
    case .themes: screens.append(.menu(themeMenu))
    case .back, .quit: screens.removeLast(min(1, screens.count))
    default: break
    }
    return []
  }

  private mutating func type(_ text: String) -> [Effect] {
    switch screens.last {
    case .eventForm(var screen) where !screen.form.isSaving:
      screen.form.insert(text)
      screens[screens.count - 1] = .eventForm(screen)
    case .conferencingForm(var screen) where !screen.isSaving:
      screen.form.insert(text)
      screens[screens.count - 1] = .conferencingForm(screen)
    case nil where isTypingSearch: return typeSearch(text)
    case .signIn(let screen): return type(text, on: screen)
    case .menu(let menu):
      guard let item = menu.item(forKey: text) else { return [] }
      screens.removeLast()
      return item.effects
    default: break
    }
    return []
  }

  mutating func say(_ kind: Notice.Kind, _ text: String) {
    status.say(Notice(kind, text), now: now)
  }

  /// The events of open screens, of the preview, and those that wait for a link.
  private var openEvents: [EventID] {
    var ids: [EventID] = []
    for case let id? in screens.map(\.event) where !ids.contains(id) { ids.append(id) }
    if let preview, !ids.contains(preview.id) { ids.append(preview.id) }
    for id in awaitedLinks.keys.sorted(by: { $0.rawValue < $1.rawValue }) where !ids.contains(id) {
      ids.append(id)
    }
    return ids
  }

  private var isPreviewDue: Bool {
    let isWide = columns >= AppMetrics.previewColumns
    return isWide ? preview?.id != agenda.selectedEvent?.id : preview != nil
  }

  private mutating func refreshPreview() -> [Effect] {
    guard columns >= AppMetrics.previewColumns, let event = agenda.selectedEvent else {
      preview = nil
      return []
    }
    if preview?.id != event.id { preview = EventDetailViewModel(id: event.id) }
    return [.loadEvent(event.id)]
  }

  private mutating func load(_ directory: Directory) {
    self.directory = directory
    agenda.directory = directory
    refreshAccounts()
    reviseLinkPromises()
  }

  private mutating func load(_ id: EventID, _ event: Event?, _ delivery: Delivery) -> [Effect] {
    preview = preview.map { loaded($0, id, event, delivery) }
    screens = screens.map { screen in
      if case .detail(let detail) = screen {
        return .detail(loaded(detail, id, event, delivery))
      }
      return screen
    }
    if let event { follow(event) }
    followLink(of: id, event)
    guard let opening, opening.event == id else { return [] }
    self.opening = nil
    guard let event else {
      say(.problem, "The event is gone.")
      return []
    }
    return open(opening, event, delivery)
  }

  private func loaded(
    _ detail: EventDetailViewModel,
    _ id: EventID,
    _ event: Event?,
    _ delivery: Delivery
  ) -> EventDetailViewModel {
    guard detail.id == id else { return detail }
    var copy = detail
    copy.load(event, delivery: delivery, directory: directory, zone: zone, now: now)
    return copy
  }

  /// Says once what a service refused.
  private mutating func sayRefusals(in window: EventWindow) {
    for event in window.events {
      guard case .refused(let reason) = event.delivery else {
        refusals[event.id] = nil
        continue
      }
      if refusals[event.id] != reason { say(.problem, "“\(event.title)”: \(reason)") }
      refusals[event.id] = reason
    }
  }

  private var themeMenu: MenuViewModel {
    MenuViewModel(
      "Theme",
      themes.map { .init($0, [.useTheme($0)], preview: [.useTheme($0)]) },
      selected: themes.firstIndex(of: theme) ?? 0,
      cancelled: [.useTheme(theme)]
    )
  }
}
