import CalendarCore
import ViewModels

/// An edit that was accepted on the screen and could not be stored before the program ended.
struct UnsavedEdit: Equatable {
  /// Why an edit is not stored when another program kept the file locked until the end.
  static let late = "another program kept the calendar's file locked"

  /// What the edit was.
  let name: String
  let reason: String

  /// Makes one of what was to be done.
  init(_ effect: Effect, reason: String) {
    name =
      switch effect {
      case .submit(let edit): Self.name(of: edit)
      case .submitBulk(let plan): "the edit of \(plan.entries.count) events"
      case .settleFindings: "setting faults of meeting links right"
      case .undo(.undo): "undoing the last edit"
      case .undo(.redo): "redoing the last edit"
      case .retryChange(let id): "trying change \(id) again"
      case .discardChange(let id): "discarding change \(id)"
      case .resolve(let id, _): "the decision on change \(id)"
      case .setHidden(let isHidden, _): isHidden ? "hiding a calendar" : "showing a calendar"
      case .importFile(let path, _): "the import of \(path)"
      case .chooseLink: "the choice of a link"
      default: "an edit"
      }
    self.reason = reason
  }

  /// Makes one of an event that an edit needed and that could not be read; `nil` of anything else.
  init?(_ action: Action) {
    guard case .eventUnreadable(let id, let reason) = action else { return nil }
    name = "the edit of the event \(id)"
    self.reason = reason
  }

  private static func name(of edit: EventEdit) -> String {
    switch edit.change {
    case .create(let draft, _): "the new event “\(draft.title)”"
    case .update(let patch):
      patch.title.map { "the changes to “\($0)”" } ?? "the changes to the event \(edit.event)"
    case .delete: "the deletion of the event \(edit.event)"
    case .respond(let response): "the response \"\(response.rawValue)\" to the event \(edit.event)"
    }
  }

  /// What is said of some; `nil` of none.
  static func message(_ edits: [UnsavedEdit]) -> String? {
    if edits.isEmpty { return nil }
    return edits.map { "Not saved: \($0.name), because \($0.reason)" }.joined(separator: "\n")
      + "\nMake the edit again."
  }
}

extension Effect {
  /// Whether it changes what the cache holds of the user's edits.
  var isEdit: Bool {
    switch self {
    case .submit, .submitBulk, .settleFindings, .undo, .retryChange, .discardChange, .resolve,
      .setHidden, .importFile, .chooseLink:
      true
    default: false
    }
  }

  /// Whether it is carried out although the screen is closed: edits, what they need, and the key
  /// behind which nothing counts.
  var isCarriedOutAtTheEnd: Bool {
    switch self {
    case .loadDirectory, .loadWindow, .loadEvent, .planBulk, .loadChanges, .signOut, .quit: true
    default: isEdit
    }
  }
}
