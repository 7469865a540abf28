import Foundation

/// JSON as a command or the stand-in service gives it.
struct JSON: CustomStringConvertible {
  let value: Any?

  init(_ value: Any?) { self.value = value }

  init(_ text: String) throws {
    value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  subscript(_ member: String) -> JSON { JSON((value as? [String: Any])?[member]) }

  subscript(_ index: Int) -> JSON {
    guard let list = value as? [Any], list.indices.contains(index) else { return JSON(nil as Any?) }
    return JSON(list[index])
  }

  var text: String? { value as? String }
  var number: Int? { value as? Int }
  var flag: Bool? { value as? Bool }
  var isNull: Bool { value == nil || value is NSNull }
  var list: [JSON] { (value as? [Any])?.map { JSON($0) } ?? [] }
  var texts: [String] { value as? [String] ?? [] }
  var members: Set<String> { Set((value as? [String: Any])?.keys ?? [:].keys) }
  var description: String { value.map { "\($0)" } ?? "nothing" }
}
