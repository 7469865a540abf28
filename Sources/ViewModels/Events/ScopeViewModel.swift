package import CalendarCore
import ConferencingCore

/// The question how much of its series an edit of an occurrence is for.
package struct ScopeViewModel: Equatable, Sendable {
  /// One answer.
  package struct Choice: Equatable, Sendable {
    package let scope: EditScope
    /// The key that chooses it at once; empty for the one that is selected first.
    package let key: String
    package let label: String
    /// What it means for the others, in words.
    package var lines: [String]
  }

  /// The edit, which gets its scope with the answer.
  private let edit: EventEdit
  private let event: Event
  /// What is known of the series; `nil` until it is read.
  private var outline: SeriesOutline?
  package private(set) var choices: [Choice]
  /// The choice that is selected.
  package var selected = 0

  /// Asks for the scope of an edit.
  ///
  /// - Parameters:
  ///   - edit: The edit.
  ///   - event: The occurrence, as it is.
  ///   - service: What holds it; `nil` when that is not known.
  init(_ edit: EventEdit, of event: Event, service: ServiceKind?) {
    self.edit = edit
    self.event = event
    let keys: [(EditScope, String, String)] = [
      (.this, "", "This occurrence"), (.following, "f", "This and following"), (.all, "A", "All"),
    ]
    choices = Self.scopes(of: edit, service: service).map { scope in
      let (_, key, label) = keys.first { $0.0 == scope } ?? keys[0]
      return Choice(scope: scope, key: key, label: label, lines: [])
    }
  }

  /// The scopes that an edit may have.
  private static func scopes(of edit: EventEdit, service: ServiceKind?) -> [EditScope] {
    guard service?.has(.createsSeries) == true else { return [.this] }
    switch edit.change {
    case .respond: return [.this, .all]
    case .update(let patch) where patch.recurrence != nil: return [.following, .all]
    case .create, .update, .delete: return [.this, .following, .all]
    }
  }

  /// Asks for the scope of an edit that has none, where there is more than one.
  ///
  /// - Returns: What is to be done to ask; `nil` when there is nothing to ask.
  static func ask(_ edit: EventEdit, of event: Event?, in app: inout AppState) -> [Effect]? {
    guard edit.scope == nil, let event, event.occurrence != nil else { return nil }
    let question = ScopeViewModel(
      edit,
      of: event,
      service: app.directory.account(event.account)?.service
    )
    guard question.choices.count > 1 else { return nil }
    app.open(question)
    return [.loadSeries(event.id)]
  }

  /// The question.
  package var title: String {
    let title = event.title.isEmpty ? "(no title)" : event.title
    switch edit.change {
    case .delete: return "Delete how much of the series “\(title)”?"
    case .respond: return "Answer for how much of “\(title)”?"
    case .create, .update: return "Change how much of the series “\(title)”?"
    }
  }

  /// What a choice means, once the series is known.
  private mutating func explain(in app: AppState) {
    let words = ScopeWords(
      edit: edit,
      event: event,
      outline: outline,
      owner: app.directory.ownGrant(of: event.account)?.email,
      zone: app.zone,
      now: app.now
    )
    for index in choices.indices { choices[index].lines = words.lines(choices[index].scope) }
  }
}

extension ScopeViewModel: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .dialog }
  package func footer(in app: AppState) -> [Command] { [.moveDown, .choose, .back] }

  package func wantsText(_ key: String, in app: AppState) -> Bool {
    choices.contains { !$0.key.isEmpty && $0.key == key }
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .choose, .confirm: answer(selected, in: &app)
    case .back, .quit, .refuse: app.close()
    default:
      let count = choices.count
      if let line = ListCursor.line(command, from: selected, count: count, height: count) {
        selected = line
      }
    }
    return []
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    if let index = choices.firstIndex(where: { $0.key == text }) { answer(index, in: &app) }
    return []
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    case .seriesLoaded(event.id, let outline):
      self.outline = outline
      explain(in: app)
    case .ticked where choices.allSatisfy(\.lines.isEmpty): explain(in: app)
    default: break
    }
    return []
  }

  private func answer(_ index: Int, in app: inout AppState) {
    guard choices.indices.contains(index) else { return }
    var edit = edit
    edit.scope = choices[index].scope
    app.give(.submit(edit))
  }
}
