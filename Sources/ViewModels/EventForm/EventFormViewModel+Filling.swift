package import CalendarCore
import ConferencingCore
package import Foundation

extension EventFormViewModel {
  /// Makes a form for a new event.
  ///
  /// - Parameters:
  ///   - newID: The id it is to have.
  ///   - directory: The calendars to choose from; at least one that can be written.
  ///   - account: The account whose primary calendar is chosen at first, where it can be written.
  ///   - start: When it is to begin at first.
  ///   - zone: The zone of the user's wall clock.
  ///   - now: The time.
  ///   - style: How the clock counts hours.
  ///   - defaults: What it has where nothing else is said.
  package init?(
    newID: EventID,
    directory: Directory,
    account: AccountID? = nil,
    start: Date,
    zone: TimeZone,
    now: Date,
    style: ClockStyle = .twentyFourHour,
    defaults: NewEventDefaults = NewEventDefaults()
  ) {
    let writable = directory.calendars.filter { !$0.isReadOnly }
    let own = writable.filter { $0.account == account }
    guard
      let chosen = defaults.calendar(among: writable)
        ?? own.first(where: \.isPrimary) ?? own.first
        ?? writable.first(where: \.isPrimary) ?? writable.first,
      let context = ConferencingContext(
        directory,
        account: chosen.account,
        calendar: chosen.id
      )
    else { return nil }
    event = nil
    self.newID = newID
    self.directory = directory
    viewerZone = zone
    clockStyle = style
    self.now = now
    self.calendar = Self.calendars(writable, in: directory, selection: chosen)
    conferencing = ConferencingFormViewModel(context: context)
    conferencing.defaults = defaults
    self.defaults = defaults
    length = EventFormMetrics.defaultLength
    self.zone = ZoneField(NamedZone(name: zone.identifier, zone: zone))
    length = standardLength
    fill(start: start, end: start.addingTimeInterval(length), in: zone)
    applyDefaults()
  }

  /// What is configured for new events of the calendar that is chosen.
  private var standardValues: NewEventDefaults.Values {
    calendar.selection.flatMap { directory.calendar($0.calendar, in: $0.account) }
      .map(defaults.values) ?? defaults.values
  }

  /// How long a new event takes where nothing is said, in seconds.
  var standardLength: TimeInterval {
    standardValues.duration ?? EventFormMetrics.defaultLength
  }

  /// The meeting of a new event where nothing is said.
  var standardMeeting: ConferencingChange? {
    let hasAttendees = !people.people.isEmpty
    return standardValues.link(hasAttendees: hasAttendees)
      .flatMap { defaults.change($0, in: conferencing.context) }
  }

  /// Why a new event does not have the link that is configured; `nil` where it has.
  var standardMeetingProblem: String? {
    guard event == nil, conferencing.chosen == ConferencingFormViewModel.Choice.none else {
      return nil
    }
    let link = standardValues.link(hasAttendees: !people.people.isEmpty)
    return defaults.obstacle(to: link, in: conferencing.context)
      .map { "The link of [new-event] is left out: \($0)" }
  }

  /// Puts what is configured into the rows of a new event that the user has not changed.
  mutating func applyDefaults() {
    guard event == nil else { return }
    let values = standardValues
    if !touched.contains(.notify) { notifies = values.notifies ?? true }
    if !touched.contains(.visibility) { visibility.selection = values.visibility ?? .standard }
    if quickAdd == nil { conferencing.propose(standardMeeting) }
  }

  /// Takes over what another event is about and when it is.
  ///
  /// Its people and its meeting stay its own: nobody is invited twice, and no link serves two events.
  mutating func copy(_ event: Event) {
    var event = event
    if event.conferencing != .none {
      let words = ConferenceText.cut(event.description, own: event.ownDescription)
      event.description = words.kept
    }
    let rows: Set<FieldID> = [.title, .location, .visibility, .busy, .reminders, .description]
    for row in Self.rows where rows.contains(row.id) { row.fill(&self, event) }
    zone = ZoneField(of: event.time, viewer: viewerZone)
    put(event.time)
    (focus, filled) = (.calendar, nil)
  }

  /// Puts a line of quick add at the head, which fills the form in.
  mutating func beginQuickAdd() {
    guard let time else { return }
    quickAdd = QuickAddRow.State(time: time, calendar: calendar.selection)
    focus = .quickAdd
  }

  /// Takes which people and places are known.
  mutating func know(_ people: [KnownPerson], places: [String]) {
    (names.people, names.places) = (people, places)
    guard quickAdd != nil else { return }
    quickAdd?.people = people
    if !quickLine.text.isEmpty { QuickAddRow.fill(&self) }
  }

  /// Chooses a calendar, and lets the meeting follow.
  mutating func chooseCalendar(_ key: CalendarKey?) {
    guard let key, key != calendar.selection else { return }
    calendar.selection = key
    followCalendar()
  }

  /// Puts a time into its rows.
  mutating func put(_ time: EventTime) {
    isAllDay = time.isAllDay
    switch time {
    case .timed(let start, let end, let name):
      if let name, name != zone.field.text { zone.field.set(name) }
      let clock = zone.named?.zone ?? viewerZone
      let (first, last) = (shown(start, in: clock), shown(end, in: clock))
      startDay.set(first.day.description)
      startTime.set(first.clock)
      endDay.set(last.day.description)
      endTime.set(last.clock)
      length = end.timeIntervalSince(start)
    case .allDay(let first, let last):
      startDay.set(first.description)
      endDay.set(last.description)
      daysAfterFirst = first.distance(to: last)
    }
  }

  /// Takes what is known now of who can host meetings; what was typed stays.
  mutating func follow(_ directory: Directory) {
    self.directory = directory
    if let key = calendar.selection,
      var context = ConferencingContext(directory, account: key.account, calendar: key.calendar)
    {
      context.isReadOnlyEvent = conferencing.context.isReadOnlyEvent
      conferencing.move(to: context)
    }
  }

  /// Makes a form for an event that exists; `nil` when its calendar is not known.
  package init?(
    event: Event,
    directory: Directory,
    zone: TimeZone,
    now: Date,
    style: ClockStyle = .twentyFourHour
  ) {
    guard let info = directory.calendar(event.calendar, in: event.account),
      let context = ConferencingContext(
        directory,
        account: event.account,
        calendar: event.calendar,
        isReadOnlyEvent: event.isReadOnly
      )
    else { return nil }
    self.event = event
    newID = event.id
    self.directory = directory
    viewerZone = zone
    clockStyle = style
    self.now = now
    calendar = Self.calendars([info], in: directory, selection: info)
    conferencing = ConferencingFormViewModel(
      context: context,
      current: event.conferencing,
      event: event
    )
    self.zone = ZoneField(of: event.time, viewer: viewerZone)
    length = EventFormMetrics.defaultLength
    for row in Self.rows { row.fill(&self, event) }
    isAllDay = event.time.isAllDay
    switch event.time {
    case .timed(let start, let end, _):
      length = end.timeIntervalSince(start)
      fill(start: start, end: end, in: self.zone.named?.zone ?? viewerZone)
    case .allDay(let first, let last):
      // Times for when it is made an event of hours.
      startTime.set(ClockText.clock(minutes: 9 * 60, style))
      endTime.set(ClockText.clock(minutes: 10 * 60, style))
      startDay.set(first.description)
      endDay.set(last.description)
      daysAfterFirst = max(0, first.distance(to: last))
    }
    filled = timeEntry
  }

  private mutating func fill(start: Date, end: Date, in zone: TimeZone) {
    startDay.set(Day(start, in: zone).description)
    startTime.set(TimeText.clock(start, in: WallClock(zone, clockStyle)))
    endDay.set(Day(end, in: zone).description)
    endTime.set(TimeText.clock(end, in: WallClock(zone, clockStyle)))
  }

  private static func calendars(
    _ calendars: [CalendarInfo],
    in directory: Directory,
    selection: CalendarInfo
  ) -> ChoiceField<CalendarKey> {
    let isOneAccount = Set(calendars.map(\.account)).count <= 1
    return ChoiceField(
      calendars.map { info in
        // Two calendars of one account may have one name.
        let isUnique = calendars.count { $0.account == info.account && $0.name == info.name } == 1
        let notes = [isOneAccount ? nil : "\(info.account)", isUnique ? nil : "\(info.id)"]
          .compactMap(\.self)
        return .init(
          info.key,
          label: info.name + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
        )
      },
      selection: selection.key
    )
  }

  /// Takes what the event is by now wherever the user has not touched the form.
  ///
  /// - Parameters:
  ///   - now: The event as it was just read.
  ///   - original: The form as it began.
  /// - Returns: The form as it would begin now; `nil` when the event is the same as before.
  mutating func follow(_ now: Event, from original: EventFormViewModel) -> EventFormViewModel? {
    guard let before = event, now != before,
      var fresh = EventFormViewModel(
        event: now,
        directory: directory,
        zone: viewerZone,
        now: self.now,
        style: clockStyle
      )
    else { return nil }
    (fresh.repeats, fresh.series) = (original.repeats, original.series)
    (fresh.second, fresh.names) = (second, original.names)
    for row in Self.rows { row.follow(&self, original, fresh) }
    if keepsTime { takeTime(of: fresh) }
    conferencing.follow(
      now.conferencing,
      isRetry: conferencing.isRetry,
      of: now,
      in: fresh.conferencing.context
    )
    event = now
    filled = fresh.filled
    if !fields.contains(where: { $0.id == focus }) { focus = .title }
    return fresh
  }

  private mutating func takeTime(of fresh: EventFormViewModel) {
    guard fresh.timeEntry != timeEntry else { return }
    (isAllDay, length, zone) = (fresh.isAllDay, fresh.length, fresh.zone)
    daysAfterFirst = fresh.daysAfterFirst
    (startDay, startTime) = (fresh.startDay, fresh.startTime)
    (endDay, endTime) = (fresh.endDay, fresh.endTime)
    noteTime()
  }

  /// Takes another description, with what is typed of it brought onto that.
  mutating func followDescription(from original: EventFormViewModel, to fresh: EventFormViewModel) {
    guard let before = event, let now = fresh.event else { return }
    if description.text.utf8.elementsEqual(original.description.text.utf8) {
      description.replace(with: now.description)
    } else {
      let words = EventEditor.rebased(description.text, from: before, onto: now)
      description.replace(with: words, staysAtEnd: false)
    }
  }
}
