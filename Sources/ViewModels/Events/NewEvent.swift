import CalendarCore
import Foundation

/// Where the form of a new event begins.
enum NewEvent {
  /// Opens the form for a new event on the selected day, in the primary calendar of the selected
  /// event's account.
  static func open(in app: inout AppState) {
    if let form = form(in: &app) { app.open(EventFormScreen(form)) }
  }

  /// Opens the same form with a line that fills it in.
  static func openQuickAdd(in app: inout AppState) -> [Effect] {
    guard var form = form(in: &app) else { return [] }
    form.beginQuickAdd()
    app.open(EventFormScreen(form))
    return [.loadPeople]
  }

  /// Opens the form for a new event that is about the same at the same time; the people and the
  /// meeting stay with the event.
  static func open(like event: Event, in app: inout AppState) {
    guard var form = form(in: &app) else { return }
    form.copy(event)
    app.open(EventFormScreen(form))
  }

  private static func form(in app: inout AppState) -> EventFormViewModel? {
    let day = app.selection?.day ?? app.agenda.today
    var form = EventFormViewModel(
      newID: app.newIDs.next(),
      directory: app.directory,
      account: app.selectedEvent?.account,
      start: start(on: day, in: app),
      zone: app.zone,
      now: app.now,
      style: app.clock.style,
      defaults: app.newEventDefaults
    )
    form?.second = app.display.second
    if let problem = form?.standardMeetingProblem { app.say(.info, problem) }
    return form
  }

  /// Whether one can be made.
  static func availability(in app: AppState) -> Availability {
    guard app.directory.calendars.allSatisfy(\.isReadOnly) else { return .available }
    return .unavailable(
      Notice(
        .problem,
        "No calendar is writable. \(key: .accounts) shows the calendars and accounts."
      )
    )
  }

  /// The time of the cursor in a grid; in the list the next half hour of the clock today, and nine
  /// o'clock on other days.
  ///
  /// A form holds times of the clock, and one that is shown twice in a night means the first: neither
  /// start nor end is the second then.
  private static func start(on day: Day, in app: AppState) -> Date {
    if let grid = app.grid {
      return day.time(secondsFromMidnight: grid.newEventMinute * 60, in: app.zone)
    }
    guard day == app.agenda.today else {
      return day.time(secondsFromMidnight: 9 * 3_600, in: app.zone)
    }
    let half = 1_800.0
    let offset = Double(app.zone.secondsFromGMT(for: app.now))
    let wall = ((app.now.timeIntervalSince1970 + offset) / half).rounded(.up) * half
    var start = Date(timeIntervalSince1970: wall - offset)
    while isShownAgain(start, in: app.zone)
      || isShownAgain(start + EventFormMetrics.defaultLength, in: app.zone)
    {
      start += half
    }
    return start
  }

  /// Whether the clock has shown the same time before.
  private static func isShownAgain(_ date: Date, in zone: TimeZone) -> Bool {
    let (day, second) = Day.wall(of: date, in: zone)
    return day.time(secondsFromMidnight: second, in: zone) != date
  }
}
