import ConferencingCore
import Foundation

/// A meeting as Zoom tells it, without what is its host's alone: `start_url` is not even read.
struct ZoomMeeting: Decodable, Sendable, CustomStringConvertible, CustomReflectable {
  let id: String
  let topic: String?
  let startTime: String?
  let agenda: String?
  /// Whether it repeats (types 3 and 8).
  let isSeries: Bool
  let details: ConferencingDetails
  /// The settings that it tells of; a list tells of none.
  let settings: ConferencingSettings?

  private enum CodingKeys: String, CodingKey {
    case id, topic, agenda, type, password, settings
    case startTime = "start_time"
    case joinURL = "join_url"
    case pin = "pstn_password"
  }

  private struct Settings: Decodable {
    struct Number: Decodable {
      let number: String
    }
    let numbers: [Number]
    let values: [String: ConferencingSettingValue]

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      numbers = container.elements(Number.self, Key(stringValue: "global_dial_in_numbers"))
      var values: [String: ConferencingSettingValue] = [:]
      for setting in ConferencingSetting.all(of: .zoomMeeting) {
        let key = Key(stringValue: setting.name)
        switch setting.kind {
        case .flag: values[setting.name] = container.lenient(Bool.self, key).map { .flag($0) }
        case .choice, .text:
          values[setting.name] = container.lenient(String.self, key).map { .text($0) }
        case .addresses:
          // Separated by commas or semicolons, with blanks or without.
          values[setting.name] = container.lenient(String.self, key).flatMap { text in
            try? SettingsRules.value(text, for: setting)
          }
        }
      }
      self.values = values
    }
  }

  /// The most telephone numbers that are kept: of some countries Zoom names a dozen.
  private static let mostPhones = 6

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard let id = container.text(.id), !id.isEmpty else {
      throw DecodingError.dataCorruptedError(forKey: .id, in: container, debugDescription: "no id")
    }
    self.id = id
    topic = container.lenient(String.self, .topic)
    startTime = container.text(.startTime)
    agenda = container.text(.agenda)
    isSeries = [3, 8].contains(container.lenient(Int.self, .type))
    let told = container.lenient(Settings.self, .settings)
    settings = told.map { ConferencingSettings($0.values) }
    var phones: [String] = []
    for number in told?.numbers ?? []
    where !phones.contains(number.number) && phones.count < Self.mostPhones {
      phones.append(number.number)
    }
    details = ConferencingDetails(
      provider: .zoomMeeting,
      url: try container.decode(String.self, forKey: .joinURL),
      meetingCode: id,
      accessCode: container.text(.password),
      pin: container.text(.pin),
      phones: phones
    )
  }

  /// Its number; the link and the access code let people in.
  var description: String { "ZoomMeeting(\(id))" }
  /// Without what lets people in.
  var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}

/// A page of the list of meetings.
struct ZoomMeetingList: Decodable, Sendable {
  let meetings: [ZoomMeeting]
  let next: String?

  private enum CodingKeys: String, CodingKey {
    case meetings
    case next = "next_page_token"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard container.contains(.meetings) else {
      throw DecodingError.keyNotFound(
        CodingKeys.meetings,
        .init(codingPath: decoder.codingPath, debugDescription: "no meetings")
      )
    }
    meetings = container.elements(ZoomMeeting.self, .meetings)
    next = container.text(.next).flatMap { $0.isEmpty ? nil : $0 }
  }
}
