import Foundation

/// A CalDAV server that others have written, run on this machine in a folder of its own.
package enum CalDAVProgram: String, CaseIterable, Sendable {
  case oldRadicale = ".build-servers-old/bin/radicale"
  case radicale = ".build-servers/bin/radicale"
  case xandikos = ".build-servers/bin/xandikos"

  /// The name of the only user.
  package static let user = "mara"
  /// The user's password.
  package static let password = "sesame"

  /// Why a server does not run.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private var path: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: rawValue).path
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

  /// Runs a test beside the server, whose user has one calendar without events.
  ///
  /// - Parameter body: Told the address of the server.
  /// - Throws: ``Failure`` when it does not run, or what the test throws.
  package func run(_ body: (String) async throws -> Void) async throws {
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Failure(description: "\(path) is not installed. Run .ci/servers.")
    }
    let folder = NSTemporaryDirectory() + "convene-caldav-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try fill(folder)
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
    guard process.isRunning else { throw Failure(description: "\(path) does not run.") }
    try await body("http://127.0.0.1:\(port)")
  }

  /// Makes the user, and for Radicale the calendar; Xandikos makes one by itself.
  private func fill(_ folder: String) throws {
    let calendar = folder + "/data/collection-root/\(Self.user)/work"
    try FileManager.default.createDirectory(
      atPath: self == .xandikos ? folder : calendar,
      withIntermediateDirectories: true
    )
    try Data("\(Self.user):\(Self.password)\n".utf8).write(to: URL(filePath: folder + "/users"))
    guard self != .xandikos else { return }
    try Data("{\"tag\": \"VCALENDAR\"}".utf8)
      .write(to: URL(filePath: calendar + "/.Radicale.props"))
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
    guard isBound else { throw Failure(description: "No port is free.") }
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
