/// Percent-encoding (RFC 3986, section 2.1).
package enum PercentEncoding {
  /// A text of which the bytes that may not stand as they are are percent-encoded.
  ///
  /// - Parameters:
  ///   - text: The text; what is encoded in it already is encoded once more, unless `%` may stand.
  ///   - mayStand: Whether a byte of its UTF-8 may stand as it is; those that are unreserved, unless
  ///     something else is said.
  /// - Returns: The text.
  package static func encoded(
    _ text: some StringProtocol,
    where mayStand: (UInt8) -> Bool = isUnreserved
  ) -> String {
    guard !text.utf8.allSatisfy(mayStand) else { return String(text) }
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if mayStand(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0x0F)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a byte is a letter, a digit or one of `-._~`, which mean the same encoded or not
  /// (RFC 3986, section 2.3).
  package static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
