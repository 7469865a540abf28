/// A DATE or DATE-TIME (RFC 5545, sections 3.3.4 and 3.3.5), read leniently.
package enum DateValue: Hashable, Sendable {
  /// A date, in days since 1970-01-01.
  case date(Int)
  /// A wall-clock time, in the zone that its property names or in any.
  case local(LocalTime)
  /// A time in UTC.
  case utc(LocalTime)

  /// Reads a value; dashes and colons of ISO 8601 are accepted.
  package init?(_ text: some StringProtocol) {
    var digits: [Int] = []
    var count = 0
    var isUTC = false
    var hasTime = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard !isUTC, count < 14 else { return nil }
        digits.append(Int(byte - UInt8(ascii: "0")))
        count += 1
      case UInt8(ascii: "T"), UInt8(ascii: "t"):
        guard count == 8, !hasTime else { return nil }
        hasTime = true
      case UInt8(ascii: "Z"), UInt8(ascii: "z"):
        guard hasTime, count >= 12 else { return nil }
        isUTC = true
      case UInt8(ascii: "-"), Byte.colon, Byte.blank, Byte.tab: continue
      default: return nil
      }
    }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    guard count == 8 && !hasTime || (count == 14 || count == 12) && hasTime,
      let day = CivilDay.day(year: number(0..<4), month: number(4..<6), day: number(6..<8))
    else { return nil }
    guard hasTime else {
      self = .date(day)
      return
    }
    let (hour, minute) = (number(8..<10), number(10..<12))
    // A leap second is the last of its minute.
    let second = count == 14 ? min(number(12..<14), 59) : 0
    guard hour < 24 || hour == 24 && minute == 0 && second == 0, minute < 60 else { return nil }
    let time = LocalTime(
      day: hour == 24 ? day + 1 : day,
      second: hour == 24 ? 0 : hour * 3_600 + minute * 60 + second
    )
    self = isUTC ? .utc(time) : .local(time)
  }
}

/// A DURATION (RFC 5545, section 3.3.6): days that follow the clock, and exact seconds.
package struct DurationValue: Hashable, Sendable {
  /// Days, of which weeks are seven; negative when it goes back.
  package var days: Int
  /// Seconds; negative when it goes back.
  package var seconds: Int

  /// Reads a value.
  package init?(_ text: some StringProtocol) {
    var rest = text.utf8.filter { $0 != Byte.blank && $0 != Byte.tab }.map(Byte.upper)[...]
    let sign = rest.first == UInt8(ascii: "-") ? -1 : 1
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    guard rest.popFirst() == UInt8(ascii: "P") else { return nil }
    (days, seconds) = (0, 0)
    var number: Int?
    var isTime = false
    var hasPart = false
    for byte in rest {
      if 0x30...0x39 ~= byte {
        let next = (number ?? 0) * 10 + Int(byte - 0x30)
        guard next < 1_000_000_000 else { return nil }
        number = next
        continue
      }
      if byte == UInt8(ascii: "T"), number == nil, !isTime {
        isTime = true
        continue
      }
      guard let value = number else { return nil }
      switch (byte, isTime) {
      case (UInt8(ascii: "W"), false): days += value * 7
      case (UInt8(ascii: "D"), false): days += value
      case (UInt8(ascii: "H"), true): seconds += value * 3_600
      case (UInt8(ascii: "M"), true): seconds += value * 60
      case (UInt8(ascii: "S"), true): seconds += value
      default: return nil
      }
      number = nil
      hasPart = true
    }
    guard hasPart, number == nil else { return nil }
    (days, seconds) = (days * sign, seconds * sign)
  }
}
