package import Foundation

/// Abbreviations of winter and summer time: how one says which of two times of a night is meant.
enum ZoneSeasons {
  /// Zones of the time zone database that are named like winter time, and its seconds ahead of UTC.
  ///
  /// `CET` as a zone has summer time; behind a time that comes twice it says which one is meant.
  private static let winterNames = ["CET": 3_600, "EET": 7_200, "MET": 3_600, "WET": 0]

  /// The offset of winter time that the name of a zone also stands for; `nil` for other names.
  static func winterOffset(_ name: String?) -> Int? { name.flatMap { winterNames[$0] } }

  /// How the clock of a zone is named at an offset, so that it can be typed behind a time: `CEST`,
  /// `+10:30` where no abbreviation is read.
  ///
  /// - Parameters:
  ///   - offset: Seconds that the clock is ahead of UTC.
  ///   - zone: The zone.
  /// - Returns: The name.
  static func name(_ offset: Int, in zone: TimeZone) -> String {
    let id = zone.identifier
    let known = names[id] ?? (id.hasPrefix("Europe/") ? names["Europe"] : nil)
    return known?[offset] ?? ClockText.offset(offset)
  }

  private static let names: [String: [Int: String]] = {
    let eastern = [-18_000: "EST", -14_400: "EDT"]
    let mountain = [-25_200: "MST", -21_600: "MDT"]
    let pacific = [-28_800: "PST", -25_200: "PDT"]
    let central = [3_600: "CET", 7_200: "CEST"]
    let sydney = [36_000: "AEST", 39_600: "AEDT"]
    return [
      "America/New_York": eastern, "America/Toronto": eastern, "America/Detroit": eastern,
      "America/Denver": mountain, "America/Edmonton": mountain,
      "America/Los_Angeles": pacific, "America/Vancouver": pacific,
      "Australia/Sydney": sydney, "Australia/Melbourne": sydney, "Australia/Hobart": sydney,
      "Pacific/Auckland": [43_200: "NZST", 46_800: "NZDT"],
      "CET": central, "Arctic/Longyearbyen": central, "Africa/Ceuta": central,
      "Europe/Athens": eastEuropean, "Europe/Helsinki": eastEuropean,
      "Europe/Bucharest": eastEuropean, "Europe/Sofia": eastEuropean, "Europe/Kyiv": eastEuropean,
      "Europe/Riga": eastEuropean, "Europe/Tallinn": eastEuropean, "Europe/Vilnius": eastEuropean,
      "EET": eastEuropean,
      // They share an offset with the others in summer, and BST and IST are many things.
      "Europe/London": [:], "Europe/Dublin": [:], "Europe/Lisbon": [:], "Europe": central,
    ]
  }()
  private static let eastEuropean = [7_200: "EET", 10_800: "EEST"]
}

extension TypedTime {
  /// Whether what is written of the zone is an abbreviation of another's clock: `CEST` in Berlin.
  ///
  /// The zone stays then, and the abbreviation says which time is meant.
  ///
  /// - Parameters:
  ///   - own: The other zone.
  ///   - standard: The day where none is typed.
  /// - Returns: Whether it is.
  package func isClock(of own: TimeZone, on standard: Day?) -> Bool {
    guard let zone, let seconds, let day = day ?? standard,
      offset != nil || ZoneSeasons.winterOffset(zone.name) != nil
    else { return false }
    let instant = ClockTime(day, seconds: seconds, in: zone.zone, offset: offset).instant
    return own.secondsFromGMT(for: instant)
      == offset ?? zone.zone.secondsFromGMT(for: instant)
  }
}
