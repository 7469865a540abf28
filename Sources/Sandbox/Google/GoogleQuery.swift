import Foundation

/// The query of a request, held to the names, types and limits of the specification.
struct GoogleQuery: Sendable {
  private let items: [(name: String, value: String)]

  /// Takes the query apart.
  ///
  /// - Parameters:
  ///   - call: The request.
  ///   - names: The names that the method has.
  /// - Throws: 400 for another name, or for broken percent encoding.
  init(_ call: APICall, _ names: Set<String>) throws(GoogleError) {
    var items: [(name: String, value: String)] = []
    for part in call.rawQuery.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.replacing("+", with: " ").removingPercentEncoding }
      guard let name = pair[0], let value = pair.count > 1 ? pair[1] : "" else {
        throw .invalid("The query is not percent-encoded as it should be.")
      }
      guard names.contains(name) || Self.common.contains(name) else {
        throw .invalid("Unknown name \"\(name)\".", parameter: name)
      }
      items.append((name, value))
    }
    self.items = items
  }

  /// What every method takes.
  private static let common: Set = ["alt", "fields", "key", "prettyPrint", "quotaUser", "userIp"]

  func has(_ name: String) -> Bool { items.contains { $0.name == name } }

  func string(_ name: String) -> String? { items.first { $0.name == name }?.value }

  func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

  func bool(_ name: String) throws(GoogleError) -> Bool? {
    switch string(name) {
    case nil: nil
    case "true": true
    case "false": false
    default: throw .invalid("Invalid boolean value.", parameter: name)
    }
  }

  func int(_ name: String, _ range: ClosedRange<Int>) throws(GoogleError) -> Int? {
    guard let text = string(name) else { return nil }
    guard let value = Int(text), range.contains(value) else {
      throw .invalid("Invalid integer value.", parameter: name)
    }
    return value
  }

  /// A moment in Unix seconds; its offset must be there.
  func time(_ name: String) throws(GoogleError) -> Int? {
    guard let text = string(name) else { return nil }
    guard let value = RFC3339.seconds(text, zone: nil) else {
      throw GoogleError(400, "badRequest", "Bad Request", parameter: name)
    }
    return value
  }

  /// Checks `sendUpdates`.
  func checkUpdates() throws(GoogleError) {
    guard let word = string("sendUpdates") else { return }
    guard ["all", "externalOnly", "none"].contains(word) else {
      throw .invalid("Invalid value for sendUpdates.", parameter: "sendUpdates")
    }
  }
}
