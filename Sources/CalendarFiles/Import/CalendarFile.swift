package import CalendarCore
package import Foundation
package import ICalendar

/// A calendar file, looked through and ready to be read event by event.
package struct CalendarFile: Sendable {
  /// Why a file is no calendar that can be imported, to follow the file's name.
  package struct Refusal: Error, Hashable, Sendable {
    /// The reason and the remedy.
    package var reason: String
  }

  /// The most bytes of a file.
  package static let sizeLimit = 512 << 20

  let text: CalendarText
  let outline: CalendarOutline
  private let groups: EventGroups
  /// The zones that it names.
  package private(set) var zones: FileZones
  /// The texts of events that could not be read, since they were last taken.
  private var broken: [FileText] = []
  private var unnamed = UnnamedEvents()
  /// How many tasks it has (VTODO), which are not shown.
  package let tasks: Int
  /// How many journal entries it has (VJOURNAL), which are not shown.
  package let journals: Int
  private var noted = FileRemarks()

  /// Looks through a file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - zone: The user's zone.
  /// - Throws: ``Refusal`` for what is no calendar, or one that is an answer to an invitation.
  package init(_ bytes: [UInt8], zone: TimeZone) throws(Refusal) {
    try self.init(CalendarText(bytes), zone: zone)
  }

  /// Looks through a file that is never held whole.
  ///
  /// - Parameters:
  ///   - count: How many bytes it has.
  ///   - zone: The user's zone.
  ///   - pieceSize: How many bytes are looked through at once, at least 1.
  ///   - read: Reads some of them; fewer where the file has become shorter or cannot be read any
  ///     more. Called on any thread.
  /// - Throws: ``Refusal`` for what is no calendar, or one that is an answer to an invitation.
  package init(
    count: Int,
    zone: TimeZone,
    pieceSize: Int = CalendarText.pieceSize,
    reading read: @escaping @Sendable (Range<Int>) -> [UInt8]
  ) throws(Refusal) {
    let text = CalendarText(count: count, pieceSize: pieceSize, reading: read)
    try self.init(text, zone: zone)
  }

  private init(_ text: CalendarText, zone: TimeZone) throws(Refusal) {
    self.text = text
    var outline = CalendarOutline(text)
    groups = EventGroups(outline)
    outline.dropUIDs()
    self.outline = outline
    guard outline.isCalendar else {
      throw Refusal(
        reason: text.isBlank
          ? "is empty." : "is not a calendar file: it has no line BEGIN:VCALENDAR."
      )
    }
    guard !outline.isTooLong else {
      throw Refusal(reason: "has more than \(CalendarOutline.limit) components. Split it.")
    }
    for method in outline.calendars.flatMap({ $0 }).filter({ $0.name == "METHOD" }) {
      let word = method.word
      guard ["PUBLISH", "REQUEST"].contains(word) else {
        throw Refusal(
          reason: "is a message about an invitation (METHOD:\(word.prefix(20))) and has no events "
            + "to import."
        )
      }
    }
    zones = FileZones(
      Self.definitions(text, outline),
      floating: Self.floating(outline).flatMap { TimeZone(identifier: $0) } ?? zone
    )
    tasks = outline.entries.count { $0.name == "VTODO" }
    journals = outline.entries.count { $0.name == "VJOURNAL" }
    if text.encoding == .utf16 {
      noted.head.append("The file is in UTF-16 and was converted to UTF-8.")
    }
  }

  /// How many events and series it has.
  package var count: Int { groups.count }

  /// The UID of an event or series, read again from its text; `nil` when it has none.
  package func uid(_ number: Int) -> String? {
    guard let first = groups[number].first else { return nil }
    let event = CalendarText(text.bytes(in: outline.entries[first].range))
    return EventReading.named(CalendarOutline(event).uids.first ?? nil)
  }

  /// How many bytes its events have.
  func size(_ number: Int) -> Int {
    groups[number].reduce(0) { $0 + outline.entries[$1].range.count }
  }

  /// Whether there are several events of its UID: a series with exceptions.
  package func isSeries(_ number: Int) -> Bool { groups[number].count > 1 }

  /// Whether its components do not fit together, so that events may be missing.
  package var isBroken: Bool { !outline.problems.isEmpty }

  /// Whether its last calendar has no end, so that events behind may be missing.
  package var isCutOff: Bool { outline.isOpen || outline.calendars.isEmpty }

  /// How many events it has, with exceptions of series.
  package var eventCount: Int { groups.eventCount }

  /// What the user should know of the file and of what was read of it.
  package var remarks: [String] { noted.sentences + zones.remarks }

  /// Notes what of events is not shown as the file has it: for an import, which is made once.
  mutating func note(_ readings: [EventReading]) {
    for reading in readings { noted.note(reading, zone: zones.floating.zone) }
  }

  /// What of the file is broken beyond reading.
  package var problems: [Component.Problem] { outline.problems }

  /// The zone that its floating times are read in.
  package var floatingZone: String { zones.floating.name }

  /// How long whoever publishes it says that it stays as it is, in seconds (RFC 7986, section 5.7; by
  /// Outlook's name for it as well); `nil` when it does not say.
  package var refreshInterval: TimeInterval? {
    let head = outline.calendars.first ?? []
    let line = ["REFRESH-INTERVAL", "X-PUBLISHED-TTL"].lazy
      .compactMap { name in head.first { $0.name == name } }.first
    guard let length = line.flatMap({ DurationValue($0.value) }) else { return nil }
    let seconds = TimeInterval(length.days) * 86_400 + TimeInterval(length.seconds)
    return seconds > 0 ? seconds : nil
  }

  /// Reads the events of a UID.
  ///
  /// - Parameters:
  ///   - number: Which one, less than ``count``.
  ///   - place: Where the events go.
  ///   - id: The id that they have there; `nil` for one made from the UID.
  /// - Returns: The events, and what of them cannot be read.
  package mutating func series(
    _ number: Int,
    at place: EventReading.Place,
    as id: EventID? = nil
  ) -> (series: SeriesReading, problems: [Component.Problem]) {
    var readings: [EventReading] = []
    var problems: [Component.Problem] = []
    var copies: [SeriesReading.Skipped] = []
    for index in groups[number] {
      let entry = outline.entries[index]
      let bytes = text.bytes(in: entry.range)
      do throws(Component.Problem) {
        let component = try Self.component(bytes, entry, text)
        zones.calendar = entry.calendar
        var reading = try EventReading(component, bytes: bytes, at: place, &zones)
        reading.entry = index
        if let id { reading.event.id = id }
        if reading.isLegacy { noted.legacyCount += 1 }
        if reading.isUnnamed, let copy = unnamed.add(reading) {
          copies.append(copy)
        } else {
          readings.append(reading)
        }
      } catch {
        problems.append(error)
        broken.append(FileText(position: position(ofEntry: index), bytes: bytes))
      }
    }
    var series = SeriesReading(readings, zone: zones.floating.zone)
    series.skipped += copies
    // Which UID an event without an end is of is not known.
    series.isWhole = problems.isEmpty && outline.problems.isEmpty
    return (series, problems)
  }

  /// What says that an event cannot be read, as a sentence.
  package static func complaint(about problem: Component.Problem) -> String {
    "The event at line \(problem.line) is not shown: \(problem.reason)."
  }

  /// What says that events cannot be read, a sentence each, by line.
  package static func complaints(about problems: [Component.Problem]) -> [Int: String] {
    Dictionary(
      problems.map { ($0.line, complaint(about: $0)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  // MARK: Texts

  /// The zones as the calendar of an event means them.
  func zones(of reading: EventReading) -> FileZones {
    zones.of(calendar: outline.entries[reading.entry].calendar)
  }

  /// The text of an event.
  package func keptText(of reading: EventReading) -> KeptText {
    KeptText(
      uid: reading.uid,
      recurrenceID: reading.originalStart.map(\.description) ?? "",
      file: 0,
      position: position(ofEntry: reading.entry),
      zone: floatingZone,
      bytes: reading.bytes
    )
  }

  /// The place of an event among all pieces of the file.
  private func position(ofEntry entry: Int) -> Int { groups.eventCount(before: entry) * 2 + 1 }

  /// The texts of the events that could not be read since this was last asked: they are part of the
  /// file like what is no event.
  package mutating func takeBrokenTexts() -> [FileText] {
    defer { broken = [] }
    return broken
  }

  /// How many bytes of the file are no event.
  package var otherSize: Int {
    outline.entries.reduce(text.count) { $1.name == "VEVENT" ? $0 - $1.range.count : $0 }
  }

  /// What of the file is no event, in its order; the places are those between the events.
  package var otherTexts: [FileText] {
    var texts: [FileText] = []
    var position = 0
    for (index, entry) in outline.entries.enumerated() where entry.name == "VEVENT" {
      if entry.range.lowerBound > position {
        texts.append(
          FileText(
            position: groups.eventCount(before: index) * 2,
            bytes: text.bytes(in: position..<entry.range.lowerBound)
          )
        )
      }
      position = entry.range.upperBound
    }
    if position < text.count {
      texts.append(
        FileText(position: eventCount * 2, bytes: text.bytes(in: position..<text.count))
      )
    }
    return texts
  }

  // MARK: Heads

  private static func definitions(_ text: CalendarText, _ outline: CalendarOutline) -> DefinedZones
  {
    var zones = DefinedZones()
    for entry in outline.entries where entry.name == "VTIMEZONE" {
      let component = try? component(text.bytes(in: entry.range), entry, text)
      if let zone = component.flatMap({ ZoneDefinition($0) }) {
        zones.add(zone, in: entry.calendar)
      }
    }
    return zones
  }

  /// The component of an entry, of which the bytes are given.
  private static func component(
    _ bytes: [UInt8],
    _ entry: CalendarOutline.Entry,
    _ text: CalendarText
  ) throws(Component.Problem) -> Component {
    try Component(
      bytes,
      0..<bytes.count,
      line: entry.line,
      breaksAtReturn: text.breaksAtReturn
    )
  }

  /// The zone of a calendar's floating times, as Google writes it.
  private static func floating(_ outline: CalendarOutline) -> String? {
    outline.calendars.lazy.compactMap { calendar in
      calendar.first { $0.name == "X-WR-TIMEZONE" }.flatMap { WindowsZones.iana($0.text) }
    }
    .first
  }
}
