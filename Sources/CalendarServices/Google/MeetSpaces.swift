import CalendarCore
import ConferencingCore
import Foundation

/// The settings of Google Meet meetings, by the interface of Meet itself.
///
/// Source: Google Meet REST API v2, `spaces.get` and `spaces.patch`; a space is read by the code of its
/// meeting and changed by its own name.
struct MeetSpaces: Sendable {
  /// Where Google Meet answers.
  static let standardURL = "https://meet.googleapis.com"

  private let client: ServiceClient

  /// Makes the interface; nothing is sent yet.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` when the address is none.
  init(_ configuration: GoogleConfiguration, transport: HTTPTransport) throws(ServiceError) {
    let base = try ServiceURL(configuration.meetURL)
    client = ServiceClient(
      base: base,
      authorizer: TokenAuthorizer(tokens: configuration.tokens),
      transport: transport,
      failures: GoogleFailures.table(
        configuration.account,
        host: base.host,
        scope: "meetings.space.settings"
      )
    )
  }

  /// What a meeting is like.
  func read(_ code: String) async throws(ServiceError) -> MeetSpace {
    try await client.send(ServiceRequest(method: .get, path: ["v2", "spaces", code]))
  }

  /// Changes settings of a meeting, those alone that are given.
  func configure(_ code: String, to settings: ConferencingSettings) async throws(ServiceError) {
    let space = try await read(code)
    let config = MeetSpace.Config(settings)
    let body = try RequestBody.json(["config": config], of: "The settings")
    try await client.perform(
      ServiceRequest(
        method: .patch,
        path: ["v2"] + space.name.split(separator: "/").map(String.init),
        query: [("updateMask", config.paths.joined(separator: ","))],
        body: body
      )
    )
  }
}

/// A space of Google Meet: where the meetings of one code take place.
struct MeetSpace: Decodable, Sendable {
  /// Its settings.
  struct Config: Codable, Sendable {
    var accessType: String?
    var moderation: String?

    private enum CodingKeys: String, CodingKey { case accessType, moderation }

    init(_ settings: ConferencingSettings) {
      if case .text(let text)? = settings.values[CodingKeys.accessType.rawValue] {
        accessType = text
      }
      if case .flag(let isOn)? = settings.values[CodingKeys.moderation.rawValue] {
        moderation = isOn ? "ON" : "OFF"
      }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      accessType = container.text(.accessType)
      moderation = container.text(.moderation)
    }

    /// The fields that it sets, as a mask names them.
    var paths: [String] {
      [
        accessType == nil ? nil : "config.accessType",
        moderation == nil ? nil : "config.moderation",
      ]
      .compactMap(\.self)
    }

    /// What is told.
    var values: ConferencingSettings {
      var values: [String: ConferencingSettingValue] = [:]
      if let accessType, !accessType.hasSuffix("_UNSPECIFIED") {
        values[CodingKeys.accessType.rawValue] = .text(accessType)
      }
      if let moderation, ["ON", "OFF"].contains(moderation) {
        values[CodingKeys.moderation.rawValue] = .flag(moderation == "ON")
      }
      return ConferencingSettings(values)
    }
  }

  /// Its name, `spaces/ID`.
  let name: String
  /// Its settings; a user who does not own it is told of none.
  let config: Config?

  private enum CodingKeys: String, CodingKey { case name, config }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    config = container.lenient(Config.self, .config)
  }
}
