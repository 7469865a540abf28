import ArgumentParser
import CalendarCore
import Foundation
import LocalCache
import TerminalUI
import ViewModels

/// Prints the events of some days.
struct AgendaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agenda",
    abstract: "Print the events of the coming days, or a day, week or month as a grid.",
    discussion: """
      A grid is as wide as $COLUMNS says, 80 columns else.
      """
  )

  @Option(help: "The first day: 2026-12-01, 15 mar, next tue, +3w, 2027-W07.")
  var from = "today"

  @Option(help: "How many days.")
  var days = 7

  @Option(help: "Print a grid: day, week or month.")
  var view: CalendarView?

  @Option(help: "The day that the grid is about, like that of --from.")
  var date: String?

  @Option(name: .customLong("calendar"), help: "The events of this calendar; may be repeated.")
  var calendars: [String] = []

  @Option(help: "Also print the times of another zone: Tokyo, PT, Europe/Paris.")
  var secondZone: String?

  @Flag(help: "Print JSON: a list of events.")
  var json = false

  @Flag(help: "Print the short id of each event, by which other commands find it.")
  var ids = false

  func validate() throws {
    guard (1...3_660).contains(days) else {
      throw ValidationError("--days is a number from 1 to 3660.")
    }
    if view == nil, date != nil { throw ValidationError("--date needs --view day, week or month.") }
    if view != nil, ids { throw ValidationError("--view has no room for ids. Leave one out.") }
    if secondZone != nil, json {
      throw ValidationError("--second-zone is for text; times of --json have their offset.")
    }
    if view != nil, json { throw ValidationError("--view prints text, --json data. Choose one.") }
  }

  func run() throws {
    let session = try Session.open(.current())
    let environment = session.environment
    let now = environment.now()
    let today = Day(now, in: environment.zone)
    let first: Day
    do { first = try DayInput.read(date ?? from, today: today, takesPeriods: true) } catch {
      throw CommandError(.badInput, error.message)
    }
    let second: NamedZone?
    do throws(InputError) { second = try secondZone.map(ZoneInput.read) } catch {
      throw CommandError(.badInput, error.message)
    }
    try session.fillIfEmpty()
    var preferences = session.preferences
    preferences.secondZone = second
    let asked =
      view?.days(about: first, firstWeekday: preferences.firstWeekday)
      ?? first...first.advanced(by: days - 1)
    let directory = try session.directory()
    let filter = try CalendarChoice(directory).filter(calendars)
    let window = try session.cache.agenda.window(days: asked, in: environment.zone, of: filter)
    let known = KnownDays(directory, now: now, zone: environment.zone)
    for gap in known.gaps(in: asked) { Console.say(gap) }
    if let view {
      let grid = GridViewModel(
        view,
        on: first,
        of: window,
        zone: environment.zone,
        preferences: preferences
      )
      let app = AppViewModel(showing: grid, directory: directory, now: now)
      Console.lines(GridText.lines(of: app, columns: environment.columns))
    } else if json {
      let events = try window.events.compactMap { try session.cache.event($0.id) }
      Console.json(.list(try events.map(session.json)))
    } else if window.events.isEmpty {
      Console.say("Nothing planned.\(hiddenNote(directory, filter))")
    } else {
      var text = EventText(clock: session.clock, now: now)
      text.second = second.map { SecondClock($0, session.clock.style) }
      if ids { text.ids = try session.shortNames(of: window.events.map(\.id)) }
      Console.lines(text.lines(of: window, directory: directory))
    }
  }
}

extension CalendarView: ExpressibleByArgument {}
