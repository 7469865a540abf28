import CMessageDigest

/// The Secure Hash Algorithm with 256 bits (FIPS 180-4), by libmd.
enum SHA256 {
  /// The digest of a text's UTF-8, 32 bytes.
  static func digest(of text: String) -> [UInt8] { digest(of: Array(text.utf8)) }

  /// The digest of bytes, 32 bytes.
  static func digest(of bytes: [UInt8]) -> [UInt8] {
    Array(unsafeUninitializedCapacity: 32) { digest, count in
      sha256(bytes, bytes.count, digest.baseAddress)
      count = 32
    }
  }

  /// The digest of bytes as hexadecimal digits, 64 of them, in lower case.
  static func hex(of bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = digest(of: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0x0F)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
