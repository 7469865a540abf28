import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Testing

@testable import Sandbox

extension RunningSandbox {
  /// The address of the Google sign-in, which is the id of its calendar.
  var googleEmail: String { server.signIns[0].email }

  /// Asks the Google interface for a path below `/calendar/v3`.
  func askGoogle(
    _ method: String,
    _ path: String,
    _ body: JSON? = nil,
    match: String? = nil,
    unless: String? = nil,
    token: String? = nil,
    headers: [String: String] = [:]
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: server.url + "/calendar/v3" + path)
    request.method = .init(rawValue: method)
    let token = token ?? server.signIns[0].accessToken
    request.headers.add(name: "Authorization", value: "Bearer \(token)")
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let unless { request.headers.add(name: "If-None-Match", value: unless) }
    if let match { request.headers.add(name: "If-Match", value: match) }
    if let body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(string: body.text))
    }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
    let buffer = try await response.body.collect(upTo: 64 * 1024 * 1024)
    return Answer(
      status: Int(response.status.code),
      bytes: Array(buffer.readableBytesView),
      headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }
    )
  }

  /// Changes what only Google itself could.
  func turnGoogle(_ body: JSON) async throws {
    let answer = try await ask("POST", "/_sandbox/google", body, control: true)
    guard answer.status == 200 else { throw Unexpected(answer: answer) }
  }

  /// Makes an event on the own calendar.
  func makeGoogle(_ more: [String: JSON] = [:], query: String = "") async throws -> JSON {
    var body: [String: JSON] = [
      "summary": "Plan", "start": Self.at("10:00:00+01:00"), "end": Self.at("11:00:00+01:00"),
    ]
    body.merge(more) { $1 }
    let answer = try await askGoogle("POST", "\(Self.own)?\(query)", .object(body))
    guard answer.status == 200 else { throw Unexpected(answer: answer) }
    return answer.json
  }

  /// A patch of an event on the own calendar.
  func patchGoogle(_ event: JSON, _ body: JSON, version: Int = 1) async throws -> Answer {
    let id = event["id"].string ?? ""
    return try await askGoogle(
      "PATCH",
      "\(Self.own)/\(id)?conferenceDataVersion=\(version)",
      body
    )
  }

  /// The links of the Meets that this test had made and that live.
  func liveMeets() async throws -> [String] {
    try await meetings("live")
      .filter {
        $0["host_grant"].string == "google-\(googleEmail)"
          && $0["event_id"].string?.hasPrefix("seed") == false
      }
      .compactMap { $0["url"].string }
  }

  static let own = "/calendars/primary/events"

  /// A moment on the day of the sandbox.
  static func at(_ clock: String) -> JSON { ["dateTime": .string("2026-11-25T\(clock)")] }

  /// A request for a Meet.
  static func meet(_ id: String, type: String = "hangoutsMeet") -> JSON {
    [
      "conferenceData": [
        "createRequest": [
          "requestId": .string(id), "conferenceSolutionKey": ["type": .string(type)],
        ]
      ]
    ]
  }
}

extension RunningSandbox.Answer {
  /// Why Google refused.
  var reason: String? { json["error"]["errors"].array?.first?["reason"].string }
}
