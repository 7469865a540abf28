/// The `conferencing` object of a request, in the three shapes that the service takes.
///
/// Source: schema `event_conferencing_request`. Every branch forbids additional properties, so a
/// fetched `conferencing` sent back with fields its branch lacks is refused, as the service does.
enum ConferencingRequest: Equatable, Sendable {
  /// `{}`: take the field off.
  case strip
  /// Ask for a fresh meeting.
  case autocreate(ConferencingProvider, autocreate: JSON, hostGrantID: String?)
  /// A link that exists already.
  case details(provider: String, fields: [String: JSON])

  /// Reads and checks the object.
  ///
  /// - Throws: 400 that names what is wrong.
  init(_ value: JSON) throws(APIError) {
    guard let object = value.object else { throw .invalid("\"conferencing\" must be an object.") }
    if object.isEmpty {
      self = .strip
      return
    }
    // The text is the one that the service published for its version 2.
    if object["autocreate"] != nil, object["details"] != nil {
      throw .invalid("'details' not allowed when auto generating a conference")
    }
    let known: Set = ["provider", "autocreate", "details"]
    if let odd = object.keys.filter({ !known.contains($0) }).min() {
      throw .invalid("\"conferencing\" does not take \"\(odd)\".")
    }
    guard let provider = object["provider"]?.string else {
      throw .invalid("\"conferencing.provider\" is required.")
    }
    if let autocreate = object["autocreate"] {
      self = try Self.autocreate(provider, autocreate)
    } else if let details = object["details"] {
      self = try Self.details(provider, details)
    } else {
      throw .invalid("\"conferencing\" needs \"autocreate\" or \"details\".")
    }
  }

  private static func autocreate(
    _ name: String,
    _ value: JSON
  ) throws(APIError) -> ConferencingRequest {
    guard let provider = ConferencingProvider(rawValue: name) else {
      let names = ConferencingProvider.allCases.map(\.rawValue).joined(separator: ", ")
      throw .invalid("\"autocreate\" knows the providers \(names), not \"\(name)\".")
    }
    guard let object = value.object else {
      throw .invalid("\"conferencing.autocreate\" must be an object.")
    }
    let known: Set = ["conf_grant_id", "conf_settings"]
    if let odd = object.keys.filter({ !known.contains($0) }).min() {
      throw .invalid("\"conferencing.autocreate\" does not take \"\(odd)\".")
    }
    if let settings = object["conf_settings"], settings.object == nil {
      throw .invalid("\"conferencing.autocreate.conf_settings\" must be an object.")
    }
    var host: String?
    if let given = object["conf_grant_id"] {
      guard let id = given.string, !id.isEmpty else {
        throw .invalid("\"conferencing.autocreate.conf_grant_id\" must be a string.")
      }
      host = id
    }
    return .autocreate(provider, autocreate: value, hostGrantID: host)
  }

  /// The fields that `details` takes beside `url`, by provider.
  private static let detailFields: [String: Set<String>] = [
    "Google Meet": ["phone", "pin"],
    "Zoom Meeting": ["meeting_code", "password"],
    "Microsoft Teams": [],
    "Teams for Business": [],
    "Skype for Consumer": [],
    "Skype for Business": [],
    "WebEx": ["password", "pin", "phone"],
    "GoToMeeting": ["meeting_code", "password", "phone"],
  ]

  private static func details(
    _ provider: String,
    _ value: JSON
  ) throws(APIError) -> ConferencingRequest {
    guard let fields = detailFields[provider] else {
      throw .invalid("\"conferencing.details\" does not know the provider \"\(provider)\".")
    }
    guard let object = value.object else {
      throw .invalid("\"conferencing.details\" must be an object.")
    }
    guard let url = object["url"]?.string, !url.isEmpty else {
      throw .invalid("\"conferencing.details.url\" is required.")
    }
    for (name, field) in object.sorted(by: { $0.key < $1.key }) where name != "url" {
      guard fields.contains(name) else {
        throw .invalid("\"conferencing.details\" of \(provider) does not take \"\(name)\".")
      }
      try check(name, field, provider)
    }
    // Zoom's fields may be null, which says no more than leaving them out.
    return .details(provider: provider, fields: object.filter { $0.value != .null })
  }

  private static func check(
    _ name: String,
    _ field: JSON,
    _ provider: String
  ) throws(APIError) {
    if name == "phone" {
      guard let phones = field.array, phones.allSatisfy({ $0.string != nil }) else {
        throw .invalid("\"conferencing.details.phone\" must be a list of strings.")
      }
      if provider == "Google Meet", phones.count > 1 {
        throw .invalid("Google Meet accepts only one phone number.")
      }
    } else if field.string == nil, !(provider == "Zoom Meeting" && field == .null) {
      throw .invalid("\"conferencing.details.\(name)\" must be a string.")
    }
  }
}
