import ArgumentParser
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache

/// Prints the meeting that runs or comes next, for a status bar.
struct NextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Print the meeting that runs now or comes next, for a status bar.",
    discussion: """
      It is the one that convene join would join. When there is none today, nothing is printed (null \
      with --json) and the status is 0. The calendars are read as the last sync left them: no \
      network, no waiting.

      In the format, {title}, {start}, {end}, {day}, {in}, {left}, {minutes}, {provider}, {link}, \
      {calendar}, {location} and {id} stand for what is known; {title:30} is at most 30 columns wide.
      """
  )

  @Option(help: "The line to print, such as \"{start} {title:20} {in}\".")
  var format = NextFormat.standard

  @Flag(help: "Also events without a link.")
  var all = false

  @Flag(help: "Escape &, < and > for bars that read Pango markup.")
  var markup = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let format = try NextFormat(format)
    let environment = try LiveEnvironment.current()
    let paths = Paths(environment.variables)
    let configuration = try ConfigurationFile.read(paths.configuration)
    MeetingServers.configure(MeetingServers(configuration.meetings))
    LinkRanking.configure(configuration.join.prefer)
    let now = environment.now()
    var rules = JoinRules(now: now, zone: environment.zone)
    rules.needsLink = !all
    guard let next = try NextEvent.read(rules, at: paths.cache).first else {
      if json { Console.json(.null) }
      return
    }
    let values = NextValues(
      event: next.candidate.event,
      meeting: next.candidate.facts.meeting,
      id: next.name,
      calendar: next.calendar,
      now: now,
      clock: configuration.calendar.clock(in: environment)
    )
    if json {
      Console.json(values.json)
    } else {
      Console.data(format.line(values, isMarkup: markup))
    }
  }

  /// The command of a command line without the parser, which takes as long as all the rest.
  ///
  /// - Parameter arguments: The words behind the program's name.
  /// - Returns: The command; `nil` for what only the parser understands.
  static func quickly(_ arguments: ArraySlice<String>) -> NextCommand? {
    guard arguments.first == configuration.commandName else { return nil }
    var (format, all, markup, json) = (NextFormat.standard, false, false, false)
    var words = arguments.dropFirst()
    while let word = words.popFirst() {
      switch word {
      case "--all": all = true
      case "--markup": markup = true
      case "--json": json = true
      case "--format":
        guard let text = words.popFirst() else { return nil }
        format = text
      default:
        guard word.hasPrefix("--format=") else { return nil }
        format = String(word.dropFirst("--format=".count))
      }
    }
    var command = NextCommand()
    (command.format, command.all, command.markup, command.json) = (format, all, markup, json)
    return command
  }
}
