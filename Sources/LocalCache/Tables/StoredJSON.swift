import CalendarCore
import Foundation

/// Values that the file keeps as JSON text; members that this version does not know are skipped.
enum StoredJSON {
  private static let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()
  private static let decoder = JSONDecoder()

  /// The text of a value.
  static func text(_ value: some Encodable) throws -> String {
    String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The text of participants, as the encoder writes it.
  ///
  /// Nearly every event has some, and the encoder takes a fifth of the time of storing it.
  static func text(_ participants: [Participant]) -> String {
    list(participants) { participant, json in
      json += "{\"email\":".utf8
      append(participant.email, to: &json)
      json += ",\"name\":".utf8
      append(participant.name, to: &json)
      json += ",\"response\":".utf8
      append(participant.response.rawValue, to: &json)
      if let code = participant.undelivered {
        json += ",\"undelivered\":".utf8
        append(code, to: &json)
      }
      json.append(UInt8(ascii: "}"))
    }
  }

  /// The text of a user, as the encoder writes it.
  static func text(_ person: Person) -> String {
    var json = Array("{\"email\":".utf8)
    append(person.email, to: &json)
    json += ",\"name\":".utf8
    append(person.name, to: &json)
    json.append(UInt8(ascii: "}"))
    return String(decoding: json, as: UTF8.self)
  }

  /// The text of a list of texts, as the encoder writes it.
  static func text(_ texts: [String]) -> String { list(texts) { append($0, to: &$1) } }

  /// The text of reminders, as the encoder writes it.
  static func text(_ reminders: Reminders) -> String {
    guard let list = reminders.list else { return "{}" }
    let items = list.map { "{\"isMail\":\($0.isMail),\"minutes\":\($0.minutes)}" }
    return "{\"list\":[" + items.joined(separator: ",") + "]}"
  }

  /// The value of a text.
  static func value<Value: Decodable>(_ text: String, as type: Value.Type) throws -> Value {
    try decoder.decode(type, from: Data(text.utf8))
  }

  private static func list<Item>(
    _ items: [Item],
    _ append: (Item, inout [UInt8]) -> Void
  ) -> String {
    var json = [UInt8(ascii: "[")]
    for item in items {
      if json.count > 1 { json.append(UInt8(ascii: ",")) }
      append(item, &json)
    }
    json.append(UInt8(ascii: "]"))
    return String(decoding: json, as: UTF8.self)
  }

  /// Source: RFC 8259, 7.
  private static func append(_ value: String, to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""): json += "\\\"".utf8
      case UInt8(ascii: "\\"): json += "\\\\".utf8
      case 0x08: json += "\\b".utf8
      case 0x0C: json += "\\f".utf8
      case UInt8(ascii: "\n"): json += "\\n".utf8
      case UInt8(ascii: "\r"): json += "\\r".utf8
      case UInt8(ascii: "\t"): json += "\\t".utf8
      case ..<0x20:
        let digits = String(byte, radix: 16)
        json += "\\u00\(digits.count == 1 ? "0" : "")\(digits)".utf8
      default: json.append(byte)
      }
    }
    json.append(UInt8(ascii: "\""))
  }
}
