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

    private enum CodingKeys: String, CodingKey {
      case numbers = "global_dial_in_numbers"
    }

    init(from decoder: any Decoder) throws {
      numbers = try decoder.container(keyedBy: CodingKeys.self).elements(Number.self, .numbers)
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
    var phones: [String] = []
    for number in container.lenient(Settings.self, .settings)?.numbers ?? []
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
