package import CalendarCore
package import ConferencingCore
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

  package func configure(
    _ meeting: MeetingAddress,
    to settings: ConferencingSettings
  ) async throws(ServiceError) {
    let id = try await onlineID(of: meeting)
    let body = try RequestBody.json(TeamsSettings(settings), of: "The settings")
    do throws(ServiceError) {
      try await client.perform(
        GraphClient.request(.patch, Self.path + [id], body: body, preferring: Self.allValues)
      )
    } catch {
      throw error.naming(of: settings, at: .microsoftTeams)
    }
  }

  package func read(_ meeting: MeetingAddress) async throws(ServiceError) -> MeetingReading {
    let found: TeamsMeeting
    if meeting.isLink {
      found = try await linked(meeting.id)
    } else {
      found = try await client.send(
        GraphClient.request(.get, Self.path + [meeting.id], preferring: Self.allValues)
      )
    }
    return MeetingReading(settings: found.settings.values)
  }

  /// Without it Graph hides values that came later, and calls them `unknownFutureValue`.
  private static let allValues = "include-unknown-enum-members"

  /// Graph's id of a meeting, of which perhaps the link alone is known.
  private func onlineID(of meeting: MeetingAddress) async throws(ServiceError) -> String {
    guard meeting.isLink else { return meeting.id }
    guard let id = try await linked(meeting.id).meeting?.id else {
      throw .malformed("\(client.host) did not say which meeting it is.")
    }
    return id
  }

  /// The meeting of a link; only who called the event is told of it.
  ///
  /// Source: Microsoft Graph v1.0, "Get onlineMeeting", by `joinWebUrl`.
  private func linked(_ url: String) async throws(ServiceError) -> TeamsMeeting {
    struct List: Decodable, Sendable {
      let value: [TeamsMeeting]
    }
    let quoted = url.replacing("'", with: "''")
    let list: List = try await client.send(
      GraphClient.request(
        .get,
        Self.path,
        query: [("$filter", "JoinWebUrl eq '\(quoted)'")],
        preferring: Self.allValues
      )
    )
    guard let meeting = list.value.first else { throw .notFound("No meeting has this link.") }
    return meeting
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

extension MeetingAddress {
  /// Whether the meeting is known by its link alone, as that of an event.
  fileprivate var isLink: Bool { id.lowercased().hasPrefix("https://") }
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
    try RequestBody.json(self, of: "The title")
  }
}

/// A meeting as Graph sends it.
struct TeamsMeeting: Decodable, Sendable {
  private let id: String?
  private let url: String?
  private let audio: Audio?
  private let join: Join?
  /// How it is set.
  let settings: TeamsSettings

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
    settings = try TeamsSettings(from: decoder)
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
