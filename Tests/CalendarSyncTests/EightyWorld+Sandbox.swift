import CalendarServices
import CalendarCore
import ConferencingCore
import Foundation
import FoundationNetworking
import LocalCache
import Sandbox
import TestSupport
import Testing

/// The sandbox as judge.
extension EightyWorld {
  struct Meeting: Decodable, Sendable {
    let provider: String
    let url: String
    let status: String
  }

  /// The meetings that live at the sandbox.
  func living() async throws -> [Meeting] {
    struct State: Decodable { let meetings: [Meeting] }
    return try JSONDecoder().decode(State.self, from: try await control("GET", "state"))
      .meetings.filter { $0.status == "live" }
  }

  /// What the agenda shows around now.
  func shown() throws -> [EventSummary] {
    let today = Day(TestClock.now, in: .gmt)
    return try cache.agenda.window(
      days: today.advanced(by: -31)...today.advanced(by: 90),
      in: .gmt
    ).events
  }

  /// The requests that the sandbox has had, as method and path.
  func requests() async throws -> [String] {
    struct State: Decodable {
      struct Request: Decodable {
        let method: String
        let path: String
      }
      let requests: [Request]
    }
    return try JSONDecoder().decode(State.self, from: try await control("GET", "state"))
      .requests.map { "\($0.method) \($0.path)" }
  }

  /// Has the answer to one of the next requests lost.
  func loseAnswer(after count: Int) async throws {
    _ = try await control(
      "POST",
      "faults",
      #"{"kind":"lost-answer","next":1,"after":\#(count)}"#
    )
  }

  /// Has something go wrong.
  func fault(_ json: String) async throws { _ = try await control("POST", "faults", json) }

  /// Has Microsoft do what only some accounts do.
  func setGraph(_ json: String) async throws { _ = try await control("POST", "graph", json) }

  /// Ends what goes wrong.
  ///
  /// - Returns: How many faults had not struck as often as they were to.
  @discardableResult
  func clearFaults() async throws -> Int {
    let answer = try await control("DELETE", "faults")
    let cleared = try JSONSerialization.jsonObject(with: answer) as? [String: Any]
    return try #require(cleared?["cleared"] as? Int)
  }

  private func control(
    _ method: String,
    _ path: String,
    _ body: String? = nil
  ) async throws -> Data {
    var request = URLRequest(url: try #require(URL(string: "\(server.url)/_sandbox/\(path)")))
    request.httpMethod = method
    request.httpBody = body.map { Data($0.utf8) }
    return try await URLSession.shared.data(for: request).0
  }
}

/// The token of a sign-in, which holds for as long as a test.
struct ServerTokens: AccessTokens {
  private let fixed: AccessToken

  init(_ signIn: SandboxServer.DirectSignIn) {
    fixed = AccessToken(value: signIn.accessToken, scopes: Set(signIn.scopes))
  }

  func token() async throws(ServiceError) -> AccessToken { fixed }
  func token(insteadOf refused: AccessToken) async throws(ServiceError) -> AccessToken { fixed }
}

/// Hosts of meetings over HTTP.
struct PluggedHosts: ConferencingHosts {
  let hosts: [(grant: Grant, service: any ConferencingService)]

  func grants() async -> [Grant] { hosts.map(\.grant) }

  func service(at grant: GrantID) -> (any ConferencingService)? {
    hosts.first { $0.grant.id == grant }?.service
  }
}
