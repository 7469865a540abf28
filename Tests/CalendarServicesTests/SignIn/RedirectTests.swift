import Foundation
import Glibc
import Testing

@testable import CalendarServices

/// What comes to the port of a sign-in, or is pasted, may be anything: it ends nothing.
@Suite struct RedirectTests {
  private static let odd = [
    "%zz", "%", "%e4", "a=[x]", "[", "für", "code=%zz&state=%zz", "", "&&=&=", "a=b=c", "\\ {}|^",
    String(repeating: "ü", count: 40_000), String(repeating: "%", count: 80_000),
  ]

  @Test(arguments: odd)
  func anythingCanBeRead(_ query: String) {
    #expect(throws: SignInError.wrongState) {
      _ = try RedirectAnswer(query: query).code(state: "s", from: .zoom)
    }
    for text in [query, "http://127.0.0.1/callback?\(query)", "\(query)?\(query)#\(query)"]
    where !query.contains("state") {
      #expect(throws: SignInError.noRedirect) { _ = try RedirectAnswer(pasted: text) }
    }
  }

  @Test(
    arguments: [
      ("state=s&code=a%2Fb+c", "a/b c"), ("code=%zz&state=s", "%zz"), ("code=x=y&state=s", "x=y"),
      ("code=one&code=two&state=s", "one"),
    ]
  )
  func fieldsAreDecoded(_ query: String, _ code: String) throws {
    #expect(try RedirectAnswer(query: query).code(state: "s", from: .zoom) == code)
    guard !query.contains("+") else { return }
    #expect(try RedirectAnswer(pasted: query).code(state: "s", from: .zoom) == code)
  }

  @Test func whatStrangersSendEndsNoSignIn() async throws {
    try await SignInWorld.run { world in
      let (pasted, paste) = AsyncStream<String>.makeStream()
      let answers = Recorder<String>()
      let client = try world.client(try world.app(.zoom))
      let credential = try await client.signIn(by: .browser, pasted: pasted) { step in
        guard case .openPage(let page) = step else { return }
        for query in Self.odd {
          answers.add(Self.send("GET /callback?\(query) HTTP/1.1", to: page.port))
          paste.yield(query)
        }
        _ = try? await world.follow(page)
      }
      #expect(!credential.accessToken.isEmpty)
      #expect(answers.all[0].hasPrefix("HTTP/1.1 400"), "\(answers.all[0])")
      #expect(answers.all[3].hasPrefix("HTTP/1.1 400"), "\(answers.all[3])")
    }
  }

  /// Sends a line as it is, and gives what comes until the other side closes.
  private static func send(_ line: String, to port: Int) -> String {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return "" }
    let bytes = Array("\(line)\r\nHost: x\r\nConnection: close\r\n\r\n".utf8)
    var sent = 0
    while sent < bytes.count {
      let count = Glibc.send(
        file,
        Array(bytes[sent...]),
        bytes.count - sent,
        Int32(MSG_NOSIGNAL)
      )
      if count <= 0 { break }
      sent += count
    }
    var answer: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = recv(file, &part, part.count, 0)
      if count <= 0 { break }
      answer += part[..<count]
    }
    return String(decoding: answer, as: UTF8.self)
  }
}
