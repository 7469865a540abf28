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
    var text = trimmed(url)
    // A wrapper in a wrapper is common, a chain is not: the bound only ends a hostile one.
    for _ in 0..<32 {
      text = withoutEntities(text)
      guard let address = address(text) else { return nil }
      guard let content = LinkWrapper.content(of: address), content != text else {
        return link(to: address)
      }
      text = content
    }
    return nil
  }

  /// The link without what surrounds it when it was copied together with its brackets.
  private static func trimmed(_ text: String) -> String {
    func isAround(_ byte: UInt8) -> Bool { TextLines.isBlank(byte) || "<>".utf8.contains(byte) }
    guard let first = text.utf8.first, let last = text.utf8.last, isAround(first) || isAround(last)
    else { return text }
    let bytes = Array(text.utf8).drop(while: isAround)
    let end = bytes.lastIndex { !isAround($0) }.map { $0 + 1 } ?? bytes.startIndex
    return String(decoding: bytes[..<end], as: UTF8.self)
  }

  /// The link taken apart; one without a scheme is one of the web.
  private static func address(_ text: String) -> LinkAddress? {
    LinkAddress(text) ?? (text.contains("://") ? nil : LinkAddress("https://" + text))
  }

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
