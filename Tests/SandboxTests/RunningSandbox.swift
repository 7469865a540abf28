import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

@testable import Sandbox

/// A sandbox on a free port with a client beside it.
struct RunningSandbox: Sendable {
  let server: SandboxServer

  /// Wednesday, 2026-11-25 09:30 UTC.
  static let moment = Date(timeIntervalSince1970: 1_795_599_000)

  var google: String { server.grants[0].id }
  var microsoft: String { server.grants[1].id }
  var zoom: String { server.grants[2].id }
  var zoomLackingScope: String { server.grants[3].id }
  var zoomExpired: String { server.grants[4].id }

  struct Answer: Sendable {
    let status: Int
    let bytes: [UInt8]
    let headers: [String: String]

    var json: JSON { JSON(bytes: bytes) ?? .null }
    var data: JSON { json["data"] }
    var list: [JSON] { data.array ?? [] }
    var message: String { json["error"]["message"].string ?? "" }
    var providerMessage: String { json["error"]["provider_error"]["message"].string ?? "" }
  }

  /// Asks for a path such as `/v3/grants`, with a body where one is given.
  func ask(
    _ method: String,
    _ path: String,
    _ body: JSON? = nil,
    text: String? = nil,
    key: String? = nil,
    control: Bool = false
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: server.url + path)
    request.method = .init(rawValue: method)
    if !control {
      request.headers.add(name: "Authorization", value: "Bearer \(key ?? server.apiKey)")
    }
    if let text = text ?? body?.text {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(string: text))
    }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
    let buffer = try await response.body.collect(upTo: 64 * 1024 * 1024)
    return Answer(
      status: Int(response.status.code),
      bytes: Array(buffer.readableBytesView),
      headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }
    )
  }

  func state() async throws -> JSON { try await ask("GET", "/_sandbox/state", control: true).json }

  func meetings(_ status: String) async throws -> [JSON] {
    try await state()["meetings"].array?.filter { $0["status"].string == status } ?? []
  }

  func fault(_ body: JSON) async throws {
    let answer = try await ask("POST", "/_sandbox/faults", body, control: true)
    guard answer.status == 200 else { throw Unexpected(answer: answer) }
  }

  /// The calendar of a grant with a name.
  func calendar(_ name: String, of grant: String) async throws -> String {
    let answer = try await ask("GET", "/v3/grants/\(grant)/calendars")
    let found = answer.list.first { $0["name"].string == name }
    guard let id = found?["id"].string else { throw Unexpected(answer: answer) }
    return id
  }

  /// Path of a grant's events, `primary` calendar unless another is named.
  func events(
    _ grant: String,
    _ id: String? = nil,
    calendar: String = "primary",
    query: String = ""
  )
    -> String
  {
    "/v3/grants/\(grant)/events" + (id.map { "/\(Self.encoded($0))" } ?? "")
      + "?calendar_id=\(Self.encoded(calendar))\(query)"
  }

  /// Makes an event and gives its answer's data.
  func create(_ grant: String, _ body: JSON, calendar: String = "primary") async throws -> JSON {
    let answer = try await ask("POST", events(grant, calendar: calendar), body)
    guard answer.status == 200 else { throw Unexpected(answer: answer) }
    return answer.data
  }

  func event(_ grant: String, _ id: String, calendar: String = "primary") async throws -> JSON {
    try await ask("GET", events(grant, id, calendar: calendar)).data
  }

  /// All events of a calendar from a year before to four after, page by page.
  func all(_ grant: String, _ calendar: String, _ more: String = "&limit=200") async throws
    -> [JSON]
  {
    var found: [JSON] = []
    var token = ""
    let start = Int(Self.moment.timeIntervalSince1970) - 366 * 86_400
    repeat {
      let span = "&start=\(start)&end=\(start + 1800 * 86_400)"
      let page = token.isEmpty ? "" : "&page_token=\(token)"
      let answer = try await ask(
        "GET",
        events(grant, calendar: calendar, query: span + page + more)
      )
      guard answer.status == 200 else { throw Unexpected(answer: answer) }
      found += answer.list
      token = answer.json["next_cursor"].string ?? ""
    } while !token.isEmpty
    return found
  }

  static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  struct Unexpected: Error {
    let answer: Answer
  }
}

/// Starts a sandbox, hands it over, and stops it whatever happens.
func withSandbox(
  events: Int? = nil,
  hasLimitedGrants: Bool = false,
  seed: UInt64 = 7,
  linkDelay: Duration = .zero,
  pendingAnswer: SandboxConfiguration.PendingAnswer = .request,
  _ body: (RunningSandbox) async throws -> Void
) async throws {
  let server = try await SandboxServer.start(
    SandboxConfiguration(
      events: events,
      hasLimitedGrants: hasLimitedGrants,
      seed: seed,
      linkDelay: linkDelay,
      pendingAnswer: pendingAnswer,
      now: RunningSandbox.moment,
      timeZone: "Europe/Berlin"
    )
  )
  do {
    try await body(RunningSandbox(server: server))
  } catch {
    await server.stop()
    throw error
  }
  await server.stop()
}

extension JSON {
  /// A member, or null where there is none.
  subscript(_ name: String) -> JSON { object?[name] ?? .null }
}

/// A timespan of an hour, `hours` after the sandbox's moment.
func hour(_ hours: Int) -> JSON {
  let start = Int(RunningSandbox.moment.timeIntervalSince1970) + hours * 3600
  return [
    "start_time": .int(start), "end_time": .int(start + 3600),
    "start_timezone": "Europe/Berlin", "end_timezone": "Europe/Berlin",
  ]
}
