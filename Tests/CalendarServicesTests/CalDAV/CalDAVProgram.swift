import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import CalendarServices

/// A CalDAV server that others have written, run on this machine in a folder of its own.
enum CalDAVProgram: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case oldRadicale = ".build-servers-old/bin/radicale"
  case radicale = ".build-servers/bin/radicale"
  case xandikos = ".build-servers/bin/xandikos"

  var testDescription: String { rawValue }

  private var isRadicale: Bool { self != .xandikos }

  private var path: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: rawValue).path
  }

  private func arguments(_ port: Int, _ folder: String) -> [String] {
    switch self {
    case .radicale, .oldRadicale:
      [
        "--config", "", "--server-hosts", "127.0.0.1:\(port)", "--storage-filesystem-folder",
        folder + "/data", "--auth-type", "htpasswd", "--auth-htpasswd-filename",
        folder + "/users", "--auth-htpasswd-encryption", "plain",
      ]
    case .xandikos:
      [
        "serve", "-d", folder + "/data", "-p", "\(port)", "-l", "127.0.0.1", "--defaults",
        "--autocreate",
      ]
    }
  }

  /// Runs a test beside the server, with a store that has at least one calendar.
  func run(_ body: (CalDAVStore, CalendarID) async throws -> Void) async throws {
    try #require(
      FileManager.default.isExecutableFile(atPath: path),
      "\(path) is not installed. Run .ci/servers."
    )
    let folder = NSTemporaryDirectory() + "convene-caldav-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("mara:sesame\n".utf8).write(to: URL(filePath: folder + "/users"))
    let port = try Self.freePort()
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments(port, folder)
    process.environment = [
      "HOME": folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      // A signal that can be blocked is: a child has the mask of the thread that started it.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    while process.isRunning, !Self.answers(port) { poll(nil, 0, 20) }
    try #require(process.isRunning, "\(path) does not run.")

    let transport = HTTPTransport(
      clock: ServiceClock(now: { Date(timeIntervalSince1970: 1_795_600_000) }, sleep: { _ in })
    )
    let url = "http://127.0.0.1:\(port)"
    let store = try CalDAVBench.store(url, user: "mara", password: "sesame", transport)
    let result: Result<Void, any Error>
    do {
      if isRadicale { try await Self.makeCalendar(url + "/mara/work/", transport) }
      let calendar = try #require(try await store.collections().first)
      result = .success(try await body(store, calendar.id))
    } catch {
      result = .failure(error)
    }
    await transport.shutdown()
    try result.get()
  }

  private static func makeCalendar(_ url: String, _ transport: HTTPTransport) async throws {
    let base = try ServiceURL(url)
    let request = ServiceRequest(method: ServiceRequest.Method("MKCALENDAR"), path: [""])
    let answer = try await transport.exchange(
      request,
      to: base,
      authorization: .basic(user: "mara", password: "sesame")
    )
    try #require(answer.status == 201)
  }

  /// A port of this machine that nobody listens on.
  private static func freePort() throws -> Int {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    try #require(isBound)
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// Whether somebody listens on a port of this machine.
  private static func answers(_ port: Int) -> Bool {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(client) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
