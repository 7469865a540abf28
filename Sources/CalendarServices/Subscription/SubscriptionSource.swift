import Foundation

/// Where a published calendar is.
enum SubscriptionSource: Sendable, Equatable {
  /// At a server.
  case server(ServiceURL, link: String, user: String?, password: String?)
  /// On this machine.
  case file(String)

  /// Reads an address: `https`, `webcal` or `webcals`, `file`, or the path of a file.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` in words.
  init(_ text: String) throws(ServiceError) {
    if text.hasPrefix("/") || text.hasPrefix("~/") {
      self = .file(NSString(string: text).expandingTildeInPath)
      return
    }
    guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
      throw Self.refusal(text)
    }
    switch scheme {
    case "file":
      guard (parts.host ?? "").isEmpty || parts.host == "localhost", parts.path.hasPrefix("/")
      else { throw Self.refusal(text) }
      self = .file(parts.path)
    case "http", "https", "webcal", "webcals":
      let (user, password) = (parts.user, parts.password)
      (parts.user, parts.password, parts.fragment) = (nil, nil, nil)
      let link = parts.percentEncodedPath + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
      (parts.path, parts.query) = ("", nil)
      // The scheme says what is there and not how it is fetched; all servers of today have https.
      if scheme.hasPrefix("webcal") { parts.scheme = parts.isLoopback ? "http" : "https" }
      guard parts.scheme != "http" || parts.isLoopback else {
        throw .rejected(
          "http is not encrypted. Write https:// in url for \(parts.host ?? "the server")."
        )
      }
      guard let base = parts.string.flatMap({ try? ServiceURL($0) }) else {
        throw Self.refusal(text)
      }
      self = .server(base, link: link.isEmpty ? "/" : link, user: user, password: password)
    default: throw Self.refusal(text)
    }
  }

  /// What it is called in messages: an address may hold a key, so never all of it.
  var name: String {
    switch self {
    case .server(let base, _, _, _): base.host
    case .file(let path): path
    }
  }

  /// The refusal of an address; a user and a password in it are not repeated.
  private static func refusal(_ text: String) -> ServiceError {
    let shown =
      text.contains("@") ? "The url" : "\"\(text.prefix(30))\(text.count > 30 ? "…" : "")\""
    return .rejected(
      "\(shown) is not a valid address of a calendar file. Write one like "
        + "url = \"https://example.org/holidays.ics\", webcal://… or a path /…/holidays.ics."
    )
  }
}

extension URLComponents {
  fileprivate var isLoopback: Bool {
    var copy = self
    (copy.scheme, copy.path, copy.query) = ("https", "", nil)
    return copy.string.flatMap { try? ServiceURL($0) }?.isLoopback == true
  }
}
