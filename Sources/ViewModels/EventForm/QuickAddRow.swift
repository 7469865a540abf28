import CalendarCore
import Foundation

/// The line of quick add at the head of the form of a new event: what it says stands in the rows below
/// while it is typed, and what was changed there by hand stays.
enum QuickAddRow {
  /// What a line goes by.
  struct State: Equatable, Sendable {
    /// What the form has where the line says nothing.
    var time: EventTime
    var calendar: CalendarKey?
    /// The names that are known.
    var people: [KnownPerson] = []
  }

  static let row = EventFormRow(
    id: .quickAdd,
    label: "Quick add",
    storage: .text(\.quickLine, placeholder: "Lunch with Ann fri 12:30 for 45m at Luigi's"),
    isShown: { $0.quickAdd != nil },
    hint: { hint($0) },
    problem: { problem($0) },
    didChange: { form, _ in fill(&form) }
  )

  private static let timeRows: Set<EventFormViewModel.FieldID> = [
    .allDay, .startDay, .startTime, .endDay, .endTime, .zone,
  ]

  /// Fills the rows in that the user has not changed.
  static func fill(_ form: inout EventFormViewModel) {
    guard let state = form.quickAdd else { return }
    let read = read(form)
    if !form.touched.contains(.title) { form.title.set(read.title) }
    if !form.touched.contains(.location) { form.location.set(read.location) }
    if !form.touched.contains(.participants) {
      let people = read.invitees.map { Participant(name: $0.name, email: $0.email) }
      form.participants.set(ParticipantInput.text(people))
    }
    if !form.touched.contains(.calendar) {
      let named = form.directory.calendars.first { $0.name == read.calendar && !$0.isReadOnly }
      form.chooseCalendar(
        named.map { .init(account: $0.account, calendar: $0.id) } ?? state.calendar
      )
    }
    if timeRows.isDisjoint(with: form.touched) {
      form.put(time(form)?.time ?? state.time)
    }
    if form.touched.isDisjoint(with: RepeatRows.ids) { form.repeats = repeats(read, form) }
    form.conferencing.propose(
      provider: read.provider,
      link: read.link,
      room: read.room,
      else: form.standardMeeting
    )
  }

  /// What the rows of the repetition hold.
  private static func repeats(_ read: QuickAdd, _ form: EventFormViewModel) -> RepeatField {
    let context = InputContext(now: form.now, zone: form.viewerZone)
    guard let time = form.time, let recurrence = try? read.recurrence(from: time, context) else {
      return RepeatField()
    }
    let zone = time.zone.flatMap { TimeZone(identifier: $0) } ?? form.viewerZone
    let day = time.days(in: zone).lowerBound
    var field = RepeatField(recurrence, from: time, on: day, zone: form.viewerZone)
    if field.choice == .custom, let text = read.repetition?.text { field.custom.set(text) }
    return field
  }

  private static func read(_ form: EventFormViewModel) -> QuickAdd {
    let calendars = form.directory.calendars.filter { !$0.isReadOnly }.map(\.name)
    return QuickAdd.read(
      form.quickLine.text,
      InputContext(now: form.now, zone: form.viewerZone),
      vocabulary: .init(
        calendars: calendars,
        people: form.quickAdd?.people ?? [],
        rooms: form.defaults.rooms.map(\.name)
      )
    )
  }

  private static func resolved(
    _ form: EventFormViewModel
  ) -> Result<QuickAdd.Time?, InputError> {
    let context = InputContext(now: form.now, zone: form.viewerZone)
    do throws(InputError) {
      let length = form.standardLength
      return .success(try read(form).time(context, length: length))
    } catch { return .failure(error) }
  }

  private static func time(_ form: EventFormViewModel) -> QuickAdd.Time? {
    (try? resolved(form).get()) ?? nil
  }

  private static func problem(_ form: EventFormViewModel) -> String? {
    let read = read(form)
    if read.repetition != nil, !RepeatRows.isOffered(form) {
      return "Series cannot be created in this calendar from here. Choose another one, or put the "
        + "title in quotation marks."
    }
    if form.touched.isDisjoint(with: RepeatRows.ids), let problem = read.unreadRepetition?.problem {
      return problem.message
    }
    guard form.quickAdd != nil, timeRows.isDisjoint(with: form.touched),
      case .failure(let error) = resolved(form)
    else { return nil }
    return error.message
  }

  private static func hint(_ form: EventFormViewModel) -> String? {
    let read = read(form)
    let remarks = time(form)?.remarks ?? [read.problem?.message].compactMap(\.self) + read.remarks
    if !remarks.isEmpty { return remarks.joined(separator: " ") }
    // Two rows where the screen is narrow.
    return "Day, time, \"for 1h\", \"every tue\", \"with\", \"at\", \"in\" calendar, zoom."
  }
}
