import CalendarCore
import Foundation
import ICalendar

/// The events of a UID as the texts that they were read from say them.
///
/// What differs from them was changed since.
struct KeptReading {
  private var readings: [String: EventReading] = [:]

  /// Reads texts.
  ///
  /// - Parameters:
  ///   - kept: The events of one UID, with their texts.
  ///   - zones: The time zones that their files name.
  init(_ kept: [KeptEvent], zones: FileZones) {
    guard let zone = kept.lazy.compactMap({ $0.text?.zone }).first else { return }
    var zones = zones.withFloating(TimeZone(identifier: zone) ?? .gmt)
    let read = kept.compactMap { kept -> EventReading? in
      guard let bytes = kept.text?.bytes, let component = Self.component(bytes) else { return nil }
      let place = EventReading.Place(account: kept.event.account, calendar: kept.event.calendar)
      return try? EventReading(component, bytes: bytes, at: place, &zones)
    }
    for reading in SeriesReading(read, zone: zones.floating.zone).readings {
      readings[reading.originalStart.map(\.description) ?? ""] = reading
    }
  }

  /// How many events there are.
  var count: Int { readings.count }

  /// Whether an exception holds for all later occurrences, so that it divides the series.
  var isDivided: Bool {
    readings.values.contains { $0.isForLater && $0.event.recurrence != nil }
  }

  /// The event of an original start; the master or the only event for an empty one.
  subscript(_ recurrenceID: String) -> EventReading? { readings[recurrenceID] }

  /// The component of a text; `nil` for one that cannot be read.
  static func component(_ bytes: [UInt8]) -> Component? {
    let breaksAtReturn = !bytes.contains(0x0A)
    return try? Component(bytes, 0..<bytes.count, breaksAtReturn: breaksAtReturn)
  }
}
