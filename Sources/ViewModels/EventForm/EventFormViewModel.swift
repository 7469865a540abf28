package import ConferencingCore
package import Foundation

/// The form for everything of an event that a person may set.
package struct EventFormViewModel: Equatable, Sendable {
  /// The rows of the form.
  package enum FieldID: Hashable, Sendable {
    case title
    case calendar
    case allDay
    case startDay
    case startTime
    case endDay
    case endTime
    case zone
    case location
    case conferencing(ConferencingFormViewModel.FieldID)
    case participants
    case notify
    case visibility
    case busy
    case description
  }

  /// What names a calendar among those of all accounts.
  package struct CalendarKey: Hashable, Sendable {
    package var account: AccountID
    package var calendar: CalendarID
  }

  /// What is typed of the time.
  struct TimeEntry: Equatable, Sendable {
    var isAllDay: Bool
    var startDay: String
    var startTime: String
    var endDay: String
    var endTime: String
    var zone: String
  }

  /// The event being changed; `nil` when a new one is made.
  package internal(set) var event: Event?
  /// The row with the cursor.
  package var focus: FieldID = .title
  /// Whether the edit is on its way to the cache.
  package var isSaving = false
  /// The section for the meeting.
  package internal(set) var conferencing: ConferencingFormViewModel

  let directory: Directory
  let viewerZone: TimeZone
  let today: Day
  let newID: EventID
  var title = TextField()
  var calendar: ChoiceField<CalendarKey>
  var isAllDay = false
  var startDay = TextField()
  var startTime = TextField()
  var endDay = TextField()
  var endTime = TextField()
  var zone: ZoneField
  var location = TextField()
  var participants = TextField()
  var notifies = true
  var visibility: ChoiceField<EventVisibility>
  var isBusy = true
  var description = TextField(isMultiline: true)
  var touched: Set<FieldID> = []
  var isSaveAttempted = false
  /// The time as the form has it from its event; `nil` for a new one.
  var filled: TimeEntry?
  /// The length that is kept while the start moves, in seconds.
  var length: TimeInterval
  /// The same for whole days: how many days the last one lies behind the first.
  var daysAfterFirst = 0

  /// Makes a form for a new event.
  ///
  /// - Parameters:
  ///   - newID: The id it is to have.
  ///   - directory: The calendars to choose from; at least one that can be written.
  ///   - account: The account whose primary calendar is chosen at first, where it can be written.
  ///   - start: When it is to begin at first.
  ///   - zone: The zone of the person's wall clock.
  ///   - now: The time.
  package init?(
    newID: EventID,
    directory: Directory,
    account: AccountID? = nil,
    start: Date,
    zone: TimeZone,
    now: Date
  ) {
    let writable = directory.calendars.filter { !$0.isReadOnly }
    let own = writable.filter { $0.account == account }
    guard
      let chosen = own.first(where: \.isPrimary) ?? own.first
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
    today = Day(now, in: zone)
    self.calendar = Self.calendars(writable, in: directory, selection: chosen)
    visibility = Self.visibilities(.standard)
    conferencing = ConferencingFormViewModel(context: context)
    length = EventFormMetrics.defaultLength
    self.zone = ZoneField(NamedZone(name: zone.identifier, zone: zone))
    fill(start: start, end: start.addingTimeInterval(length), in: zone)
  }

  /// Makes a form for an event that exists; `nil` when its calendar is not known.
  package init?(event: Event, directory: Directory, zone: TimeZone, now: Date) {
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
    today = Day(now, in: zone)
    calendar = Self.calendars([info], in: directory, selection: info)
    visibility = Self.visibilities(event.visibility)
    conferencing = ConferencingFormViewModel(context: context, current: event.conferencing)
    self.zone = ZoneField(of: event.time, viewer: viewerZone)
    length = EventFormMetrics.defaultLength
    title.set(event.title)
    location.set(event.location)
    participants.set(ParticipantInput.text(event.participants))
    isBusy = event.isBusy
    description.set(event.description)
    isAllDay = event.time.isAllDay
    switch event.time {
    case .timed(let start, let end, _):
      length = end.timeIntervalSince(start)
      fill(start: start, end: end, in: self.zone.named?.zone ?? viewerZone)
    case .allDay(let first, let last):
      // Times for when it is made an event of hours.
      startTime.set("09:00")
      endTime.set("10:00")
      startDay.set(first.description)
      endDay.set(last.description)
      daysAfterFirst = max(0, first.distance(to: last))
    }
    filled = timeEntry
  }

  /// The time as it is typed.
  var timeEntry: TimeEntry {
    TimeEntry(
      isAllDay: isAllDay,
      startDay: startDay.text,
      startTime: startTime.text,
      endDay: endDay.text,
      endTime: endTime.text,
      zone: zone.field.text
    )
  }

  private mutating func fill(start: Date, end: Date, in zone: TimeZone) {
    startDay.set(Day(start, in: zone).description)
    startTime.set(TimeText.clock(start, in: zone))
    endDay.set(Day(end, in: zone).description)
    endTime.set(TimeText.clock(end, in: zone))
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
          CalendarKey(account: info.account, calendar: info.id),
          label: info.name + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
        )
      },
      selection: CalendarKey(account: selection.account, calendar: selection.id)
    )
  }

  private static func visibilities(_ selection: EventVisibility) -> ChoiceField<EventVisibility> {
    ChoiceField(
      [
        .init(.standard, label: "as the calendar"), .init(.public, label: "public"),
        .init(.private, label: "private"),
      ],
      selection: selection
    )
  }
}

/// Numbers of the event form.
enum EventFormMetrics {
  /// How long a new event takes at first, in seconds: what most calendars start with.
  static let defaultLength: TimeInterval = 3_600
}
