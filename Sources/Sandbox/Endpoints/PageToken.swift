import Foundation

/// Where the next page begins.
///
/// Opaque to clients, and it names an entry rather than a number, so that events added or removed meanwhile shift nothing.
enum PageToken: Equatable, Sendable {
  case calendar(String)
  /// The last event that was given.
  case event(EventStore.Entry)

  /// The answer to a token that the service did not give.
  static let unknown = APIError.invalid("\"page_token\" is not valid.")

  var text: String {
    let plain =
      switch self {
      case .calendar(let id): "c:\(id)"
      case .event(let entry): "e:\(entry.start):\(entry.end):\(entry.id)"
      }
    return Data(plain.utf8).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// Reads an event's token.
  ///
  /// - Throws: 400 when it is none.
  static func entry(_ text: String) throws(APIError) -> EventStore.Entry {
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    let base64 = text.replacing("-", with: "+").replacing("_", with: "/") + padding
    let plain = Data(base64Encoded: base64).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let parts = plain.split(separator: ":", maxSplits: 3)
    guard parts.count == 4, parts[0] == "e", let start = Int(parts[1]), let end = Int(parts[2])
    else { throw unknown }
    return EventStore.Entry(start: start, end: end, id: String(parts[3]))
  }
}
