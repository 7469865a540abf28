/// The UID of an event in calendar files.
///
/// Two are the same when their bytes are: of texts Swift takes `é` for `e` with an accent behind it.
package struct EventUID: Hashable, Sendable {
  /// The UID.
  package let text: String

  /// Makes one.
  package init(_ text: String) { self.text = text }

  /// Whether two UIDs are the same, byte by byte.
  package static func == (one: EventUID, other: EventUID) -> Bool {
    one.text.utf8.elementsEqual(other.text.utf8)
  }

  /// Adds its bytes to a sum.
  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

/// The text that an event was read from, as it stands in its calendar file.
///
/// An export puts changed lines into it and leaves all other bytes as they are.
package struct KeptText: Hashable, Sendable {
  /// The UID of its series, or of the event.
  package var uid: String
  /// The original start of an exception, as ``OccurrenceKey/Start`` is written; empty for any other.
  package var recurrenceID: String
  /// The file that it is from, by its number in the cache.
  package var file: Int64
  /// Its place among the components of the file.
  package var position: Int
  /// The zone in which times without one were read: an IANA name.
  package var zone: String
  /// Its bytes, from BEGIN:VEVENT to the end of the line of END:VEVENT.
  package var bytes: [UInt8]

  /// Makes a text.
  package init(
    uid: String,
    recurrenceID: String,
    file: Int64,
    position: Int,
    zone: String,
    bytes: [UInt8]
  ) {
    self.uid = uid
    self.recurrenceID = recurrenceID
    self.file = file
    self.position = position
    self.zone = zone
    self.bytes = bytes
  }
}

/// An event with the text that it was read from.
package struct KeptEvent: Hashable, Sendable {
  /// The event.
  package var event: Event
  /// Its text; `nil` for one that was not imported.
  package var text: KeptText?

  /// Makes a pair.
  package init(event: Event, text: KeptText?) {
    self.event = event
    self.text = text
  }
}

/// What of a calendar file is no event: its head, its time zones, tasks, and its end.
package struct FileText: Hashable, Sendable {
  /// The file, by its number in the cache.
  package var file: Int64
  /// Its place among the components of the file.
  package var position: Int
  /// Its bytes.
  package var bytes: [UInt8]

  /// Makes a text.
  package init(file: Int64 = 0, position: Int, bytes: [UInt8]) {
    self.file = file
    self.position = position
    self.bytes = bytes
  }
}

/// What an import does with the events of one UID.
package struct ImportedSeries: Sendable {
  /// An event that is added or changed.
  package struct Change: Sendable {
    /// The event as it is to be; its id is a proposal unless it is known here.
    package var event: Event
    /// Whether it is known here by its id.
    package var isKnown: Bool
    /// Its text.
    package var text: KeptText

    /// Makes a change.
    package init(event: Event, isKnown: Bool, text: KeptText) {
      self.event = event
      self.isKnown = isKnown
      self.text = text
    }
  }

  /// The event, or the master of the series.
  package var master: Change?
  /// Exceptions, and what follows them where they hold for all later occurrences.
  package var others: [Change]
  /// Exceptions that the file does not have any more.
  package var removed: [EventID]
  /// The master, where it is known here and does not change.
  package var series: EventID?

  /// Makes what is done.
  package init(
    master: Change? = nil,
    others: [Change] = [],
    removed: [EventID] = [],
    series: EventID? = nil
  ) {
    self.master = master
    self.others = others
    self.removed = removed
    self.series = series
  }

  /// Whether nothing is done.
  package var isEmpty: Bool { master == nil && others.isEmpty && removed.isEmpty }
}
