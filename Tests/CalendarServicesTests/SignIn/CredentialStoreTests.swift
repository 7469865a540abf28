import CalendarCore
import Foundation
import Testing

@testable import CalendarServices

/// Where credentials are kept: what goes in comes out, and nobody else sees it.
@Suite struct CredentialStoreTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/kept-\(UUID().uuidString)"

  private var credential: Credential {
    Credential(
      provider: .zoom,
      clientID: "client",
      method: .browser,
      email: "a@x.example",
      scopes: ["meeting:write:meeting"],
      accessToken: "planted-access",
      expires: Date(timeIntervalSince1970: 1_800_000_000),
      refreshToken: "planted-refresh",
      signedIn: Date(timeIntervalSince1970: 1_700_000_000)
    )
  }

  private func mode(_ path: String) throws -> Int {
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(facts[.posixPermissions] as? Int)
  }

  @Test func aFileIsItsOwnersAlone() async throws {
    let folder = folder
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = FileCredentialStore(folder: folder)
    #expect(try await store.load("work/../x") == nil)
    try await store.save(credential, of: "work/../x")
    var other = credential
    other.refused = Date(timeIntervalSince1970: 1_750_000_000)
    try await store.save(other, of: "work/../x")
    #expect(try await store.load("work/../x") == other)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names == ["work%2F..%2Fx.json"])
    #expect(try mode(folder) == 0o700)
    #expect(try mode("\(folder)/\(names[0])") == 0o600)
    try await store.remove("work/../x")
    try await store.remove("work/../x")
    #expect(try await store.load("work/../x") == nil)
  }

  @Test func whatOthersCanReadIsNotUsed() async throws {
    let folder = folder
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = FileCredentialStore(folder: folder)
    try await store.save(credential, of: "a")
    let path = "\(folder)/a.json"
    for permissions in [0o644, 0o640, 0o604] {
      try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
      await expect("chmod 600 '\(path)'") { _ = try await store.load("a") }
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link.json",
      withDestinationPath: path
    )
    await expect("cannot be read") { _ = try await store.load("link") }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    await expect("chmod 700 '\(folder)'") { try await store.save(credential, of: "a") }
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
    try Data("{".utf8).write(to: URL(fileURLWithPath: path))
    await expect("login a") { _ = try await store.load("a") }
  }

  /// Real programs: the secret goes over standard input and is in no argument.
  @Test func commandsGetItOverStandardInput() async throws {
    let folder = folder
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let commands = Recorder<ExternalCommand>()
    let store = CommandCredentialStore(
      get: "cat '\(folder)/kept'",
      set: "cat > '\(folder)/kept'",
      run: { command in
        commands.add(command)
        return try Self.run(command)
      }
    )
    await expect("token_get of account \"a\" failed (status 1)") { _ = try await store.load("a") }
    try await store.save(credential, of: "a")
    #expect(try await store.load("a") == credential)
    try await store.remove("a")
    #expect(try await store.load("a") == nil)
    #expect(commands.all.allSatisfy { !"\($0.arguments)".contains("planted") })
    #expect(commands.all.contains { String(decoding: $0.input, as: UTF8.self).contains("planted") })
  }

  @Test func theKeyringIsAskedBySecretTool() async throws {
    let kept = Recorder<Data>()
    let commands = Recorder<ExternalCommand>()
    let store = SecretServiceStore { command in
      commands.add(command)
      switch command.arguments.first {
      case "store":
        kept.add(command.input)
        return CommandOutcome(status: 0)
      case "lookup":
        return kept.all.last.map { CommandOutcome(status: 0, output: $0) }
          ?? CommandOutcome(status: 1)
      default: return CommandOutcome(status: 1, complaint: "Cannot reach\nthe bus")
      }
    }
    #expect(await store.isAvailable())
    #expect(try await store.load("a") == nil)
    try await store.save(credential, of: "a")
    #expect(try await store.load("a") == credential)
    await expect("(Cannot reach the bus)") { try await store.remove("a") }
    #expect(
      commands.all.map(\.arguments)[2] == [
        "store", "--label=Convene: a", "application", "convene", "account", "a",
      ]
    )
    let missing = SecretServiceStore { _ in throw CocoaError(.fileNoSuchFile) }
    #expect(await !missing.isAvailable())
    await expect("libsecret-tools") { _ = try await missing.load("a") }
  }

  private func expect(_ words: String, _ body: () async throws -> Void) async {
    do {
      try await body()
      Issue.record("It went through; wanted: \(words)")
    } catch let error as ServiceError {
      guard case .unauthorized(let text) = error, text.contains(words) else {
        Issue.record("\(error.message)")
        return
      }
    } catch {
      Issue.record("\(error)")
    }
  }

  private static func run(_ command: ExternalCommand) throws -> CommandOutcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command.program)
    process.arguments = command.arguments
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = Pipe()
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: command.input)
    try input.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return CommandOutcome(status: Int(process.terminationStatus), output: data)
  }
}
