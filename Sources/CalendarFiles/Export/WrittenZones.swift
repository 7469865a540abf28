import CalendarCore
import Foundation
import ICalendar

/// An event as it is written to a file.
struct WrittenEvent {
  var bytes: [UInt8]
  /// Where it stands in its file; `nil` for one that was made here.
  var place: (file: Int64, position: Int)?
  /// The text that it was read from.
  var former: [UInt8]
  var event: Event
  /// The text of which it has the time zones; `nil` for one that was made here.
  var source: KeptText?

  /// A text that ends with the end of a line.
  static func ended(_ bytes: [UInt8]) -> [UInt8] {
    bytes.isEmpty || bytes.last == 0x0A || bytes.last == 0x0D
      ? bytes : bytes + ContentLineWriter.crlf
  }
}

/// The time zones of events that are written: those that their files define, or made from the
/// database.
struct WrittenZones {
  private let files: [Int64: FileZoneTexts]
  /// What the names of each file mean.
  private let zones: [Int64: FileZones]
  private let now: Date

  /// Prepares them.
  ///
  /// - Parameters:
  ///   - others: What files hold beside events.
  ///   - now: The time.
  init(_ others: [FileText], now: Date) {
    files = Dictionary(grouping: others, by: \.file).mapValues { texts in
      FileZoneTexts(texts.sorted { $0.position < $1.position })
    }
    zones = files.mapValues { FileZones($0.zones, floating: .gmt) }
    self.now = now
  }

  /// The zones as the calendar means them that a text is from.
  func of(_ text: KeptText) -> FileZones {
    let zones = self.zones[text.file] ?? FileZones(floating: .gmt)
    return zones.withFloating(TimeZone(identifier: text.zone) ?? .gmt)
      .of(calendar: files[text.file]?.calendar(at: text.position) ?? 0)
  }

  // MARK: Calendars

  /// A time zone that an event names.
  private struct NamedZone {
    var source: KeptText
    /// A day of the event.
    var day: Int
    /// Its definition; `nil` where the file of the event has none.
    var text: [UInt8]?
  }

  /// The events by the calendars that they are written to, with the texts of the time zones of each.
  ///
  /// There is more than one calendar where events mean different zones by one name.
  func calendars(of events: [WrittenEvent]) -> [(events: [WrittenEvent], zones: [UInt8])] {
    var calendars: [(events: [WrittenEvent], zones: [String: NamedZone])] = [([], [:])]
    for event in events {
      let named = zones(namedIn: event)
      let index =
        calendars.firstIndex { calendar in
          named.allSatisfy { name, own in
            calendar.zones[name].map { isSame($0, own, of: name) } ?? true
          }
        } ?? calendars.count
      if index == calendars.count { calendars.append(([], [:])) }
      calendars[index].events.append(event)
      calendars[index].zones.merge(named) { first, own in first.text == nil ? own : first }
    }
    return calendars.map { events, zones in
      (events, texts(for: events, known: zones.compactMapValues(\.text)))
    }
  }

  private func zones(namedIn event: WrittenEvent) -> [String: NamedZone] {
    guard let source = event.source else { return [:] }
    let day = event.event.time.days(in: .gmt).lowerBound.daysSinceEpoch
    var named: [String: NamedZone] = [:]
    for name in TimeZoneNames(event.bytes).names {
      let file = files[source.file]
      let calendar = file?.calendar(at: source.position) ?? 0
      named[name] = NamedZone(source: source, day: day, text: file?.text(of: name, in: calendar))
    }
    return named
  }

  private func isSame(_ one: NamedZone, _ other: NamedZone, of name: String) -> Bool {
    func zone(_ named: NamedZone) -> FileZones.Zone {
      var zones = self.of(named.source)
      return zones.zone(name, at: LocalTime(day: named.day))
    }
    return one.text == other.text || zone(one) == zone(other)
  }

  // MARK: Texts

  /// The texts of time zones that events name since they were edited, and their file does not define.
  func added(to file: Int64, for events: [WrittenEvent]) -> [UInt8] {
    texts(for: events, known: nil, except: files[file]?.names ?? [])
  }

  private func texts(
    for events: [WrittenEvent],
    known: [String: [UInt8]]?,
    except: Set<String> = []
  ) -> [UInt8] {
    var years: [String: ClosedRange<Int>] = [:]
    for event in events {
      let year = event.event.time.days(in: .gmt).lowerBound.parts.year
      let names = TimeZoneNames(event.bytes).names
      // A file that does not define a zone is not given it for an edit of something else.
      let old = known.map { _ in [] } ?? TimeZoneNames(event.former).names
      for name in names.subtracting(old) where !except.contains(name) {
        let range = years[name] ?? year...year
        years[name] = min(range.lowerBound, year)...max(range.upperBound, year)
      }
    }
    let today = Day(now, in: .gmt).parts.year
    return years.sorted { $0.key < $1.key }.flatMap { name, years -> [UInt8] in
      if let text = known?[name] { return WrittenEvent.ended(text) }
      guard let zone = TimeLines.named(name) else { return [] }
      let upper = max(years.upperBound, min(today, years.lowerBound + 100))
      return ZoneText(name: name, zone: zone, years: years.lowerBound...upper).lines
        .flatMap { ContentLineWriter.folded(ContentLineWriter.text($0)) }
    }
  }
}
