import ArgumentParser
import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import LocalCache

/// Exports events as a calendar file.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Export events as a calendar file (.ics).",
    discussion: """
      Without ids all events of a calendar, or those of some days; a series is exported whole, with \
      its rule. Of one at a service the days count that are kept here: what was changed or deleted \
      outside of them is not known. Events that were imported keep everything that their file said \
      of them.
      """
  )

  @Argument(help: "The ids of events, as agenda --json prints them.")
  var ids: [String] = []

  @Option(help: "The calendar.")
  var calendar: String?

  @Option(help: "The first day: 2026-12-01, today, -1w.")
  var from: String?

  @Option(help: "The last day.")
  var to: String?

  @Option(name: .shortAndLong, help: "The file to write; - for standard output.")
  var output = "-"

  @Flag(help: "Replace a file that exists.")
  var force = false

  func validate() throws {
    if !ids.isEmpty, calendar != nil || from != nil || to != nil {
      throw ValidationError("Name events by their ids, or by --calendar, --from and --to.")
    }
    if output.isEmpty { throw ValidationError("--output needs the name of a file.") }
  }

  func run() throws {
    let delivery = try EventDelivery.open()
    let export = EventExport(session: delivery.session)
    let found = try found(delivery, export)
    let isWhole = ids.isEmpty && from == nil && to == nil
    guard output != "-" else { return Console.bytes(try export.bytes(found, isWhole: isWhole)) }
    try export.write(found, isWhole: isWhole, to: output, replaces: force)
    let count = found.events.count == 1 ? "1 event" : "\(found.events.count) events"
    Console.say("Exported \(count) to \(output).")
  }

  private func found(
    _ delivery: EventDelivery,
    _ export: EventExport
  ) throws -> EventExport.Found {
    let session = delivery.session
    guard ids.isEmpty else { return try export.events(ids.map { try delivery.event($0) }) }
    let directory = try session.cache.directory()
    let chosen = try CalendarChoice(directory).calendar(calendar)
    let only = try days(session).map { days in
      Set(
        try session.cache.agenda.window(
          days: days,
          in: session.environment.zone,
          of: .only([chosen.key])
        )
        .events.map(\.id)
      )
    }
    return try session.cache.exports.exported(
      calendar: chosen.id,
      account: chosen.account,
      only: only
    )
  }

  /// The days that are asked for; `nil` for all.
  private func days(_ session: Session) throws -> ClosedRange<Day>? {
    guard from != nil || to != nil else { return nil }
    let today = Day(session.environment.now(), in: session.environment.zone)
    func day(_ text: String?) throws -> Day? {
      do throws(InputError) {
        return try text.map { text throws(InputError) in
          try DayInput.read(text, today: today, takesPeriods: true)
        }
      } catch { throw CommandError(.badInput, error.message) }
    }
    let first = try day(from) ?? today.advanced(by: -Self.span)
    let last = try day(to) ?? first.advanced(by: Self.span)
    guard first <= last else {
      throw CommandError(.badInput, "--from \(first) is after --to \(last). Exchange them.")
    }
    return first...last
  }

  /// How many days there are where only one end is named.
  private static let span = 4 * 366
}
