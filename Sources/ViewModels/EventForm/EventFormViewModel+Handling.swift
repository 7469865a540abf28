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
    if let first = problems.first {
      focus = first.0
      return nil
    }
    guard let change = conferencingChange else {
      focus = .conferencing(conferencing.focus)
      return nil
    }
    return eventEdit(change)
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
      if let day = day(startDay), day.description != startDay.text { startDay.set(day.description) }
    case .endDay:
      if let day = day(endDay), day.description != endDay.text { endDay.set(day.description) }
    case .startTime:
      if let minutes = TimeInput.minutes(startTime.text) { startTime.set(Self.clock(minutes)) }
    case .endTime:
      if let minutes = TimeInput.minutes(endTime.text) { endTime.set(Self.clock(minutes)) }
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
    case .allDay: isAllDay.toggle()
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
    if focus == .endDay || focus == .endTime { rememberLength() }
  }

  /// Moves the end with the start, so that the length stays.
  private mutating func editStart(_ change: (inout TextField) -> Void) {
    let before = focus == .startDay ? startDay : startTime
    if focus == .startDay { change(&startDay) } else { change(&startTime) }
    guard (focus == .startDay ? startDay : startTime).text != before.text else { return }
    if isAllDay {
      var old = self
      old.startDay = before
      if let was = old.day(old.startDay), let now = day(startDay), let end = day(endDay), end >= was
      {
        endDay.set(end.advanced(by: now.daysSinceEpoch - was.daysSinceEpoch).description)
      }
      return
    }
    guard let first = day(startDay), let from = TimeInput.minutes(startTime.text),
      let zone = zone.named?.zone
    else { return }
    let end = first.time(secondsFromMidnight: from * 60, in: zone).addingTimeInterval(length)
    endDay.set(Day(end, in: zone).description)
    endTime.set(TimeText.clock(end, in: zone))
  }

  private mutating func rememberLength() {
    if case .timed(let start, let end, _)? = time, end > start {
      length = end.timeIntervalSince(start)
    }
  }

  private static func clock(_ minutes: Int) -> String {
    TimeText.two(minutes / 60) + ":" + TimeText.two(minutes % 60)
  }
}
