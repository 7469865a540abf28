package import Foundation

/// A time zone, and the name that it is stored and sent by.
package struct NamedZone: Equatable, Sendable {
  /// The IANA name as it was written; `nil` for a time that names none.
  ///
  /// Foundation has one name for several: it makes `UTC` and `GMT` the same.
  package var name: String?
  /// The zone that its wall clock is read by.
  package var zone: TimeZone

  /// Makes a zone.
  package init(name: String?, zone: TimeZone) {
    self.name = name
    self.zone = zone
  }

  /// Makes the zone of a name; `nil` when no zone has it.
  package init?(exactly name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.init(name: name, zone: zone)
  }

  /// The city or abbreviation of its name: `New York`; the whole name where that has no city.
  package var place: String {
    let name = name ?? zone.identifier
    return (name.split(separator: "/").last.map(String.init) ?? name).replacing("_", with: " ")
  }
}

/// Reading time zones as they are typed: names of the IANA database, cities, abbreviations.
package enum ZoneInput {
  /// Reads a time zone.
  ///
  /// - Parameter text: A name (`Europe/Paris`), a city (`Tokyo`, `San Francisco`) or an
  ///   abbreviation (`PT`, `CET`), each whole.
  /// - Returns: The zone.
  /// - Throws: ``InputError`` that names the zones it may be.
  package static func read(_ text: String) throws(InputError) -> NamedZone {
    let word = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if let zone = exact(word) { return zone }
    if let choices = ZoneTable.ambiguous[word.lowercased()] {
      throw ambiguous(word, choices)
    }
    let near = names(matching: word)
    throw InputError(
      "There is no time zone \"\(word)\". "
        + (near.isEmpty
          ? "Write one like Europe/Paris, or a city."
          : "Write one of \(near.joined(separator: ", ")).")
    )
  }

  /// The IANA names that begin with a text, or hold it, at most `limit` of them: suggestions, not all
  /// there are.
  package static func names(matching text: String, limit: Int = 4) -> [String] {
    let word = text.lowercased().replacing(" ", with: "_")
    guard !word.isEmpty else { return [] }
    let city = listed.filter { $0.small.split(separator: "/").last?.hasPrefix(word) == true }
    let found = city.isEmpty ? listed.filter { $0.small.contains(word) } : city
    return found.prefix(limit).map(\.name)
  }

  static func ambiguous(_ word: String, _ choices: [String]) -> InputError {
    InputError(
      "\"\(word)\" may be the time of \(choices.joined(separator: ", ")). Write the city."
    )
  }

  /// The zone of a whole name, city or abbreviation; `nil` for everything else.
  static func exact(_ word: String) -> NamedZone? {
    guard !word.isEmpty else { return nil }
    let small = word.lowercased()
    if let abbreviation = ZoneTable.abbreviations[small] {
      return NamedZone(exactly: abbreviation.zone)
    }
    return name(word) ?? city(small)
  }

  /// The zone of a city: the last part of a name, or one of the table.
  static func city(_ small: String) -> NamedZone? {
    if let name = ZoneTable.cities[small] { return NamedZone(exactly: name) }
    return cities[small].flatMap { NamedZone(exactly: $0) }
  }

  /// The zone of a name of the time zone database, in any letters.
  private static func name(_ word: String) -> NamedZone? {
    if let exact = zone(named: word) { return exact }
    if let name = bySmallName[word.lowercased()] { return NamedZone(exactly: name) }
    // Names that are not listed, in other letters: utc, asia/kolkata, us/pacific.
    let capital = word.split(separator: "/").map { $0.capitalized }
    for spelling in [
      word.uppercased(), capital.joined(separator: "/"),
      ([word.prefix { $0 != "/" }.uppercased()] + capital.dropFirst()).joined(separator: "/"),
    ] {
      if let named = zone(named: spelling) { return named }
    }
    return nil
  }

  private static func zone(named name: String) -> NamedZone? {
    guard name.contains("/") || ZoneTable.namesWithoutSlash.contains(name) else { return nil }
    return NamedZone(exactly: name)
  }

  /// The names that Foundation lists, and each in small letters; it knows more than these.
  private static let listed: [(name: String, small: String)] =
    TimeZone.knownTimeZoneIdentifiers.map { ($0, $0.lowercased()) }
  private static let bySmallName = Dictionary(
    listed.map { ($0.small, $0.name) },
    uniquingKeysWith: { first, _ in first }
  )

  /// The names of cities, without those that two zones have whose clocks differ.
  private static let cities: [String: String] = {
    let winter = Date(timeIntervalSince1970: 1_768_435_200)
    let summer = Date(timeIntervalSince1970: 1_784_073_600)
    let named = Dictionary(grouping: listed.filter { $0.small.contains("/") }) {
      ($0.small.split(separator: "/").last.map(String.init) ?? "").replacing("_", with: " ")
    }
    return named.compactMapValues { entries in
      guard entries.count > 1 else { return entries.first?.name }
      let zones = entries.compactMap { TimeZone(identifier: $0.name) }
      let clocks = Set(
        zones.map { [$0.secondsFromGMT(for: winter), $0.secondsFromGMT(for: summer)] }
      )
      return clocks.count == 1 ? entries.min { $0.name.count < $1.name.count }?.name : nil
    }
  }()
}
