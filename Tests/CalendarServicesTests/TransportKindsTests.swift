import Foundation
import Testing

@testable import CalendarServices

/// What services that are not yet there need of the transport: other methods, media types,
/// credentials, and redirects.
@Suite struct TransportKindsTests {
  private static let propfind = ServiceRequest.Method("PROPFIND", isSafe: true)
  private static let xml = StubServer.Answer(
    status: 207,
    headers: [("Content-Type", "application/xml; charset=utf-8")],
    body: Array("<?xml version=\"1.0\"?><multistatus xmlns=\"DAV:\"/>".utf8)
  )

  private func request(_ redirects: ServiceRequest.Redirects = .none) -> ServiceRequest {
    ServiceRequest(
      method: Self.propfind,
      path: ["dav"],
      body: Data("<propfind xmlns=\"DAV:\"/>".utf8),
      contentType: "application/xml; charset=utf-8",
      accept: "application/xml, text/xml",
      headers: [("Depth", "1")],
      redirects: redirects
    )
  }

  private func send(
    _ request: ServiceRequest,
    to server: StubServer,
    as authorization: Authorization = .none
  ) async throws(ServiceError) -> ServiceResponse {
    let clock = ServiceClock(now: { Date(timeIntervalSince1970: 0) }, sleep: { _ in })
    return try await HTTPTransport(clock: clock).send(
      request,
      to: try ServiceURL("http://127.0.0.1:\(server.port)"),
      authorization: authorization
    ) { $0 }
  }

  @Test func otherMethodsAndMediaTypesGoOut() async throws {
    try await StubServer.run { _ in
      Self.xml
    } _: { server in
      let answer = try await send(request(), to: server)
      #expect(answer.status == 207)
      let sent = try #require(server.requests.all.first)
      #expect(sent.method == "PROPFIND" && sent.headers["depth"] == "1")
      #expect(sent.headers["accept"] == "application/xml, text/xml")
      #expect(sent.headers["content-type"] == "application/xml; charset=utf-8")
    }
  }

  /// A page is told from XML that was asked for.
  @Test func aPageInPlaceOfXMLIsAPortal() async throws {
    try await StubServer.run { _ in
      StubServer.Answer(headers: [], body: Array("<!DOCTYPE html><html></html>".utf8))
    } _: { server in
      let error = await failure { _ = try await send(request(), to: server) }
      #expect(error?.message.contains("the network may want you to sign in") == true)
    }
  }

  /// Only what is safe is sent again when its answer was lost on the way.
  @Test(arguments: [(propfind, 3), (ServiceRequest.Method("MKCALENDAR"), 1)])
  func onlySafeMethodsAreRepeated(_ method: ServiceRequest.Method, _ times: Int) async throws {
    try await StubServer.run { _ in
      StubServer.Answer(body: Array("{}".utf8), isCut: true)
    } _: { server in
      var request = request()
      request.method = method
      await #expect(throws: ServiceError.self) { _ = try await send(request, to: server) }
      #expect(server.requests.all.count == times)
    }
  }

  @Test(
    arguments: [
      (Authorization.none, "authorization", nil), (.bearer("t"), "authorization", "Bearer t"),
      // RFC 7617, section 2.
      (
        .basic(user: "Aladdin", password: "open sesame"), "authorization",
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
      ),
      (.key(header: "X-Api-Key", value: "k"), "x-api-key", "k"),
    ] as [(Authorization, String, String?)]
  )
  func letsRequestsIn(_ kind: Authorization, _ header: String, _ value: String?) async throws {
    try await StubServer.run { _ in
      Self.xml
    } _: { server in
      _ = try await send(request(), to: server, as: kind)
      #expect(server.requests.all.first?.headers[header] == value)
    }
  }

  @Test func followsWithinItsOriginWithCredentials() async throws {
    try await StubServer.run { request in
      request.target == "/dav"
        ? StubServer.Answer(status: 301, headers: [("Location", "/home/?a=1#x")]) : Self.xml
    } _: { server in
      let answer = try await send(request(.sameOrigin), to: server, as: .bearer("t"))
      #expect(answer.url == "http://127.0.0.1:\(server.port)/home/?a=1")
      let last = try #require(server.requests.all.last)
      #expect(last.method == "PROPFIND" && last.target == "/home/?a=1" && !last.body.isEmpty)
      #expect(last.headers["authorization"] == "Bearer t")
      // Where none are followed, it is no answer of the service.
      let error = await failure { _ = try await send(request(), to: server) }
      #expect(error?.kind == "malformed")
    }
  }

  @Test func credentialsStayAtTheirServer() async throws {
    try await StubServer.run { _ in
      Self.xml
    } _: { other in
      let location = "http://127.0.0.1:\(other.port)/else"
      try await StubServer.run { _ in
        StubServer.Answer(status: 307, headers: [("Location", location)])
      } _: { server in
        let same = await failure { _ = try await send(request(.sameOrigin), to: server) }
        #expect(same?.kind == "malformed")
        #expect(other.requests.all.isEmpty)
        let answer = try await send(request(.anySecure), to: server, as: .bearer("t"))
        #expect(answer.url == location)
        #expect(other.requests.all.first?.headers["authorization"] == nil)
        var change = request(.anySecure)
        change.method = .put
        await #expect(throws: ServiceError.self) { _ = try await send(change, to: server) }
        #expect(other.requests.all.count == 1)
      }
    }
  }

  @Test(arguments: ["http://calendar.example/", "file:///etc/passwd", "//"])
  func neverFollowsToWhatIsNotSecure(_ location: String) async throws {
    try await StubServer.run { _ in
      StubServer.Answer(status: 302, headers: [("Location", location)])
    } _: { server in
      let error = await failure { _ = try await send(request(.anySecure), to: server) }
      #expect(error?.message.contains("the network may want you to sign in") == true)
    }
  }

  @Test func redirectsEnd() async throws {
    try await StubServer.run { _ in
      StubServer.Answer(status: 302, headers: [("Location", "/dav")])
    } _: { server in
      let error = await failure { _ = try await send(request(.sameOrigin), to: server) }
      #expect(error?.message.contains("redirects without an end") == true)
    }
  }
}
