/// Ids that Convene chooses at Google, the same each time for the same thing.
enum GoogleID {
  /// The id of the event that is made for a key.
  ///
  /// A hash rather than the key: keys are any text, ids are 5 to 1,024 of `0-9a-v`
  /// (Google Calendar API v3, `Event.id`).
  static func event(_ key: String) -> String { "convene" + digest([key]) }

  /// The id of a request for a Meet: the same for a repetition, another for the next request.
  ///
  /// Google ignores a request with the id of the one before. The version of the event that the
  /// request builds on is what tells them apart: whatever comes of a request changes the version,
  /// so that only one that left no trace is repeated under its id.
  ///
  /// - Parameters:
  ///   - event: The id of the event.
  ///   - version: Its version; empty for one that is being made.
  /// - Returns: The id.
  static func request(on event: String, at version: String) -> String {
    digest([event, version])
  }

  /// 32 characters of base32hex (RFC 4648, section 7), in lower case.
  private static func digest(_ parts: [String]) -> String {
    // A length before each part keeps two lists from reading as one text.
    let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
    let alphabet = Array("0123456789abcdefghijklmnopqrstuv".utf8)
    var bits: UInt32 = 0
    var count = 0
    var characters: [UInt8] = []
    for byte in SHA256.digest(of: text).prefix(20) {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 5 {
        count -= 5
        characters.append(alphabet[Int(bits >> UInt32(count) & 31)])
      }
    }
    return String(decoding: characters, as: UTF8.self)
  }
}
