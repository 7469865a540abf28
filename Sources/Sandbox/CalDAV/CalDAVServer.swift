import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// A running stand-in for a CalDAV server: strict where its RFCs say something, and otherwise as a
/// test wants.
///
/// A class because it is the one server behind a port.
package final class CalDAVServer: Sendable {
  /// The only user.
  package static let user = CalDAVWorld.user
  /// The user's password.
  package static let password = CalDAVWorld.password

  /// Where it is, such as `http://127.0.0.1:40123`.
  package let url: String
  private let world: CalDAVWorld
  private let running: Task<Void, any Error>

  private init(url: String, world: CalDAVWorld, running: Task<Void, any Error>) {
    self.url = url
    self.world = world
    self.running = running
  }

  /// Breaks an answer off: Hummingbird closes the connection when a body cannot be written.
  private struct LostAnswer: Error {}

  /// Starts a server on a free port of this machine and returns once it answers.
  package static func start(_ quirks: CalDAVQuirks = CalDAVQuirks()) async throws -> CalDAVServer {
    let world = CalDAVWorld(quirks)
    let (ports, port) = AsyncStream<Int>.makeStream()
    let application = Application(
      responder: CallbackResponder { (request: Request, context: SandboxContext) in
        try await respond(request, context, world)
      },
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        port.yield(channel.localAddress?.port ?? 0)
        port.finish()
      },
      logger: Logger(label: "caldav") { _ in SwiftLogNoOpLogHandler() }
    )
    let running = Task.detached {
      defer { port.finish() }
      try await application.run()
    }
    for await number in ports {
      let url = "http://127.0.0.1:\(number)"
      await world.begin(at: url)
      return CalDAVServer(url: url, world: world, running: running)
    }
    throw SandboxError.cannotListen(host: "127.0.0.1", port: 0, reason: "no port is free")
  }

  /// Stops it and returns when its port is free again.
  package func stop() async {
    running.cancel()
    _ = await running.result
  }

  private static func respond(
    _ request: Request,
    _ context: SandboxContext,
    _ world: CalDAVWorld
  ) async throws -> Response {
    let body = try await request.body.collect(upTo: 16 << 20)
    let call = CalDAVCall(
      method: request.method.rawValue,
      path: request.uri.path,
      headers: Dictionary(
        request.headers.map { ($0.name.canonicalName, $0.value) },
        uniquingKeysWith: { $1 }
      ),
      body: Array(body.readableBytesView)
    )
    guard let answer = await world.respond(call) else {
      try? await context.channel.close()
      throw LostAnswer()
    }
    var response = Response(
      status: HTTPResponse.Status(code: answer.status),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
    )
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { response.headers[name] = value }
    }
    return response
  }

  // MARK: What tests look at and turn

  /// Changes how it behaves from now on.
  package func turn(_ change: @Sendable (inout CalDAVQuirks) -> Void) async {
    await world.turn(change)
  }

  /// The texts of a calendar, by the names of their resources.
  package func texts(of calendar: String) async -> [String: String] {
    await world.folders[calendar]?.resources
      .mapValues { String(decoding: $0.bytes, as: UTF8.self) } ?? [:]
  }

  /// Writes a resource as another client does.
  ///
  /// - Parameters:
  ///   - text: An iCalendar stream.
  ///   - name: The name of the resource.
  ///   - calendar: The calendar.
  ///   - keepsScheduleTag: Whether it only has the answer of another attendee in it.
  package func place(
    _ text: String,
    as name: String,
    in calendar: String = "work",
    keepsScheduleTag: Bool = false
  ) async {
    await world.place(text, name, in: calendar, keepsScheduleTag: keepsScheduleTag)
  }

  /// Removes a resource as another client does.
  package func remove(_ name: String, in calendar: String = "work") async {
    await world.remove(name, in: calendar)
  }

  /// Lets the user only read a calendar.
  package func protect(_ calendar: String) async {
    await world.change(calendar) { $0.isReadOnly = true }
  }

  /// Makes a calendar, of tasks alone where it is wanted.
  package func add(_ calendar: String, components: [String] = ["VEVENT"]) async {
    await world.change(calendar) { $0.components = components }
  }

  /// Makes all tokens unknown that were given out for a calendar.
  package func forgetChanges(of calendar: String = "work") async {
    await world.change(calendar) { $0.tokenGeneration += 1 }
  }

  /// Loses the answer of a request that is carried out.
  ///
  /// - Parameter count: How many requests are answered before it; `nil` loses none any more.
  package func loseAnswer(after count: Int?) async { await world.lose(after: count) }

  /// Answers the next request of a method in another way; it is not carried out.
  package func answer(
    _ method: String,
    _ status: Int,
    headers: [String: String] = [:],
    text: String = ""
  ) async {
    var answer = CalDAVAnswer(status, text: text)
    answer.headers.merge(headers) { $1 }
    await world.answer(method, answer)
  }

  /// Consents to the sign-in that is under way, as the user does in the browser.
  package func consent() async { await world.consent() }

  /// What was asked so far: `PROPFIND /dav/ 207`.
  package var requests: [String] {
    get async { await world.requests.map { "\($0.method) \($0.path) \($0.status)" } }
  }
}
