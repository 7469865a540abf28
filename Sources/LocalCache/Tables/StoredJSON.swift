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
    var text = "["
    for participant in participants {
      if text.utf8.count > 1 { text += "," }
      text += "{\"email\":"
      append(participant.email, to: &text)
      text += ",\"name\":"
      append(participant.name, to: &text)
      text += ",\"response\":"
      append(participant.response.rawValue, to: &text)
      text += "}"
    }
    return text + "]"
  }

  /// The text of a user, as the encoder writes it.
  static func text(_ person: Person) -> String {
    var text = "{\"email\":"
    append(person.email, to: &text)
    text += ",\"name\":"
    append(person.name, to: &text)
    return text + "}"
  }

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

  private static func append(_ value: String, to text: inout String) {
    text += "\""
    if value.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
      for scalar in value.unicodeScalars { append(scalar, to: &text) }
    } else {
      text += value
    }
    text += "\""
  }

  /// Source: RFC 8259, 7.
  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\u{8}": text += "\\b"
    case "\u{C}": text += "\\f"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case "\0"..."\u{1F}":
      let digits = String(scalar.value, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: text.unicodeScalars.append(scalar)
    }
  }
}
