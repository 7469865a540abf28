/// Wraps bytes as gzip does (RFC 1952), without making them smaller: what reads it cannot tell.
enum Gzip {
  /// The most bytes of a stored block (RFC 1951, section 3.2.4).
  private static let block = 65_535

  /// The bytes as a gzip member of stored blocks.
  static func wrap(_ bytes: [UInt8]) -> [UInt8] {
    // Magic number, deflate, no flags, no time, no extra flags, unknown system.
    var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var start = 0
    repeat {
      let end = min(start + block, bytes.count)
      let length = UInt16(end - start)
      out.append(end == bytes.count ? 1 : 0)
      out += littleEndian(length) + littleEndian(~length) + bytes[start..<end]
      start = end
    } while start < bytes.count
    let size = UInt32(truncatingIfNeeded: bytes.count)
    return out + littleEndian(checksum(bytes)) + littleEndian(size)
  }

  private static func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<(Number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  /// CRC-32 (RFC 1952, section 8).
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { sum, byte in
      (sum >> 8) ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
    }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }
}
