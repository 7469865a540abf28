import Foundation
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The stand-in service in a process of its own.
///
/// A class because it owns the process.
final class SandboxProcess {
  /// A meeting at its provider, as far as tests ask.
  struct Meeting: Equatable, CustomStringConvertible {
    var provider: String
    var event: String
    var host: String
    var url: String
    var isLive: Bool
    var description: String { "\(isLive ? "live" : "deleted") \(provider) \(url)" }
  }

  private let folder: String
  private let environment: [String: String]
  private let options: [String]
  /// The time in its world.
  let clock: TestClock
  private var process: Process
  /// What it printed when it started.
  private let announcement: JSON

  /// Starts it on a free port and waits until it answers.
  init(
    in folder: String,
    environment: [String: String],
    options: [String],
    clock: TestClock
  ) throws {
    self.clock = clock
    self.folder = folder
    self.environment = environment
    self.options = options
    (process, announcement) = try Self.start(
      ["--port", "0"] + options,
      in: folder,
      environment: environment
    )
  }

  /// Starts it again on its port, with the data of its seed.
  func restart() throws {
    stop()
    let port = try #require(URL(string: url)?.port)
    (process, _) = try Self.start(
      ["--port", "\(port)"] + options,
      in: folder,
      environment: environment
    )
  }

  /// Ends it.
  func stop() {
    guard process.isRunning else { return }
    process.terminate()
    process.waitUntilExit()
  }

  private static func start(
    _ options: [String],
    in folder: String,
    environment: [String: String]
  ) throws -> (Process, JSON) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["sandbox"] + options
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.file(folder + "/sandbox.out")
    process.standardError = try Self.file(folder + "/sandbox.err")
    try process.run()
    let line = try Waiting.until("the sandbox to start") {
      try String(contentsOfFile: folder + "/sandbox.out", encoding: .utf8)
    } wanted: {
      $0.hasSuffix("\n")
    }
    return (process, try JSON(line))
  }

  private static func file(_ path: String) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw WorldError("cannot write \(path)")
    }
    return handle
  }

  // MARK: What it is

  var url: String { announcement["url"].text ?? "" }
  var key: String { announcement["api_key"].text ?? "" }

  /// The id of the grant of an address.
  func grant(_ email: String) throws -> String {
    try #require(announcement["grants"].list.first { $0["email"].text == email }?["id"].text)
  }

  var google: String { get throws { try grant("mara.lindqvist@acme.example") } }
  var microsoft: String { get throws { try grant("mara@northwind.example") } }
  var zoom: String { get throws { try grant("mara.zoom@acme.example") } }

  /// The configuration of a user with its two calendar accounts.
  var configuration: String {
    get throws {
      try [("google", google), ("microsoft", microsoft)].map { name, grant in
        """
        [accounts.\(name)]
        service = "nylas"
        url = "\(url)"
        grant = "\(grant)"
        api_key = "\(key)"

        """
      }
      .joined(separator: "\n")
    }
  }

  // MARK: What it did

  /// Every meeting that there is or was.
  func meetings() throws -> [Meeting] {
    try state()["meetings"].list.map { meeting in
      Meeting(
        provider: meeting["provider"].text ?? "",
        event: meeting["event_id"].text ?? "",
        host: meeting["host_grant"].text ?? "",
        url: meeting["url"].text ?? "",
        isLive: meeting["status"].text == "live"
      )
    }
  }

  /// The providers of the meetings that are live.
  func live() throws -> [String] { try meetings().filter(\.isLive).map(\.provider).sorted() }

  /// Waits until exactly these meetings are live.
  func waitForLive(_ providers: String...) throws { try waitForLive(providers) }

  /// Waits until exactly these meetings are live.
  func waitForLive(_ providers: [String]) throws {
    _ = try Waiting.until("live meetings \(providers)", look: meetings) { meetings in
      meetings.filter(\.isLive).map(\.provider).sorted() == providers.sorted()
    }
  }

  /// The requests so far that would change something.
  func writes() throws -> [String] {
    try state()["requests"].list
      .map { "\($0["method"].text ?? "") \($0["path"].text ?? "")" }
      .filter { !$0.hasPrefix("GET") }
  }

  /// What it says of itself.
  func state() throws -> JSON { try told("state") }

  /// The requests so far with their bodies and answers.
  func exchanges() throws -> [JSON] { try told("exchanges").list }

  private func told(_ name: String) throws -> JSON {
    guard let address = URL(string: url + "/_sandbox/" + name) else { throw WorldError("bad URL") }
    return try JSON(String(decoding: Data(contentsOf: address), as: UTF8.self))
  }

  /// Sends a request by hand, as the program never would.
  func send(_ method: String, _ path: String, _ body: String) async throws -> (Int, JSON) {
    var request = URLRequest(url: try #require(URL(string: url + path)))
    request.httpMethod = method
    request.httpBody = Data(body.utf8)
    request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    let (data, response) = try await URLSession.shared.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    return (status, try JSON(String(decoding: data, as: UTF8.self)))
  }
}
