import ArgumentParser
import LocalCache
import ViewModels

/// Looks at everything that links and calendars depend on.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at sign-ins, scopes, services, clock and hosts; say what helps.",
    discussion: "Ends with status 1 when something needs you. Sends one request to each service."
  )

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    // What is wrong with the configuration is part of what it prints.
    let session = try Session.open(.current(), saysWarnings: false)
    let directory = try session.cache.directory()
    let doctor = Doctor(session.grants, warnings: session.configuration.warnings)
    let diagnosis = try blocking { await doctor.examine(directory) }
    if json {
      Console.json(DiagnosisJSON.object(diagnosis))
    } else {
      let environment = session.environment
      let rows = diagnosis.rows(now: environment.now(), clock: session.clock)
      Console.lines(ReadingText.lines(rows, column: AppMetrics.doctorLabel))
    }
    if !diagnosis.isHealthy { throw ExitCode.failure }
  }
}
