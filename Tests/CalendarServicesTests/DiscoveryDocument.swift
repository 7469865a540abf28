import Foundation

/// A service's own description of itself, as a check of what goes over the wire.
///
/// Google's discovery format: methods with paths and parameters, schemas with properties and types. What
/// others say of theirs is written in the same format, with the longest texts, their patterns and the
/// numbers that count beside it.
struct DiscoveryDocument {
  private typealias Object = [String: Any]

  private let schemas: Object
  private let methods: [Object]
  private let common: Object
  private let root: String

  /// Reads a fixture.
  init(fixture: String) throws {
    let file = Bundle.module.bundleURL.appending(path: "Fixtures/\(fixture)")
    let document =
      try JSONSerialization.jsonObject(with: try Data(contentsOf: file)) as? [String: Any] ?? [:]
    schemas = document["schemas"] as? Object ?? [:]
    common = document["parameters"] as? Object ?? [:]
    root = "/" + (document["servicePath"] as? String ?? "")
    let resources = document["resources"] as? Object ?? [:]
    methods = resources.values.flatMap { resource -> [Object] in
      let methods = (resource as? Object)?["methods"] as? Object ?? [:]
      return methods.values.compactMap { $0 as? Object }
    }
  }

  /// The id of the method that an exchange is one of; `nil` when there is no such method.
  func method(of exchange: [String: Any]) -> String? { described(exchange)?["id"] as? String }

  /// What is not as the document says in an exchange of `/_sandbox/exchanges`.
  func complaints(of exchange: [String: Any]) -> [String] {
    let name = "\(exchange["method"] ?? "") \(exchange["path"] ?? "")"
    guard let method = described(exchange) else { return ["\(name): no such method"] }
    var found = complaints(ofQuery: exchange["query"] as? String ?? "", method)
    let isPatch = exchange["method"] as? String == "PATCH"
    if let schema = (method["request"] as? Object)?["$ref"] as? String {
      found += complaints(of: exchange["request"] ?? NSNull(), ["$ref": schema], "", nulls: isPatch)
    } else if let body = exchange["request"], !(body is NSNull) {
      found.append("a body that is not expected")
    }
    if [200, 201].contains(exchange["status"] as? Int) {
      let response = method["response"] as? Object ?? [:]
      found += complaints(of: exchange["response"] ?? NSNull(), response, "", nulls: false)
        .map { "answer: \($0)" }
    }
    return found.map { "\(name): \($0)" }
  }

  private func described(_ exchange: [String: Any]) -> Object? {
    guard let path = exchange["path"] as? String, path.hasPrefix(root) else { return nil }
    let parts = path.dropFirst(root.count).split(separator: "/")
    return methods.first { method in
      guard method["httpMethod"] as? String == exchange["method"] as? String else { return false }
      let form = (method["path"] as? String ?? "").split(separator: "/")
      return form.count == parts.count
        && zip(form, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
  }

  private func complaints(ofQuery query: String, _ method: Object) -> [String] {
    let known = (method["parameters"] as? Object ?? [:]).merging(common) { own, _ in own }
    var found: [String] = []
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1).map { $0.removingPercentEncoding ?? "" }
      guard let form = known[parts[0]] as? Object, form["location"] as? String == "query" else {
        found.append("unknown parameter \(parts[0])")
        continue
      }
      let value = parts.count > 1 ? parts[1] : ""
      if !isValue(value, form) { found.append("\(parts[0])=\(value)") }
    }
    return found
  }

  private func isValue(_ text: String, _ form: Object) -> Bool {
    if let words = form["enum"] as? [String], !words.contains(text) { return false }
    switch form["type"] as? String {
    case "boolean": return ["true", "false"].contains(text)
    case "integer":
      guard let number = Int(text) else { return false }
      let least = (form["minimum"] as? String).flatMap { Int($0) } ?? .min
      let most = (form["maximum"] as? String).flatMap { Int($0) } ?? .max
      return number >= least && number <= most
    default: return isFormat(text, form["format"] as? String)
    }
  }

  private func isText(_ text: String, _ form: Object) -> Bool {
    if let words = form["enum"] as? [String], !words.contains(text) { return false }
    if let most = form["maxLength"] as? Int, text.count > most { return false }
    if let pattern = form["pattern"] as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      return false
    }
    return isFormat(text, form["format"] as? String)
  }

  private func isFormat(_ text: String, _ format: String?) -> Bool {
    let form: String
    switch format {
    case "date-time": form = #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"#
    case "date": form = #"^\d{4}-\d\d-\d\d$"#
    case "google-fieldmask": form = #"^[a-zA-Z]+(\.[a-zA-Z]+)*(,[a-zA-Z]+(\.[a-zA-Z]+)*)*$"#
    // Zoom's is in UTC, or without an offset in the zone of the meeting.
    case "zoom-date-time": form = #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$"#
    default: return true
    }
    return text.range(of: form, options: .regularExpression) != nil
  }

  private func complaints(
    of value: Any,
    _ form: Object,
    _ place: String,
    nulls: Bool
  ) -> [String] {
    if let name = form["$ref"] as? String {
      guard let schema = schemas[name] as? Object else { return ["no schema \(name)"] }
      return complaints(of: value, schema, place, nulls: nulls)
    }
    if value is NSNull { return nulls ? [] : ["\(place) is null"] }
    switch form["type"] as? String {
    case "object": return complaints(ofObject: value, form, place, nulls: nulls)
    case "array":
      guard let list = value as? [Any] else { return ["\(place) is no array"] }
      let items = form["items"] as? Object ?? [:]
      // A patch takes members off, and never elements.
      return list.flatMap { complaints(of: $0, items, place + "[]", nulls: false) }
    case "string":
      guard let text = value as? String else { return ["\(place) is no string"] }
      return isText(text, form) ? [] : ["\(place) is \(text)"]
    case "boolean": return isBoolean(value) ? [] : ["\(place) is no boolean"]
    case "integer":
      guard let number = value as? Int, !isBoolean(value) else { return ["\(place) is no integer"] }
      let known = form["words"] as? [Int]
      return known?.contains(number) == false ? ["\(place) is \(number)"] : []
    default: return []
    }
  }

  private func complaints(
    ofObject value: Any,
    _ form: Object,
    _ place: String,
    nulls: Bool
  ) -> [String] {
    guard let object = value as? Object else { return ["\(place) is no object"] }
    let known = form["properties"] as? Object ?? [:]
    return object.sorted { $0.key < $1.key }.flatMap { name, member in
      let form = known[name] ?? form["additionalProperties"]
      guard let form = form as? Object else { return ["unknown member \(place).\(name)"] }
      return complaints(of: member, form, "\(place).\(name)", nulls: nulls)
    }
  }

  /// `JSONSerialization` makes numbers and booleans of one class.
  private func isBoolean(_ value: Any) -> Bool {
    (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? (value is Bool)
  }
}
