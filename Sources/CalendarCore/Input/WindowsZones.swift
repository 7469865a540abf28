import Foundation

/// The names that Windows has for time zones, which Outlook uses, and those of IANA.
package enum WindowsZones {
  /// The IANA name of a zone of Windows; a name of IANA is one already.
  ///
  /// - Returns: `nil` for a name that is neither, such as `tzone://Microsoft/Custom`.
  package static func iana(_ name: String) -> String? {
    if let found = table.iana[name.lowercased()] { return found }
    if table.windows[name] != nil { return name }
    // Few names of IANA have no zone of Windows: `CET`, `Antarctica/Troll`. What the system reads as
    // a zone besides, such as `GMT+2` or the name of a file, is none of them.
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2F, 0x5F: true
      default: false
      }
    }
    let isNamed = name.contains("/") || shortNames.contains(name)
    return isPlain && isNamed && !name.hasPrefix("/") && TimeZone(identifier: name) != nil
      ? name : nil
  }

  /// The names of IANA without an area that no zone of Windows stands for.
  ///
  /// Source: IANA Time Zone Database 2026a, `backward`, `etcetera` and `europe`.
  private static let shortNames: Set<String> = [
    "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT",
    "GMT0", "Greenwich", "HST", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan",
    "Kwajalein", "Libya", "MET", "MST", "MST7MDT", "NZ", "NZ-CHAT", "Navajo", "PRC", "PST8PDT",
    "Poland", "Portugal", "ROC", "ROK", "Singapore", "Turkey", "UCT", "UTC", "Universal", "W-SU",
    "WET", "Zulu",
  ]

  /// The Windows name of an IANA zone; `nil` when there is none.
  package static func windows(_ name: String) -> String? { table.windows[name] }

  private static let table: (iana: [String: String], windows: [String: String]) = {
    var iana: [String: String] = [:]
    var windows: [String: String] = [:]
    for line in WindowsZoneTable.text.split(separator: "\n") {
      let pair = line.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { continue }
      let names = pair[1].split(separator: " ").map(String.init)
      iana[pair[0].lowercased()] = names.first
      for name in names { windows[name] = pair[0] }
    }
    return (iana, windows)
  }()
}
