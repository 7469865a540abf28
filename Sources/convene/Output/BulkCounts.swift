import CalendarCore
import ViewModels

/// How many of the events that were to be edited together each outcome has.
struct BulkCounts {
  /// The outcomes of edits, in the order in which they are said.
  private static let names = ["done", "kept", "waiting", "conflict", "refused"]
  private static let words = ["kept": "kept otherwise by the host", "conflict": "in conflict"]

  /// The events that were left out.
  let unchanged: Int
  private var edited: [String: Int] = [:]

  /// Counts what was left out; edits are added.
  init(unchanged: Int) { self.unchanged = unchanged }

  /// The edits that are done as they were meant.
  var done: Int { edited["done", default: 0] }

  /// Counts an edit by what became of it.
  mutating func add(_ outcome: String) { edited[outcome, default: 0] += 1 }

  /// `1 done, 2 unchanged, 3 refused.`; `nil` where all is done.
  var sentence: String? {
    guard unchanged > 0 || edited.count > (done > 0 ? 1 : 0) else { return nil }
    var counts = Self.names.map { ($0, edited[$0, default: 0]) }
    counts.insert(("unchanged", unchanged), at: 1)
    return counts.filter { $0.1 > 0 || $0.0 == "done" }
      .map { "\($0.1) \(Self.words[$0.0] ?? $0.0)" }
      .joined(separator: ", ") + "."
  }

  /// The counts by name, those that are zero among them.
  var json: JSONText {
    .object(
      Self.names.map { ($0, .number(edited[$0, default: 0])) } + [("unchanged", .number(unchanged))]
    )
  }
}
