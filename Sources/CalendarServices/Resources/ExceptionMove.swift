import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation

/// Moves an exception to another series.
struct ExceptionMove: Sendable {
  let access: ResourceAccess
  let calendar: CalendarID
  let guests: ResourceGuests
  let owners: [String]
  let now: Date

  /// Moves an exception to another series, the tail of a split one: it is there before it goes here.
  func move(
    _ own: ResourceEventID,
    _ patch: EventPatch,
    current: Event,
    to key: OccurrenceKey,
    of other: ResourceName
  ) async throws(ServiceError) -> Event {
    var (current, copy): (Event?, Event?) = (current, nil)
    var attempt = 1
    while true {
      let source = try await access.resource(own.name, in: calendar).text
      guard let part = source[own.start] else {
        // Another program has deleted it here, after it was copied.
        if let copy { return copy }
        throw ResourceAccess.missing
      }
      try part.checkUnchanged(since: current)
      let moved = try await take(part, of: source, patch, to: key, of: other, copy)
      do throws(ServiceError) {
        try await access.remove(
          own,
          in: calendar,
          current: part.event,
          telling: guests,
          now: now
        )
        return moved
      } catch .changed(let reason) {
        // What was changed here after it was copied is copied again, and not lost.
        guard attempt < ResourceAccess.tries else { throw .changed(reason) }
        attempt += 1
        (copy, current) = (moved, nil)
      }
    }
  }

  /// Copies an exception to another series.
  ///
  /// An attempt before may have written one there, which this one replaces.
  private func take(
    _ part: ResourceText.Part,
    of source: ResourceText,
    _ patch: EventPatch,
    to key: OccurrenceKey,
    of other: ResourceName,
    _ copy: Event?
  ) async throws(ServiceError) -> Event {
    let event = part.event.applying(patch.fieldsAlone)
    let text = try await access.edit(other, in: calendar, telling: guests) {
      text throws(ServiceError) in
      var text = text
      if let found = text[key.originalStart] {
        guard let copy, copy.version == found.event.version,
          let rest = ResourceEdit(text, now: now, owners: owners).removing(found)
        else { return text.bytes }
        text = try access.text(rest, as: other, in: calendar)
      }
      let edit = ResourceEdit(text, now: now, owners: owners)
      let bytes = edit.taking(part, of: source, to: event, startingAt: key.originalStart)
      guard let bytes else { throw ResourceAccess.damaged(other) }
      return bytes
    }
    guard let moved = text?[key.originalStart] else { throw ResourceAccess.missing }
    return moved.event
  }
}
