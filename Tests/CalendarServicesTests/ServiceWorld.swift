import CalendarCore
import ConferencingCore
import Foundation
import Logging
import Sandbox
import Synchronization
import TestSupport
import Testing

@testable import CalendarServices

/// A sandbox, and services that speak to it over HTTP.
struct ServiceWorld: Sendable {
  let server: SandboxServer
  let transport: HTTPTransport
  /// What speaks to the sandbox itself, with settings of its own.
  let controls: HTTPTransport
  /// The waits that the transport asked for; it did not really wait.
  let waits: Recorder<Duration>
  /// What was logged, messages and metadata.
  let log: Recorder<String>
  let now: Date

  /// Runs a test in a world of its own.
  static func run(
    events: Int? = nil,
    settings: TransportSettings = TransportSettings(),
    _ body: (ServiceWorld) async throws -> Void
  ) async throws {
    let now = TestClock.now
    let server = try await SandboxServer.start(
      SandboxConfiguration(
        events: events,
        linkDelay: .seconds(60),
        now: now,
        timeZone: "Europe/Berlin"
      )
    )
    let waits = Recorder<Duration>()
    let log = Recorder<String>()
    let transport = HTTPTransport(
      settings: settings,
      clock: ServiceClock(now: { now }, random: { 0.5 }, sleep: { waits.add($0) }),
      logger: Logger(label: "test", factory: { _ in RecordingLog(recorder: log) })
    )
    let controls = HTTPTransport(clock: ServiceClock(now: { now }))
    let world = ServiceWorld(
      server: server,
      transport: transport,
      controls: controls,
      waits: waits,
      log: log,
      now: now
    )
    let result: Result<Void, any Error>
    do { result = .success(try await body(world)) } catch { result = .failure(error) }
    await transport.shutdown()
    await controls.shutdown()
    await server.stop()
    try result.get()
  }

  /// The service of a grant; the Google one is number 0, the Microsoft one number 1.
  func service(_ number: Int = 0, key: String? = nil) throws -> NylasService {
    let key = key ?? server.apiKey
    return try NylasService(
      NylasConfiguration(
        url: server.url,
        grant: GrantID(server.grants[number].id),
        apiKey: { key },
        account: AccountID("work")
      ),
      transport: transport
    )
  }

  /// A stretch of time of some days around now.
  func window(_ days: Double = 30) -> DateInterval {
    DateInterval(start: now - days * 86_400, end: now + days * 86_400)
  }

  /// Has something go wrong.
  func fault(_ json: String) async throws {
    let answer = try await control(.post, "faults", body: Data(json.utf8))
    try #require(answer.status == 200)
  }

  /// The paths of the requests so far that have a method.
  func requests(_ method: String) async throws -> [String] {
    struct State: Decodable {
      struct Request: Decodable {
        let method: String
        let path: String
      }
      let requests: [Request]
    }
    let state = try JSONDecoder().decode(State.self, from: try await control(.get, "state").body)
    return state.requests.filter { $0.method == method }.map(\.path)
  }

  /// Asks the sandbox itself.
  func control(
    _ method: ServiceRequest.Method,
    _ path: String,
    body: Data? = nil
  ) async throws -> ServiceResponse {
    try await controls.exchange(
      ServiceRequest(method: method, path: ["_sandbox", path], body: body),
      to: try ServiceURL(server.url),
      authorization: .none
    )
  }

  /// A draft an hour long on a calendar, tomorrow.
  func draft(_ calendar: CalendarInfo, title: String = "Plan") -> EventDraft {
    let start = Date(timeIntervalSince1970: (now.timeIntervalSince1970 + 86_400).rounded())
    return EventDraft(
      account: calendar.account,
      calendar: calendar.id,
      title: title,
      time: .timed(start: start, end: start + 3600, zone: "Europe/Berlin")
    )
  }
}

/// Keeps what is told to it, from any thread.
final class Recorder<Element: Sendable>: Sendable {
  private let list = Mutex<[Element]>([])
  var all: [Element] { list.withLock { $0 } }
  func add(_ element: Element) { list.withLock { $0.append(element) } }
}

struct RecordingLog: LogHandler {
  let recorder: Recorder<String>
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .trace

  init(recorder: Recorder<String>) { self.recorder = recorder }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { recorder.add("\(event.message) \(event.metadata ?? [:])") }
}
