import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Synchronization
import Testing

@testable import CalendarServices

/// Gives one token, and after a refusal another one.
struct TestTokens: AccessTokens {
  let first: String
  var second: String?
  var scopes: Set<String> = []

  func token() async throws(ServiceError) -> AccessToken {
    AccessToken(value: first, scopes: scopes)
  }
  func token(insteadOf refused: AccessToken) async throws(ServiceError) -> AccessToken {
    guard let second else { throw .unauthorized("Sign in again.") }
    return AccessToken(value: second, scopes: scopes)
  }
}

extension ServiceWorld {
  func microsoftConfiguration(tokens: TestTokens? = nil) throws -> MicrosoftConfiguration {
    let signIn = try #require(server.signIns.first { $0.provider == "microsoft" })
    return MicrosoftConfiguration(
      url: server.url + "/v1.0",
      grant: GrantID("ms"),
      tokens: tokens ?? TestTokens(first: signIn.accessToken, scopes: Set(signIn.scopes)),
      account: AccountID("work")
    )
  }

  /// The calendars of the Microsoft sign-in.
  func microsoft(tokens: TestTokens? = nil) throws -> MicrosoftService {
    try MicrosoftService(microsoftConfiguration(tokens: tokens), transport: transport)
  }

  /// What makes Teams meetings at it.
  func teams() throws -> TeamsConferencing {
    try TeamsConferencing(microsoftConfiguration(), transport: transport)
  }

  /// Turns a switch of the sandbox's Graph.
  func turnGraph(_ json: String) async throws {
    let answer = try await control(.post, "graph", body: Data(json.utf8))
    try #require(answer.status == 200)
  }

  /// The meetings of the Microsoft sign-in that have a status, by their links.
  func meetings(_ status: String) async throws -> [String] {
    struct State: Decodable {
      struct Meeting: Decodable {
        let url: String
        let status: String
        let hostGrant: String

        private enum CodingKeys: String, CodingKey {
          case url, status
          case hostGrant = "host_grant"
        }
      }
      let meetings: [Meeting]
    }
    let state = try JSONDecoder().decode(State.self, from: try await control(.get, "state").body)
    return state.meetings.filter { $0.status == status && $0.hostGrant.hasPrefix("microsoft-") }
      .map(\.url)
  }

  /// All exchanges so far, those with a part of a path.
  func exchanges(_ part: String) async throws -> [[String: Any]] {
    let body = try await control(.get, "exchanges").body
    let all = try #require(try JSONSerialization.jsonObject(with: body) as? [[String: Any]])
    return all.filter { ($0["path"] as? String)?.contains(part) == true }
  }

  /// What a reading of all pages gave.
  struct Whole {
    var events: [Event] = []
    var gone: [RemoteEventID] = []
    var series: [RemoteEventID] = []
    var mark: SyncMark
    var pages = 0
  }

  /// All events of a calendar, and the mark that goes with them.
  func whole(
    _ service: MicrosoftService,
    _ calendar: CalendarInfo,
    since mark: SyncMark? = nil
  ) async throws -> Whole {
    var whole = Whole(mark: SyncMark(moment: now, token: nil))
    var cursor: String?
    while true {
      let page =
        if let mark {
          try await service.changes(
            in: calendar.id,
            window: window(),
            since: mark,
            cursor: cursor
          )
        } else {
          try await service.events(in: calendar.id, window: window(), cursor: cursor)
        }
      #expect(page.unreadable.isEmpty)
      whole.events += page.events
      whole.gone += page.gone
      whole.series += page.series
      whole.pages += 1
      guard let next = page.next else {
        whole.mark = SyncMark(moment: now, token: page.syncToken)
        return whole
      }
      #expect(page.syncToken == nil)
      cursor = next
    }
  }

  /// A calendar of the sign-in, by its name.
  func calendar(_ service: MicrosoftService, _ name: String = "Calendar") async throws
    -> CalendarInfo
  {
    try #require(try await service.calendars().first { $0.name == name })
  }

  /// An event with a title, as it is listed.
  func event(
    _ title: String,
    _ service: MicrosoftService,
    _ calendar: CalendarInfo
  ) async throws -> Event {
    try #require(try await whole(service, calendar).events.first { $0.title == title })
  }

  /// What an action gives, and the methods of all the requests to Graph that it sent.
  func counted<Value>(
    _ action: () async throws -> Value
  ) async throws -> (value: Value, methods: [String]) {
    let before = try await exchanges("/v1.0/").count
    let value = try await action()
    let methods = try await exchanges("/v1.0/").dropFirst(before).compactMap {
      $0["method"] as? String
    }
    return (value, methods)
  }
}
