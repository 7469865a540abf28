import Foundation

/// A CalDAV server that others have written, run on this machine in a folder of its own.
package enum CalDAVProgram: String, CaseIterable, Sendable {
  case oldRadicale = ".build-servers-old/bin/radicale"
  case radicale = ".build-servers/bin/radicale"
  case xandikos = ".build-servers/bin/xandikos"
  case cyrus = ".ci/cyrus"

  /// The name of the user; of the only one, but at Cyrus.
  package static let user = "mara"
  /// Another user at Cyrus, with the same password.
  package static let guest = "ann"
  /// The user's password.
  package static let password = "sesame"

  /// The servers that run on this machine: all, and Cyrus where ``cyrusObstacle`` is `nil`.
  package static let installed = allCases.filter { $0 != .cyrus || cyrusObstacle == nil }

  /// Why Cyrus cannot run on this machine; `nil` when it can.
  package static let cyrusObstacle: String? = {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(filePath: cyrus.path)
    process.arguments = ["check"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    guard (try? process.run()) != nil else { return "\(cyrus.path) cannot be started." }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus != 0 { return "\(cyrus.path) check fails." }
    return text.isEmpty ? nil : text.trimmingCharacters(in: .newlines)
  }()

  /// Why a server does not run.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private var path: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: rawValue).path
  }

  private func arguments(_ port: Int, _ mailPort: Int, _ folder: String) -> [String] {
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
    case .cyrus:
      ["run", folder, "\(port)", "\(mailPort)", Self.password, Self.user, Self.guest]
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
    var mailPort = try Self.freePort()
    while mailPort == port { mailPort = try Self.freePort() }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments(port, mailPort, folder)
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
      // Cyrus leads a group, in which its services are.
      if self == .cyrus { kill(-process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
    }
    let end = ContinuousClock.now + .seconds(60)
    let ports = self == .cyrus ? [port, mailPort] : [port]
    for port in ports {
      while process.isRunning, ContinuousClock.now < end, !Self.answers(port) { poll(nil, 0, 20) }
    }
    guard process.isRunning, ports.allSatisfy(Self.answers) else {
      throw Failure(description: "\(path) does not run.")
    }
    if self == .cyrus { for user in [Self.user, Self.guest] { try Self.signIn(user, mailPort) } }
    try await body("http://127.0.0.1:\(port)")
  }

  /// Makes the user, and for Radicale the calendar; the others make theirs by themselves.
  private func fill(_ folder: String) throws {
    guard self != .cyrus else { return }
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

  /// Signs a user in by IMAP (RFC 9051, section 6.2.3), which makes their mailbox.
  private static func signIn(_ user: String, _ port: Int) throws {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(client) }
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    guard connects(client, port) else { throw Failure(description: "Cyrus takes no sign-ins.") }
    let commands = Array("a LOGIN \(user) \(password)\r\nb LOGOUT\r\n".utf8)
    _ = write(client, commands, commands.count)
    var (answer, bytes) = ([UInt8](), [UInt8](repeating: 0, count: 4_096))
    while case let count = read(client, &bytes, bytes.count), count > 0 {
      answer += bytes[..<count]
    }
    let text = String(decoding: answer, as: UTF8.self)
    guard text.contains("\na OK") else {
      throw Failure(description: "Cyrus signs \(user) not in: \(text)")
    }
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
    return connects(client, port)
  }

  private static func connects(_ client: Int32, _ port: Int) -> Bool {
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
