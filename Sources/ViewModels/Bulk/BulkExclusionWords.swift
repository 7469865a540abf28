import CalendarCore
import ConferencingCore

/// What is said of marked events that an edit leaves out.
struct BulkExclusionWords {
  /// The most titles that are named of events that share a reason.
  private static let named = 3

  let exclusions: [BulkPlan.Exclusion]

  /// Those that share a reason in one sentence, in the order in which they were marked.
  var lines: [String] {
    var reasons: [String] = []
    var groups: [String: [BulkPlan.Exclusion]] = [:]
    for exclusion in exclusions {
      if groups[exclusion.reason] == nil { reasons.append(exclusion.reason) }
      groups[exclusion.reason, default: []].append(exclusion)
    }
    return reasons.map { reason in
      let group = groups[reason] ?? []
      let titles = group.prefix(Self.named).map { UndoText.quoted($0.title) }
      let more = group.count > Self.named ? " and \(group.count - Self.named) more" : ""
      return "\(group.count) left out, \(titles.joined(separator: ", "))\(more): \(reason)"
    }
  }
}
