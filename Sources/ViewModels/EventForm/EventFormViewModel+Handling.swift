package import ConferencingCore
import Foundation

extension EventFormViewModel {
  /// Whether the row with the cursor takes text.
  package var editsText: Bool {
    switch focus {
    case .title, .startDay, .startTime, .endDay, .endTime, .zone, .location, .participants,
      .description:
      true
    case .conferencing: conferencing.editsText
    case .calendar, .allDay, .notify, .visibility, .busy: false
    }
  }

  /// Whether anything differs from what the form began with.
  package func isChanged(from original: EventFormViewModel) -> Bool {
    var copy = self
    copy.focus = original.focus
    copy.touched = original.touched
    copy.isSaveAttempted = original.isSaveAttempted
    copy.isSaving = original.isSaving
    (copy.length, copy.daysAfterFirst) = (original.length, original.daysAfterFirst)
    copy.conferencing.focus = original.conferencing.focus
    copy.conferencing.touched = original.conferencing.touched
    copy.conferencing.isSaveAttempted = original.conferencing.isSaveAttempted
    return copy != original
  }

  /// Types a text into the row with the cursor.
  package mutating func insert(_ text: String) {
    if case .conferencing = focus {
      conferencing.insert(text)
    } else if editsText {
      edit { $0.insert(text) }
    } else if text == " " {
      step(by: 1)
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
      var isHandled = false
      edit { isHandled = $0.handle(command) }
      if isHandled { return true }
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
      focus = first.field
      if case .conferencing(let field) = focus { conferencing.focus = field }
      return nil
    }
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
    if conferencing.change != .keep, let violation = conferencing.violations.first {
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
    var draft =
      event.map { EventDraft($0) }
      ?? EventDraft(account: key.account, calendar: key.calendar, title: "", time: time)
    draft.title = event?.title == title.text ? title.text : title.trimmed
    draft.time = time
    draft.location = event?.location == location.text ? location.text : location.trimmed
    draft.description = description.text
    draft.visibility = visibility.selection ?? .standard
    draft.isBusy = isBusy
    draft.participants = people.people
    let edit: EventChange
    if let event {
      edit = .update(
        EventEditor.patch(from: event, to: draft, conferencing: change, service: service)
      )
    } else {
      let made = EventEditor.create(draft: draft, conferencing: change, service: service)
      edit = .create(made.draft, conferencing: made.change)
    }
    return EventEdit(
      event: newID,
      change: edit,
      // Who is taken off the list is told as well.
      notifiesParticipants: notifies
        && !(people.people.isEmpty && (event?.participants ?? []).isEmpty)
    )
  }

  private mutating func moveFocus(by step: Int) {
    normalize()
    focus = FormFocus.step(from: focus, by: step, in: fields)
    if case .conferencing(let field) = focus { conferencing.focus = field }
    if case .conferencing(.phone) = focus { return }
    conferencing.dropEmptyPhones()
  }

  /// Writes days, times and zones in their full form once the cursor leaves them.
  private mutating func normalize() {
    switch focus {
    case .startDay:
      if let start = start(startDay), let day = start.day { write(day, start, startDay: true) }
    case .endDay:
      if let end = end(endDay.text), let day = end.day { write(day, end, startDay: false) }
    case .startTime:
      if let minutes = TimeInput.minutes(startTime.text) {
        startTime.set(TimeText.clock(minutes: minutes))
      }
    case .endTime:
      if let minutes = TimeInput.minutes(endTime.text) {
        endTime.set(TimeText.clock(minutes: minutes))
      }
    case .zone: zone.normalize()
    default: break
    }
  }

  private mutating func step(by step: Int) {
    touched.insert(focus)
    switch focus {
    case .calendar:
      calendar.step(by: step)
      if let key = calendar.selection,
        let context = ConferencingContext(directory, account: key.account, calendar: key.calendar)
      {
        conferencing.move(to: context)
      }
    case .allDay: toggleAllDay()
    case .notify: notifies.toggle()
    case .visibility: visibility.step(by: step)
    case .busy: isBusy.toggle()
    default: break
    }
  }

  private mutating func edit(_ change: (inout TextField) -> Void) {
    switch focus {
    case .title: change(&title)
    case .startDay, .startTime: editStart(change)
    case .endDay: change(&endDay)
    case .endTime: change(&endTime)
    case .zone: change(&zone.field)
    case .location: change(&location)
    case .participants: change(&participants)
    case .description: change(&description)
    case .conferencing, .calendar, .allDay, .notify, .visibility, .busy: return
    }
    touched.insert(focus)
    if focus == .endDay || focus == .endTime { rememberEnd() }
  }

  /// Writes a day in full, and the time that was typed with it into its own row.
  private mutating func write(_ day: Day, _ typed: TypedTime, startDay isStart: Bool) {
    let clock = typed.seconds.map { TimeText.clock(minutes: $0 / 60) }
    if isStart {
      if day.description != startDay.text { startDay.set(day.description) }
      guard let clock else { return }
      startTime.set(clock)
      moveEnd()
    } else {
      if day.description != endDay.text { endDay.set(day.description) }
      if let clock { endTime.set(clock) }
      rememberEnd()
    }
  }

  /// Changes the start, and moves the end with it.
  private mutating func editStart(_ change: (inout TextField) -> Void) {
    let before = (startDay.text, startTime.text)
    if focus == .startDay { change(&startDay) } else { change(&startTime) }
    if before != (startDay.text, startTime.text) { moveEnd() }
  }

  /// Puts the end where the length has it; it stays where it is while the start cannot be read.
  private mutating func moveEnd() {
    guard let first = day(startDay) else { return }
    if isAllDay {
      endDay.set(first.advanced(by: daysAfterFirst).description)
      return
    }
    guard let from = TimeInput.minutes(startTime.text), let zone = zone.named?.zone else { return }
    let start = ClockTime(first, seconds: from * 60, in: zone).instant
    let end = start.addingTimeInterval(length)
    endDay.set(Day(end, in: zone).description)
    endTime.set(TimeText.clock(end, in: zone))
  }

  /// Takes the length from the end as it is typed.
  private mutating func rememberEnd() {
    if isAllDay {
      if let first = day(startDay), let last = end(endDay.text)?.day, last >= first {
        daysAfterFirst = first.distance(to: last)
      }
    } else if case .timed(let start, let end, _)? = time, end > start {
      length = end.timeIntervalSince(start)
    }
  }

  /// Makes it an event of whole days, or one of hours again; the days that it touches stay.
  private mutating func toggleAllDay() {
    isAllDay.toggle()
    guard let first = day(startDay), let last = end(endDay.text)?.day else { return }
    if isAllDay {
      // What ends at midnight does not touch the day that begins then.
      let touched = TimeInput.minutes(endTime.text) == 0 ? last.advanced(by: -1) : last
      daysAfterFirst = max(0, first.distance(to: touched))
      moveEnd()
    } else if case .timed(let start, let end, _)? = time, end > start {
      length = end.timeIntervalSince(start)
    } else {
      moveEnd()
    }
  }
}
