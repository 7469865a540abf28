import Foundation

/// The names that Windows has for some time zones; Graph takes both kinds and answers with these.
///
/// A table of its own, small: an error in that of the client cannot agree with it.
/// Source: Unicode CLDR, windowsZones.
enum GraphZones {
  private static let names: [(windows: String, iana: String)] = [
    ("UTC", "Etc/UTC"), ("GMT Standard Time", "Europe/London"),
    ("W. Europe Standard Time", "Europe/Berlin"), ("Romance Standard Time", "Europe/Paris"),
    ("Central Europe Standard Time", "Europe/Budapest"), ("FLE Standard Time", "Europe/Kiev"),
    ("GTB Standard Time", "Europe/Bucharest"), ("India Standard Time", "Asia/Kolkata"),
    ("Tokyo Standard Time", "Asia/Tokyo"), ("China Standard Time", "Asia/Shanghai"),
    ("Eastern Standard Time", "America/New_York"), ("Central Standard Time", "America/Chicago"),
    ("Mountain Standard Time", "America/Denver"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("New Zealand Standard Time", "Pacific/Auckland"),
  ]

  /// The zone of either kind of name.
  static func zone(_ name: String) -> TimeZone? {
    if let pair = names.first(where: { $0.windows == name }) {
      return TimeZone(identifier: pair.iana)
    }
    return TimeZone(identifier: name)
  }

  /// The name of Windows where this table has one, else the name as it is.
  static func windows(_ name: String) -> String {
    names.first { $0.iana == name }?.windows ?? name
  }
}
