package import CalendarCore
import ConferencingCore
package import Foundation
import ICalendar

/// The text of a calendar object resource (RFC 4791, section 4.1): all events of one UID, read and
/// changed in place.
///
/// What is not changed stays to the byte: properties, parameters and components that nobody here
/// knows, time zones, the order of all.
package struct ResourceText: Sendable {
  /// Why a text is not that of a resource with events, as a sentence.
  package struct Refusal: Error, Hashable, Sendable {
    /// The reason.
    package var reason: String
  }

  /// An event of a resource.
  package struct Part: Sendable {
    /// The event; of an exception with the key of its series.
    package var event: Event
    /// The start that its series gives it; `nil` for an event alone and for a master.
    package var start: OccurrenceKey.Start?
    /// Its bytes in the text.
    var range: Range<Int>
    /// The time zones as its calendar means them.
    var zones: FileZones
    /// How often its organizer has changed it.
    var sequence: Int
  }

  /// The UID; `nil` where no event has one.
  package let uid: String?
  /// The events: the event or master first, then the exceptions.
  ///
  /// None where the resource holds tasks alone.
  package private(set) var parts: [Part] = []
  let file: CalendarFile
  let place: EventReading.Place

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - bytes: The whole text.
  ///   - id: The id that its event, or the master, is given; those of exceptions are made from it.
  ///   - place: Where the events go.
  ///   - zone: The zone of times that name none.
  /// - Throws: ``Refusal`` for what is no calendar, is cut off, holds an event that cannot be read, or
  ///   events of several UIDs.
  package init(
    _ bytes: [UInt8],
    as id: EventID,
    at place: EventReading.Place,
    zone: TimeZone
  ) throws(Refusal) {
    var file: CalendarFile
    do throws(CalendarFile.Refusal) { file = try CalendarFile(bytes, zone: zone) } catch {
      throw Refusal(reason: "It " + error.reason)
    }
    guard !file.isBroken, Self.hasEnd(bytes) else {
      throw Refusal(reason: "It is cut off, or its components do not fit together.")
    }
    guard file.count <= 1 else { throw Refusal(reason: "It holds events of several UIDs.") }
    uid = file.count == 1 ? file.uid(0) : nil
    self.place = place
    if file.count == 1 {
      let (series, problems) = file.series(0, at: place, as: id)
      if let problem = problems.first {
        throw Refusal(reason: "Line \(problem.line): \(problem.reason).")
      }
      // An exception for all later occurrences is shown, and too much to be written back.
      let isDivided = series.readings.contains(where: \.isForLater)
      parts = series.readings.map { Self.part($0, file, isReadOnly: isDivided) }
      for index in parts.indices where series.master == nil {
        guard let start = parts[index].start else { continue }
        parts[index].event.occurrence = OccurrenceKey(
          series: .remote(RemoteEventID(id.rawValue)),
          originalStart: start
        )
      }
    }
    self.file = file
  }

  private static func hasEnd(_ bytes: [UInt8]) -> Bool {
    let end = bytes.suffix(400).filter { $0 > 0x20 }
    return String(decoding: end, as: UTF8.self).uppercased().hasSuffix("END:VCALENDAR")
      || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }

  private static func part(
    _ reading: EventReading,
    _ file: CalendarFile,
    isReadOnly: Bool
  ) -> Part {
    let range = file.outline.entries[reading.entry].range
    var event = reading.event
    event.remoteID = RemoteEventID(event.id.rawValue)
    event.isReadOnly = isReadOnly
    event.version = TextSum(file.text.bytes[range]).text
    if let key = event.occurrence, case .event(let master) = key.series {
      event.occurrence = OccurrenceKey(
        series: .remote(RemoteEventID(master.rawValue)),
        originalStart: key.originalStart
      )
    }
    return Part(
      event: event,
      start: reading.originalStart,
      range: range,
      zones: file.zones(of: reading),
      sequence: reading.sequence
    )
  }

  /// The event alone, or the master; `nil` where there are only exceptions, as of a guest of single
  /// occurrences.
  package var master: Part? { parts.first { $0.start == nil } }

  /// The event of a start; the event alone or the master for `nil`.
  package subscript(_ start: OccurrenceKey.Start?) -> Part? { parts.first { $0.start == start } }

  /// Whether it can take the place of another text of the same resource that says the same, so that an
  /// edit is taken back to the byte.
  ///
  /// Where others are invited a change must not count less than the one before (RFC 5546, section
  /// 2.1.4): they would not heed it.
  package func replaces(_ other: ResourceText) -> Bool {
    uid == other.uid && parts.count == other.parts.count
      && ServerInvitations(self).invitesSame(as: ServerInvitations(other))
      && parts.allSatisfy { part in
        guard let same = other[part.start], part.event.status == same.event.status,
          part.event.participants.map(\.asInvited) == same.event.participants.map(\.asInvited),
          part.event.endZone == same.event.endZone,
          part.event.changes(since: same.event).isEmpty
        else { return false }
        return part.event.participants.isEmpty || part.sequence >= same.sequence
      }
  }

  /// The text.
  package var bytes: [UInt8] { file.text.bytes }
}

/// A sum of bytes that tells one text from another; not for secrets.
///
/// Source: FNV-1a, 64 bits, twice with different bases.
struct TextSum {
  let text: String

  init(_ bytes: some Sequence<UInt8>) {
    var (one, other) = (UInt64(0xcbf2_9ce4_8422_2325), UInt64(0x9e37_79b9_7f4a_7c15))
    for byte in bytes {
      one = (one ^ UInt64(byte)) &* 0x0100_0000_01b3
      other = (other ^ UInt64(byte)) &* 0x0100_0000_01b3
    }
    text = [one, other].map { part in
      let digits = String(part, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    .joined()
  }
}
