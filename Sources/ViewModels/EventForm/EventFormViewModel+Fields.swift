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
        hint: dayHint(startDay)
      ),
    ]
    if !isAllDay {
      rows.append(FormField(.startTime, "  at", .text(startTime, placeholder: "09:30")))
    }
    rows.append(
      FormField(
        .endDay,
        "Ends",
        .text(endDay, placeholder: "2026-12-01, fri, +3"),
        hint: dayHint(endDay)
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
    if !keepsTime { found += timeProblems(isFirst: found.isEmpty) }
    if let problem = EventLimits.locationProblem(location.text) {
      found.append((.location, problem))
    }
    if let stranger = people.stranger {
      found.append((.participants, "\"\(stranger)\" is not a mail address."))
    }
    if let problem = descriptionProblem { found.append((.description, problem)) }
    return found
  }

  private func timeProblems(isFirst: Bool) -> [(FieldID, String)] {
    var found: [(FieldID, String)] = []
    let badDay = "Write a day like 2026-12-01, today, fri or +3."
    let badTime = "Write a time like 9:30, 0930 or 2pm."
    if day(startDay) == nil { found.append((.startDay, badDay)) }
    if day(endDay) == nil { found.append((.endDay, badDay)) }
    if !isAllDay {
      if TimeInput.minutes(startTime.text) == nil { found.append((.startTime, badTime)) }
      if TimeInput.minutes(endTime.text) == nil { found.append((.endTime, badTime)) }
      if let problem = zone.problem { found.append((.zone, problem)) }
    }
    if isFirst, found.isEmpty, let time, time.start(in: viewerZone) > time.end(in: viewerZone) {
      found.append((isAllDay ? .endDay : .endTime, "It ends before it starts."))
    }
    return found
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
    guard let first = day(startDay), let last = day(endDay) else { return nil }
    if isAllDay { return last < first ? nil : .allDay(first: first, last: last) }
    guard let from = TimeInput.minutes(startTime.text), let to = TimeInput.minutes(endTime.text),
      let zone = zone.named
    else { return nil }
    var start = first.time(secondsFromMidnight: from * 60, in: zone.zone)
    var end = last.time(secondsFromMidnight: to * 60, in: zone.zone)
    let typed = timeEntry
    if case .timed(let oldStart, let oldEnd, _)? = event?.time, let filled,
      typed.zone == filled.zone
    {
      let keepsStart = typed.startDay == filled.startDay && typed.startTime == filled.startTime
      if keepsStart { start = oldStart }
      if typed.endDay == filled.endDay, typed.endTime == filled.endTime { end = oldEnd }
    }
    return .timed(start: start, end: end, zone: zone.name)
  }

  func day(_ field: TextField) -> Day? { TimeInput.day(field.text, today: today) }

  private func dayHint(_ field: TextField) -> String? {
    day(field).map { TimeText.long($0, today: today) }
  }

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
