package import CalendarCore
import ConferencingCore
import Foundation

/// Makes Teams meetings for events of other calendars, at a Microsoft sign-in of work or school.
///
/// The service itself tells a repeated request by its external id and gives the meeting that it made
/// before, so that making and finding are one request.
///
/// Source: Microsoft Graph v1.0, "onlineMeeting: createOrGet"; it is for work and school accounts.
package struct TeamsConferencing: ConferencingService {
  private let client: GraphClient

  /// Makes the service of a grant; nothing is sent yet.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` when the address is none, or is plain `http` to
  ///   another computer.
  package init(
    _ configuration: MicrosoftConfiguration,
    transport: HTTPTransport
  ) throws(ServiceError) {
    client = try GraphClient(
      configuration,
      subject: "Microsoft grant \"\(configuration.grant)\"",
      scope: "OnlineMeetings.ReadWrite",
      transport: transport
    )
  }

  package func create(_ request: MeetingRequest) async throws(ServiceError) -> MadeMeeting {
    var body = TeamsMeetingRequest(request)
    body.externalId = request.key
    let made: TeamsMeeting = try await client.send(
      GraphClient.request(.post, Self.path + ["createOrGet"], body: try body.json())
    )
    guard let meeting = made.meeting else {
      throw .malformed("\(client.host) made a meeting and did not say its link.")
    }
    return meeting
  }

  /// The meeting with the key of a request.
  ///
  /// Graph cannot be asked for it without being asked to make it: where there was none, there is one
  /// then, which whoever wants none deletes.
  package func find(_ request: MeetingRequest) async throws(ServiceError) -> MadeMeeting? {
    try await create(request)
  }

  package func update(_ id: String, to request: MeetingRequest) async throws(ServiceError) {
    let body = try TeamsMeetingRequest(request).json()
    try await client.perform(GraphClient.request(.patch, Self.path + [id], body: body))
  }

  package func delete(_ id: String) async throws(ServiceError) {
    do throws(ServiceError) {
      try await client.perform(GraphClient.request(.delete, Self.path + [id]))
    } catch .notFound {
      // Gone already: that is what was asked for.
    }
  }

  /// Graph lists no meetings of this kind; each is asked for.
  package func inventory(of ids: Set<String>) async throws(ServiceError) -> MeetingInventory {
    let gone = try await goneMeetings(among: ids) { id throws(ServiceError) in
      do throws(ServiceError) {
        try await client.perform(GraphClient.request(.get, Self.path + [id]))
        return false
      } catch .notFound {
        return true
      }
    }
    return MeetingInventory(gone: gone)
  }

  private static let path = ["me", "onlineMeetings"]
}

/// A meeting as Graph takes it.
struct TeamsMeetingRequest: Encodable, Sendable {
  let subject: String
  let startDateTime: String
  let endDateTime: String
  var externalId: String?

  /// The title and the times of a request; a meeting has a length, and whole days are those of UTC.
  init(_ request: MeetingRequest) {
    subject = request.title
    let start = request.time.start(in: .gmt)
    startDateTime = Timestamp.text(start)
    endDateTime = Timestamp.text(max(request.time.end(in: .gmt), start + 60))
  }

  func json() throws(ServiceError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { return try encoder.encode(self) } catch {
      throw .rejected("The title cannot be written as JSON.")
    }
  }
}

/// A meeting as Graph sends it.
struct TeamsMeeting: Decodable, Sendable {
  private let id: String?
  private let url: String?
  private let audio: Audio?
  private let join: Join?

  private enum CodingKeys: String, CodingKey {
    case id, joinWebUrl, joinUrl, audioConferencing, joinMeetingIdSettings
  }

  private struct Audio: Decodable, Sendable {
    let conferenceID: String?
    let phones: [String]

    private enum CodingKeys: String, CodingKey {
      case conferenceId, tollNumber, tollFreeNumber, tollNumbers, tollFreeNumbers
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      conferenceID = container.text(.conferenceId)
      var known: Set<String> = [""]
      phones = [CodingKeys.tollNumber, .tollNumbers, .tollFreeNumber, .tollFreeNumbers]
        .flatMap { container.elements(String.self, $0) }
        .filter { known.insert($0).inserted }
    }
  }

  private struct Join: Decodable, Sendable {
    let joinMeetingId: String?
    let passcode: String?
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = container.text(.id)
    url = container.text(.joinWebUrl) ?? container.text(.joinUrl)
    audio = container.lenient(Audio.self, .audioConferencing)
    join = container.lenient(Join.self, .joinMeetingIdSettings)
  }

  /// The meeting; `nil` without an id or a link.
  var meeting: MadeMeeting? {
    guard let id, let url else { return nil }
    return MadeMeeting(
      id: id,
      details: ConferencingDetails(
        provider: .microsoftTeams,
        url: url,
        meetingCode: join?.joinMeetingId,
        accessCode: join?.passcode,
        pin: audio?.conferenceID,
        phones: audio?.phones ?? []
      )
    )
  }
}
