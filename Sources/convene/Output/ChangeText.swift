import CalendarCore
import Foundation
import Terminal
import ViewModels

/// Edits that are not confirmed, as commands print them for people.
struct ChangeText {
  let clock: WallClock
  let now: Date

  /// An edit: its id, where it stands and what it is, and below it why and what comes next.
  func lines(of change: PendingChange) -> [String] {
    let words = ChangeWords(clock: clock, now: now)
    let head = [
      DisplayWidth.padded(String(change.id), to: 4),
      DisplayWidth.padded(ChangeWords.state(change.standing), to: 13),
      "\(words.what(change))  (\(change.account), \(words.age(change)))",
    ]
    var lines = [head.joined(separator: " ")]
    if case .conflict(let conflict) = change.standing {
      lines.append(conflict.summary)
      let fields = FieldWords(clock: clock, now: now)
      for field in conflict.fields {
        if field == .description {
          lines.append("description differs; --json has its texts")
          continue
        }
        for (side, event) in [
          ("was", conflict.base), ("mine", conflict.mine), ("theirs", conflict.theirs),
        ] {
          guard let event else { continue }
          let value = fields.lines(field, of: event).joined(separator: ", ")
          lines.append("\(field.keyword) \(DisplayWidth.padded(side, to: 6)) \(value)")
        }
      }
      lines.append("Decide it: convene changes resolve \(change.id) --help")
    } else {
      lines += words.explanation(change).map(\.text)
    }
    return lines.enumerated().map { ($0 == 0 ? "" : "     ") + $1 }
  }
}
