import ConferencingCore
import Foundation

extension EventFormViewModel {
  /// The rows of the form as it stands, each with what is wrong with it.
  package var fields: [FormField<FieldID>] {
    var rows = [
      FormField(FieldID.title, "Title", .text(title, placeholder: "what it is about")),
      event == nil
        ? FormField(.calendar, "Calendar", .choice(calendar))
        : FormField(.calendar, "Calendar", .fixed(calendar.selected?.label ?? "")),
      FormField(.allDay, "All day", .toggle(isAllDay)),
      FormField(
        .startDay,
        "Starts",
        .text(startDay, placeholder: "2026-12-01, fri, +3"),
        hint: dayHint(day(startDay))
      ),
    ]
    if !isAllDay {
      rows.append(
        FormField(.startTime, "  at", .text(startTime, placeholder: "09:30"), hint: startHint)
      )
    }
    rows.append(
      FormField(
        .endDay,
        "Ends",
        .text(endDay, placeholder: "2026-12-01, fri, +3"),
        hint: dayHint(lastDay)
      )
    )
    if !isAllDay {
      rows.append(
        FormField(.endTime, "  at", .text(endTime, placeholder: "10:30"), hint: lengthHint)
      )
      rows.append(
        FormField(
          .zone,
          "Time zone",
          .text(zone.field, placeholder: "Europe/Paris, or a city"),
          hint: zoneHint
        )
      )
    }
    rows.append(FormField(.location, "Location", .text(location, placeholder: "none")))
    var meeting = conferencing.fields.map { row in row.mapID(FieldID.conferencing) }
    meeting[0].section = "Meeting link"
    rows += meeting
    rows += [
      FormField(
        .participants,
        "Participants",
        .text(participants, placeholder: "ann@acme.example, bob@acme.example"),
        section: "Details"
      ),
      FormField(
        .notify,
        "Tell them",
        .toggle(notifies),
        hint: "Mail the participants about it."
      ),
      FormField(.visibility, "Visibility", .choice(visibility)),
      FormField(.busy, "Show as busy", .toggle(isBusy)),
      FormField(.description, "Description", .text(description, placeholder: "none")),
    ]
    for (id, message) in problems {
      guard isSaveAttempted || touched.contains(id),
        let row = rows.firstIndex(where: { $0.id == id })
      else { continue }
      rows[row].problem = message
    }
    return rows
  }

  /// What is wrong with the rows that are not of the meeting, in the order of the form.
  var problems: [(FieldID, String)] {
    var found: [(FieldID, String)] = []
    if title.trimmed.isEmpty { found.append((.title, "An event needs a title.")) }
    if let problem = EventLimits.titleProblem(title.text) { found.append((.title, problem)) }
    if !keepsTime { found += timeProblems }
    if let problem = EventLimits.locationProblem(location.text) {
      found.append((.location, problem))
    }
    if let stranger = people.stranger {
      found.append((.participants, "\"\(stranger)\" is not a mail address."))
    }
    if let problem = descriptionProblem { found.append((.description, problem)) }
    return found
  }

  private var timeProblems: [(FieldID, String)] {
    var found: [(FieldID, String)] = []
    let badTime = "Write a time like 9:30, 0930 or 2pm."
    if day(startDay) == nil { found.append((.startDay, dayProblem(startDay.text, from: nil))) }
    if lastDay == nil { found.append((.endDay, dayProblem(endDay.text, from: day(startDay)))) }
    if !isAllDay {
      if TimeInput.minutes(startTime.text) == nil { found.append((.startTime, badTime)) }
      if TimeInput.minutes(endTime.text) == nil { found.append((.endTime, badTime)) }
      if let problem = zone.problem { found.append((.zone, problem)) }
      if let problem = typedStart?.problem { found.append((.startTime, problem)) }
      if let problem = typedEndTime?.problem { found.append((.endTime, problem)) }
    }
    guard found.isEmpty else { return found }
    let isBackward =
      if isAllDay, let first = day(startDay), let lastDay {
        lastDay < first
      } else if let time {
        time.start(in: viewerZone) > time.end(in: viewerZone)
      } else {
        false
      }
    if isBackward { found.append((isAllDay ? .endDay : .endTime, "It ends before it starts.")) }
    return found
  }

  private func dayProblem(_ text: String, from base: Day?) -> String {
    let typed = TimeInput.moment(text, today: today, from: base)
    if isAllDay, typed?.day != nil, typed?.seconds != nil {
      return "An all-day event has no time. Write the day alone, or turn \"All day\" off."
    }
    return TimeInput.dayProblem(text, today: today, from: base)
  }

  /// What is wrong with the description as it will be sent, the block of the meeting included.
  private var descriptionProblem: String? {
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
  var people: (people: [Participant], stranger: String?) {
    ParticipantInput.participants(participants.text, known: event?.participants ?? [])
  }

  /// Whether nothing of the time was typed, so that it is not sent.
  var keepsTime: Bool { event != nil && timeEntry == filled }

  /// When it takes place as typed; `nil` when that cannot be read.
  ///
  /// What was left alone stays to the second, and in the hour that the clock shows twice: the typed
  /// day and time do not say which one it is.
  var time: EventTime? {
    if keepsTime, let event { return event.time }
    guard let first = day(startDay), let last = lastDay else { return nil }
    if isAllDay { return last < first ? nil : .allDay(first: first, last: last) }
    guard let zone = zone.named, let start = startInstant, let end = endInstant else { return nil }
    return .timed(start: start, end: end, zone: zone.name)
  }

  /// When it begins: as before, when nothing of it was typed.
  private var startInstant: Date? {
    if case .timed(let start, _, _)? = event?.time, let filled, timeEntry.zone == filled.zone,
      timeEntry.startDay == filled.startDay, timeEntry.startTime == filled.startTime
    {
      return start
    }
    return typedStart?.instant
  }

  /// When it ends: as before, when nothing of it was typed.
  private var endInstant: Date? {
    if case .timed(_, let end, _)? = event?.time, let filled, timeEntry.zone == filled.zone,
      timeEntry.endDay == filled.endDay, timeEntry.endTime == filled.endTime
    {
      return end
    }
    return typedEndTime?.instant
  }

  /// The start as the clock of its zone shows it.
  private var typedStart: ClockTime? {
    guard let day = day(startDay), let minutes = TimeInput.minutes(startTime.text),
      let zone = zone.named?.zone
    else { return nil }
    return ClockTime(day, seconds: minutes * 60, in: zone)
  }

  /// The end as the clock of its zone shows it.
  private var typedEndTime: ClockTime? {
    guard let day = lastDay, let minutes = TimeInput.minutes(endTime.text),
      let zone = zone.named?.zone
    else { return nil }
    return ClockTime(day, seconds: minutes * 60, in: zone)
  }

  /// The day of the start as it is typed.
  func day(_ field: TextField) -> Day? { start(field)?.day }

  /// The day of the end as it is typed.
  var lastDay: Day? { end(endDay.text)?.day }

  /// What is typed as the day of the start: a day, with a time behind it where there are times.
  func start(_ field: TextField) -> TypedTime? {
    allowed(TimeInput.moment(field.text, today: today))
  }

  /// What is typed as the day of the end, which counts from the start.
  func end(_ text: String) -> TypedTime? {
    allowed(TimeInput.moment(text, today: today, from: day(startDay)))
  }

  private func allowed(_ typed: TypedTime?) -> TypedTime? {
    guard let typed, typed.day != nil, typed.offset == nil, typed.seconds == nil || !isAllDay else {
      return nil
    }
    return typed
  }

  private func dayHint(_ day: Day?) -> String? { day.map { TimeText.long($0, today: today) } }

  private var startHint: String? { keepsTime ? nil : typedStart?.hint }

  private var lengthHint: String? {
    guard case .timed(let start, let end, _)? = time, end > start else { return nil }
    return TimeText.duration(end.timeIntervalSince(start))
  }

  private var zoneHint: String? {
    guard let zone = zone.named?.zone, case .timed(let start, let end, _)? = time, end >= start
    else { return nil }
    let isSameClock = [start, end].allSatisfy {
      zone.secondsFromGMT(for: $0) == viewerZone.secondsFromGMT(for: $0)
    }
    guard !isSameClock else { return nil }
    return
      "For you \(TimeText.span(.timed(start: start, end: end, zone: nil), in: viewerZone, today: today))"
  }
}
