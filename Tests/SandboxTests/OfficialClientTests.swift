import Foundation
import Testing

@testable import Sandbox

/// The services' own clients for Python, run against the sandbox: what they do not understand, the
/// services do not say.
@Suite(.timeLimit(.minutes(5))) struct OfficialClientTests {
  @Test func nylas() async throws {
    try await withSandbox { sandbox in
      try await run(
        "nylas_client.py",
        sandbox,
        [
          sandbox.server.apiKey, sandbox.google, sandbox.microsoft, sandbox.zoom,
          "\(Int(RunningSandbox.moment.timeIntervalSince1970))",
        ]
      )
    }
  }

  @Test func google() async throws {
    try await withSandbox { sandbox in
      try await run("google_client.py", sandbox, [token(sandbox, "google")])
    }
  }

  @Test func microsoft() async throws {
    try await withSandbox { sandbox in
      try await run("graph_client.py", sandbox, [token(sandbox, "microsoft")])
    }
  }

  private func token(_ sandbox: RunningSandbox, _ provider: String) -> String {
    sandbox.server.signIns.first { $0.provider == provider }?.accessToken ?? ""
  }

  /// Runs a script with the address of the sandbox and more arguments, to its last line "ok".
  private func run(
    _ script: String,
    _ sandbox: RunningSandbox,
    _ arguments: [String]
  ) async throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let python = root.appending(path: ".build-clients/bin/python").path
    try #require(
      FileManager.default.isExecutableFile(atPath: python),
      "The clients are not installed in .build-clients. Run .ci/clients."
    )
    let file = Bundle.module.bundleURL.appending(path: "Fixtures/Clients/\(script)").path
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = [file, sandbox.server.url] + arguments
    // Nothing of the user's: no proxy, no certificates, no configuration of a client.
    process.environment = ["PYTHONWARNINGS": "ignore", "NO_PROXY": "*", "HOME": "/nonexistent"]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    // Reading waits: on a thread of its own, as the sandbox needs those that tasks share.
    let text = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            try process.run()
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return String(decoding: data, as: UTF8.self)
          }
        )
      }
    }
    #expect(process.terminationStatus == 0 && text.hasSuffix("ok\n"), "\(script):\n\(text)")
  }
}
