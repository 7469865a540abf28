import Foundation

/// Tells whose meeting a link leads to.
public enum LinkRecognition {
  /// Reads a link; `nil` when it is not one to join a meeting of a known service by.
  ///
  /// Takes what people paste: without a scheme, in angle brackets, wrapped by mail servers or by the
  /// launcher page of Teams, with `&amp;` for `&`. Refuses what only looks like a service's
  /// link: another server that has its name inside, or a user name before the server.
  ///
  /// - Parameters:
  ///   - url: The link.
  ///   - servers: Meeting servers that no table knows; by default those of the configuration.
  /// - Returns: The link, unwrapped and in ASCII.
  public static func recognize(
    _ url: String,
    servers: MeetingServers = .configured
  ) -> RecognizedLink? {
    guard url.utf8.count <= LinkAddress.limit else { return nil }
    var text = trimmed(url)
    var isInside = false
    for _ in 0..<wrapperLimit {
      text = HTMLEntities.decodedLink(text)
      if isInside { text = trimmed(text) }
      guard let address = address(text) else { return nil }
      guard let content = LinkWrapper.content(of: address), content != text else {
        return link(to: address, servers)
      }
      text = content
      isInside = true
    }
    return nil
  }

  /// A link without angle brackets, and without what mail servers and redirects wrap around it; one
  /// that is wrapped in nothing stays as it is.
  static func unwrapped(_ url: String) -> String {
    guard url.utf8.count <= LinkAddress.limit else { return url }
    var text = trimmed(url)
    for _ in 0..<wrapperLimit {
      guard let address = address(HTMLEntities.decodedLink(text)),
        let content = LinkWrapper.content(of: address), content != text
      else { break }
      text = trimmed(content)
    }
    return text
  }

  /// A wrapper in a wrapper is common, a chain is not: the bound only ends a hostile one.
  private static let wrapperLimit = 8

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
    let text = withoutRubbish(text)
    return LinkAddress(text) ?? (text.contains("://") ? nil : LinkAddress("https://" + text))
  }

  private static func link(to address: LinkAddress, _ servers: MeetingServers) -> RecognizedLink? {
    for service in servers.services(at: address) + ServiceTable.services(at: address) {
      if let link = service.link(to: address) { return link }
    }
    return nil
  }

  /// The link without what programs leave behind it: encoded brackets, quotes and blanks, and the
  /// soft end of a line of mail (`=20`, RFC 2045).
  private static func withoutRubbish(_ text: String) -> String {
    var rest = text[...]
    let hasCodes = text.utf8.contains(UInt8(ascii: "%"))
    // Behind a bracket or a line end stands what no link has.
    for end in hasCodes ? ["%3c", "%3e", "%0a", "%0d"] : [] {
      if let place = rest.range(of: end, options: .caseInsensitive) {
        rest = rest[..<place.lowerBound]
      }
    }
    let endings = hasCodes ? rubbish + encodedRubbish : rubbish
    while let end = endings.first(where: { rest.suffix($0.utf8.count).lowercased() == $0 }) {
      if end == "%5d", rest.range(of: "%5b", options: .caseInsensitive) != nil { break }
      rest = rest.dropLast(end.count)
    }
    return String(rest)
  }

  private static let rubbish = ["=20", "&amp"]
  private static let encodedRubbish = [
    "%22", "%20", "%c2%a0", "%5d",
    // Invisible spaces and the signs behind a sentence of Chinese or Japanese.
    "%e2%80%8b", "%ef%bb%bf", "%e3%80%80", "%e3%80%81", "%e3%80%82", "%ef%bc%89", "%ef%bc%8c",
  ]
}
