import ConferencingCore
import ArgumentParser
import CalendarSync
import CalendarCore
import Foundation
import LocalCache
import ViewModels

/// Undoes the last edit.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Undo the last edit, made on the screen or by a command."
  )

  @Flag(help: "Print what was done as JSON.")
  var json = false

  func run() throws {
    try EventDelivery(session: Session.open(.current())).reverse(.undo, json: json)
  }
}

/// Redoes what was undone.
struct RedoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo",
    abstract: "Redo the edit that was undone last."
  )

  @Flag(help: "Print what was done as JSON.")
  var json = false

  func run() throws {
    try EventDelivery(session: Session.open(.current())).reverse(.redo, json: json)
  }
}

extension EventDelivery {
  /// Goes back or forth by one edit, sends it, and prints what it was.
  fileprivate func reverse(_ direction: UndoDirection, json: Bool) throws {
    let environment = session.environment
    let text = UndoText(direction, clock: session.clock, now: environment.now())
    let outcome = try session.undo(direction)
    let words: String
    let steps: [EditStep]
    switch outcome {
    case .nothing: throw CommandError(.notFound, text.nothing)
    case .impossible(let obstacle): throw CommandError(obstacle.status, obstacle.message)
    case .done(let step, let link): (steps, words) = ([step], text.sentence(step, link: link))
    case .importReversed(let events):
      let words = text.sentence(importOf: events)
      if json { Console.json(Self.object(direction, importOf: events, words: words)) }
      return Console.say(words)
    case .doneTogether(let all, let links, let left):
      (steps, words) = (all, text.sentence(all, links: links, left: left))
    }
    // All are sent before it is said that one waits.
    let waiting = try steps.compactMap { try send($0.edit.event) }
    let events = try steps.map { try session.cache.event($0.edit.event) }
    if json {
      let objects = try zip(steps, events).map { step, event in
        Self.object(direction, step, try event.map { try session.json(of: $0) }, words: words)
      }
      Console.json(objects.count == 1 ? objects[0] : .list(objects))
    } else {
      for case let event? in events { Console.data(try session.cache.name(of: event)) }
      Console.say(words)
    }
    if let reason = waiting.first {
      throw CommandError(.later, "Saved here, not sent yet: \(reason) convene sync sends it.")
    }
  }

  private static func object(
    _ direction: UndoDirection,
    importOf events: Int,
    words: String
  ) -> JSONText {
    .object([
      ("direction", .text(direction.rawValue)), ("change", .text("import")),
      ("text", .text(words)), ("events", .number(events)),
    ])
  }

  private static func object(
    _ direction: UndoDirection,
    _ step: EditStep,
    _ event: JSONText?,
    words: String
  ) -> JSONText {
    let change =
      switch step.edit.change {
      case .create: "create"
      case .update: "update"
      case .delete: "delete"
      case .respond: "respond"
      }
    return .object([
      ("direction", .text(direction.rawValue)), ("change", .text(change)),
      ("text", .text(words)),
      ("event", event ?? .null),
    ])
  }
}

extension UndoObstacle {
  /// The exit status that says so.
  fileprivate var status: CommandError.Status {
    switch self {
    case .readOnly: .notAllowed
    case .gone, .overtaken, .unknownPlace, .answered, .invited, .rule: .unavailable
    }
  }
}
