import ArgumentParser
import Foundation
import LocalCache

/// The program: without a command it opens the calendar.
struct Convene: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convene",
    abstract: "The calendar for the terminal that puts a meeting link on any event.",
    discussion: """
      Without a command it opens your calendar; "convene demo" opens one to try it on. Times are \
      those of your time zone unless they name another. Exit statuses are those of sysexits.h.
      """,
    version: Version.current,
    subcommands: [
      OpenCommand.self, AgendaCommand.self, SearchCommand.self, InvitationsCommand.self,
      AddCommand.self, EventCommand.self, ConferenceCommand.self, JoinCommand.self,
      NextCommand.self, ImportCommand.self, ExportCommand.self, UndoCommand.self,
      RedoCommand.self, SyncCommand.self, ChangesCommand.self, CalendarsCommand.self,
      AccountsCommand.self, DoctorCommand.self, ThemesCommand.self, DemoCommand.self,
      SandboxCommand.self, KeysCommand.self, BenchCommand.self,
    ],
    defaultSubcommand: OpenCommand.self
  )
}

/// What this program is.
enum Version {
  static let current = "0.1.0"
}

/// The entry; synchronous, so that the screen's loop has the main thread to itself.
@main
enum Program {
  static func main() {
    StandardStreams.fillGaps()
    StandardStreams.reportLimits()
    do {
      // The usual case needs no parser, which costs a third of the time to the first picture.
      guard CommandLine.arguments.count > 1 else { return try OpenCommand.open() }
      if let next = NextCommand.quickly(CommandLine.arguments.dropFirst()) { return try next.run() }
      if let problem = CommandNames.problem(in: Array(CommandLine.arguments.dropFirst())) {
        throw CommandError(.wrongUsage, problem)
      }
      var command = try Convene.parseAsRoot()
      try command.run()
    } catch let error as CommandError {
      end(error)
    } catch let error as ConfigurationError {
      end(CommandError(.configuration, error.description))
    } catch let error as CacheError {
      end(CommandError(error))
    } catch {
      // Help and version are data; the parser would not notice that they cannot be written.
      let message = Convene.fullMessage(for: error)
      if Convene.exitCode(for: error).isSuccess, !message.isEmpty {
        Console.plain(message)
        exit(EXIT_SUCCESS)
      }
      Convene.exit(withError: error)
    }
  }

  private static func end(_ error: CommandError) -> Never {
    Console.say("convene: \(error.message)")
    exit(error.status.rawValue)
  }
}
