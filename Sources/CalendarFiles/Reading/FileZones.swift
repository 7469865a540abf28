import CalendarCore
package import Foundation
package import ICalendar
import Synchronization

/// The zones that a calendar file names.
///
/// A well-known name counts more than the rules that the file gives for it: programs change the rules
/// of a zone carelessly, and its name never. Only a name that nobody knows is looked up in the rules.
/// What a name means is found out once, for all copies of a table.
package struct FileZones: Sendable {
  /// A zone as an event has it.
  package struct Zone: Hashable, Sendable {
    /// Its IANA name, or one like `GMT+0130`.
    package var name: String
    /// Its clock.
    package var zone: TimeZone
  }

  /// The zone of times that name none.
  package private(set) var floating: Zone
  /// What the user should know of the zones that were asked for.
  package private(set) var remarks: [String] = []
  /// Which of the calendars of the file is read, from 0.
  var calendar = 0 {
    didSet { if calendar != oldValue { known = [:] } }
  }
  private let definitions: DefinedZones
  /// The zones of the calendar by TZID as it is written.
  private var known: [String: Zone] = [:]
  private let resolved = ResolvedZones()

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - definitions: The time zones that the file defines.
  ///   - floating: The user's zone, for times that name none.
  init(_ definitions: DefinedZones = DefinedZones(), floating: TimeZone) {
    self.floating = Zone(name: floating.identifier, zone: floating)
    self.definitions = definitions
  }

  /// These zones, for texts whose times without a zone are those of another one.
  func withFloating(_ zone: TimeZone) -> FileZones {
    guard zone.identifier != floating.name else { return self }
    var zones = self
    zones.floating = Zone(name: zone.identifier, zone: zone)
    zones.known = [:]
    return zones
  }

  /// These zones, as one of the calendars of the file means them.
  func of(calendar: Int) -> FileZones {
    var zones = self
    zones.calendar = calendar
    return zones
  }

  /// The zone of a TZID.
  ///
  /// - Parameters:
  ///   - tzid: The name as the file has it.
  ///   - time: A time on its clock, for names that only rules explain.
  /// - Returns: The zone; the floating one where nothing tells which is meant.
  package mutating func zone(_ tzid: String, at time: LocalTime) -> Zone {
    if let zone = known[tzid] { return zone }
    let key = definitions.key(DefinedZones.trimmed(tzid), in: calendar)
    let found = resolved.meaning(of: key, where: floating.name) { resolve(key, at: time) }
    // That of several calendars once.
    if let remark = found.remark, !remarks.contains(remark) { remarks.append(remark) }
    known[tzid] = found.zone
    return found.zone
  }

  private func resolve(_ key: DefinedZones.Key, at time: LocalTime) -> ZoneMeaning {
    let name = key.name
    let defined = definitions[key]
    let definition = defined.flatMap { $0.isEmpty ? nil : $0 }
    if let byName = Self.named(name) ?? defined?.location.flatMap(Self.named) {
      return ZoneMeaning(byName, Self.contradiction(byName, definition, name, at: time))
    }
    let shown = Self.shown(name, at: time)
    // Lists of places are rewritten for each version of Windows: rules of the file count more.
    if let shown, shown.remark == nil,
      Self.contradiction(shown.zone, definition, name, at: time) == nil
    {
      return shown
    }
    if let definition, let offset = definition.offset(at: time) {
      if let zone = matching(definition, at: time) { return ZoneMeaning(zone) }
      let zone = Self.fixed(offset)
      return ZoneMeaning(
        zone,
        "The time zone “\(name)” is no known one; its times are read with the fixed offset "
          + "\(zone.name)."
      )
    }
    if let shown { return shown }
    if let offset = Self.offset(inName: name) { return ZoneMeaning(Self.fixed(offset)) }
    return ZoneMeaning(
      floating,
      "The time zone “\(name)” is not known and the file does not define it; its times are read as "
        + "those of \(floating.name)."
    )
  }

  /// What says that a file defines a known name otherwise; `nil` where it does not.
  private static func contradiction(
    _ zone: Zone,
    _ definition: ZoneDefinition?,
    _ name: String,
    at time: LocalTime
  ) -> String? {
    guard let offset = definition?.offset(at: time), offset != Self.offset(of: zone.zone, at: time)
    else { return nil }
    return "The file defines the time zone “\(name)” with other offsets than \(zone.name) has; "
      + "the name counts. Check an event of it."
  }

  // MARK: Names

  private static func named(_ name: String) -> Zone? {
    var names = [name]
    let parts = name.split(separator: "/")
    for count in [3, 2] where parts.count > count {
      names.append(parts.suffix(count).joined(separator: "/"))
    }
    if name.hasPrefix("/") { names.append(String(name.dropFirst())) }
    for name in names {
      if let iana = WindowsZones.iana(name) ?? bySmallName[name.lowercased()],
        let zone = TimeZone(identifier: iana)
      {
        return Zone(name: iana, zone: zone)
      }
    }
    return name.lowercased() == "tzone://microsoft/utc" ? Zone(name: "UTC", zone: .gmt) : nil
  }

  /// What a name means that is written as Windows shows it; `nil` for one that says no zone and no
  /// offset, or the offset alone.
  private static func shown(_ name: String, at time: LocalTime) -> ZoneMeaning? {
    let date = Day(daysSinceEpoch: time.day).time(secondsFromMidnight: time.second, in: .gmt)
    let read = WindowsDisplayNames.read(name, at: date)
    guard read.hasWords || read.zone != nil else { return nil }
    let said = read.offset.map { fixed($0).name }
    if let iana = read.zone, let zone = TimeZone(identifier: iana) {
      let standard = WindowsDisplayNames.standardOffset(of: iana, at: date)
      let remark = said.flatMap { said in
        read.offset == standard
          ? nil
          : "The time zone “\(name)” says \(said), which is not the standard time of \(iana); its "
            + "times are read as those of \(iana). Check an event of it."
      }
      return ZoneMeaning(Zone(name: iana, zone: zone), remark)
    }
    guard let offset = read.offset, let said else { return nil }
    return ZoneMeaning(
      fixed(offset),
      "The time zone “\(name)” names no place that is known here; its times are read with the fixed "
        + "offset \(said), without summer time. Check an event of it."
    )
  }

  private static let bySmallName = Dictionary(
    (TimeZone.knownTimeZoneIdentifiers + ["UTC"]).map { ($0.lowercased(), $0) },
    uniquingKeysWith: { first, _ in first }
  )

  /// The seconds that names like `GMT+0100`, `UTC+2` and `(UTC+01:00) Amsterdam` say.
  private static func offset(inName name: String) -> Int? {
    guard
      let match = name.firstMatch(of: /(?:GMT|UTC)? ?([+-])(\d{1,2}):?(\d{2})?\b/.ignoresCase()),
      let hours = Int(match.2), hours <= 14
    else { return nil }
    let minutes = match.3.flatMap { Int($0) } ?? 0
    guard minutes < 60 else { return nil }
    return (match.1 == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
  }

  private static func fixed(_ offset: Int) -> Zone {
    let zone = TimeZone(secondsFromGMT: offset) ?? .gmt
    return Zone(name: offset == 0 ? "UTC" : zone.identifier, zone: zone)
  }

  // MARK: Rules

  private static func offset(of zone: TimeZone, at time: LocalTime) -> Int {
    let day = Day(daysSinceEpoch: time.day)
    return zone.secondsFromGMT(for: day.time(secondsFromMidnight: time.second, in: zone))
  }

  /// A zone of the database whose clock is that of the rules in the year about a time.
  private func matching(_ definition: ZoneDefinition, at time: LocalTime) -> Zone? {
    // At noon, every eight days: rules that differ by a week are told apart.
    let samples = stride(from: -184, through: 368, by: 8).compactMap { days -> (LocalTime, Int)? in
      let sample = LocalTime(day: time.day + days, second: 43_200)
      return definition.offset(at: sample).map { (sample, $0) }
    }
    func matches(_ zone: TimeZone) -> Bool {
      samples.allSatisfy { Self.offset(of: zone, at: $0.0) == $0.1 }
    }
    if matches(floating.zone) { return floating }
    let usual = WindowsZoneTable.text.split(separator: "\n").compactMap { line in
      line.split(separator: "=").last?.split(separator: " ").first.map(String.init)
    }
    for name in usual {
      if let zone = TimeZone(identifier: name), matches(zone) {
        return Zone(name: name, zone: zone)
      }
    }
    return nil
  }
}

/// What a name of a time zone means.
private struct ZoneMeaning {
  let zone: FileZones.Zone
  /// What the user should know of it.
  let remark: String?

  init(_ zone: FileZones.Zone, _ remark: String? = nil) {
    (self.zone, self.remark) = (zone, remark)
  }
}

/// What was found out about the names of a table.
///
/// A class because copies of the table share it: rules are compared with every zone of the database,
/// which takes as long as a thousand events to read.
private final class ResolvedZones: Sendable {
  private struct Key: Hashable {
    var name: DefinedZones.Key
    var floating: String
  }

  private let meanings = Mutex<[Key: ZoneMeaning]>([:])

  /// The meaning of a name, found out when it is asked for first.
  ///
  /// - Parameters:
  ///   - name: The name with its definition.
  ///   - floating: The name of the zone of times that name none.
  ///   - find: Finds it out.
  /// - Returns: The meaning.
  func meaning(
    of name: DefinedZones.Key,
    where floating: String,
    _ find: () -> ZoneMeaning
  ) -> ZoneMeaning {
    let key = Key(name: name, floating: floating)
    if let meaning = meanings.withLock({ $0[key] }) { return meaning }
    let meaning = find()
    meanings.withLock { $0[key] = meaning }
    return meaning
  }
}
