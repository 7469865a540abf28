package import CalendarCore
import ConferencingCore
import Foundation

extension EventFormViewModel {
  /// The rows of the form as it stands, each with what is wrong with it.
  package var fields: [FormField<FieldID>] {
    func shown(_ rows: [EventFormRow]) -> [FormField<FieldID>] {
      rows.filter { $0.isShown(self) }.map { $0.field(of: self) }
    }
    var meeting = conferencing.fields.map { row in row.mapID(FieldID.conferencing) }
    meeting[0].section = "Meeting link"
    var rows = shown(Self.planRows) + meeting + shown(Self.detailRows)
    for (id, message) in problems {
      guard isSaveAttempted || touched.contains(id),
        let row = rows.firstIndex(where: { $0.id == id })
      else { continue }
      rows[row].problem = message
    }
    return rows
  }

  /// What is wrong with the rows that are not of the meeting.
  var problems: [(FieldID, String)] {
    Self.rows.compactMap { row in row.problem(self).map { (row.id, $0) } }
      + (keepsTime ? [] : timeProblems)
  }

  /// The row with the cursor, unless it is of the meeting.
  private var row: EventFormRow? { Self.rows.first { $0.id == focus } }

  /// Whether the row with the cursor takes text.
  package var editsText: Bool {
    if case .conferencing = focus { conferencing.editsText } else { row?.isText ?? false }
  }

  /// Whether the next text that is typed replaces the one of a row.
  func isSelected(_ row: EventFormRow) -> Bool {
    guard row.isReplaced, row.id == focus, reached == focus, case .text(let path, _) = row.storage
    else { return false }
    return !self[keyPath: path].text.isEmpty
  }

  /// Whether anything differs from what the form began with.
  package func isChanged(from original: EventFormViewModel) -> Bool {
    var copy = self
    (copy.focus, copy.reached) = (original.focus, original.reached)
    copy.touched = original.touched
    copy.isSaveAttempted = original.isSaveAttempted
    copy.isSaving = original.isSaving
    copy.entryBefore = original.entryBefore
    (copy.length, copy.daysAfterFirst) = (original.length, original.daysAfterFirst)
    copy.conferencing.focus = original.conferencing.focus
    copy.conferencing.touched = original.conferencing.touched
    copy.conferencing.isSaveAttempted = original.conferencing.isSaveAttempted
    // What was read of the settings, or was changed and changed back, is no change.
    if conferencing.settingsChange == nil { copy.conferencing.made = original.conferencing.made }
    return copy != original
  }

  /// Types a text into the row with the cursor.
  package mutating func insert(_ text: String) {
    if case .conferencing = focus {
      conferencing.insert(text)
    } else if editsText {
      let isWhole = row.map(isSelected) == true
      reached = nil
      edit { field in
        if isWhole { field.set("") }
        field.insert(text)
      }
    } else if text == " " {
      step(by: 1)
    } else if focus == .repeats {
      RepeatRows.type(text, in: &self)
    }
  }

  /// Carries out a command on the row with the cursor.
  ///
  /// - Returns: Whether the command means something there.
  package mutating func handle(_ command: Command) -> Bool {
    if case .conferencing(let field) = focus {
      conferencing.focus = field
      let isMoving = [.nextField, .previousField, .moveDown, .moveUp, .accept].contains(command)
      if !isMoving { return conferencing.handle(command) }
    } else if editsText {
      if command == .nextChoice, let suggestion = Completion.suggestion(self) {
        edit { field in
          field.set("")
          field.insert(suggestion.text)
        }
        return true
      }
      let isWhole = row.map(isSelected) == true
      var isHandled = false
      edit { field in
        isHandled = field.handle(command)
        if isWhole, [.backspace, .deleteForward].contains(command) { field.set("") }
      }
      if isHandled {
        reached = nil
        return true
      }
    }
    switch command {
    case .nextField, .moveDown, .accept: moveFocus(by: 1)
    case .previousField, .moveUp: moveFocus(by: -1)
    case .nextChoice: step(by: 1)
    case .previousChoice: step(by: -1)
    default: return false
    }
    return true
  }

  /// Takes the text that an editor came back with.
  package mutating func takeDescription(_ text: String) {
    touched.insert(.description)
    description.set(text)
  }

  /// The description as it stands, for an editor.
  package var descriptionText: String { description.text }

  /// Marks the attempt to save, so that every problem is shown, and goes to the first one.
  ///
  /// - Returns: The edit; `nil` when something is wrong, and an edit of nothing when nothing
  ///   changed.
  package mutating func attemptSave() -> EventEdit? {
    isSaveAttempted = true
    normalize()
    let conferencingChange = conferencing.attemptSave()
    if let first = firstProblem {
      if focus != first.field { reached = first.field }
      focus = first.field
      if case .conferencing(let field) = focus { conferencing.focus = field }
      return nil
    }
    // What stands in the row is complete: what is typed there next, after a question, is another value.
    reached = focus
    return conferencingChange.flatMap(eventEdit)
  }

  /// Why the form cannot be saved as it stands.
  package var saveProblem: String {
    firstProblem?.message
      ?? "The calendar \"\(calendar.selected?.label ?? "")\" is no longer known here. Choose "
      + "another one."
  }

  /// What keeps the form from being saved, the first in the order of its rows.
  private var firstProblem: (field: FieldID, message: String)? {
    var found = problems
    let isChanged = conferencing.change != .keep || conferencing.settingsChange != nil
    if isChanged, let violation = conferencing.violations.first {
      let id = conferencing.fieldID(violation.field)
      let isShown = conferencing.fields.contains { $0.id == id }
      found.append((.conferencing(isShown ? id : .choice), violation.message))
    }
    let order = fields.map(\.id)
    return found.min { a, b in
      (order.firstIndex(of: a.0) ?? .max) < (order.firstIndex(of: b.0) ?? .max)
    }
  }

  /// The edit that the form makes as it stands; `nil` when its time cannot be read.
  func eventEdit(_ change: ConferencingChange) -> EventEdit? {
    guard let time, let key = calendar.selection,
      let service = directory.account(key.account)?.service
    else { return nil }
    var before = event
    if let series { before?.recurrence = series.recurrence }
    var draft =
      before.map { EventDraft($0) }
      ?? EventDraft(account: key.account, calendar: key.calendar, title: "", time: time)
    draft.time = time
    for row in Self.rows { row.put(self, &draft) }
    let edit: EventChange
    if let before {
      var patch = EventEditor.patch(
        from: before,
        to: draft,
        conferencing: change,
        service: service
      )
      patch.settings = conferencing.settingsChange
      edit = .update(patch)
    } else {
      let made = EventEditor.create(draft: draft, conferencing: change, service: service)
      edit = .create(made.draft, conferencing: made.change)
    }
    return EventEdit(
      event: newID,
      change: edit,
      // Who is taken off the list is told as well.
      notifiesParticipants: notifies && mails
        && !(people.people.isEmpty && (event?.participants ?? []).isEmpty)
    )
  }

  /// Whether anybody mails what happens to the event.
  var mails: Bool {
    calendar.selection.map { directory.notifiesParticipants(of: $0.account) } ?? true
  }

  private mutating func moveFocus(by step: Int) {
    normalize()
    focus = FormFocus.step(from: focus, by: step, in: fields)
    reached = focus
    if case .conferencing(let field) = focus { conferencing.focus = field }
    if case .conferencing(.phone) = focus { return }
    conferencing.dropEmptyPhones()
  }

  /// Writes days, times and zones in their full form once the cursor leaves them.
  private mutating func normalize() { row?.leave(&self) }

  private mutating func step(by step: Int) {
    guard let row else { return }
    touched.insert(focus)
    let before = timeEntry
    switch row.storage {
    case .text: return
    case .toggle(let path): self[keyPath: path].toggle()
    case .choice(_, let take): take(&self, step)
    }
    row.didChange(&self, before)
  }

  private mutating func edit(_ change: (inout TextField) -> Void) {
    guard let row, case .text(let path, _) = row.storage else { return }
    let before = timeEntry
    change(&self[keyPath: path])
    touched.insert(focus)
    row.didChange(&self, before)
  }

  // MARK: Rows that look at others

  var calendarContent: FormField<FieldID>.Content {
    event == nil ? .choice(calendar) : .fixed(calendar.selected?.label ?? "")
  }

  mutating func stepCalendar(by step: Int) {
    calendar.step(by: step)
    followCalendar()
  }

  /// Puts the meeting on the calendar that is chosen.
  mutating func followCalendar() {
    if let key = calendar.selection,
      let context = ConferencingContext(directory, account: key.account, calendar: key.calendar)
    {
      conferencing.move(to: context)
    }
    applyDefaults()
  }

  /// What is wrong with the description as it will be sent, the block of the meeting included.
  var descriptionProblem: String? {
    guard let account = calendar.selection?.account else { return nil }
    let provider = directory.ownGrant(of: account)?.provider
    return sentDescription.flatMap { EventLimits.descriptionProblem($0, on: provider) }
  }

  private var sentDescription: String? {
    let change = conferencing.change
    // Nothing is cut or appended then, and that is what takes time.
    if change == .keep { return description.text == event?.description ? nil : description.text }
    return switch eventEdit(change)?.change {
    case .create(let draft, _): draft.description
    case .update(let patch): patch.description
    case .delete, .respond, nil: nil
    }
  }

  /// The people typed.
  var people: (people: [Participant], invalid: String?) {
    ParticipantInput.participants(participants.text, known: event?.participants ?? [])
  }
}
