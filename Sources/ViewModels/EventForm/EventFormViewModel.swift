package import CalendarCore
import Foundation

/// The form for everything of an event that a user may set.
package struct EventFormViewModel: Equatable, Sendable {
  /// The rows of the form.
  package enum FieldID: Hashable, Sendable {
    case quickAdd
    case title
    case calendar
    case allDay
    case startDay
    case startTime
    case endDay
    case endTime
    case zone
    case repeats
    case repeatEnd
    case repeatRule
    case location
    case conferencing(ConferencingFormViewModel.FieldID)
    case participants
    case notify
    case visibility
    case busy
    case reminders
    case description
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
  package var focus: FieldID = .title { didSet { if focus != oldValue { noteTime() } } }
  /// Whether the edit is on its way to the cache.
  package var isSaving = false
  /// The section for the meeting.
  package internal(set) var conferencing: ConferencingFormViewModel

  var directory: Directory
  /// What a new event has where nothing else is said.
  var defaults = NewEventDefaults()
  let viewerZone: TimeZone
  /// How the user's clock counts hours.
  let clockStyle: ClockStyle
  /// The clock of the second zone; `nil` when none is shown.
  var second: SecondClock?
  let now: Date
  let newID: EventID
  /// The day it is for the user.
  var today: Day { Day(now, in: viewerZone) }
  /// What a line of quick add goes by; `nil` where there is none.
  var quickAdd: QuickAddRow.State?
  // What the rows hold: see `rows`.
  var quickLine = TextField()
  var title = TextField()
  var calendar: ChoiceField<CalendarKey>
  var isAllDay = false
  var startDay = TextField()
  var startTime = TextField()
  var endDay = TextField()
  var endTime = TextField()
  var zone: ZoneField
  var repeats = RepeatField()
  /// The series of the event as it is stored, once it is read; `nil` for what is of none.
  var series: RepeatRows.Series?
  /// What completes people and places.
  var names = Completion.Names()
  var location = TextField()
  var participants = TextField()
  var notifies = true
  var visibility = ChoiceField(
    [
      .init(EventVisibility.standard, label: "as the calendar"), .init(.public, label: "public"),
      .init(.private, label: "private"),
    ],
    selection: .standard
  )
  var isBusy = true
  var reminders = TextField()
  var description = TextField(isMultiline: true)
  var touched: Set<FieldID> = []
  /// The row that the cursor has come to, until something is typed there.
  var reached: FieldID?
  var isSaveAttempted = false
  /// The time as the form has it from its event; `nil` for a new one.
  var filled: TimeEntry?
  /// The time as it was typed when the cursor came to its row.
  var entryBefore: TimeEntry?
  /// The length that is kept while the start moves, in seconds.
  var length: TimeInterval
  /// The same for whole days: how many days the last one lies behind the first.
  var daysAfterFirst = 0

  /// Whether reminders were typed: those of a service may break the rules for typed ones.
  private var hasNewReminders: Bool {
    reminders.text != event.map { $0.reminders == .standard ? "" : $0.reminders.text } ?? ""
  }

  /// What is wrong with the reminders, those that the service does not have included.
  private var remindersProblem: String? {
    guard hasNewReminders else { return nil }
    guard let typed = Reminders(text: reminders.text) else {
      return "Write times before the event like 10m, 1h or 1d email: five at most, of up to 4w."
    }
    let account = calendar.selection.flatMap { directory.account($0.account) }
    return account.flatMap { EventLimits.remindersProblem(typed, on: $0.service) }
  }

  /// Notes what is typed of the time as the cursor comes to a row.
  mutating func noteTime() { entryBefore = timeEntry }

  // MARK: The rows

  /// The rows above those of the meeting.
  static let planRows = whenRows + RepeatRows.all + [placeRow]

  private static let whenRows: [EventFormRow] = [
    QuickAddRow.row,
    .text(
      .title,
      "Title",
      \.title,
      placeholder: "what it is about",
      of: { $0.title },
      put: { form, draft in
        draft.title = form.event?.title == form.title.text ? form.title.text : form.title.trimmed
      },
      problem: {
        // One that was read without a title can be changed otherwise.
        $0.title.trimmed.isEmpty && $0.title.text != $0.event?.title
          ? "An event needs a title." : EventLimits.titleProblem($0.title.text)
      }
    ),
    EventFormRow(
      id: .calendar,
      label: "Calendar",
      storage: .choice(content: { $0.calendarContent }, step: { $0.stepCalendar(by: $1) }),
      hint: { $0.standardMeetingProblem }
    ),
    EventFormRow(
      id: .allDay,
      label: "All day",
      storage: .toggle(\.isAllDay),
      didChange: { form, _ in form.allDayChanged() }
    ),
    .time(
      .startDay,
      "When",
      \.startDay,
      placeholder: "2026-12-01, fri, +3",
      hint: { TimeHints.day($0.day($0.startDay), $0) },
      didChange: { $0.startChanged(from: $1) },
      leave: { $0.writeStart(.startDay) }
    ),
    .time(
      .startTime,
      "  at",
      \.startTime,
      placeholder: "09:30",
      joint: "  ",
      isShown: { !$0.isAllDay },
      hint: TimeHints.start,
      didChange: { $0.startChanged(from: $1) },
      leave: { $0.writeStart(.startTime) }
    ),
    .time(
      .endDay,
      "Ends",
      \.endDay,
      placeholder: "2026-12-01, fri, +3",
      joint: " – ",
      hint: { TimeHints.day($0.lastDay, $0) },
      didChange: { form, _ in form.rememberEnd() },
      leave: { $0.writeEnd(.endDay) }
    ),
    .time(
      .endTime,
      "  at",
      \.endTime,
      placeholder: "10:30",
      joint: "  ",
      isShown: { !$0.isAllDay },
      hint: TimeHints.end,
      didChange: { form, _ in form.rememberEnd() },
      leave: { $0.writeEnd(.endTime) }
    ),
    .time(
      .zone,
      "Time zone",
      \.zone.field,
      placeholder: "Europe/Paris, or a city",
      joint: "   ",
      isShown: { !$0.isAllDay },
      hint: TimeHints.zone,
      leave: { $0.zone.normalize() }
    ),
  ]

  private static let placeRow: EventFormRow = .text(
    .location,
    "Location",
    \.location,
    of: { $0.location },
    put: { form, draft in
      let text = form.location.text
      draft.location = form.event?.location == text ? text : form.location.trimmed
    },
    problem: { EventLimits.locationProblem($0.location.text) },
    hint: { Completion.hint($0, in: .location) }
  )

  /// The rows below those of the meeting.
  static let detailRows: [EventFormRow] = {
    var participants = EventFormRow.text(
      .participants,
      "Participants",
      \.participants,
      placeholder: "ann@acme.example, bob@acme.example",
      of: { ParticipantInput.text($0.participants) },
      put: { $1.participants = $0.people.people },
      problem: { $0.people.invalid.map { "\"\($0)\" is not a mail address." } }
    )
    participants.section = "Details"
    participants.hint = { Completion.hint($0, in: .participants) }
    participants.didChange = { form, _ in form.applyDefaults() }
    var description = EventFormRow.text(
      .description,
      "Description",
      \.description,
      of: { $0.description },
      put: { $1.description = $0.description.text },
      problem: { $0.descriptionProblem }
    )
    description.follow = { $0.followDescription(from: $1, to: $2) }
    return [
      participants,
      EventFormRow(
        id: .notify,
        label: "Notify attendees",
        storage: .toggle(\.notifies),
        isShown: { $0.mails },
        hint: { _ in "Mail the participants about it." }
      ),
      .choice(.visibility, "Visibility", \.visibility, of: \.visibility, draft: \.visibility),
      .flag(.busy, "Show as busy", \.isBusy, of: \.isBusy, draft: \.isBusy),
      .text(
        .reminders,
        "Reminders",
        \.reminders,
        placeholder: "default, or 10m, 1d email, or none",
        of: { $0.reminders == .standard ? "" : $0.reminders.text },
        put: { form, draft in
          if form.hasNewReminders, let typed = Reminders(text: form.reminders.text) {
            draft.reminders = typed
          }
        },
        problem: { $0.remindersProblem }
      ),
      description,
    ]
  }()

  /// All rows but those of the meeting.
  static let rows = planRows + detailRows
}

/// Numbers of the event form.
enum EventFormMetrics {
  /// How long a new event takes at first, in seconds: what most calendars start with.
  static let defaultLength: TimeInterval = 3_600
}
