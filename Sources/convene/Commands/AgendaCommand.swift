import ArgumentParser
import CalendarCore
import Foundation
import LocalCache
import ViewModels

/// Prints the events of some days.
struct AgendaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agenda",
    abstract: "Print the events of the coming days."
  )

  @Option(help: "The first day: 2026-12-01, 15 mar, next tue, +3w, 2027-W07.")
  var from = "today"

  @Option(help: "How many days.")
  var days = 7

  @Flag(help: "Print JSON: a list of events.")
  var json = false

  func validate() throws {
    guard (1...3_660).contains(days) else {
      throw ValidationError("--days is a number from 1 to 3660.")
    }
  }

  func run() throws {
    let session = try Session.open(.current())
    let environment = session.environment
    let now = environment.now()
    let today = Day(now, in: environment.zone)
    let first: Day
    do { first = try DayInput.read(from, today: today, takesPeriods: true) } catch {
      throw CommandError(.badInput, error.message)
    }
    try session.fillIfEmpty()
    let asked = first...first.advanced(by: days - 1)
    let window = try session.cache.window(days: asked, in: environment.zone)
    let directory = try session.cache.directory()
    let known = KnownDays(directory, now: now, zone: environment.zone)
    for gap in known.gaps(in: asked) { Console.say(gap) }
    if json {
      let events = try window.events.compactMap { try session.cache.event($0.id) }
      Console.json(.list(try events.map(session.json)))
    } else if window.events.isEmpty {
      Console.say("Nothing planned.")
    } else {
      let text = EventText(zone: environment.zone, now: now)
      Console.lines(text.lines(of: window, directory: directory))
    }
  }
}
