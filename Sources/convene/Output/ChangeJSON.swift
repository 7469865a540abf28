import ConferencingCore
import CalendarCore
import Foundation
import ViewModels

/// Edits that are not confirmed, as commands print them with `--json`.
struct ChangeJSON {
  /// The zone of times that name none.
  let zone: TimeZone
  /// The id of an event as commands take it.
  let shownID: (EventID) -> String

  /// An edit.
  func object(_ change: PendingChange) -> JSONText {
    var reason: String?
    var next: Date?
    var conflict = JSONText.null
    switch change.standing {
    case .waiting(let why, let when): (reason, next) = (why, when)
    case .sending: break
    case .refused(let why): reason = why
    case .conflict(let states):
      reason = states.summary
      conflict = object(states)
    }
    return .object([
      ("id", .number(Int(change.id))),
      ("account", .text(change.account.rawValue)),
      ("event", .text(shownID(change.edit.event))),
      ("title", .text(change.title)),
      ("kind", .text(change.meeting.map(Self.kind) ?? Self.kind(change.edit.change))),
      ("state", .text(Self.state(change.standing))),
      ("reason", JSONText(reason)),
      ("attempts", .number(change.attempts)),
      ("submitted_at", .text(ISOTime.text(change.submittedAt, in: .gmt))),
      ("next_attempt", JSONText(next.map { ISOTime.text($0, in: .gmt) })),
      ("conflict", conflict),
    ])
  }

  private func object(_ conflict: EventConflict) -> JSONText {
    let deleted: String? = conflict.mine == nil ? "here" : conflict.theirs == nil ? "there" : nil
    return .object([
      (
        "fields",
        .list(
          conflict.fields.map { field in
            .object([
              ("field", .text(field.keyword)),
              ("base", EventJSON.value(field, of: conflict.base, zone: zone)),
              ("mine", conflict.mine.map { EventJSON.value(field, of: $0, zone: zone) } ?? .null),
              (
                "theirs",
                conflict.theirs.map { EventJSON.value(field, of: $0, zone: zone) } ?? .null
              ),
            ])
          }
        )
      ),
      ("deleted", JSONText(deleted)),
    ])
  }

  private static func kind(_ task: MeetingTask) -> String {
    switch task {
    case .update: "update_meeting"
    case .delete, .withdraw: "delete_meeting"
    }
  }

  private static func kind(_ change: EventChange) -> String {
    switch change {
    case .create: "create"
    case .update: "update"
    case .delete: "delete"
    case .respond: "respond"
    }
  }

  private static func state(_ standing: PendingChange.Standing) -> String {
    switch standing {
    case .waiting: "waiting"
    case .sending: "sending"
    case .refused: "refused"
    case .conflict: "conflict"
    }
  }
}
