import CalendarCore
import ConferencingCore
import Foundation

/// The settings of an online meeting as Graph has them, each under its own name here.
///
/// Source: Microsoft Graph v1.0, resource type `onlineMeeting`.
struct TeamsSettings: Codable, Sendable {
  /// Who comes in without waiting.
  struct Lobby: Codable, Sendable {
    let scope: String?
  }

  var lobbyBypassSettings: Lobby?
  var allowedPresenters: String?
  var recordAutomatically: Bool?
  var allowMeetingChat: String?

  private enum CodingKeys: String, CodingKey {
    case lobbyBypassSettings, allowedPresenters, recordAutomatically, allowMeetingChat
  }

  /// The values that a request sets; all others are left out.
  init(_ settings: ConferencingSettings) {
    func text(_ key: CodingKeys) -> String? {
      if case .text(let text)? = settings.values[key.rawValue] { text } else { nil }
    }
    lobbyBypassSettings = text(.lobbyBypassSettings).map { Lobby(scope: $0) }
    allowedPresenters = text(.allowedPresenters)
    allowMeetingChat = text(.allowMeetingChat)
    if case .flag(let flag)? = settings.values[CodingKeys.recordAutomatically.rawValue] {
      recordAutomatically = flag
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    lobbyBypassSettings = container.lenient(Lobby.self, .lobbyBypassSettings)
    allowedPresenters = container.text(.allowedPresenters)
    recordAutomatically = container.lenient(Bool.self, .recordAutomatically)
    allowMeetingChat = container.text(.allowMeetingChat)
  }

  /// What is told; a value that Graph does not name to this client counts as not told.
  var values: ConferencingSettings {
    var values: [String: ConferencingSettingValue] = [:]
    let texts: [(CodingKeys, String?)] = [
      (.lobbyBypassSettings, lobbyBypassSettings?.scope), (.allowedPresenters, allowedPresenters),
      (.allowMeetingChat, allowMeetingChat),
    ]
    for (key, text) in texts {
      if let text, text != "unknownFutureValue" { values[key.rawValue] = .text(text) }
    }
    values[CodingKeys.recordAutomatically.rawValue] = recordAutomatically.map { .flag($0) }
    return ConferencingSettings(values)
  }
}
