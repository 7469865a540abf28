package import CalendarCore

/// What an import of a calendar file does, or would do.
package struct ImportSummary: Equatable, Sendable {
  /// The file, as it was named.
  package var path: String
  /// The calendar that gets the events.
  package var calendar: CalendarKey
  package var new: Int
  package var updated: Int
  package var unchanged: Int
  /// The events that are not imported, a sentence each with the line and the reason.
  package var skipped: [String]
  /// What else is to be known of the file.
  package var remarks: [String]

  /// Makes a summary.
  package init(
    path: String,
    calendar: CalendarKey,
    new: Int,
    updated: Int,
    unchanged: Int,
    skipped: [String] = [],
    remarks: [String] = []
  ) {
    self.path = path
    self.calendar = calendar
    self.new = new
    self.updated = updated
    self.unchanged = unchanged
    self.skipped = skipped
    self.remarks = remarks
  }

  /// How many skipped events are named.
  private static let named = 20

  /// Whether there is anything to import.
  var hasChanges: Bool { new + updated > 0 }

  /// `3 new, 1 updated, 4 unchanged, 2 skipped`, without what there is none of.
  var counts: String {
    let parts = [
      (new, "new"), (updated, "updated"), (unchanged, "unchanged"), (skipped.count, "skipped"),
    ]
    let words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return words.isEmpty ? "no events" : words.joined(separator: ", ")
  }

  /// What is said before it is done.
  var lines: [String] {
    let more = skipped.count - Self.named
    return [counts + "."] + remarks + skipped.prefix(Self.named)
      + (more > 0 ? ["\(more) more are skipped."] : [])
  }
}
