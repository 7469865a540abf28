import CalendarCore
import Foundation

/// What the file keeps of an event that is written.
enum StorableEvent {
  /// An event as the file can hold it, so that what is read equals what was written: whole
  /// seconds, years 1 to 9999, an end not before the start, and no U+0000, which ends a text in
  /// SQLite.
  static func event(_ given: Event) -> Event {
    var event = given
    event.title = text(given.title)
    event.location = text(given.location)
    let word = given.kind.map { text($0.rawValue) } ?? ""
    event.kind = word.isEmpty ? nil : EventKind(rawValue: word)
    event.endZone = given.time.isAllDay ? nil : given.endZone.map(text)
    event.description = text(given.description)
    event.ownDescription = given.ownDescription.map(text)
    event.conferencingFailure = given.conferencingFailure.map(text)
    event.updatedAt = given.updatedAt.map {
      Date(timeIntervalSince1970: Double(EventSpan.seconds($0)))
    }
    switch given.time {
    case .timed(let start, let end, let zone):
      let first = EventSpan.seconds(start)
      event.time = .timed(
        start: Date(timeIntervalSince1970: Double(first)),
        end: Date(timeIntervalSince1970: Double(max(first, EventSpan.seconds(end)))),
        zone: zone.map(text)
      )
    case .allDay(let first, let last):
      event.time = .allDay(
        first: EventSpan.clamped(first),
        last: EventSpan.clamped(max(first, last))
      )
    }
    return event
  }

  /// What the file keeps of an event that comes from a service: ``EventEditor/reconciled(incoming:cached:)``.
  static func reconciled(incoming: Event, cached: Event?) -> Event {
    event(EventEditor.reconciled(incoming: incoming, cached: cached))
  }

  private static func text(_ text: String) -> String {
    text.utf8.contains(0) ? String(decoding: text.utf8.filter { $0 != 0 }, as: UTF8.self) : text
  }
}
