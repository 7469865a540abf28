import Foundation

/// Tells whose meeting a link leads to.
public enum LinkRecognition {
  /// Reads a link; `nil` when it is not one to join a meeting of a known service by.
  ///
  /// Takes what people paste: without a scheme, in angle brackets, wrapped by Outlook's SafeLinks or
  /// by the launcher page of Teams, with `&amp;` for `&`. Refuses what only looks like a service's
  /// link: another server that has its name inside, or a user name before the server.
  public static func recognize(_ url: String) -> RecognizedLink? {
    guard url.utf8.count <= LinkAddress.limit else { return nil }
    var text = url.trimmingCharacters(in: pasted)
    // A wrapper in a wrapper is common, a chain is not: the bound only ends a hostile one.
    for _ in 0..<32 {
      text = DetailsRules.normalizedURL(withoutEntities(text))
      guard let address = LinkAddress(text) else { return nil }
      guard let content = LinkWrapper.content(of: address), content != text else {
        return link(to: address)
      }
      text = content
    }
    return nil
  }

  /// What surrounds a link that was copied together with its brackets.
  private static let pasted = CharacterSet.whitespacesAndNewlines.union(["<", ">"])

  private static func link(to address: LinkAddress) -> RecognizedLink? {
    for service in ServiceTable.services(at: address) {
      if let link = service.link(to: address) { return link }
    }
    return nil
  }

  /// The link with `&amp;` read as `&`, also where a second program has escaped it again.
  private static func withoutEntities(_ text: String) -> String {
    var text = text
    for _ in 0..<4 where text.contains("&amp;") {
      text = text.replacingOccurrences(of: "&amp;", with: "&")
    }
    return text
  }
}
