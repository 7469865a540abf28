import CalendarCore
import ConferencingCore
import Foundation

/// The id of an event of a store: the name of its resource, and of an exception its start as well.
///
/// It needs no index, and tells two resources apart that hold the same UID.
struct ResourceEventID: Hashable, Sendable {
  /// The resource.
  let name: ResourceName
  /// The start that the series gives it; `nil` for an event alone and for a master.
  let start: OccurrenceKey.Start?

  /// Makes an id.
  init(_ name: ResourceName, start: OccurrenceKey.Start? = nil) {
    (self.name, self.start) = (name, start)
  }

  /// Reads an id.
  init(_ id: RemoteEventID) {
    let text = id.rawValue
    if let line = text.lastIndex(of: "_"),
      let start = OccurrenceKey.Start(description: text[text.index(after: line)...])
    {
      self.init(ResourceName(Self.decoded(text[..<line])), start: start)
    } else {
      self.init(ResourceName(Self.decoded(text[...])))
    }
  }

  /// The id as a text that can stand in an argument of a command.
  var remoteID: RemoteEventID {
    var text = ""
    let suffix = ".ics"
    let hasSuffix = name.rawValue.hasSuffix(suffix) && name.rawValue.utf8.count > suffix.utf8.count
    let stem = hasSuffix ? name.rawValue.dropLast(suffix.count) : name.rawValue[...]
    for (index, byte) in stem.utf8.enumerated() {
      let isPlain: Bool =
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "@"),
          UInt8(ascii: "_"), UInt8(ascii: "+"):
          true
        case UInt8(ascii: "-"): index > 0
        default: false
        }
      text += isPlain ? String(UnicodeScalar(byte)) : Self.escape(byte)
    }
    // A name that ends like an exception is not to be taken for one.
    if let line = text.lastIndex(of: "_"),
      OccurrenceKey.Start(description: text[text.index(after: line)...]) != nil
    {
      text.replaceSubrange(line...line, with: Self.escape(UInt8(ascii: "_")))
    }
    if !hasSuffix { text += "%" }
    return RemoteEventID(start.map { "\(text)_\($0)" } ?? text)
  }

  private static func escape(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count == 1 ? "0" : "") + digits
  }

  private static func decoded(_ text: Substring) -> String {
    let isBare = text.hasSuffix("%")
    var bytes: [UInt8] = []
    var rest = (isBare ? text.dropLast() : text).utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(Substring(rest.prefix(2))), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self) + (isBare ? "" : ".ics")
  }
}

extension OccurrenceKey.Start {
  /// Reads what ``description`` writes: `20261201T090000Z` or `20261201`.
  init?(description text: Substring) {
    let bytes = Array(text.utf8)
    guard bytes.count == 8 || bytes.count == 16 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      bytes[range].allSatisfy { 0x30...0x39 ~= $0 }
        ? bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } : nil
    }
    guard let year = number(0..<4), let month = number(4..<6), let date = number(6..<8),
      let day = Day(year: year, month: month, day: date)
    else { return nil }
    guard bytes.count == 16 else {
      self = .day(day)
      return
    }
    guard bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
      let hour = number(9..<11), let minute = number(11..<13), let second = number(13..<15),
      hour < 24, minute < 60, second < 60
    else { return nil }
    self = .moment(
      day.time(secondsFromMidnight: hour * 3_600 + minute * 60 + second, in: .gmt)
    )
  }
}
