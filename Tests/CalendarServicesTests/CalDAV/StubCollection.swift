import CalendarCore
import ConferencingCore
import Foundation
import Synchronization

@testable import CalendarServices

/// A CalDAV server with one calendar, which refuses resources as a test says.
final class StubCollection: Sendable {
  /// What it has, and what it was asked.
  struct State: Sendable {
    /// The names of its resources.
    var names: [String] = []
    /// The names that changes are told of; all where none were told before.
    var changed: [String] = []
    /// The status of what asks for one of these.
    var refused: [String: Int] = [:]
    /// Whether it tells what changed, and need not be listed.
    var supportsSyncCollection = true
    /// The tokens that changes were asked for since.
    var tokens: [String] = []
    /// How many requests for one resource were refused.
    var refusals = 0
  }

  static let calendar = CalendarID("/cal/")
  let state: Mutex<State>

  init(_ change: (inout State) -> Void) {
    var state = State()
    change(&state)
    self.state = Mutex(state)
  }

  /// Runs a test on a service at it.
  static func run(
    _ change: (inout State) -> Void,
    _ body: (StubCollection, ResourceService) async throws -> Void
  ) async throws {
    let collection = StubCollection(change)
    try await StubServer.run({ collection.answer($0) }) { stub in
      let store = try CalDAVBench.store(stub.url + "/", StubServer.transport())
      let service = ResourceService(
        account: AccountID("home"),
        store: store,
        zone: .gmt,
        clock: ServiceClock(now: { .distantPast }, random: { 0.5 }, sleep: { _ in })
      )
      try await body(collection, service)
    }
  }

  private func answer(_ request: StubServer.Request) -> StubServer.Answer {
    state.withLock { state in
      switch (request.method, request.body) {
      case ("GET", _): Self.resource(request, &state)
      case ("REPORT", let body) where body.contains("sync-collection"): Self.changes(body, &state)
      case ("REPORT", let body): Self.resources(body, state)
      case ("PROPFIND", let body) where body.contains("getetag"):
        Self.answer(state.names.map { Self.response($0, "<d:getetag>\"e\"</d:getetag>") })
      default:
        Self.answer([
          Self.response(
            "",
            "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
              + (state.supportsSyncCollection ? "<d:sync-token>t</d:sync-token>" : "")
          )
        ])
      }
    }
  }

  private static func resource(
    _ request: StubServer.Request,
    _ state: inout State
  ) -> StubServer.Answer {
    let name = request.target.split(separator: "/").last.map(String.init) ?? ""
    if let status = state.refused[name] {
      state.refusals += 1
      return .json("", status: status)
    }
    return StubServer.Answer(
      headers: [("Content-Type", "text/calendar"), ("ETag", "\"e\"")],
      body: Array(CalDAVBench.event(name).utf8)
    )
  }

  /// All resources that are asked for, or the status of one that is refused.
  private static func resources(_ body: String, _ state: State) -> StubServer.Answer {
    let names = body.split(separator: "<D:href>").dropFirst().map {
      String($0.prefix { $0 != "<" }.split(separator: "/").last ?? "")
    }
    if let status = names.lazy.compactMap({ state.refused[$0] }).first {
      return .json("", status: status)
    }
    return answer(
      names.map { name in
        response(
          name,
          "<d:getetag>\"e\"</d:getetag>"
            + "<c:calendar-data>\(CalDAVBench.event(name))</c:calendar-data>"
        )
      }
    )
  }

  private static func changes(_ body: String, _ state: inout State) -> StubServer.Answer {
    let token = body.split(separator: "<D:sync-token>").last?.prefix { $0 != "<" } ?? ""
    state.tokens.append(String(token))
    let names = body.contains("<D:sync-token></D:sync-token>") ? state.names : state.changed
    return answer(
      names.map { response($0, "<d:getetag>\"e\"</d:getetag>") },
      more: "<d:sync-token>t\(state.tokens.count)</d:sync-token>"
    )
  }

  private static func response(_ name: String, _ properties: String) -> String {
    "<d:response><d:href>/cal/\(name)</d:href><d:propstat><d:prop>\(properties)</d:prop>"
      + "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
  }

  private static func answer(_ responses: [String], more: String = "") -> StubServer.Answer {
    StubServer.Answer(
      status: 207,
      headers: [("Content-Type", "text/xml")],
      body: Array(
        ("<d:multistatus xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\">"
          + responses.joined() + more + "</d:multistatus>").utf8
      )
    )
  }
}
