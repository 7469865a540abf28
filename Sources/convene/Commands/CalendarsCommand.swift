import ArgumentParser
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Terminal

/// Commands about the calendars of all accounts.
struct CalendarsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendars",
    abstract: "List the calendars; hide and show them.",
    discussion: """
      Events of hidden calendars are left out of every view, and of agenda and search unless \
      --calendar names them. They are synced all the same.

      A calendar is named by its name, its id, or ACCOUNT/NAME where two have the same.
      """,
    subcommands: [ListCalendars.self, HideCalendars.self, ShowCalendars.self],
    defaultSubcommand: ListCalendars.self
  )
}

/// Prints the calendars.
struct ListCalendars: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the calendars of all accounts."
  )

  @Flag(help: "Print JSON: a list of calendars.")
  var json = false

  func run() throws {
    let session = try Session.open(.current())
    try session.fillIfEmpty()
    let calendars = try session.directory().calendars
    if json {
      Console.json(.list(calendars.map(Self.object)))
    } else if calendars.isEmpty {
      Console.say("No calendars are known. convene sync reads them.")
    } else {
      Console.lines(Self.lines(calendars))
    }
  }

  /// A line for each calendar: whether it is shown, its name, its account, what else is to be said.
  static func lines(_ calendars: [CalendarInfo]) -> [String] {
    let names = calendars.map { SafeText.visible($0.name) }
    let accounts = calendars.map { SafeText.visible($0.account.rawValue) }
    let width = names.map(DisplayWidth.columns).max() ?? 0
    let accountWidth = accounts.map(DisplayWidth.columns).max() ?? 0
    return calendars.indices.map { index in
      let calendar = calendars[index]
      // A name that two have in one account is told apart by the id.
      let isTwice =
        calendars.count { $0.account == calendar.account && $0.name == calendar.name } > 1
      let notes =
        (calendar.isHidden ? ["hidden"] : []) + (calendar.isPrimary ? ["main calendar"] : [])
        + (calendar.isReadOnly ? ["read-only"] : []) + (isTwice ? ["id \(calendar.id)"] : [])
      let words = [
        calendar.isHidden ? "[ ]" : "[x]", DisplayWidth.padded(names[index], to: width),
        DisplayWidth.padded(accounts[index], to: accountWidth), notes.joined(separator: ", "),
      ]
      return words.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }
  }

  static func object(_ calendar: CalendarInfo) -> JSONText {
    .object([
      ("id", .text(calendar.id.rawValue)), ("account", .text(calendar.account.rawValue)),
      ("name", .text(calendar.name)), ("color", .text(calendar.color)),
      ("time_zone", JSONText(calendar.zone)), ("primary", .bool(calendar.isPrimary)),
      ("read_only", .bool(calendar.isReadOnly)), ("hidden", .bool(calendar.isHidden)),
    ])
  }
}

/// Hides calendars.
struct HideCalendars: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hide",
    abstract: "Leave the events of calendars out of all views."
  )

  @Argument(help: "The calendars.")
  var names: [String]

  func run() throws { try CalendarVisibility.set(isHidden: true, names) }
}

/// Shows calendars that were hidden.
struct ShowCalendars: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show calendars that were hidden."
  )

  @Argument(help: "The calendars.")
  var names: [String] = []

  @Flag(help: "Show all calendars.")
  var all = false

  func validate() throws {
    guard all == names.isEmpty else {
      throw ValidationError("Name the calendars to show, or show --all.")
    }
  }

  func run() throws { try CalendarVisibility.set(isHidden: false, all ? nil : names) }
}

/// Hiding and showing calendars by their names.
private enum CalendarVisibility {
  /// - Parameters:
  ///   - isHidden: Whether they are hidden from now on.
  ///   - names: Their names; `nil` for all calendars.
  /// - Throws: ``CommandError`` for a name of none or several, ``CacheError``.
  static func set(isHidden: Bool, _ names: [String]?) throws {
    let session = try Session.open(.current())
    try session.fillIfEmpty()
    let directory = try session.cache.directory()
    let choice = CalendarChoice(directory)
    let chosen = try names?.map { try choice.calendar($0) } ?? directory.calendars
    try session.cache.setHidden(isHidden, chosen.map(\.key))
    let verb = isHidden ? "hidden" : "shown"
    if names == nil { return Console.say("All calendars are \(verb).") }
    Console.say(chosen.map { "\(SafeText.visible(directory.label(of: $0))) is \(verb)." })
  }
}
