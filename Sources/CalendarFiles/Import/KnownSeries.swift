import CalendarCore
import ConferencingCore
import Foundation
import ICalendar

/// The events of a UID that are here, with what their texts say.
struct KnownSeries {
  /// An event that is here.
  struct Known {
    var kept: KeptEvent
    /// The event as its text has it; `nil` without a text.
    var read: EventReading?

    /// The text of the event with what was edited here, as an export has it.
    func edited(_ zones: FileZones) -> [UInt8]? {
      guard let text = kept.text, let read else { return nil }
      let zones = zones.withFloating(TimeZone(identifier: text.zone) ?? .gmt)
      var edit = try? EventTextEdit(text.bytes, from: read.event, to: kept.event, zones)
      return edit?.run()
    }

    /// The event as it is read from an export, where it was made here.
    func exported(uid: String, _ zones: FileZones) -> Event? {
      let lines = EventLines(
        event: kept.event,
        uid: uid,
        seriesZone: nil,
        now: Date(timeIntervalSince1970: 0)
      ).lines
      let bytes = lines.flatMap { ContentLineWriter.folded(ContentLineWriter.text($0)) }
      guard let component = KeptReading.component(bytes) else { return nil }
      var zones = zones
      let place = EventReading.Place(account: kept.event.account, calendar: kept.event.calendar)
      return (try? EventReading(component, bytes: bytes, at: place, &zones))?.event
    }
  }

  private var events: [String: Known] = [:]
  /// The master; `nil` where it is not here.
  private let master: EventID?

  /// Reads the texts in the zones of the new file: what a name meant before, it means still.
  ///
  /// - Parameters:
  ///   - kept: The events that are, or were, of the UID.
  ///   - file: The events as the file has them.
  ///   - zones: The zones of the file.
  init(_ kept: [KeptEvent], for file: SeriesReading, zones: FileZones) {
    let texts = KeptReading(kept, zones: zones)
    master =
      kept.first { !$0.event.isException && $0.text?.recurrenceID.isEmpty != false }?.event.id
    // A series that was moved here has other starts than the file that it came from; which of the two
    // a file has, its master tells.
    let isAsImported = file.master?.event.time == texts[""]?.event.time
    for isByText in isAsImported ? [true, false] : [false, true] {
      for event in kept {
        guard let id = isByText ? event.text?.recurrenceID : start(of: event), events[id] == nil
        else { continue }
        events[id] = Known(kept: event, read: event.text.flatMap { texts[$0.recurrenceID] })
      }
    }
  }

  /// The start that the series gives an event now; `nil` for an exception of another series.
  private func start(of kept: KeptEvent) -> String? {
    guard kept.event.isException else { return kept.text?.recurrenceID ?? "" }
    return has(kept.event) ? kept.event.occurrence?.originalStart.description : nil
  }

  /// The event of an original start in the file; the master or the only event for an empty one.
  subscript(_ recurrenceID: String) -> Known? { events[recurrenceID] }

  /// Whether an event is of the series now.
  func has(_ event: Event) -> Bool {
    guard case .event(let series)? = event.occurrence?.series, event.isException else {
      return true
    }
    return series == master
  }
}
