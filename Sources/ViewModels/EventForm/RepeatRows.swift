import CalendarCore
import Foundation

/// The rows of the event form that say how the event repeats.
enum RepeatRows {
  typealias Form = EventFormViewModel

  /// What a form knows of the series of its event.
  struct Series: Equatable, Sendable {
    /// How it repeats.
    let recurrence: Recurrence
    /// The time of its first occurrence.
    let first: EventTime
    /// What the rows hold of it.
    let field: RepeatField
  }

  /// Shows how the series of the form's event repeats; what was typed of it stays.
  static func show(_ master: Event, in form: inout Form) {
    guard let recurrence = master.recurrence, let event = form.event else { return }
    let zone = event.time.zone.flatMap { TimeZone(identifier: $0) } ?? form.viewerZone
    let field = RepeatField(
      recurrence,
      from: master.time,
      on: event.time.days(in: zone).lowerBound,
      zone: form.viewerZone
    )
    if form.repeats == form.series?.field ?? RepeatField() { form.repeats = field }
    form.series = Series(recurrence: recurrence, first: master.time, field: field)
  }

  /// Takes what is typed where one chooses as the user's own words.
  static func type(_ text: String, in form: inout Form) {
    if form.repeats.choice != .custom { form.repeats.custom.set("") }
    form.repeats.choice = .custom
    form.touched.insert(.repeats)
    form.focus = .repeatRule
    form.insert(text)
  }

  /// The ids of the rows.
  static let ids: Set<Form.FieldID> = [.repeats, .repeatEnd, .repeatRule]

  static let all: [EventFormRow] = [
    row(
      .repeats,
      "Repeats",
      .choice(
        content: { .choice($0.repeats.content(on: firstDay($0))) },
        step: { form, step in form.repeats.step(by: step, on: firstDay(form)) }
      ),
      isShown: { _ in true },
      hint: { dates($0) ?? "Choose, or type how it repeats: every 3 weeks on mon, wed" }
    ),
    row(
      .repeatEnd,
      "  until",
      .text(\.repeats.end, placeholder: "for ever; june, 5 apr, 12 times"),
      isShown: { $0.repeats.hasEnd },
      hint: words
    ),
    row(
      .repeatRule,
      "  as",
      .text(\.repeats.custom, placeholder: "every 3 weeks on mon, wed until 5 apr"),
      isShown: { $0.repeats.choice == .custom },
      hint: words
    ),
  ]

  private static func row(
    _ id: Form.FieldID,
    _ label: String,
    _ storage: EventFormRow.Storage,
    isShown: @escaping @Sendable (Form) -> Bool,
    hint: @escaping @Sendable (Form) -> String?
  ) -> EventFormRow {
    EventFormRow(
      id: id,
      label: label,
      storage: storage,
      isShown: { isOffered($0) && isShown($0) },
      hint: hint,
      problem: { problem($0, in: id) },
      put: { form, draft in if id == .repeats { put(form, into: &draft) } }
    )
  }

  /// Whether the event's service makes series, and that of an occurrence is read.
  static func isOffered(_ form: Form) -> Bool {
    (form.event?.isRecurring != true || form.series != nil)
      && service(form)?.has(.createsSeries) == true
  }

  /// Whether the rows say how the event repeats already.
  private static func isAsStored(_ form: Form) -> Bool {
    form.repeats == form.series?.field ?? RepeatField()
  }

  private static func service(_ form: Form) -> ServiceKind? {
    form.calendar.selection.flatMap { form.directory.account($0.account)?.service }
  }

  private static func firstDay(_ form: Form) -> Day { form.day(form.startDay) ?? form.today }

  // MARK: What is said

  private static func outcome(_ form: Form) -> Result<Recurrence?, RecurrenceInputError>? {
    let known = form.series.map { KnownRepetition($0.recurrence, from: $0.first) }
    return form.time.map {
      form.repeats.read(
        first: $0,
        today: form.today,
        zone: form.viewerZone,
        changing: known
      )
    }
  }

  private static func recurrence(_ form: Form) -> Recurrence? {
    try? outcome(form)?.get()
  }

  private static func problem(_ form: Form, in row: Form.FieldID) -> String? {
    guard isOffered(form), !isAsStored(form), let outcome = outcome(form) else {
      return nil
    }
    let isTyped = form.repeats.choice == .custom
    switch outcome {
    case .failure(let error):
      return row == (isTyped ? .repeatRule : .repeatEnd) ? error.message : nil
    case .success(let recurrence):
      guard row == (isTyped ? .repeatRule : .repeats), let recurrence, let time = form.time else {
        return nil
      }
      let first = recurrence.first(from: time, zone: form.viewerZone) ?? time
      return service(form)?.refusal(of: recurrence, from: first, zone: form.viewerZone)
    }
  }

  /// How it repeats, and from when: as it is stored, or as it is chosen and typed.
  private static func shown(_ form: Form) -> (Recurrence, first: EventTime)? {
    if isAsStored(form) { return form.series.map { ($0.recurrence, $0.first) } }
    guard let recurrence = recurrence(form), let time = form.time else { return nil }
    return (recurrence, recurrence.first(from: time, zone: form.viewerZone) ?? time)
  }

  /// The rule in words, and its next dates.
  private static func words(_ form: Form) -> String? {
    guard let (recurrence, first) = shown(form), let dates = dates(form) else { return nil }
    let words = recurrence.words(from: first, zone: form.viewerZone)
    return words.prefix(1).uppercased() + words.dropFirst() + ". " + dates
  }

  private static func dates(_ form: Form) -> String? {
    guard let (recurrence, first) = shown(form), let time = form.time else { return nil }
    let next = recurrence.next(
      RepeatMetrics.dates,
      from: first,
      after: time.start(in: form.viewerZone),
      zone: form.viewerZone
    )
    let zone = first.zone.flatMap { TimeZone(identifier: $0) } ?? form.viewerZone
    let days = next.times.map { $0.days(in: zone).lowerBound }
    return "Next: " + RecurrenceDates.list(days, today: form.today)
  }

  // MARK: The draft

  /// Puts the recurrence into a draft, which begins with the first date of the rule.
  ///
  /// What RFC 5545 says of a start that is not by the rule is nothing, and services differ.
  private static func put(_ form: Form, into draft: inout EventDraft) {
    guard isOffered(form), !isAsStored(form), case .success(let chosen)? = outcome(form) else {
      return
    }
    draft.recurrence = chosen
    // How much of a series the rule is for decides where it begins.
    guard form.series == nil, let recurrence = chosen else { return }
    draft.time = recurrence.first(from: draft.time, zone: form.viewerZone) ?? draft.time
  }
}

/// Numbers of the rows that say how an event repeats.
enum RepeatMetrics {
  /// How many dates are shown while a rule is typed: enough to see a mistake.
  static let dates = 5
}
