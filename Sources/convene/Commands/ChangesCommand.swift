import ConferencingCore
import ArgumentParser
import CalendarSync
import CalendarCore
import Foundation
import LocalCache
import ViewModels

/// Commands about edits that their services have not confirmed.
struct ChangesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes",
    abstract: "Show and settle edits that wait, are not accepted or collide.",
    subcommands: [List.self, Retry.self, Discard.self, Resolve.self],
    defaultSubcommand: List.self
  )
}

extension ChangesCommand {
  /// Prints the edits.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List what waits to be sent, what was not accepted and why, and what collides."
    )

    @Flag(help: "Print JSON: a list of changes.")
    var json = false

    func run() throws {
      let session = try Session.open(.current())
      let changes = try session.cache.pending.changes()
      let environment = session.environment
      if json {
        let format = ChangeJSON(zone: environment.zone) { event in
          (try? session.cache.event(event).map(session.cache.name)) ?? event.rawValue
        }
        Console.json(.list(changes.map(format.object)))
      } else if changes.isEmpty {
        Console.say("Everything is sent.")
      } else {
        let text = ChangeText(clock: session.clock, now: environment.now())
        Console.lines(changes.flatMap(text.lines))
      }
    }
  }

  /// Sends edits again.
  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry",
      abstract: "Send an edit again now."
    )

    @Argument(help: "The change's id.")
    var id: Int64?

    @Flag(help: "All that wait or were not accepted.")
    var all = false

    func validate() throws {
      guard (id == nil) == all else { throw ValidationError("Name one change, or --all.") }
    }

    func run() throws {
      let delivery = try ChangeDelivery(Session.open(.current()))
      let changes =
        try id.map { [try delivery.change($0)] } ?? delivery.changes.filter { !$0.isConflict }
      for change in changes {
        try delivery.expectNoConflict(change)
        try delivery.session.sync.retry(change: change.id)
      }
      try delivery.send(changes)
    }
  }

  /// Forgets an edit.
  struct Discard: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "discard",
      abstract: "Discard an edit; the event is again as its service has it."
    )

    @Argument(help: "The change's id.")
    var id: Int64

    func run() throws {
      let delivery = try ChangeDelivery(Session.open(.current()))
      let change = try delivery.change(id)
      guard change.standing != .sending else {
        throw CommandError(.unavailable, "Change \(id) is on its way; that cannot be stopped.")
      }
      try delivery.session.sync.discard(change: id)
      Console.say("Discarded: \(delivery.words.what(change)).")
    }
  }

  /// Decides a conflict.
  struct Resolve: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "resolve",
      abstract: "Decide what stands where an event was changed here and at its service.",
      discussion: """
        Fields are \(ResolutionOptions.words(EventField.allCases)); every one that collides has to \
        be decided. Where one side deleted the event, --all mine does what you did here, and --all \
        theirs leaves it as it is at the service.
        """
    )

    @Argument(help: "The change's id.")
    var id: Int64

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("Fields to keep as they are here.", valueName: "field")
    )
    var mine: [String] = []

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("Fields to take from the service.", valueName: "field")
    )
    var theirs: [String] = []

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp(
        "Fields to keep both of: \(ResolutionOptions.words(EventField.allCases.filter(\.canKeepBoth))).",
        valueName: "field"
      )
    )
    var both: [String] = []

    @Option(help: ArgumentHelp("The whole event: mine or theirs.", valueName: "side"))
    var all: String?

    func validate() throws {
      let hasFields = !(mine + theirs + both).isEmpty
      guard hasFields == (all == nil) else {
        throw ValidationError("Name fields with --mine, --theirs and --both, or a side with --all.")
      }
      guard all == nil || ["mine", "theirs"].contains(all) else {
        throw ValidationError("--all is mine or theirs.")
      }
    }

    func run() throws {
      let delivery = try ChangeDelivery(Session.open(.current()))
      let change = try delivery.change(id)
      guard case .conflict(let conflict) = change.standing else {
        throw CommandError(.badInput, "Change \(id) does not collide with anything.")
      }
      let resolution = try ResolutionOptions(mine: mine, theirs: theirs, both: both, all: all)
        .resolution(of: conflict)
      try delivery.session.sync.resolve(change: id, resolution)
      if let left = try delivery.session.cache.pending.changes().first(where: { $0.id == id }) {
        try delivery.send([left])
      } else {
        Console.say("\(quoted(change.title)) stays as its service has it.")
      }
    }
  }
}
