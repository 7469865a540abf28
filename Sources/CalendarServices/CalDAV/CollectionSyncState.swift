import CalendarCore
import ConferencingCore
import Foundation

/// Up to where the changes of a collection are known.
enum CollectionSyncState: Hashable, Sendable {
  /// A token of the server (RFC 6578).
  case token(String)
  /// What was there, at a server that has no tokens.
  case listing(Listing)

  /// What was there when a collection was listed.
  struct Listing: Hashable, Sendable, Codable {
    /// The tag of the whole collection (`getctag`); empty where it has none.
    var tag: String
    /// Sums of the versions.
    var versions: [ResourceName: String]

    init(tag: String, versions: [ResourceName: ResourceVersion]) {
      self.tag = tag
      self.versions = versions.mapValues { version in
        // Eight bytes are enough to tell the versions of one resource apart.
        Data(SHA256.digest(of: version.tag).prefix(8)).base64EncodedString()
      }
    }
  }

  /// The mark as one text.
  var text: String {
    switch self {
    case .token(let text): return "token " + text
    case .listing(let listing):
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      let data = (try? encoder.encode(listing)) ?? Data()
      return "listing " + String(decoding: data, as: UTF8.self)
    }
  }

  /// Reads ``text``.
  init?(_ text: String) {
    let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else { return nil }
    switch parts[0] {
    case "token": self = .token(String(parts[1]))
    case "listing":
      guard let listing = try? JSONDecoder().decode(Listing.self, from: Data(parts[1].utf8)) else {
        return nil
      }
      self = .listing(listing)
    default: return nil
    }
  }
}

/// In JSON names are keys, in the ASCII of event ids: two that differ in their bytes alone, as `ü` in
/// its two forms, would be one key.
extension ResourceName: CodingKeyRepresentable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var codingKey: any CodingKey { Key(stringValue: ResourceEventID(self).remoteID.rawValue) }

  init?(codingKey: some CodingKey) {
    self = ResourceEventID(RemoteEventID(codingKey.stringValue)).name
  }
}
