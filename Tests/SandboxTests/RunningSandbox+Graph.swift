import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

@testable import Sandbox

extension RunningSandbox {
  /// Asks Graph for a path below `/v1.0`, or for a whole address as links are.
  func graph(
    _ method: String,
    _ path: String,
    _ body: JSON? = nil,
    prefer: String = "IdType=\"ImmutableId\"",
    ifMatch: String? = nil,
    token: String? = nil
  ) async throws -> Answer {
    let address = path.hasPrefix("http") ? path : server.url + "/v1.0" + path
    var request = HTTPClientRequest(url: address)
    request.method = .init(rawValue: method)
    let own = server.signIns.first { $0.provider == "microsoft" }?.accessToken
    request.headers.add(name: "Authorization", value: "Bearer \(token ?? own ?? "")")
    if !prefer.isEmpty { request.headers.add(name: "Prefer", value: prefer) }
    if let ifMatch { request.headers.add(name: "If-Match", value: ifMatch) }
    if let body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(string: body.text))
    }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
    let buffer = try await response.body.collect(upTo: 1 << 24)
    return Answer(
      status: Int(response.status.code),
      bytes: Array(buffer.readableBytesView),
      headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }
    )
  }

  /// Switches a quirk of Graph on or off.
  func turnGraph(_ body: JSON) async throws {
    let answer = try await ask("POST", "/_sandbox/graph", body, control: true)
    guard answer.status == 200 else { throw Unexpected(answer: answer) }
  }

  /// The path of a calendar of the Microsoft sign-in.
  func graphCalendar(_ name: String = "Calendar") async throws -> String {
    let answer = try await graph("GET", "/me/calendars")
    let found = answer.value.first { $0["name"].string == name }
    guard let id = found?["id"].string else { throw Unexpected(answer: answer) }
    return "/me/calendars/" + Self.encoded(id)
  }

  /// Makes an event, an hour long, and gives the answer's body.
  func graphEvent(
    _ more: [String: JSON] = [:],
    calendar: String = "Calendar"
  ) async throws -> JSON {
    let body = graphBody.merging(more) { $1 }
    let path = try await graphCalendar(calendar) + "/events"
    let answer = try await graph("POST", path, .object(body))
    guard answer.status == 201 else { throw Unexpected(answer: answer) }
    return answer.json
  }

  /// An hour of the second of December 2026, a Wednesday.
  var graphBody: [String: JSON] {
    [
      "subject": "Plan",
      "start": ["dateTime": "2026-12-02T10:00:00", "timeZone": "Europe/Berlin"],
      "end": ["dateTime": "2026-12-02T11:00:00", "timeZone": "W. Europe Standard Time"],
    ]
  }

  func path(_ event: JSON) -> String {
    "/me/events/" + Self.encoded(event["id"].string ?? "")
  }

  /// Follows a round of changes to its end.
  func graphRound(
    _ start: String,
    prefer: String = "IdType=\"ImmutableId\", odata.maxpagesize=4"
  ) async throws -> (items: [JSON], sizes: [Int], delta: String) {
    var items: [JSON] = []
    var sizes: [Int] = []
    var link = start
    while true {
      let answer = try await graph("GET", link, prefer: prefer)
      guard answer.status == 200 else { throw Unexpected(answer: answer) }
      items += answer.value
      sizes.append(answer.value.count)
      if let delta = answer.json["@odata.deltaLink"].string { return (items, sizes, delta) }
      guard let next = answer.json["@odata.nextLink"].string else {
        throw Unexpected(answer: answer)
      }
      link = next
    }
  }

  /// The path of the changes of a calendar over the weeks around.
  func graphDelta(_ calendar: String = "Calendar") async throws -> String {
    try await graphCalendar(calendar)
      + "/calendarView/delta?startDateTime=2026-11-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z"
  }
}

extension RunningSandbox.Answer {
  var value: [JSON] { json["value"].array ?? [] }
  var code: String { json["error"]["code"].string ?? "" }
}
