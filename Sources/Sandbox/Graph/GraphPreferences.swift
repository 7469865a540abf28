import Foundation

/// What the header `Prefer` of a request asks for.
///
/// Source: Microsoft Graph, "Get event", "Obtain immutable identifiers", "event: delta".
struct GraphPreferences: Sendable {
  /// Whether ids are those that stay when an item moves.
  var isImmutable = false
  /// The zone of times in answers, under the name that the request uses.
  var zoneName = "UTC"
  var zone = TimeZone.gmt
  /// The most items of a page.
  var pageSize = 10
  /// Whether values of enumerations are told that came after the first version.
  var showsAllValues = false

  /// Reads the header.
  ///
  /// - Throws: 400 for a zone that is not known or a size that is none.
  init(_ call: APICall) throws(GraphError) {
    for part in (call.headers["prefer"] ?? "").split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1).map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: " \""))
      }
      if pair[0].lowercased() == "include-unknown-enum-members" { showsAllValues = true }
      guard pair.count == 2 else { continue }
      switch pair[0].lowercased() {
      case "idtype": isImmutable = pair[1].lowercased() == "immutableid"
      case "outlook.timezone":
        guard let zone = GraphZones.zone(pair[1]) else {
          throw .invalid(
            "A valid TimeZone value must be specified.",
            code: "TimeZoneNotSupportedException"
          )
        }
        (self.zone, zoneName) = (zone, pair[1])
      case "odata.maxpagesize":
        guard let size = Int(pair[1]), size > 0 else { throw .invalid("odata.maxpagesize") }
        pageSize = min(size, 1_000)
      default: break
      }
    }
  }

  /// How an id is written: the two kinds differ, and a request of one kind knows no id of the other.
  func id(_ key: String) -> String { (isImmutable ? Self.immutable : Self.mutable) + key + "AAA=" }

  /// The id that stays.
  static func immutableID(_ key: String) -> String { immutable + key + "AAA=" }

  private static let immutable = "AAkALgAAAAAA"
  private static let mutable = "AAMkADRhMTI5"

  /// What an id names; nil for one of the other kind.
  func key(_ id: String) -> String? {
    let prefix = isImmutable ? Self.immutable : Self.mutable
    guard id.hasPrefix(prefix), id.hasSuffix("AAA=") else { return nil }
    return String(id.dropFirst(prefix.count).dropLast(4))
  }
}
