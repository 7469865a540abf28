package import CalendarCore
package import ConferencingCore
package import Foundation

/// Makes meetings at one Zoom grant.
///
/// Source: Zoom Meeting API v2. No request of it can be told from its repetition, so a meeting bears
/// the key of its request in its agenda, by which ``find(_:)`` knows it.
package struct ZoomConferencing: ConferencingService {
  /// Where Zoom answers.
  package static let standardURL = "https://api.zoom.us"

  private let grant: GrantID
  private let client: ServiceClient
  private let tokens: any AccessTokens
  private let user: String
  private let zone: TimeZone

  /// Makes the service of a grant; nothing is sent yet.
  ///
  /// - Parameters:
  ///   - grant: The grant; its id is the account's name.
  ///   - url: The server, without the path `/v2`; a sandbox has one of its own.
  ///   - user: Whose meetings they are: `me`, or for a server-to-server app, which is nobody, an id or
  ///     an address (Zoom Meeting API, "me" context).
  ///   - tokens: What lets requests in.
  ///   - zone: The zone in which whole days begin.
  ///   - transport: What sends requests.
  /// - Throws: ``ServiceError/rejected(_:)`` when the address is none.
  package init(
    grant: GrantID,
    url: String = ZoomConferencing.standardURL,
    user: String = "me",
    tokens: any AccessTokens,
    zone: TimeZone = .gmt,
    transport: HTTPTransport
  ) throws(ServiceError) {
    self.grant = grant
    self.zone = zone
    self.user = user
    self.tokens = tokens
    let base = try ServiceURL(url)
    client = ServiceClient(
      base: base,
      authorizer: TokenAuthorizer(tokens: tokens),
      transport: transport,
      failures: ZoomFailures.table(grant, host: base.host)
    )
  }

  package func create(_ request: MeetingRequest) async throws(ServiceError) -> MadeMeeting {
    try await checkScopes()
    let body = try RequestBody.json(
      ZoomMeetingRequest(creating: request, zone: zone),
      of: "The meeting"
    )
    let meeting: ZoomMeeting
    do throws(ServiceError) {
      meeting = try await ofUser(
        ServiceRequest(method: .post, path: ["v2", "users", user, "meetings"], body: body)
      )
    } catch {
      throw error.naming(of: request.settings, at: .zoomMeeting, isAboutThem: false)
    }
    return MadeMeeting(id: meeting.id, details: meeting.details, settings: meeting.settings)
  }

  package func configure(
    _ meeting: MeetingAddress,
    to settings: ConferencingSettings
  ) async throws(ServiceError) {
    try await checkScopes()
    do throws(ServiceError) {
      try await patch(meeting.id, ZoomMeetingRequest(setting: settings))
    } catch {
      throw error.naming(of: settings, at: .zoomMeeting)
    }
  }

  package func read(_ meeting: MeetingAddress) async throws(ServiceError) -> MeetingReading {
    let found = try await whole(meeting.id)
    return MeetingReading(
      settings: found.settings ?? ConferencingSettings(),
      details: found.details
    )
  }

  /// All that Zoom says of a meeting.
  private func whole(_ id: String) async throws(ServiceError) -> ZoomMeeting {
    try await client.send(
      ServiceRequest(method: .get, path: ["v2", "meetings", id]),
      ZoomMeeting.self
    )
  }

  package func find(_ request: MeetingRequest) async throws(ServiceError) -> MadeMeeting? {
    let wanted = ZoomMeetingRequest(planning: request, zone: zone)
    // That a meeting is not there must be certain: else it is made twice, or never deleted.
    var chain = PageChain(of: client.base.host)
    var cursor: String?
    while true {
      let page = try await list("upcoming", after: cursor)
      for listed in page.meetings
      where ZoomText.isMarked(listed.agenda, key: request.key) || isLike(listed, wanted) {
        if let found = try await whole(listed, of: request) { return found }
      }
      guard let next = page.next else { return nil }
      try chain.follow(next, after: page.meetings.map(\.id))
      cursor = next
    }
  }

  package func inventory(of ids: Set<String>) async throws(ServiceError) -> MeetingInventory {
    var inventory = MeetingInventory()
    var listed: Set<String> = []
    var chain = PageChain(of: client.base.host)
    var cursor: String?
    repeat {
      let page = try await list("scheduled", after: cursor)
      for meeting in page.meetings where listed.insert(meeting.id).inserted {
        guard ZoomText.isMarked(meeting.agenda), !ids.contains(meeting.id) else { continue }
        inventory.marked.append(
          .init(
            id: meeting.id,
            url: meeting.details.url,
            title: meeting.topic ?? "",
            start: meeting.startTime.flatMap { Timestamp.date($0) }
          )
        )
      }
      cursor = page.next
      if let cursor { try chain.follow(cursor, after: page.meetings.map(\.id)) }
    } while cursor != nil
    // The list leaves out what is over, or is no meeting of this kind.
    inventory.gone = try await goneMeetings(among: ids.subtracting(listed)) {
      id throws(ServiceError) in
      do throws(ServiceError) {
        _ = try await whole(id)
        return false
      } catch .notFound {
        return true
      }
    }
    return inventory
  }

  /// A page of the user's meetings.
  private func list(
    _ type: String,
    after cursor: String?
  ) async throws(ServiceError) -> ZoomMeetingList {
    var query = [(name: "type", value: type), (name: "page_size", value: "300")]
    if let cursor { query.append((name: "next_page_token", value: cursor)) }
    return try await ofUser(
      ServiceRequest(method: .get, path: ["v2", "users", user, "meetings"], query: query)
    )
  }

  /// Asks for something of the user.
  private func ofUser<Answer: Decodable & Sendable>(
    _ request: ServiceRequest
  ) async throws(ServiceError) -> Answer {
    do throws(ServiceError) { return try await client.send(request, Answer.self) } catch {
      guard case .notFound(let text) = error else { throw error }
      throw .rejected(
        "Zoom does not know the user \"\(user)\" whose meetings account \"\(grant)\" makes (\(text)). "
          + "A server-to-server app has to name one: write user = \"ADDRESS\" into the account in "
          + "config.toml."
      )
    }
  }

  package func update(_ id: String, to request: MeetingRequest) async throws(ServiceError) {
    try await checkScopes()
    var change = ZoomMeetingRequest(changing: request, zone: zone)
    do throws(ServiceError) { return try await patch(id, change) } catch {
      guard case .rejected = error, change.startTime != nil, await isSeries(id) else { throw error }
    }
    // A series takes a new start with its repetition alone; its link works at any time.
    (change.startTime, change.duration, change.timezone) = (nil, nil, nil)
    try await patch(id, change)
  }

  /// Whether Zoom says that a meeting repeats; a grant that may not read it does not know.
  private func isSeries(_ id: String) async -> Bool {
    (try? await whole(id))?.isSeries ?? false
  }

  private func patch(_ id: String, _ change: ZoomMeetingRequest) async throws(ServiceError) {
    try await client.perform(
      ServiceRequest(
        method: .patch,
        path: ["v2", "meetings", id],
        body: RequestBody.json(change, of: "The meeting")
      )
    )
  }

  package func delete(_ id: String) async throws(ServiceError) {
    try await checkScopes()
    do throws(ServiceError) {
      try await client.perform(ServiceRequest(method: .delete, path: ["v2", "meetings", id]))
    } catch {
      guard case .notFound = error else { throw error }
    }
  }

  /// The text that Zoom writes for an invitation; `nil` when the grant may not read it.
  package func invitation(_ id: String) async throws(ServiceError) -> String? {
    struct Answer: Decodable, Sendable {
      let invitation: String
    }
    guard holds("meeting:read:invitation", try await tokens.token()) else { return nil }
    return try await client.send(
      ServiceRequest(method: .get, path: ["v2", "meetings", id, "invitation"]),
      Answer.self
    ).invitation
  }

  /// Whether a listed meeting may be what was wanted, as far as its name and time tell.
  private func isLike(_ listed: ZoomMeeting, _ wanted: ZoomMeetingRequest) -> Bool {
    guard listed.topic == wanted.topic else { return false }
    return wanted.type == .openSeries || listed.startTime.map { $0 == wanted.startTime } ?? true
  }

  /// A listed meeting with all that is needed to join, if it bears the mark of a request.
  ///
  /// The list leaves out the access code and cuts the agenda, and may leave it out.
  private func whole(
    _ listed: ZoomMeeting,
    of request: MeetingRequest
  ) async throws(ServiceError) -> MadeMeeting? {
    let isOurs = ZoomText.isMarked(listed.agenda, key: request.key)
    if ZoomText.isMarkedOtherwise(listed.agenda, key: request.key) { return nil }
    do throws(ServiceError) {
      let meeting = try await whole(listed.id)
      guard isOurs || ZoomText.isMarked(meeting.agenda, key: request.key) else { return nil }
      return MadeMeeting(id: meeting.id, details: meeting.details, settings: meeting.settings)
    } catch .notFound {
      return nil
    } catch .forbidden where isOurs {
      // Its link is in the list as well.
      return MadeMeeting(id: listed.id, details: listed.details)
    }
  }

  /// Holds the token to the scopes before anything is sent (rule 4): a meeting that can be made and
  /// not deleted would stay for good.
  private func checkScopes() async throws(ServiceError) {
    let token = try await tokens.token()
    // A token that names no scope is for the service to judge.
    guard !token.scopes.isEmpty else { return }
    let missing = ConferencingRules.zoomScopes.filter { !holds($0, token) }
    guard missing.isEmpty else { throw .forbidden(ZoomFailures.missingScopes(missing, grant)) }
  }

  private func holds(_ scope: String, _ token: AccessToken) -> Bool {
    token.scopes.contains(scope) || token.scopes.contains(scope + ":admin")
  }
}
