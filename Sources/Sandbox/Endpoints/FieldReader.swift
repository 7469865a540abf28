/// Reads the fields of a request body, each with its own complaint.
struct FieldReader: Sendable {
  private let body: [String: JSON]

  init(_ body: [String: JSON]) { self.body = body }

  /// A string whose length in Unicode scalars (JSON Schema's measure) lies in a range.
  func string(_ name: String, _ lengths: ClosedRange<Int>) throws(APIError) -> String? {
    guard let value = body[name] else { return nil }
    guard let text = value.string else { throw .invalid("\"\(name)\" must be a string.") }
    let length = text.unicodeScalars.count
    guard length >= lengths.lowerBound else { throw .invalid("\"\(name)\" must not be empty.") }
    guard length <= lengths.upperBound else {
      throw .invalid(
        "\"\(name)\" has \(length) characters; at most \(lengths.upperBound) are allowed."
      )
    }
    return text
  }

  func bool(_ name: String) throws(APIError) -> Bool? {
    guard let value = body[name] else { return nil }
    guard let bool = value.bool else { throw .invalid("\"\(name)\" must be true or false.") }
    return bool
  }

  func int(_ name: String) throws(APIError) -> Int? {
    guard let value = body[name] else { return nil }
    guard let int = value.int else { throw .invalid("\"\(name)\" must be a whole number.") }
    return int
  }

  /// A moment in Unix seconds.
  func time(_ name: String) throws(APIError) -> Int? {
    guard let value = try int(name) else { return nil }
    guard EventWhen.times.contains(value) else {
      throw .invalid("\"\(name)\" is no time of the years 1 to 9999.")
    }
    return value
  }

  func strings(_ name: String) throws(APIError) -> [String]? {
    guard let value = body[name] else { return nil }
    let strings = value.array?.compactMap(\.string)
    guard let strings, strings.count == value.array?.count else {
      throw .invalid("\"\(name)\" must be a list of strings.")
    }
    return strings
  }

  /// Invited people; a second entry for one address is dropped, as answers hold each once.
  func participants() throws(APIError) -> [Participant]? {
    guard let list = try objects("participants") else { return nil }
    var people: [Participant] = []
    for object in list {
      let fields = FieldReader(object)
      let email = try fields.email("participants")
      guard !people.contains(where: { $0.email.lowercased() == email.lowercased() }) else {
        continue
      }
      people.append(
        Participant(
          email: email,
          name: try fields.string("name", 0...1024),
          comment: try fields.string("comment", 0...8192),
          phoneNumber: try fields.string("phone_number", 0...255)
        )
      )
    }
    return people
  }

  func resources() throws(APIError) -> JSON? {
    guard let list = try objects("resources") else { return nil }
    var resources: [JSON] = []
    for object in list {
      let fields = FieldReader(object)
      var resource: [String: JSON] = ["email": .string(try fields.email("resources"))]
      resource["name"] = try fields.string("name", 0...1024).map(JSON.string)
      resources.append(.object(resource))
    }
    return .array(resources)
  }

  /// Reminders; `most` is how many overrides the provider takes.
  func reminders(most: Int) throws(APIError) -> JSON? {
    guard let value = body["reminders"] else { return nil }
    guard let object = value.object else { throw .invalid("\"reminders\" must be an object.") }
    let fields = FieldReader(object)
    let usesDefault = try fields.bool("use_default")
    let overrides = try fields.objects("overrides")
    for override in overrides ?? [] {
      let override = FieldReader(override)
      _ = try override.int("reminder_minutes")
      let method = try override.string("reminder_method", 0...16)
      guard method.map(["popup", "email", "display", "sound"].contains) ?? true else {
        throw .invalid("\"reminder_method\" must be popup, email, display or sound.")
      }
    }
    guard (overrides ?? []).count <= most else {
      throw .invalid("This provider takes at most \(most) reminder overrides.")
    }
    return [
      "use_default": usesDefault.map(JSON.bool) ?? .null,
      "overrides": overrides.map { .array($0.map(JSON.object)) } ?? .null,
    ]
  }

  func metadata() throws(APIError) -> [String: String]? {
    guard let value = body["metadata"] else { return nil }
    guard let object = value.object, object.count <= 50 else {
      throw .invalid("\"metadata\" must be an object of at most 50 keys.")
    }
    let strings = object.compactMapValues(\.string)
    guard strings.count == object.count,
      strings.values.allSatisfy({ $0.unicodeScalars.count <= 500 })
    else { throw .invalid("\"metadata\" values must be strings of at most 500 characters.") }
    return strings
  }

  private func objects(_ name: String) throws(APIError) -> [[String: JSON]]? {
    guard let value = body[name] else { return nil }
    let objects = value.array?.compactMap(\.object)
    guard let objects, objects.count == value.array?.count else {
      throw .invalid("\"\(name)\" must be a list of objects.")
    }
    return objects
  }

  private func email(_ list: String) throws(APIError) -> String {
    let parts = (try string("email", 0...320) ?? "").split(
      separator: "@",
      omittingEmptySubsequences: false
    )
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.contains(" ") }) else {
      throw .invalid("Every entry of \"\(list)\" needs an e-mail address in \"email\".")
    }
    return parts.joined(separator: "@")
  }
}
