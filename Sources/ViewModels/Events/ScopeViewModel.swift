package import CalendarCore
import ConferencingCore

/// The question how much of its series an edit of an occurrence is for.
package struct ScopeViewModel: Equatable, Sendable {
  /// One answer.
  package struct Choice: Equatable, Sendable {
    package let scope: EditScope
    /// What is chosen for the link where the series is split; `nil` for the default.
    package var link: SplitLink?
    /// The key that chooses it at once; empty for the one that is selected first, which has none.
    package let key: String
    package let label: String
    /// What it means for the others, in words.
    package var lines: [String]
  }

  /// The edit, which gets its scope with the answer.
  private let edit: EventEdit
  private let event: Event
  /// What can be done with the link at a split, the default first.
  private let links: [SplitLink]
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
  ///   - directory: What is known of the place where it stands.
  ///   - beginsWithAll: Whether all of the series comes first and is chosen by Enter.
  init(
    _ edit: EventEdit,
    of event: Event,
    in directory: Directory,
    beginsWithAll: Bool = false
  ) {
    self.edit = edit
    self.event = event
    var links: [SplitLink] = []
    if case .update(let patch) = edit.change, case .keep = patch.conferencing,
      let context = ConferencingContext(
        directory,
        account: event.account,
        calendar: event.calendar
      )
    {
      links = SplitLink.choices(for: event, in: context)
    }
    self.links = links
    let service = directory.account(event.account)?.service
    let scopes = Self.scopes(of: edit, service: service)
    choices = (beginsWithAll ? scopes.reversed() : scopes).map { scope in
      switch scope {
      case .this:
        Choice(
          scope: scope,
          key: beginsWithAll ? "o" : "",
          label: beginsWithAll ? "Only this occurrence" : "This occurrence",
          lines: []
        )
      case .following: Choice(scope: scope, key: "f", label: "This and following", lines: [])
      case .all:
        Choice(
          scope: scope,
          key: beginsWithAll ? "" : "A",
          label: beginsWithAll ? "All of the series" : "All",
          lines: []
        )
      }
    }
  }

  /// Offers the other possibility for the link, once it is known that the series is split.
  private mutating func offerLink() {
    guard let number = outline?.number, number > 1, let link = links.dropFirst().first,
      !choices.contains(where: { $0.link != nil }),
      let index = choices.firstIndex(where: { $0.scope == .following })
    else { return }
    let label = link == .same ? "… with the same link" : "… with a new link"
    let choice = Choice(scope: .following, link: link, key: "L", label: label, lines: [])
    choices.insert(choice, at: index + 1)
    if selected > index { selected += 1 }
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
  static func ask(
    _ edit: EventEdit,
    of event: Event?,
    in app: inout AppState,
    beginsWithAll: Bool = false
  ) -> [Effect]? {
    // The settings of a meeting are the same for all of its series.
    guard edit.scope == nil, let event, event.occurrence != nil, !edit.change.isOfSettingsAlone
    else { return nil }
    let question = ScopeViewModel(
      edit,
      of: event,
      in: app.directory,
      beginsWithAll: beginsWithAll
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
    case .respond(let response): return "Answer \(response.rawValue) for how much of “\(title)”?"
    case .create, .update: return "Change how much of the series “\(title)”?"
    }
  }

  /// What a choice means, once the series is known.
  private mutating func explain(in app: AppState) {
    let words = ScopeWords(
      edit: edit,
      event: event,
      outline: outline,
      service: app.directory.account(event.account)?.service,
      owner: app.directory.ownGrant(of: event.account)?.email,
      zone: app.zone,
      now: app.now
    )
    let link = outline?.number == 1 ? nil : links.first
    for index in choices.indices {
      let choice = choices[index]
      choices[index].lines =
        choice.link.map { words.lines(of: $0, insteadOf: links.first) }
        ?? words.lines(choice.scope, link: link)
    }
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
    case .choose: answer(selected, in: &app)
    case .confirm:
      // Who answers several invitations types "y" once more, and would answer for all of a series.
      app.say(.problem, "How much of the series? \(key: .choose) takes what is marked.")
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
      offerLink()
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
    edit.splitLink = choices[index].link
    let service = app.directory.account(event.account)?.service
    let isLonely =
      edit.change == .delete && service.map(event.comesBackAlone) == true
      && InvitationEnd.inviter(of: event, in: app.directory) == nil
    app.lonelyDeletion = isLonely && edit.scope == .this ? edit.event : nil
    app.give(.submit(edit))
  }
}
