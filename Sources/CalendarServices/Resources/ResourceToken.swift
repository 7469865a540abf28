import CalendarCore
import ConferencingCore

/// From where on the changes of a calendar are asked for.
struct ResourceToken: Hashable, Sendable {
  /// What the store listed and did not give: it is asked for again, for the store need not tell of it.
  let refused: Set<ResourceName>
  /// ``ResourceChanges/token`` of the store.
  let token: String

  private static let head = "refused "

  /// Makes a token.
  init(refused: Set<ResourceName>, _ token: String) {
    (self.refused, self.token) = (refused, token)
  }

  /// Reads ``text``.
  init(_ text: String) {
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard lines.count == 2, lines[0].hasPrefix(Self.head) else {
      self.init(refused: [], text)
      return
    }
    let names = lines[0].dropFirst(Self.head.count).split(separator: " ").map {
      ResourceEventID(RemoteEventID(String($0))).name
    }
    self.init(refused: Set(names), String(lines[1]))
  }

  /// The token as one text: that of the store where nothing was refused.
  var text: String {
    guard !refused.isEmpty else { return token }
    let names = refused.map { ResourceEventID($0).remoteID.rawValue }
    return Self.head + names.sorted().joined(separator: " ") + "\n" + token
  }
}
