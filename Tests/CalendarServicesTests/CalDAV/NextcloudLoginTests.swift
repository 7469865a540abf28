import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// The sign-in of a Nextcloud.
@Suite struct NextcloudLoginTests {
  private static var cloud: CalDAVQuirks {
    var quirks = CalDAVQuirks()
    quirks.isNextcloud = true
    return quirks
  }

  @Test(arguments: ["", "/", "/remote.php/dav/calendars/"])
  func `the user gets a password that lets in`(_ path: String) async throws {
    try await CalDAVBench.run(Self.cloud) { bench in
      let waits = Recorder<Duration>()
      let transport = HTTPTransport(
        clock: ServiceClock(
          now: { Date(timeIntervalSince1970: 1_795_600_000) },
          sleep: { wait in
            waits.add(wait)
            if waits.all.count == 3 { await bench.server.consent() }
          }
        )
      )
      let login = try #require(
        try await NextcloudLogin.begin(at: bench.server.url + path, transport)
      )
      #expect(login.page == bench.server.url + "/login/v2/flow/page")
      let access = try await login.access()
      #expect(waits.all.count == 3)
      #expect(access.user == CalDAVServer.user)
      #expect(!"\(access)".contains(access.password))
      let store = try CalDAVBench.store(
        bench.server.url,
        user: access.user,
        password: access.password,
        bench.transport
      )
      let calendars = try await store.collections()
      #expect(calendars.count == 2)
      await transport.shutdown()
    }
  }

  @Test func `nobody is waited for without an end`() async throws {
    try await CalDAVBench.run(Self.cloud) { bench in
      let waits = Recorder<Duration>()
      let transport = HTTPTransport(
        clock: ServiceClock(
          now: { Date(timeIntervalSince1970: 1_795_600_000 + Double(waits.all.count) * 60) },
          sleep: { waits.add($0) }
        )
      )
      let login = try #require(try await NextcloudLogin.begin(at: bench.server.url, transport))
      let error = await #expect(throws: ServiceError.self) { _ = try await login.access() }
      #expect(error?.kind == "unauthorized")
      await transport.shutdown()
    }
  }

  @Test func `another server is none`() async throws {
    try await CalDAVBench.run { bench in
      let login = try await NextcloudLogin.begin(at: bench.server.url, bench.transport)
      #expect(login == nil)
    }
  }

  @Test func `a server that leads elsewhere is not followed`() async throws {
    try await StubServer.run({ request in
      request.target == "/status.php"
        ? .json("{\"installed\":true,\"version\":\"1\"}")
        : .json(
          "{\"poll\":{\"token\":\"t\",\"endpoint\":\"https://evil.example/poll\"},"
            + "\"login\":\"https://evil.example/\"}"
        )
    }) { stub in
      let transport = StubServer.transport()
      let error = await #expect(throws: ServiceError.self) {
        _ = try await NextcloudLogin.begin(at: stub.url, transport)
      }
      #expect(error?.kind == "malformed")
      await transport.shutdown()
    }
  }
}
