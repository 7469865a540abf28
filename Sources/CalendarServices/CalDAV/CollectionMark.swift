import Foundation

/// Up to where the changes of a collection are known.
enum CollectionMark: Hashable, Sendable {
  /// A token of the server (RFC 6578).
  case token(String)
  /// What was there, at a server that has no tokens.
  case listing(Listing)

  /// What was there when a collection was listed.
  struct Listing: Hashable, Sendable, Codable {
    /// The tag of the whole collection (`getctag`); empty where it has none.
    var tag: String
    /// Sums of the versions, by the names of the resources.
    var sums: [String: String]

    init(tag: String, versions: [ResourceName: ResourceVersion]) {
      self.tag = tag
      sums = versions.reduce(into: [:]) { sums, item in
        // Eight bytes are enough to tell the versions of one resource apart. The blank is in the sums
        // that are kept.
        let sum = SHA256.digest(of: item.value.tag + " ").prefix(8)
        sums[item.key.rawValue] = Data(sum).base64EncodedString()
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
