import CalendarCore
import ConferencingCore

/// What is said of the meetings of several events that are edited together.
struct BulkMeetingWords {
  let plan: BulkPlan
  let directory: Directory

  /// What becomes of links and meetings that go, at most a sentence of each kind.
  var ends: [String] {
    let replaced = plan.entries.filter(isReplacing)
    if !replaced.isEmpty { return [replacement(of: replaced)] }
    let ending = plan.entries.filter(endsMeeting)
    if case .move = plan.action { return ending.isEmpty ? [] : [renewed(ending.count)] }
    var lines: [String] = []
    let shared = ending.count(where: \.isOneOfSeries)
    let made = ending.count - shared
    if made > 0 {
      lines.append(
        made == 1
          ? "1 meeting that was made for its event is deleted; undo makes a new one."
          : "\(made) meetings that were made for their events are deleted; undo makes new ones."
      )
    }
    if shared > 0 {
      lines.append(
        shared == 1
          ? "1 occurrence has a meeting that ends when no occurrence has it any more."
          : "\(shared) occurrences have meetings that end when no occurrence has them any more."
      )
    }
    return lines
  }

  /// That meetings stay at their providers which their events have no more; `nil` when none does.
  var stays: String? {
    let count = plan.entries.count(where: leavesMeeting)
    return count == 0 ? nil : MeetingEnd.staying(count)
  }

  /// That links are replaced, and how many of the old ones are dead then.
  private func replacement(of entries: [BulkPlan.Entry]) -> String {
    let count = entries.count
    let ended = entries.count { end(of: $0).goes }
    let links = "\(BulkWords.events(count, "link")) \(count == 1 ? "is" : "are") replaced"
    let old: String
    switch (ended, count - ended) {
    case (0, _): return links + "."
    case (1, 0): old = "the old one stops"
    case (_, 0): old = "the old ones stop"
    case (1, _): old = "1 of the old ones stops"
    default: old = "\(ended) of the old ones stop"
    }
    return "\(links): \(old) working for everybody who has \(ended == 1 ? "it" : "them")."
  }

  private func renewed(_ count: Int) -> String {
    count == 1
      ? "1 meeting is created again, with another link."
      : "\(count) meetings are created again, with other links."
  }

  private func isReplacing(_ entry: BulkPlan.Entry) -> Bool {
    guard case .conferencing(let change) = plan.action, change != .strip else { return false }
    return entry.event.conferencing.provider != nil && entry.event.conferencingFailure == nil
  }

  private func end(of entry: BulkPlan.Entry) -> MeetingEnd {
    MeetingEnd(of: entry.event, in: directory, isOfSeries: !entry.isOneOfSeries)
  }

  private func leavesMeeting(_ entry: BulkPlan.Entry) -> Bool {
    switch plan.action {
    case .conferencing: end(of: entry).stays
    case .delete: end(of: entry).staysWithoutEvent
    case .respond, .shift, .settings, .move: false
    }
  }

  private func endsMeeting(_ entry: BulkPlan.Entry) -> Bool {
    guard entry.event.autocreated != nil, case .details = entry.event.conferencing else {
      return false
    }
    switch plan.action {
    case .conferencing, .delete, .move: return true
    case .respond, .shift, .settings: return false
    }
  }
}
