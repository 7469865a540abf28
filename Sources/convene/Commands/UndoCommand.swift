import ArgumentParser
import CalendarSync
import ConferencingCore
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
    let text = UndoText(direction, zone: environment.zone, now: environment.now())
    let freshID = EventID(UUID().uuidString.lowercased())
    switch try session.sync.undo(direction, freshID: freshID) {
    case .nothing: throw CommandError(.notFound, text.nothing)
    case .impossible(let obstacle): throw CommandError(obstacle.status, obstacle.message)
    case .done(let step, let link):
      let waiting = try send(step.edit.event)
      let event = try session.cache.event(step.edit.event)
      let words = text.sentence(step, link: link)
      if json {
        let shown = try event.map { try session.json(of: $0) }
        Console.json(Self.object(direction, step, shown, words: words))
      } else {
        if let event { Console.data(try session.cache.name(of: event)) }
        Console.say(words)
      }
      if let waiting {
        throw CommandError(.later, "Saved here, not sent yet: \(waiting) convene sync sends it.")
      }
    }
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
