import CalendarCore
import Foundation

/// What is said of an edit of one occurrence that was undone or redone, where its series is expanded here.
struct OccurrenceUndoText {
  /// The viewer's zone.
  let zone: TimeZone
  let now: Date

  /// What was done, without a full stop; `nil` where the edit was of something else.
  func phrase(_ step: EditStep) -> String? { exception(step) ?? leftOut(step) }

  /// What was done of an occurrence that has a place of its own since it was changed.
  private func exception(_ step: EditStep) -> String? {
    guard let event = step.before ?? step.after, event.isException,
      case .event? = event.occurrence?.series, let start = event.occurrence?.originalStart
    else { return nil }
    let name = occurrence(of: event, at: start)
    switch step.edit.change {
    case .create: return "\(name) is changed again"
    case .delete: return "\(name) is as its series has it"
    case .update, .respond: return nil
    }
  }

  /// What was done of one occurrence of a series that is expanded here: the series leaves it out, or
  /// no more.
  private func leftOut(_ step: EditStep) -> String? {
    guard case .update(let patch) = step.edit.change, patch.fields == [.recurrence],
      let before = step.before, let old = before.recurrence, let new = step.after?.recurrence
    else { return nil }
    let zone = before.time.zone
    if let start = old.leavesOut(besides: new, zone: zone) {
      return "\(occurrence(of: before, at: start)) is back"
    }
    return new.leavesOut(besides: old, zone: zone)
      .map { "\(occurrence(of: before, at: $0)) is deleted" }
  }

  /// An occurrence by its title and the day that its series gives it.
  private func occurrence(of event: Event, at start: OccurrenceKey.Start) -> String {
    let day: Day =
      switch start {
      case .moment(let instant): Day(instant, in: zone)
      case .day(let day): day
      }
    return "\(UndoText.quoted(event.title)) of \(TimeText.short(day, today: Day(now, in: zone)))"
  }
}
