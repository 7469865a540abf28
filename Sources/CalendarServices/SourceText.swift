package import CalendarCore
import CalendarFiles
package import Foundation

/// The text that an event stands in, for another event that is made from it.
package struct SourceText: Hashable, Sendable {
  /// An iCalendar stream.
  package var bytes: [UInt8]
  /// Whether the service tells those who are invited when the event is deleted.
  ///
  /// They would take that for the end of a copy with the same UID as well (RFC 5546, section 3.2.5).
  package var isCancelledByService: Bool
  /// Whether it stood there before the event was changed here, and does not any more.
  package var isFormer: Bool

  /// Makes a text.
  package init(bytes: [UInt8], isCancelledByService: Bool = false, isFormer: Bool = false) {
    self.bytes = bytes
    self.isCancelledByService = isCancelledByService
    self.isFormer = isFormer
  }

  /// Makes the text of an event of this machine that was imported, with what was edited of it here.
  ///
  /// - Parameters:
  ///   - events: The event.
  ///   - others: What else the file holds that it is from.
  ///   - now: The time.
  package init(exporting events: [KeptEvent], _ others: [FileText], now: Date) {
    self.init(bytes: CalendarFileWriter(events, others: others, now: now).bytes(isWhole: false))
  }
}
