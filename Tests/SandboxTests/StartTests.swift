import Foundation
import Testing

@testable import Sandbox

@Suite struct StartTests {
  @Test func announcesItselfInOneLine() async throws {
    try await withSandbox { sandbox in
      let line = sandbox.server.announcement
      #expect(!line.contains("\n"))
      let json = try #require(JSON(bytes: Array(line.utf8)))
      #expect(json["url"].string == sandbox.server.url)
      #expect(sandbox.server.url.hasPrefix("http://127.0.0.1:"))
      #expect(json["api_key"].string == sandbox.server.apiKey)
      let grants = try #require(json["grants"].array)
      #expect(
        grants.map { $0["provider"].string } == ["google", "microsoft", "zoom", "zoom", "zoom"]
      )
      #expect(grants.map { $0["grant_status"].string }.last == "invalid")
      #expect(Set(grants.compactMap { $0["email"].string }).count == 5)
      let signIns = try #require(json["sign_ins"].array)
      #expect(signIns.map { $0["provider"].string } == ["google", "microsoft", "zoom"])
      #expect(signIns.allSatisfy { $0["access_token"].string != $0["refresh_token"].string })
      let clients = try #require(json["clients"].array)
      #expect(clients.map { $0["client_id"].string } == SandboxServer.apps.map(\.clientID))
      let zoom: [JSON] = [
        "meeting:write:meeting", "meeting:update:meeting", "meeting:delete:meeting",
      ]
      #expect(zoom.allSatisfy { grants[2]["scope"].array?.contains($0) ?? false })
      #expect(grants[3]["scope"].array?.contains("meeting:update:meeting") == false)
    }
  }

  @Test func takesTheGivenKey() async throws {
    let server = try await SandboxServer.start(
      SandboxConfiguration(now: RunningSandbox.moment, apiKey: "secret", timeZone: "Asia/Tokyo")
    )
    #expect(server.apiKey == "secret")
    await server.stop()
  }

  @Test(arguments: ["0.0.0.0", "192.168.1.2", "example.com", "127.0.0.1.example.com", "::"])
  func staysOnLoopback(host: String) async throws {
    await #expect(throws: SandboxError.notLoopback(host: host)) {
      _ = try await SandboxServer.start(
        SandboxConfiguration(host: host, now: RunningSandbox.moment, timeZone: "UTC")
      )
    }
  }

  @Test func saysWhyItCannotStart() async throws {
    await #expect(throws: SandboxError.unknownTimeZone("Mars/Olympus")) {
      _ = try await SandboxServer.start(
        SandboxConfiguration(now: RunningSandbox.moment, timeZone: "Mars/Olympus")
      )
    }
    await #expect(throws: SandboxError.badEventCount(-1)) {
      _ = try await SandboxServer.start(
        SandboxConfiguration(events: -1, now: RunningSandbox.moment, timeZone: "UTC")
      )
    }
    try await withSandbox { sandbox in
      let port = try #require(Int(sandbox.server.url.split(separator: ":").last ?? ""))
      let error = await #expect(throws: SandboxError.self) {
        _ = try await SandboxServer.start(
          SandboxConfiguration(port: port, now: RunningSandbox.moment, timeZone: "UTC")
        )
      }
      #expect(error.map { "\($0)".contains(String(port)) } == true)
    }
  }

  @Test func freesItsPortWhenStopped() async throws {
    let first = try await SandboxServer.start(
      SandboxConfiguration(now: RunningSandbox.moment, timeZone: "UTC")
    )
    // A connection that is kept alive must not hold the server back.
    #expect(try await RunningSandbox(server: first).ask("GET", "/v3/grants").status == 200)
    await first.stop()
    let port = try #require(Int(first.url.split(separator: ":").last ?? ""))
    let second = try await SandboxServer.start(
      SandboxConfiguration(port: port, now: RunningSandbox.moment, timeZone: "UTC")
    )
    #expect(second.url == first.url)
    await second.stop()
  }

  /// NIO ended the process when a connection came just before the end.
  @Test func stopsWhileConnectionsArrive() async throws {
    for _ in 1...40 {
      let server = try await SandboxServer.start(
        SandboxConfiguration(events: 0, now: RunningSandbox.moment, timeZone: "UTC")
      )
      await withTaskGroup { group in
        for _ in 1...8 {
          group.addTask { _ = try? await RunningSandbox(server: server).ask("GET", "/v3/grants") }
        }
        await Task.yield()
        group.cancelAll()
        await server.stop()
      }
    }
  }

  @Test func saysItsOwnDate() async throws {
    try await withSandbox { sandbox in
      let date = try await sandbox.ask("GET", "/v3/grants").headers["date"]
      #expect(date?.hasPrefix("Wed, 25 Nov 2026 09:3") == true, "\(date ?? "none")")
    }
    let time = SandboxTime(Date(timeIntervalSince1970: 951_782_399))
    time.advance(by: .seconds(3))
    #expect(time.httpDate.hasPrefix("Tue, 29 Feb 2000 00:00:0"))
    #expect(time.httpDate.utf8.count == 29)
  }

  @Test func waitsUntilCancelled() async throws {
    let server = try await SandboxServer.start(
      SandboxConfiguration(now: RunningSandbox.moment, timeZone: "UTC")
    )
    let waiting = Task { await server.waitUntilStopped() }
    waiting.cancel()
    await waiting.value
    await #expect(throws: (any Error).self) {
      _ = try await RunningSandbox(server: server).ask("GET", "/v3/grants")
    }
  }
}
