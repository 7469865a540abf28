import Foundation

// Reads take what is there: a value of the wrong kind counts as absent, an element that cannot be
// read is left out, and one broken event never loses its page.

extension KeyedDecodingContainer {
  /// A value, when it is there and of its kind.
  func lenient<Value: Decodable>(_ type: Value.Type, _ key: Key) -> Value? {
    (try? decodeIfPresent(type, forKey: key)) ?? nil
  }

  /// A text that is not empty; a number counts as its digits.
  func text(_ key: Key) -> String? {
    if let text = lenient(String.self, key) { return text.isEmpty ? nil : text }
    return lenient(Int64.self, key).map(String.init)
  }

  /// Seconds since 1970 within the years 1 to 9999; a text of digits counts as a number.
  func instant(_ key: Key) -> Date? {
    let seconds = lenient(Double.self, key) ?? lenient(String.self, key).flatMap { Double($0) }
    return seconds.flatMap(Timestamp.date(seconds:))
  }

  /// The elements of an array that can be read; a single value counts as an array of it.
  func elements<Value: Decodable>(_ type: Value.Type, _ key: Key) -> [Value] {
    if let array = lenient([Lenient<Value>].self, key) { return array.compactMap(\.value) }
    return lenient(type, key).map { [$0] } ?? []
  }
}

/// A value that is `nil` when it cannot be read.
struct Lenient<Value: Decodable>: Decodable {
  let value: Value?
  init(from decoder: any Decoder) { value = try? Value(from: decoder) }
}

extension Lenient: Sendable where Value: Sendable {}
