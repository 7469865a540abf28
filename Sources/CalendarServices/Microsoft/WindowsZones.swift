/// The names that Windows has for time zones, which Outlook uses, and those of IANA.
package enum WindowsZones {
  /// The IANA name of a zone of Windows; a name of IANA is one already.
  ///
  /// - Returns: `nil` for a name that is neither, such as `tzone://Microsoft/Custom`.
  package static func iana(_ name: String) -> String? {
    table.iana[name.lowercased()] ?? (table.windows[name] == nil ? nil : name)
  }

  /// The Windows name of an IANA zone; `nil` when there is none.
  static func windows(_ name: String) -> String? { table.windows[name] }

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
