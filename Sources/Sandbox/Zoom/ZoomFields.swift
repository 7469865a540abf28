/// Reads the fields of a request to Zoom, each with its own complaint.
struct ZoomFields: Sendable {
  private let object: [String: JSON]
  private let path: String

  /// - Parameters:
  ///   - object: The fields.
  ///   - path: What stands before their names in complaints.
  init(_ object: [String: JSON], within path: String = "") {
    self.object = object
    self.path = path
  }

  /// Refuses fields of other names.
  func allow(_ names: Set<String>) throws(ZoomError) {
    guard let odd = object.keys.filter({ !names.contains($0) }).min() else { return }
    throw .invalid(path + odd, "The field is not known.")
  }

  /// A text of at most so many Unicode scalars.
  func string(_ name: String, most: Int) throws(ZoomError) -> String? {
    guard let value = object[name] else { return nil }
    guard let text = value.string else { throw .invalid(path + name, "Must be a string.") }
    guard text.unicodeScalars.count <= most else {
      throw .invalid(path + name, "The maximum length is \(most).")
    }
    return text
  }

  func int(_ name: String, _ range: ClosedRange<Int>) throws(ZoomError) -> Int? {
    guard let value = object[name] else { return nil }
    guard case .int(let number) = value, range.contains(number) else {
      throw .invalid(
        path + name,
        "Must be a number from \(range.lowerBound) to \(range.upperBound)."
      )
    }
    return number
  }

  func bool(_ name: String) throws(ZoomError) -> Bool? {
    guard let value = object[name] else { return nil }
    guard let flag = value.bool else { throw .invalid(path + name, "Must be true or false.") }
    return flag
  }

  func choice(_ name: String, _ choices: [String]) throws(ZoomError) {
    guard let text = try string(name, most: 40) else { return }
    guard choices.contains(text) else {
      throw .invalid(path + name, "Must be one of \(choices.joined(separator: ", ")).")
    }
  }

  func object(_ name: String) throws(ZoomError) -> [String: JSON]? {
    guard let value = object[name] else { return nil }
    guard let fields = value.object else { throw .invalid(path + name, "Must be an object.") }
    return fields
  }
}
