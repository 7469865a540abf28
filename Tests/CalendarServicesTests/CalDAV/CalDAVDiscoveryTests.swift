import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Finding the calendars of an account.
@Suite struct CalDAVDiscoveryTests {
  private static let principal = "/dav/principals/mara@acme.example/"
  private static let home = "/dav/calendars/mara@acme.example/"

  @Test(arguments: [
    "", "/", "/dav", "/dav/", principal, home, "/nothing/here/", "/dav/nothing/",
  ])
  func `calendars are found from any address of the server`(_ path: String) async throws {
    try await CalDAVBench.run(path: path) { bench in
      let calendars = try await bench.store.collections()
      #expect(calendars.map(\.name) == ["Work", "Private & more"])
      #expect(calendars.map(\.color) == ["#3a86ff", "#ff7700"])
      #expect(calendars.map(\.isPrimary) == [true, false])
      #expect(calendars.map(\.isReadOnly) == [false, false])
      #expect(calendars[0].id == CalDAVBench.work)
    }
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `the well-known address may lead on in any way`(_ status: Int) async throws {
    var quirks = CalDAVQuirks()
    quirks.wellKnownStatus = status
    try await CalDAVBench.run(quirks, path: "") { bench in
      let found = try await bench.store.collections()
      #expect(found.count == 2)
      #expect(await bench.server.requests.filter { $0.contains("GET") } == [])
    }
  }

  @Test func `the address of one calendar gives the calendars of its user`() async throws {
    try await CalDAVBench.run(path: CalDAVBench.work.rawValue) { bench in
      let found = try await bench.store.collections()
      #expect(found.count == 2)
    }
  }

  @Test func `calendars of tasks are left out, and protected ones are only read`() async throws {
    try await CalDAVBench.run { bench in
      await bench.server.add("tasks", components: ["VTODO"])
      await bench.server.add("both", components: ["VTODO", "VEVENT"])
      await bench.server.protect("work")
      let calendars = try await bench.store.collections()
      #expect(calendars.map(\.name) == ["Work", "Private & more", "both"])
      #expect(calendars.map(\.isReadOnly) == [true, false, false])
      #expect(calendars.map(\.isPrimary) == [false, true, false])
    }
  }

  @Test func `only the calendars that are wanted are shown`() async throws {
    try await CalDAVBench.run(wanted: ["private"]) { bench in
      let found = try await bench.store.collections()
      #expect(found.map(\.name) == ["Private & more"])
    }
    try await CalDAVBench.run(wanted: ["Work", "Gone"]) { bench in
      let found = try await bench.store.collections()
      #expect(found.map(\.name) == ["Work"])
    }
  }

  @Test(arguments: [CalDAVQuirks.Spelling.paths, .absolute, .encoded])
  func `ids are the same however the server spells addresses`(
    _ spelling: CalDAVQuirks.Spelling
  ) async throws {
    var quirks = CalDAVQuirks()
    quirks.spelling = spelling
    try await CalDAVBench.run(quirks) { bench in
      let found = try await bench.store.collections()
      #expect(found.first?.id == CalDAVBench.work)
    }
  }

  @Test func `who is let in by the server is known by their addresses`() async throws {
    try await CalDAVBench.run { bench in
      let scheduling = try await bench.store.scheduling()
      #expect(scheduling.mails)
      #expect(scheduling.addresses == ["mara@acme.example"])
      await bench.server.turn { $0.schedules = false }
      let other = try await bench.another().scheduling()
      #expect(!other.mails)
      #expect(other.addresses == [])
    }
  }

  @Test func `a wrong password says what helps`() async throws {
    try await CalDAVBench.run(password: "wrong") { bench in
      let error = await #expect(throws: ServiceError.self) {
        _ = try await bench.store.collections()
      }
      guard case .unauthorized(let words) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(words.contains("account \"home\""))
      #expect(words.contains("app password"))
      // Servers lock out who tries too often.
      #expect(await bench.server.requests.count == 1)
    }
  }

  /// The ways in that a server offers, and whether one of them is a name with its password.
  @Test(arguments: [
    (["Digest realm=\"BaikalDAV\", qop=\"auth\", nonce=\"6a\""], false), (["Negotiate"], false),
    (["Basic realm=\"Cal\""], true), (["Digest realm=\"a\"", "Basic realm=\"Cal\""], true),
    (["Basic realm=\"Cal\"", "Digest realm=\"a\""], true), ([], true),
  ])
  func `a server that takes no password as it is says so`(ways: [String], isBasic: Bool)
    async throws
  {
    try await StubServer.run({ _ in
      StubServer.Answer(status: 401, headers: ways.map { ("WWW-Authenticate", $0) })
    }) { stub in
      let store = try CalDAVBench.store(stub.url + "/dav/", StubServer.transport())
      let error = await #expect(throws: ServiceError.self) { _ = try await store.collections() }
      #expect(error?.kind == "unauthorized")
      #expect(error?.message.contains("rejected the user or the password") == isBasic)
      #expect(error?.message.contains("Turn on HTTP Basic at the server") == !isBasic)
      let way = ways.first?.split(separator: " ").first ?? ""
      #expect(isBasic || error?.message.contains("accepts only HTTP \(way) auth") == true)
    }
  }

  @Test func `hints name the provider`() {
    #expect(
      CalDAVProvider.passwordHint(host: "p12-caldav.icloud.com").contains("account.apple.com")
    )
    #expect(CalDAVProvider.passwordHint(host: "caldav.fastmail.com").contains("Fastmail"))
    #expect(
      CalDAVProvider.passwordHint(host: "fastmail.com.evil.example").contains("second factor")
    )
    #expect(CalDAVProvider.problem(host: "apidata.googleusercontent.com") != nil)
    #expect(CalDAVProvider.problem(host: "caldav.icloud.com") == nil)
  }

  @Test(arguments: [
    StubServer.Answer.page("<!DOCTYPE html><p>Welcome</p>"), .json("{}"), .json("", status: 404),
    .json("", status: 405), .json("<a/>", status: 207),
  ])
  func `a server without CalDAV is named`(_ answer: StubServer.Answer) async throws {
    try await StubServer.run({ _ in answer }) { stub in
      let store = try CalDAVBench.store(stub.url + "/cal", StubServer.transport())
      let error = await #expect(throws: ServiceError.self) { _ = try await store.collections() }
      guard case .rejected(let words) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(words.contains("no CalDAV server"))
      #expect(words.contains("url of account \"home\""))
    }
  }

  @Test func `calendars of several homes on other servers are found`() async throws {
    try await StubServer.run(Self.answerOfHome) { other in
      let port = other.port
      try await StubServer.run({ request in
        request.target == "/"
          ? Self.xml(
            "<d:current-user-principal><d:href>/me/</d:href></d:current-user-principal>",
            "/"
          )
          : Self.xml(
            """
            <c:calendar-home-set><d:href>http://127.0.0.1:\(port)/one/</d:href>
            <d:href>http://127.0.0.1:\(port)/two/</d:href>
            <d:href>http://dav.example/three/</d:href></c:calendar-home-set>
            """,
            "/me/"
          )
      }) { stub in
        let store = try CalDAVBench.store(stub.url + "/", StubServer.transport())
        let calendars = try await store.collections()
        #expect(calendars.map(\.id.rawValue) == ["/one/cal/", "/two/cal/"])
        #expect(other.requests.all.allSatisfy { $0.headers["authorization"] != nil })
        #expect(other.requests.all.map(\.target) == ["/one/", "/two/"])
      }
    }
  }

  @Test(arguments: [301, 302, 307])
  func `a password is not sent to a server that only a redirect names`(_ status: Int) async throws {
    try await StubServer.run(Self.answerOfHome) { other in
      let place = "http://localhost:\(other.port)/dav/"
      try await StubServer.run({ _ in
        StubServer.Answer(status: status, headers: [("Location", place)])
      }) { stub in
        let store = try CalDAVBench.store(stub.url + "/", StubServer.transport())
        let error = await #expect(throws: ServiceError.self) { _ = try await store.collections() }
        #expect(error?.kind == "rejected")
        #expect(error?.message.contains("leads to another server, localhost") == true)
        #expect(error?.message.contains("url = \"\(place)\"") == true)
        #expect(other.requests.all.allSatisfy { $0.headers["authorization"] == nil })
      }
    }
  }

  private static func answerOfHome(_ request: StubServer.Request) -> StubServer.Answer {
    xml(
      "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>",
      request.target + "cal/"
    )
  }

  private static func xml(_ properties: String, _ href: String) -> StubServer.Answer {
    StubServer.Answer(
      status: 207,
      headers: [("Content-Type", "text/xml")],
      body: Array(
        """
        <d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response>
        <d:href>\(href)</d:href><d:propstat><d:prop>\(properties)</d:prop>
        <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>
        """.utf8
      )
    )
  }
}
