import ArgumentParser
import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import LocalCache

/// Imports calendar files.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import events from calendar files (.ics).",
    discussion: """
      Events are told apart by their UIDs: what is here already is updated or left alone, so that a \
      file can be imported again. What was changed here stays, unless the file has changed it too. \
      One "convene undo" takes back the whole import. The exit status is 65 when events of a file \
      cannot be read: the others are imported. It is 75 when a file changes while it is read, and 74 \
      when it cannot be read to its end: what is before that is imported.
      """
  )

  @Argument(help: "The files; - for standard input.")
  var files: [String]

  @Option(help: "The calendar that gets the events; a local one.")
  var calendar: String?

  @Flag(help: "Say what would be imported, and import nothing.")
  var dryRun = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let inputs = try files.map(ImportInput.init)
    let session = try Session.open(.current())
    let target = try target(try session.cache.directory())
    var run = CacheImport(
      calendar: target.id,
      account: target.account,
      now: session.environment.now(),
      zone: session.environment.zone
    )
    var reports: [ImportReport] = []
    for input in inputs {
      run.beginFile()
      do {
        let report = try FileImport(session: session, input: input, isDryRun: dryRun).run(&run)
        if !json { report.say() }
        reports.append(report)
        if let interruption = report.interruption { throw interruption }
      } catch {
        if json, !reports.isEmpty { Console.json(.list(reports.map(\.json))) }
        if run.hasChanges, !dryRun {
          Console.say("What is before that was imported; convene undo takes it back.")
        }
        throw error
      }
    }
    if json { Console.json(.list(reports.map(\.json))) }
    if dryRun {
      Console.say("Nothing was imported: leave --dry-run out.")
    } else if run.hasChanges {
      Console.say("convene undo takes the import back.")
    }
    let broken = reports.map(\.counts.broken).reduce(0, +)
    guard broken == 0 else {
      let events = broken == 1 ? "One event" : "\(broken) events"
      throw CommandError(.badInput, "\(events) could not be read. Correct the lines named above.")
    }
  }

  /// The calendar that gets the events.
  private func target(_ directory: Directory) throws(CommandError) -> CalendarInfo {
    func isLocal(_ calendar: CalendarInfo) -> Bool {
      directory.account(calendar.account)?.service.isLocal == true
    }
    guard let calendar else {
      guard let local = directory.calendars.first(where: isLocal) else {
        throw CommandError(.notFound, "There is no local calendar to import into.")
      }
      return local
    }
    let chosen = try CalendarChoice(directory).calendar(calendar)
    guard isLocal(chosen) else {
      let service = directory.account(chosen.account)?.service.displayName ?? "another service"
      throw CommandError(
        .notAllowed,
        "“\(chosen.name)” belongs to account \"\(chosen.account)\" (\(service)), and Convene imports "
          + "into local calendars alone. Leave --calendar out, or import the file where the calendar "
          + "is kept: in the web page of its service, or with the program that looks after its files."
      )
    }
    return chosen
  }
}
