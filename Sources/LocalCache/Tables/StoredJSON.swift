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

  /// The value of a text.
  static func value<Value: Decodable>(_ text: String, as type: Value.Type) throws -> Value {
    try decoder.decode(type, from: Data(text.utf8))
  }
}
