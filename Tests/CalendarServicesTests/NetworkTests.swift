import CalendarCore
import ConferencingCore
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing

@testable import CalendarServices

/// What stands between here and the services: portals, proxies, certificates, packed answers.
@Suite struct NetworkTests {
  /// A page in place of an answer is told as what it is, and is no list of calendars.
  @Test(arguments: [
    StubServer.Answer.page("<html>Sign in to Wi-Fi</html>"),
    .page("<!DOCTYPE html><title>Gateway</title>", status: 511),
    StubServer.Answer(headers: [], body: Array("\n<HTML></HTML>".utf8)),
    StubServer.Answer(status: 302, headers: [("Location", "http://portal.example/")]),
  ])
  func aPortalIsNamed(_ answer: StubServer.Answer) async throws {
    try await StubServer.run { _ in
      answer
    } _: { server in
      let error = await failure { _ = try await server.nylas().calendars() }
      #expect(error?.message.contains("the network may want you to sign in") == true)
      #expect(error?.isTransient == true)
      // Nothing is followed anywhere.
      #expect(server.requests.all.allSatisfy { $0.target.hasPrefix("/v3/grants/grant/calendars") })
    }
  }

  /// Nothing is stored of it, and no sign-in is given up.
  @Test(arguments: [
    StubServer.Answer.page("<html>Sign in to Wi-Fi</html>"), .page("<html></html>", status: 511),
    StubServer.Answer(status: 302, headers: [("Location", "http://portal.example/")]),
    .page("<html>Blocked</html>", status: 403), .page("<html>No</html>", status: 400),
  ])
  func aPortalIsToldAtEveryService(_ answer: StubServer.Answer) async throws {
    try await StubServer.run { _ in
      answer
    } _: { server in
      let failures = [
        await failure { _ = try await server.nylas().calendars() },
        await failure { _ = try await server.google().calendars() },
        await failure { _ = try await server.microsoft().calendars() },
      ]
      for error in failures {
        #expect(error?.isTransient == true, "\(String(describing: error))")
        #expect(error?.message.contains("network") == true)
      }
      for provider in SignInProvider.allCases {
        let app = SignInApp(
          account: "own",
          provider: provider,
          clientID: "client",
          clientSecret: { () throws(ServiceError) in "secret" },
          zoomAccount: nil,
          url: server.url
        )
        let endpoint = try TokenEndpoint(app, StubServer.transport())
        do throws(TokenFailure) {
          _ = try await endpoint.token([("grant_type", "refresh_token"), ("refresh_token", "r")])
          Issue.record("A page is no token.")
        } catch {
          guard case .service(let failure) = error else {
            Issue.record("\(provider) takes a page for a refusal.")
            continue
          }
          #expect(failure.isTransient)
        }
      }
    }
  }

  /// What names no event is noted: it may be one that is known.
  @Test(arguments: ["{\"title\":\"x\"}", "{\"id\":null}", "null", "7", "\"x\"", ""])
  func entriesWithoutAnIdAreNoted(_ entry: String) async throws {
    try await StubServer.run { request in
      if request.target.hasPrefix("/v3/grants"), !request.target.contains("/events") {
        return .json("{\"data\":{\"id\":\"grant\",\"provider\":\"google\"}}")
      }
      return .json("{\"data\":[\(entry)],\"items\":[\(entry)],\"value\":[\(entry)]}")
    } _: { server in
      let window = DateInterval(start: Date(timeIntervalSince1970: 1_795_599_000), duration: 9_999)
      let services: [any CalendarService] = [
        try server.nylas(), try server.google(), try server.microsoft(),
      ]
      for service in services {
        let page = try await service.events(in: CalendarID("c"), window: window, cursor: nil)
        #expect(page.events.isEmpty && page.hasUnnamed == !entry.isEmpty, "\(service)")
      }
    }
  }

  /// Where there is nothing to read, a type that some server names by habit says nothing.
  @Test(arguments: [200, 202, 204]) func anAnswerWithoutABodyIsNoPortal(_ status: Int) async throws
  {
    try await StubServer.run { _ in
      .page("", status: status)
    } _: { server in
      let service = try server.nylas()
      let id = RemoteEventID("r")
      try await service.delete(id, in: CalendarID("c"), current: nil, notify: false)
      #expect(server.requests.all.map(\.method) == ["DELETE"])
    }
  }

  /// Once a request is out, only what is wrong with an answer is said of the answer.
  @Test func aConnectionThatEndsInTheMidstLosesTheAnswer() {
    let request = ServiceRequest(method: .post, path: ["events"], body: Data("{}".utf8))
    for (error, kind) in [
      (NIOSSLError.uncleanShutdown, "answer lost"),
      (ChannelError.ioOnClosedChannel, "answer lost"),
      (HTTPParserError.invalidEOFState, "answer lost"),
      (HTTPParserError.invalidHeaderToken, "malformed"),
    ] as [(any Error, String)] {
      let failure = HTTPTransport.failure(error, host: "api", request: request, wasSent: true)
      #expect(failure.kind == kind, "\(error): \(failure)")
    }
  }

  /// What is no answer of the service is no empty list.
  @Test(arguments: [
    StubServer.Answer.json("{}"), .json(""), .json("[]"), .json("", status: 204),
    .json(#"{"data":[]"#), .json("", status: 500),
    StubServer.Answer(body: Array(#"{"data":[]}"#.utf8), isCut: true),
  ])
  func whatIsNoAnswerIsNoEmptyList(_ answer: StubServer.Answer) async throws {
    try await StubServer.run { _ in
      answer
    } _: { server in
      #expect(await failure { _ = try await server.nylas().calendars() }?.isTransient == true)
      #expect(await failure { _ = try await server.google().calendars() } != nil)
      #expect(await failure { _ = try await server.microsoft().calendars() } != nil)
    }
  }

  /// A calendar that cannot be read is not taken for one that is no more, and the others are read.
  @Test func aListWithAnUnreadableCalendarIsIncomplete() async throws {
    try await StubServer.run { request in
      request.target.hasPrefix("/v3")
        ? .json(#"{"data":[{"id":"c1","name":"One"},{"name":"No id"}]}"#)
        : request.target.hasPrefix("/v1.0")
          ? .json(#"{"value":[{"id":"c1","name":"One"},{"name":"No id"}]}"#)
          : .json(#"{"items":[{"id":"c1","summary":"One"},{"summary":"No id"}]}"#)
    } _: { server in
      for list in [
        try await server.nylas().calendars(), try await server.google().calendars(),
        try await server.microsoft().calendars(),
      ] {
        #expect(list.map(\.name) == ["One"])
        #expect(list.failure?.kind == "malformed")
      }
    }
  }

  @Test func answersAreAskedForAndReadPacked() async throws {
    let packed = try #require(Data(base64Encoded: Self.packed))
    try await StubServer.run { _ in
      StubServer.Answer(
        headers: [("Content-Type", "application/json"), ("Content-Encoding", "gzip")],
        body: Array(packed)
      )
    } _: { server in
      #expect(try await server.nylas().calendars().map(\.name) == ["Packed"])
      let headers = try #require(server.requests.all.first).headers
      #expect(headers["accept-encoding"] == "gzip")
      #expect(headers["user-agent"]?.contains("gzip") == true)
    }
  }

  /// A small answer that unpacks to a large one is held to the limit of answers.
  @Test func aPackedAnswerIsHeldToTheLimit() async throws {
    let bomb = try #require(Data(base64Encoded: Self.bomb))
    try await StubServer.run { _ in
      StubServer.Answer(headers: [("Content-Encoding", "gzip")], body: Array(bomb))
    } _: { server in
      let small = TransportSettings(bodyLimit: 10_000, attempts: 1)
      let error = await failure { _ = try await server.nylas(settings: small).calendars() }
      #expect(error?.kind == "malformed")
    }
  }

  /// Without word how long, at least a second, then two.
  @Test func tooManyRequestsWithoutATimeArePausedFor() async throws {
    try await StubServer.run { _ in
      .json("{}", status: 429)
    } _: { server in
      let waits = Recorder<Duration>()
      let error = await failure { _ = try await server.nylas(waits: waits).calendars() }
      #expect(error == .rateLimited(retryAfter: nil))
      #expect(waits.all == [.milliseconds(1250), .milliseconds(2500)])
    }
  }

  @Test func certificatesThatAreNotBelievedAreNamed() async throws {
    for (name, host, authorities, words) in [
      ("localhost", "localhost", nil, "from an authority that is not known"),
      ("expired", "localhost", "authority", "expired on 2002-01-01"),
      ("other", "localhost", "authority", "for another name"),
      ("localhost", "127.0.0.1", "authority", "for another name"),
    ] as [(String, String, String?, String)] {
      try await StubServer.run(tls: Self.context(name)) { _ in
        .json("{}")
      } _: { server in
        let error = await failure {
          _ = try await Self.nylas(at: "https://\(host):\(server.port)", authorities).calendars()
        }
        #expect(error?.kind == "unreachable", "\(name)")
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        #expect(server.requests.all.isEmpty)
      }
    }
  }

  @Test func ownAuthoritiesAreBelieved() async throws {
    try await StubServer.run(tls: Self.context("localhost")) { _ in
      .json(#"{"data":[{"id":"c1"}]}"#)
    } _: { server in
      let service = try Self.nylas(at: "https://localhost:\(server.port)", "authority")
      #expect(try await service.calendars().count == 1)
    }
  }

  @Test func authoritiesThatCannotBeReadAreNamed() async throws {
    var settings = TransportSettings(attempts: 1)
    settings.network.authorities = "/nonexistent/authorities.pem"
    try await StubServer.run(tls: Self.context("localhost")) { _ in
      .json("{}")
    } _: { server in
      let service = try Self.nylas(at: "https://localhost:\(server.port)", settings)
      let error = await failure { _ = try await service.calendars() }
      #expect(
        error?.message.contains("/nonexistent/authorities.pem") == true,
        "\(error?.message ?? "")"
      )
      #expect(error?.message.contains("SSL_CERT_FILE") == true)
    }
  }

  /// The proxy is asked for the way to https alone, and for no server that is named in NO_PROXY.
  @Test func theProxyIsAskedForTheWay() async throws {
    try await StubServer.run { _ in
      .json("", status: 403)
    } _: { proxy in
      var settings = TransportSettings(attempts: 1)
      settings.network = NetworkSettings([
        "HTTPS_PROXY": "http://mara:pass@127.0.0.1:\(proxy.port)", "no_proxy": ".direct.example",
      ])
      let error = await failure {
        _ = try await Self.nylas(at: "https://api.nylas.example", settings).calendars()
      }
      #expect(error?.message.contains("HTTPS_PROXY") == true)
      let asked = try #require(proxy.requests.all.first)
      #expect(asked.method == "CONNECT" && asked.target == "api.nylas.example:443")
      #expect(asked.headers["proxy-authorization"] == "Basic bWFyYTpwYXNz")
      #expect(asked.headers["authorization"] == nil)
      try await StubServer.run { _ in
        .json(#"{"data":[]}"#)
      } _: { server in
        _ = try await Self.nylas(at: server.url, settings).calendars()
        #expect(proxy.requests.all.count == 1)
      }
    }
  }

  /// Plain http leads to this machine alone, and never through a proxy, whatever the variables say.
  @Test(arguments: ["HTTPS_PROXY", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
  func plainHTTPGoesThroughNoProxy(_ name: String) async throws {
    try await StubServer.run { _ in
      .json("", status: 403)
    } _: { proxy in
      var settings = TransportSettings(attempts: 1)
      for direct in ["", "127.0.0.1", "*"] {
        settings.network = NetworkSettings([
          name: "http://127.0.0.1:\(proxy.port)", "NO_PROXY": direct,
        ])
        try await StubServer.run { _ in
          .json(#"{"data":[]}"#)
        } _: { server in
          _ = try await Self.nylas(at: server.url, settings).calendars()
          #expect(server.requests.all.count == 1)
        }
        #expect(throws: ServiceError.self) { try ServiceURL("http://api.nylas.example") }
      }
      #expect(proxy.requests.all.isEmpty)
    }
  }

  /// A proxy that cannot be used stops only what would go through it.
  @Test(arguments: ["HTTPS_PROXY", "ALL_PROXY"])
  func aWrongProxyStopsWhatWouldGoThroughIt(_ name: String) async throws {
    var settings = TransportSettings(attempts: 1)
    settings.network = NetworkSettings([
      name: "socks5://127.0.0.1:9", "NO_PROXY": "direct.invalid",
    ])
    try await StubServer.run { _ in
      .json(#"{"data":[]}"#)
    } _: { server in
      let calendars = try await Self.nylas(at: server.url, settings).calendars()
      #expect(calendars.isEmpty && server.requests.all.count == 1)
    }
    for (url, isDirect) in [
      ("https://localhost:9", true), ("https://127.0.0.1:9", true),
      ("https://direct.invalid", true), ("https://api.invalid", false),
    ] {
      #expect(settings.network.wantsProxy(for: try ServiceURL(url)) != isDirect, "\(url)")
    }
    let error = await failure {
      _ = try await Self.nylas(at: "https://api.invalid", settings).calendars()
    }
    #expect(error?.message.contains(name) == true)
  }

  @Test(arguments: [
    ("", "api.example", 443, false), ("*", "api.example", 443, true),
    ("api.example", "api.example", 443, true), ("example", "api.example", 443, true),
    (".example", "api.example", 443, true),
    ("a.example, api.example:443", "API.example", 443, true),
    ("api.example:444", "api.example", 443, false), ("pi.example", "api.example", 443, false),
    ("::1", "[::1]", 443, true),
  ])
  func noProxyIsReadAsElsewhere(_ list: String, _ host: String, _ port: Int, _ isDirect: Bool) {
    #expect(NetworkSettings(["NO_PROXY": list]).isDirect(host: host, port: port) == isDirect)
  }

  @Test func proxiesAreReadAsElsewhere() {
    #expect(NetworkSettings([:]) == NetworkSettings())
    #expect(NetworkSettings(["https_proxy": "p:1", "HTTPS_PROXY": "q:2"]).proxy?.host == "p")
    #expect(NetworkSettings(["ALL_PROXY": "http://q:2/"]).proxy?.port == 2)
    #expect(NetworkSettings(["HTTPS_PROXY": "http://u:secret@q:2"]).proxy?.description == "q:2")
    let wrong = NetworkSettings(["HTTPS_PROXY": "socks5://q:2"])
    #expect(wrong.proxy == nil && wrong.problem?.contains("HTTPS_PROXY") == true)
  }

  private static func context(_ name: String) throws -> NIOSSLContext {
    try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile(file(name)).map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: file("server", "key"), format: .pem))
      )
    )
  }

  private static func file(_ name: String, _ kind: String = "pem") throws -> String {
    try #require(
      Bundle.module.url(forResource: name, withExtension: kind, subdirectory: "Fixtures/TLS")
    ).path
  }

  private static func nylas(at url: String, _ authorities: String?) throws -> NylasService {
    var settings = TransportSettings(attempts: 1)
    settings.network.authorities = try authorities.map { try file($0) }
    return try nylas(at: url, settings)
  }

  private static func nylas(at url: String, _ settings: TransportSettings) throws -> NylasService {
    try NylasService(
      NylasConfiguration(
        url: url,
        grant: GrantID("grant"),
        apiKey: { "secret-key" },
        account: AccountID("work")
      ),
      transport: StubServer.transport(settings: settings)
    )
  }

  /// `{"request_id": "r", "data": [{"id": "c1", "name": "Packed"}]}`, packed.
  private static let packed =
    "H4sIAAAAAAACA6tWKkotLE0tLonPTFGyUlAqUtJRUEpJLEkEcqKrlSCCyYYg0bzE3FQQLyAxOTs1Rak2thYA0i2Z"
    + "mj0AAAA="

  /// A text of 200,000 letters, packed.
  private static let bomb =
    "H4sIAAAAAAACA+3BMQ0AIBAEMC8nAzeXIIGN4P01sLe92T3NSgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACAb3kDLlgNc0sNAwA="
}
