package import CalendarCore
import Foundation

/// The invitations that wait for an answer; ``AppState/invitations`` has them.
///
/// One that is answered stays with its answer until the list is left, so that the answer can be taken
/// back or replaced; the next one that waits is selected.
package struct InvitationsViewModel: ScreenModel {
  /// A line of the list.
  package struct Row: Equatable, Sendable {
    package var invitation: PendingInvitation
    /// What was answered on this screen; `nil` for one that waits.
    package var answer: ParticipantResponse?
    /// Whether it is marked, to be answered together with others.
    package var isMarked = false
  }

  /// The lines, the soonest first.
  package private(set) var rows: [Row]
  /// The selected invitation, by its number.
  package private(set) var selected = 0
  /// The one that was answered last.
  private var lastAnswered: EventID?
  /// The edits that were stored since the list was opened and not undone: those that are undone here.
  private var ownEdits: [OwnEdit] = []
  /// Those of them that were undone and can be redone, the last one last.
  private var ownUndos: [OwnEdit] = []
  /// The lines that are listed no more.
  ///
  /// The list without an event may come before the answer that took it off.
  private var unlisted: [Row] = []

  /// An edit that was made in the list.
  private enum OwnEdit: Equatable, Sendable {
    /// The first answers to invitations in these accounts: their services take no answer back.
    case firstAnswers(Set<AccountID>)
    /// Another answer, or something else that can be undone.
    case other
  }

  /// Makes the screen.
  package init(_ invitations: [PendingInvitation]) {
    rows = invitations.map { Row(invitation: $0) }
  }

  package func context(in app: AppState) -> CommandContext { .invitations }
  package var heading: String? { "Invitations" }
  package var subject: EventID? { selectedID }
  package var observedEvent: EventID? { nil }

  private var selectedID: EventID? {
    rows.indices.contains(selected) ? rows[selected].invitation.id : nil
  }

  /// The marked ones, which an answer is for.
  private var marked: [EventID] { rows.filter(\.isMarked).map(\.invitation.id) }

  package func title(in app: AppState) -> String? {
    marked.isEmpty ? heading : "\(marked.count) marked"
  }

  package func title(of command: Command) -> String {
    command == .markAll ? "mark all" : command.title
  }

  package func footer(in app: AppState) -> [Command] {
    let answers: [Command] = [.answerYes, .answerMaybe, .answerNo, .open, .mark, .markAll]
    return (rows.isEmpty ? [.sync] : answers) + [.undo, .help, .back]
  }

  package func availability(of command: Command, in app: AppState) -> Availability {
    switch command {
    case .mark where rows.indices.contains(selected) && rows[selected].answer != nil:
      return .not(
        "It is answered. \(key: .answerYes), \(key: .answerMaybe) or \(key: .answerNo) changes that."
      )
    case .markAll where !rows.isEmpty && waiting.isEmpty: return .not("All are answered.")
    case .open, .respond, .answerYes, .answerMaybe, .answerNo, .mark, .markAll:
      return rows.isEmpty ? .not("No invitation waits for an answer.") : .available
    // What was edited before has nothing to do with the list, and is not on the screen.
    case .undo:
      if ownEdits.isEmpty {
        return .not(
          "Nothing else was answered here. \(key: .back) leads to the calendar, where \(key: .undo) "
            + "undoes earlier edits."
        )
      }
      // Those before what cannot be withdrawn are reached through it: it is said once and passed over.
      if ownEdits.allSatisfy({ isSent($0, in: app) }) {
        return .not(
          "An answer that was sent cannot be withdrawn, only changed: \(key: .moveUp) goes to it, "
            + "\(key: .answerYes), \(key: .answerMaybe) or \(key: .answerNo) answers again."
        )
      }
      return .available
    case .redo:
      return ownUndos.isEmpty ? .not("Nothing was undone here that can be redone.") : .available
    default: return .available
    }
  }

  /// Whether an edit is of first answers alone, and their services have heard of all of them.
  ///
  /// As long as edits wait, it may be one of them.
  private func isSent(_ edit: OwnEdit, in app: AppState) -> Bool {
    guard case .firstAnswers(let accounts) = edit else { return false }
    return accounts.allSatisfy { (app.directory.unsent[$0]?.waiting ?? 0) == 0 }
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    let height = app.display.listHeight
    if let line = ListCursor.line(command, from: selected, count: rows.count, height: height) {
      select(line)
      return []
    }
    // The calendar knows of it only what is near.
    app.subject = selectedID
    switch command {
    case .mark: toggleMark()
    case .markAll: markAll()
    case .back where !marked.isEmpty: unmark()
    case .respond where !marked.isEmpty:
      app.open(BulkCommands.responses(marked, of: marked.count, ofSeries: true))
    case .answerYes where !marked.isEmpty: return answer(.yes)
    case .answerMaybe where !marked.isEmpty: return answer(.maybe)
    case .answerNo where !marked.isEmpty: return answer(.no)
    case .open:
      guard let id = selectedID else { return [] }
      app.open(EventDetailViewModel(id: id))
      return [.loadEvent(id)]
    case .help:
      SharedCommands.showHelp(.invitations, in: &app)
      return []
    default:
      return EventCommands.handle(command, in: &app) ?? SharedCommands.handle(command, in: &app)
    }
    return []
  }

  // MARK: Several together

  /// Marks the selected invitation, or takes its mark away, and goes on to the next line.
  private mutating func toggleMark() {
    guard rows.indices.contains(selected), rows[selected].answer == nil else { return }
    rows[selected].isMarked.toggle()
    select(selected + 1)
  }

  /// Marks all that wait; where all are marked, takes their marks away.
  private mutating func markAll() {
    let isMarked = waiting.contains { !rows[$0].isMarked }
    for line in waiting { rows[line].isMarked = isMarked }
  }

  private mutating func unmark() { for line in rows.indices { rows[line].isMarked = false } }

  /// Asks for the answer of all that are marked: for a series, of all its occurrences.
  private func answer(_ response: ParticipantResponse) -> [Effect] {
    [.planBulk(.respond(response, ofSeries: true), marked)]
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    countEdits(action)
    switch action {
    case .invitationsLoaded(let invitations): follow(invitations)
    case .submitted(let edit, _):
      guard case .respond(let answer) = edit.change, mark(edit.event, answer) else { break }
      lastAnswered = edit.event
      dropOthers(of: edit.event)
      select(rows[selected...].firstIndex { $0.answer == nil } ?? waiting.last ?? selected)
    case .bulkSubmitted(let plan):
      unmark()
      for edit in plan.edits {
        guard case .respond(let answer) = edit.change, mark(edit.event, answer) else { continue }
        dropOthers(of: edit.event)
      }
      select(waiting.first ?? selected)
    case .undone(_, .done(let step, _)): show([step])
    case .undone(_, .doneTogether(let steps, _, _)): show(steps)
    // A service knows no way back to no answer, but takes another one.
    case .undone(_, .impossible(.answered)): lastAnswered.map { select($0) }
    default: break
    }
    return []
  }

  /// Shows the answers that undo and redo have brought back, and goes to the last one.
  private mutating func show(_ steps: [EditStep]) {
    for step in steps {
      guard case .respond(let answer) = step.edit.change else { continue }
      _ = mark(step.edit.event, answer == .none ? nil : answer)
      select(step.edit.event)
    }
  }

  private mutating func countEdits(_ action: Action) {
    switch action {
    case .submitted(let edit, _): (ownEdits, ownUndos) = (ownEdits + [kind(of: [edit])], [])
    case .bulkSubmitted(let plan): (ownEdits, ownUndos) = (ownEdits + [kind(of: plan.edits)], [])
    case .undone(.undo, .done), .undone(.undo, .doneTogether):
      if let last = ownEdits.popLast() { ownUndos.append(last) }
    case .undone(.redo, .done), .undone(.redo, .doneTogether):
      if let last = ownUndos.popLast() { ownEdits.append(last) }
    // What can never be undone is passed over: the next undo is for the edit before it.
    case .undone(.undo, .impossible(let obstacle)) where obstacle.isPermanent:
      _ = ownEdits.popLast()
    case .undone(.undo, .nothing): ownEdits = []
    case .undone(.redo, .impossible), .undone(.redo, .nothing): ownUndos = []
    default: break
    }
  }

  /// What edits that were made together are to undo.
  private func kind(of edits: [EventEdit]) -> OwnEdit {
    var accounts: Set<AccountID> = []
    for edit in edits {
      guard case .respond = edit.change,
        let row = (rows + unlisted).first(where: { $0.invitation.id == edit.event }),
        row.answer == nil
      else { return .other }
      accounts.insert(row.invitation.event.account)
    }
    return .firstAnswers(accounts)
  }

  /// The lines that wait for an answer.
  private var waiting: [Int] { rows.indices.filter { rows[$0].answer == nil } }

  /// Takes the invitations that wait now; the same one stays selected, or what stands in its place.
  ///
  /// Of a series of which an occurrence was answered here the next one is not listed: else the list
  /// of a daily series would never end.
  private mutating func follow(_ all: [PendingInvitation]) {
    let id = selectedID
    let series = self.rows.filter { $0.answer != nil }.compactMap(\.invitation.series)
    let invitations = all.filter { invitation in
      invitation.series.map { !series.contains($0) } ?? true
        || self.rows.contains { $0.invitation.id == invitation.id }
    }
    let known = Set(invitations.map(\.id))
    let marked = Set(self.marked)
    let rows = invitations.map { Row(invitation: $0, isMarked: marked.contains($0.id)) }
    let answered = self.rows.filter { $0.answer != nil && !known.contains($0.invitation.id) }
    let before = self.rows
    self.rows = rows
    for answered in answered { _ = insert(answered) }
    let shown = Set(self.rows.map(\.invitation.id))
    unlisted.removeAll { row in before.contains { $0.invitation.id == row.invitation.id } }
    unlisted = (unlisted + before).filter { !shown.contains($0.invitation.id) }
    select(self.rows.firstIndex { $0.invitation.id == id } ?? selected)
  }

  /// Puts a line where its time belongs, and returns its number.
  private mutating func insert(_ row: Row) -> Int {
    let start = row.invitation.event.time.start(in: .gmt)
    let place = rows.firstIndex { $0.invitation.event.time.start(in: .gmt) > start } ?? rows.count
    rows.insert(row, at: place)
    return place
  }

  /// Notes an answer, and returns whether the event is in the list.
  private mutating func mark(_ event: EventID, _ answer: ParticipantResponse?) -> Bool {
    if let index = unlisted.firstIndex(where: { $0.invitation.id == event }) {
      let line = insert(unlisted.remove(at: index))
      if line <= selected, rows.count > 1 { selected += 1 }
    }
    guard let line = rows.firstIndex(where: { $0.invitation.id == event }) else { return false }
    rows[line].answer = answer
    return true
  }

  /// Takes the other occurrences of an event that was answered off the list: the next one may have come
  /// before the answer.
  private mutating func dropOthers(of event: EventID) {
    guard let series = rows.first(where: { $0.invitation.id == event })?.invitation.series else {
      return
    }
    rows.removeAll {
      $0.answer == nil && $0.invitation.series == series && $0.invitation.id != event
    }
    select(selected)
  }

  private mutating func select(_ event: EventID) {
    if let line = rows.firstIndex(where: { $0.invitation.id == event }) { select(line) }
  }

  private mutating func select(_ line: Int) { selected = max(0, min(line, rows.count - 1)) }
}
