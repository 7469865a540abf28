import CalendarCore

/// What identifies an open screen.
package struct ScreenID: Hashable, Sendable { let number: Int }

/// What a screen asks of navigation; carried out when it has handled what happened.
enum NavigationRequest: Sendable {
  /// Open a screen on all others.
  case open(any ScreenModel, by: ScreenID?)
  /// Go back to a screen of this kind when one is open, else open it.
  case show(any ScreenModel, by: ScreenID?)
  case close(ScreenID)
  /// Put another screen below all others.
  case replaceFirst(any ScreenModel)
  /// Give the answer to a question to the screen that asked it.
  case answer(ConfirmationViewModel.Answer, of: ScreenID)
  /// Carry out a command on the screen on top.
  case carryOut(Command)
  /// Ask a question again, for its event has changed.
  case askAgain(ConfirmationViewModel, EventEdit, Event, on: ScreenID)
}

/// The open screens, the topmost last; the first one is a view of the calendar and is never closed.
///
/// It knows no screen by its kind: results go to screens by what they are about, and answers to the
/// screen that asked.
package struct NavigationStack: Equatable, Sendable {
  private struct Entry: Equatable, Sendable {
    let id: ScreenID
    /// The screen that opened it.
    let opener: ScreenID?
    var model: any ScreenModel

    static func == (a: Entry, b: Entry) -> Bool { a.id == b.id && a.model.isEqual(to: b.model) }
  }

  private var entries: [Entry]
  private var count = 1

  init(_ root: any ScreenModel) {
    entries = [Entry(id: ScreenID(number: 0), opener: nil, model: root)]
  }

  /// The screens, the first one with them.
  package var all: [any ScreenModel] { entries.map(\.model) }
  /// The screens on the first one.
  package var screens: [any ScreenModel] { entries.dropFirst().map(\.model) }
  /// The screen that takes the keys.
  package var top: any ScreenModel { entries[entries.count - 1].model }

  /// The screen that is seen, and what lies on it.
  package var visible: [any ScreenModel] {
    let base = entries.lastIndex { $0.model.heading != nil } ?? 0
    return entries[base...].map(\.model)
  }

  /// What the header says.
  package func title(in app: AppState) -> String {
    entries.reversed().lazy.compactMap { $0.model.title(in: app) }.first ?? ""
  }

  /// The event that commands are about, as far as screens say so.
  var subject: EventID? { entries.reversed().lazy.compactMap(\.model.subject).first }

  /// Lets the topmost screen handle something.
  mutating func onTop(
    _ app: inout AppState,
    _ handle: (inout any ScreenModel, inout AppState) -> [Effect]
  ) -> [Effect] {
    let last = entries.count - 1
    app.acting = entries[last].id
    app.subject = subject ?? app.selectedEvent?.id
    return handle(&entries[last].model, &app) + carryOutRequests(&app)
  }

  /// Lets the topmost screen carry out a command, or says why it cannot.
  mutating func carryOut(_ command: Command, _ app: inout AppState) -> [Effect] {
    if case .unavailable(let reason) = top.availability(of: command, in: app) {
      app.status.say(reason, now: app.now)
      return []
    }
    return onTop(&app) { $0.handle(command, in: &$1) }
  }

  /// Tells every screen what happened, the first one first.
  mutating func tell(_ action: Action, _ app: inout AppState) -> [Effect] {
    var effects: [Effect] = []
    for index in entries.indices {
      app.acting = entries[index].id
      effects += entries[index].model.receive(action, in: &app)
    }
    return effects + carryOutRequests(&app)
  }

  /// Opens a screen on all others.
  mutating func open(_ model: any ScreenModel, by opener: ScreenID? = nil) {
    entries.append(Entry(id: ScreenID(number: count), opener: opener, model: model))
    count += 1
  }

  mutating func carryOutRequests(_ app: inout AppState) -> [Effect] {
    var effects: [Effect] = []
    while !app.requests.isEmpty {
      switch app.requests.removeFirst() {
      case .open(let model, let opener): open(model, by: opener)
      case .show(let model, let opener):
        if let index = entries.lastIndex(where: {
          Swift.type(of: $0.model) == Swift.type(of: model)
        }) {
          for entry in entries[(index + 1)...].reversed() { effects += close(entry.id) }
        } else {
          open(model, by: opener)
        }
      case .close(let id): effects += close(id)
      case .replaceFirst(let model): entries[0].model = model
      case .answer(let answer, let question):
        let opener = entries.first { $0.id == question }?.opener
        effects += close(question)
        effects += give(answer, to: opener, &app)
      case .carryOut(let command): effects += carryOut(command, &app)
      case .askAgain(let question, let edit, let event, let id):
        askAgain(question, edit, event, on: id, &app)
      }
    }
    return effects
  }

  private mutating func close(_ id: ScreenID) -> [Effect] {
    guard let index = entries.dropFirst().firstIndex(where: { $0.id == id }) else { return [] }
    return entries.remove(at: index).model.effectsOfClosing
  }

  private mutating func give(
    _ answer: ConfirmationViewModel.Answer,
    to id: ScreenID?,
    _ app: inout AppState
  ) -> [Effect] {
    if let index = entries.firstIndex(where: { $0.id == id }) {
      app.acting = entries[index].id
      if let effects = entries[index].model.take(answer, in: &app) { return effects }
    }
    return answer.effects
  }

  private mutating func askAgain(
    _ question: ConfirmationViewModel,
    _ edit: EventEdit,
    _ event: Event,
    on id: ScreenID,
    _ app: inout AppState
  ) {
    guard let index = entries.firstIndex(where: { $0.id == id }) else { return }
    var renewed: EventEdit? = edit
    if let asker = entries.firstIndex(where: { $0.id == entries[index].opener }) {
      app.acting = entries[asker].id
      renewed = entries[asker].model.renewed(edit, in: &app)
    }
    guard let renewed,
      var again = ConfirmationViewModel.question(for: renewed, of: event, in: app.directory)
    else {
      entries.remove(at: index)
      app.say(.info, "The event has changed meanwhile. Look at it once more.")
      return
    }
    again.keepPlace(of: question)
    entries[index].model = again
  }
}
