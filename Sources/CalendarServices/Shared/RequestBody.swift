import Foundation

/// The body of a request.
enum RequestBody {
  /// A value as JSON, its keys in order.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - name: What it is, for the message: `The event`.
  /// - Returns: The JSON.
  /// - Throws: ``ServiceError/rejected(_:)`` for a value that JSON has no form for.
  static func json(_ value: some Encodable, of name: String) throws(ServiceError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { return try encoder.encode(value) } catch {
      throw .rejected("\(name) holds something that cannot be written as JSON.")
    }
  }
}
