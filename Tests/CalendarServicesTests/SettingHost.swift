import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// A host of one provider in a world, with what only that provider can do.
struct SettingHost {
  let provider: AutocreateProvider
  let world: ServiceWorld

  private static let meetScope = "https://www.googleapis.com/auth/meetings.space.settings"

  init(_ provider: AutocreateProvider, in world: ServiceWorld) {
    self.provider = provider
    self.world = world
  }

  /// A service that was made just now, and knows nothing of what others have done.
  func service() throws -> any ConferencingService {
    switch provider {
    case .zoomMeeting: try world.zoom()
    case .microsoftTeams: try world.teams()
    case .googleMeet: try world.meet()
    }
  }

  /// A meeting, with the sign-in that may set it.
  func make(_ settings: [String: ConferencingSettingValue] = [:]) async throws -> MeetingAddress {
    try await allow()
    let start = Date(timeIntervalSince1970: world.now.timeIntervalSince1970.rounded() + 86_400)
    let made = try await service().create(
      MeetingRequest(
        key: UUID().uuidString,
        title: "Plan",
        time: .timed(start: start, end: start + 3_600, zone: nil),
        settings: ConferencingSettings(settings)
      )
    )
    let code = LinkRecognition.recognize(made.details.url)?.meetingCode
    return MeetingAddress(
      provider: provider,
      host: GrantID("host"),
      id: provider == .googleMeet ? try #require(code) : made.id
    )
  }

  /// All settings of a meeting as they are, the passcode among them.
  func read(_ meeting: MeetingAddress) async throws -> [String: ConferencingSettingValue] {
    let reading = try await service().read(meeting)
    var values = reading.settings.values
    if provider == .zoomMeeting {
      values[ConferencingSetting.passcode] = reading.details?.accessCode.map { .text($0) }
    }
    return values
  }

  // MARK: What was sent

  /// What each change of settings has named, such as `["settings.waiting_room"]`.
  func sent() async throws -> [[String]] {
    try await changes().map { exchange in
      let body = exchange["request"] as? [String: Any] ?? [:]
      return body.flatMap { name, value in
        guard ["settings", "config"].contains(name), let inner = value as? [String: Any] else {
          return [name]
        }
        return inner.keys.map { "\(name).\($0)" }
      }
      .sorted()
    }
  }

  /// What the vendor's own description of the interface has against what was sent and answered.
  func complaints() async throws -> [String] {
    switch provider {
    case .zoomMeeting:
      let document = try DiscoveryDocument(fixture: "zoom-v2-meetings.json")
      return try await world.exchanges("/v2/").filter { document.method(of: $0) != nil }
        .flatMap(document.complaints)
    case .googleMeet:
      let document = try DiscoveryDocument(fixture: "meet-v2-spaces.json")
      return try await world.exchanges("/v2/spaces/").flatMap(document.complaints)
    case .microsoftTeams:
      let metadata = try GraphMetadata()
      return try await world.exchanges("/v1.0/me/onlineMeetings").flatMap(metadata.complaints)
    }
  }

  private func changes() async throws -> [[String: Any]] {
    let place =
      switch provider {
      case .zoomMeeting: "/v2/meetings/"
      case .microsoftTeams: "/onlineMeetings/"
      case .googleMeet: "/v2/spaces/"
      }
    return try await world.exchanges(place).filter { $0["method"] as? String == "PATCH" }
  }

  // MARK: What the provider does

  /// The plan, policy or edition does not include a setting.
  func refuse(_ name: String) async throws {
    switch provider {
    case .zoomMeeting: try await turn("zoom", ["refused": [name]])
    case .microsoftTeams: try await turn("graph", ["refuse_settings": [name]])
    case .googleMeet: try await turn("google", ["refuse_settings": [name]])
    }
  }

  /// The account at Zoom has fixed a setting.
  func fix(_ name: String, to value: ConferencingSettingValue) async throws {
    switch value {
    case .flag(let isOn): try await turn("zoom", ["locked": [name: isOn]])
    case .text(let text): try await turn("zoom", ["locked": [name: text]])
    }
  }

  /// The sign-in may change settings.
  func allow() async throws { try await sign(with: scopes()) }

  /// The sign-in may do all but change settings.
  func forbid() async throws {
    try await sign(with: scopes().filter { !$0.hasSuffix(scope) })
  }

  /// What the scope is called without which no settings are changed.
  var scope: String {
    switch provider {
    case .zoomMeeting: "meeting:update:meeting"
    case .microsoftTeams: "OnlineMeetings.ReadWrite"
    case .googleMeet: "meetings.space.settings"
    }
  }

  private func sign(with scopes: Set<String>) async throws {
    let place =
      switch provider {
      case .zoomMeeting: "zoom"
      case .microsoftTeams: "graph"
      case .googleMeet: "google"
      }
    try await turn(place, ["scopes": scopes.sorted()])
  }

  /// The scopes that the sign-in begins with, and the one for settings.
  private func scopes() -> Set<String> {
    let name =
      switch provider {
      case .zoomMeeting: "zoom"
      case .microsoftTeams: "microsoft"
      case .googleMeet: "google"
      }
    let scopes = Set(world.server.signIns.first { $0.provider == name }?.scopes ?? [])
    return provider == .googleMeet ? scopes.union([Self.meetScope]) : scopes
  }

  private func turn(_ place: String, _ wish: [String: Any]) async throws {
    let body = try JSONSerialization.data(withJSONObject: wish)
    let answer = try await world.control(.post, place, body: body)
    try #require(answer.status == 200)
  }
}
