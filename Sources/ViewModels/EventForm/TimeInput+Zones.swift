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
}

extension TimeInput {
  /// The names that Foundation lists, and each in small letters; it knows more than these.
  private static let listed: [(name: String, small: String)] =
    TimeZone.knownTimeZoneIdentifiers.map { ($0, $0.lowercased()) }
  private static let bySmallName = Dictionary(
    listed.map { ($0.small, $0.name) },
    uniquingKeysWith: { first, _ in first }
  )

  /// The names of the time zone database that have no slash.
  ///
  /// Foundation also takes abbreviations (`PST`, and `BST` for Bangladesh) and offsets (`GMT+3`),
  /// which services refuse.
  ///
  /// Source: IANA time zone database, files `backward`, `etcetera` and `northamerica`.
  private static let namesWithoutSlash: Set = [
    "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT",
    "GMT+0", "GMT-0", "GMT0", "Greenwich", "HST", "Hongkong", "Iceland", "Iran", "Israel",
    "Jamaica", "Japan", "Kwajalein", "Libya", "MET", "MST", "MST7MDT", "NZ", "NZ-CHAT", "Navajo",
    "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK", "Singapore", "Turkey", "UCT", "UTC",
    "Universal", "W-SU", "WET", "Zulu",
  ]

  /// The zone of a name of the time zone database; `nil` for everything else.
  private static func zone(named name: String) -> NamedZone? {
    guard name.contains("/") || namesWithoutSlash.contains(name) else { return nil }
    return NamedZone(exactly: name)
  }

  /// Reads a time zone: any name of the time zone database, or a city alone when that is unique.
  package static func zone(_ text: String) -> NamedZone? {
    let word = text.trimmingCharacters(in: .whitespaces)
    guard !word.isEmpty else { return nil }
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
    let matches = zones(matching: word)
    return matches.count == 1 ? zone(named: matches[0]) : nil
  }

  /// The IANA names that hold a text, at most `limit` of them: suggestions, not all there are.
  package static func zones(matching text: String, limit: Int = 4) -> [String] {
    let word = text.lowercased().replacing(" ", with: "_")
    guard !word.isEmpty else { return [] }
    let city = listed.filter { $0.small.split(separator: "/").last?.hasPrefix(word) == true }
    let found = city.isEmpty ? listed.filter { $0.small.contains(word) } : city
    return found.prefix(limit).map(\.name)
  }
}
