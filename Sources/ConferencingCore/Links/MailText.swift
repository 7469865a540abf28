/// Puts together again what mail took apart: links that stand in two lines.
enum MailText {
  /// A text with the links of mail whole.
  ///
  /// A text that still is quoted-printable is decoded (RFC 2045, section 6.7), and line ends inside
  /// `<https://…>` are left out (RFC 3986, appendix C). Half a link would lead elsewhere.
  static func joined(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(0x0A) else { return text }
    let decoded = bytes.contains(UInt8(ascii: "=")) ? decoded(bytes) : nil
    let unfolded = unfolded(decoded ?? bytes)
    return unfolded.map { String(decoding: $0, as: UTF8.self) }
      ?? decoded.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// A quoted-printable text decoded; `nil` for what is none.
  ///
  /// One that has no line with a soft end is taken as it is. In one that has, each `=` begins an
  /// escape, and only of what needs one: a link that happens to end in `=` is no such text.
  private static func decoded(_ bytes: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var hasSoftEnd = false
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "=") else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let next = bytes[(index + 1)...]
      if let end = [[0x0A], [0x0D, 0x0A]].first(where: { next.starts(with: $0) }) {
        hasSoftEnd = true
        index += 1 + end.count
      } else if let byte = escaped(next.prefix(2)) {
        result.append(byte)
        index += 3
      } else {
        return nil
      }
    }
    guard hasSoftEnd, String(validating: result, as: UTF8.self) != nil else { return nil }
    return result
  }

  /// What two hexadecimal digits stand for; `nil` for what no program escapes.
  private static func escaped(_ digits: ArraySlice<UInt8>) -> UInt8? {
    let isHexadecimal = digits.allSatisfy { (48...57).contains($0) || (65...70).contains($0) }
    guard digits.count == 2, isHexadecimal,
      let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    else { return nil }
    return byte == UInt8(ascii: "=") || byte <= 0x20 || byte >= 0x7F ? byte : nil
  }

  /// A text without the line ends inside of links in angle brackets; `nil` when there are none.
  private static func unfolded(_ bytes: [UInt8]) -> [UInt8]? {
    var ends: [Int] = []
    var index = 0
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      index = start + 1
      guard bytes[index...].prefix(4).map({ $0 | 0x20 }).elementsEqual("http".utf8) else {
        continue
      }
      let inside = bytes[index...].prefix(LinkAddress.limit)
      guard let end = inside.firstIndex(where: { "<> \t\"".utf8.contains($0) }) else { continue }
      if bytes[end] == UInt8(ascii: ">") {
        ends += (index..<end).filter { bytes[$0] == 0x0A || bytes[$0] == 0x0D }
      }
      index = end
    }
    guard !ends.isEmpty else { return nil }
    var result = bytes
    for end in ends.reversed() { result.remove(at: end) }
    return result
  }
}
