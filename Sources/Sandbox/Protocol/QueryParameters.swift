import Foundation

/// A request's query, checked while it is read: an unknown name or a malformed value is a 400.
struct QueryParameters: Sendable {
  private let items: [(name: String, value: String)]

  /// Takes the query apart.
  ///
  /// - Parameters:
  ///   - call: the request.
  ///   - names: the names that the endpoint knows. `order_by` is known everywhere: it is not in the
  ///     specification, yet the service's own SDKs send it.
  /// - Throws: 400 for an unknown name or broken percent encoding.
  init(_ call: APICall, allowing names: Set<String>) throws(APIError) {
    var items: [(name: String, value: String)] = []
    for part in call.rawQuery.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.replacing("+", with: " ").removingPercentEncoding }
      guard let name = pair[0], let value = pair.count > 1 ? pair[1] : "" else {
        throw .invalid("The query is not percent-encoded as it should be.")
      }
      guard names.contains(name) || name == "order_by" else {
        throw .invalid("Unknown query parameter \"\(name)\".")
      }
      items.append((name, value))
    }
    self.items = items
  }

  func has(_ name: String) -> Bool { items.contains { $0.name == name } }

  func string(_ name: String) -> String? { items.first { $0.name == name }?.value }

  func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

  /// A value that must be there.
  func required(_ name: String) throws(APIError) -> String {
    guard let value = string(name), !value.isEmpty else {
      throw .invalid("The query parameter \"\(name)\" is required.")
    }
    return value
  }

  func int(_ name: String) throws(APIError) -> Int? {
    guard let text = string(name) else { return nil }
    guard let value = Int(text) else {
      throw .invalid("The query parameter \"\(name)\" must be a whole number.")
    }
    return value
  }

  /// A moment in Unix seconds.
  func time(_ name: String) throws(APIError) -> Int? {
    guard let value = try int(name) else { return nil }
    guard EventWhen.times.contains(value) else {
      throw .invalid("The query parameter \"\(name)\" is no time of the years 1 to 9999.")
    }
    return value
  }

  /// `true` and `false`, and `True` and `False` as the Python SDK writes them.
  func bool(_ name: String) throws(APIError) -> Bool? {
    guard let text = string(name) else { return nil }
    switch text.lowercased() {
    case "true": return true
    case "false": return false
    default: throw .invalid("The query parameter \"\(name)\" must be true or false.")
    }
  }

  /// The page size, 1 to `most`.
  func limit(default standard: Int, most: Int) throws(APIError) -> Int {
    let limit = try int("limit") ?? standard
    guard (1...most).contains(limit) else {
      throw .invalid("\"limit\" must be between 1 and \(most).")
    }
    return limit
  }

  /// The field names of `select`; nil when all are wanted.
  var selection: Set<String>? {
    guard let text = string("select"), !text.isEmpty else { return nil }
    return Set(text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
  }
}
