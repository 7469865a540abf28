import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import Sandbox

/// The sandbox's side of signing in is as strict as the services' documents.
@Suite struct SignInTests {
  @Test(
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ]
  )
  func digests(_ text: String, _ hex: String) {
    let digest = SHA256.digest(of: text)
    #expect(digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == hex)
  }

  /// Source: RFC 7636, appendix B.
  @Test func challenges() {
    #expect(
      SandboxWorld.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )
  }

  private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
  private static let google: [String: String] = [
    "client_id": "sandbox-desktop.apps.googleusercontent.com", "response_type": "code",
    "redirect_uri": "http://127.0.0.1:4000/callback", "state": "s",
    "scope": "https://www.googleapis.com/auth/calendar.events",
    "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    "code_challenge_method": "S256", "access_type": "offline", "prompt": "consent",
  ]

  @Test(
    arguments: [
      ("client_id", nil, "invalid_request"), ("client_id", "nobody", "invalid_client"),
      ("client_id", "sandbox-tv.apps.googleusercontent.com", "redirect_uri_mismatch"),
      ("redirect_uri", "https://evil.example/", "redirect_uri_mismatch"),
      ("redirect_uri", "http://evil.example:80/", "redirect_uri_mismatch"),
      ("redirect_uri", "urn:ietf:wg:oauth:2.0:oob", "redirect_uri_mismatch"),
      ("response_type", "token", "unsupported_response_type"),
      ("code_challenge", nil, "invalid_request"),
      ("code_challenge_method", "plain", "invalid_request"),
      ("scope", nil, "invalid_request"), ("scope", "calendar", "invalid_scope"),
    ] as [(String, String?, String)]
  )
  func refusesWhatIsNoRequest(_ field: String, _ value: String?, _ error: String) async throws {
    try await withSandbox(events: 0) { sandbox in
      var query = Self.google
      query[field] = value
      let answer = try await sandbox.page("/o/oauth2/v2/auth", query)
      #expect((400...401).contains(answer.status))
      #expect(answer.json["error"].string == error)
    }
  }

  @Test func aCodeIsGoodOnceAndNotForLong() async throws {
    try await withSandbox(events: 0) { sandbox in
      func code() async throws -> [String: String] {
        let answer = try await sandbox.page("/o/oauth2/v2/auth", Self.google)
        #expect(answer.status == 302)
        let lead = try #require(URLComponents(string: answer.headers["location"] ?? ""))
        #expect(lead.port == 4000 && lead.path == "/callback")
        let items = Dictionary(
          uniqueKeysWithValues: (lead.queryItems ?? []).map { ($0.name, $0.value ?? "") }
        )
        #expect(items["state"] == "s")
        return [
          "grant_type": "authorization_code", "code": items["code"] ?? "",
          "client_id": Self.google["client_id"] ?? "", "client_secret": "GOCSPX-sandbox-desktop",
          "redirect_uri": "http://127.0.0.1:4000/callback", "code_verifier": Self.verifier,
        ]
      }
      let form = try await code()
      let good = try await sandbox.form("/token", form)
      #expect(good.status == 200 && good.json["refresh_token"].string != nil)
      #expect(try await sandbox.form("/token", form).json["error"].string == "invalid_grant")

      for (field, value, error) in [
        ("code_verifier", String(repeating: "a", count: 43), "invalid_grant"),
        ("redirect_uri", "http://127.0.0.1:4001/callback", "invalid_grant"),
        ("client_secret", nil, "invalid_request"), ("client_secret", "x", "invalid_client"),
        ("grant_type", "password", "unsupported_grant_type"),
      ] as [(String, String?, String)] {
        var bad = try await code()
        bad[field] = value
        let answer = try await sandbox.form("/token", bad)
        #expect(answer.json["error"].string == error, "\(field)")
        #expect(answer.status == (error == "invalid_client" ? 401 : 400))
      }
      let late = try await code()
      await sandbox.server.advanceClock(by: .seconds(301))
      #expect(try await sandbox.form("/token", late).json["error"].string == "invalid_grant")
    }
  }

  @Test func zoomRotatesAndGoogleDoesNot() async throws {
    try await withSandbox(events: 0) { sandbox in
      let zoom = sandbox.server.signIns[2]
      let form = ["grant_type": "refresh_token", "refresh_token": zoom.refreshToken]
      #expect(try await sandbox.form("/oauth/token", form).status == 401)
      let basic = "Basic " + Data("sandboxZoomApp:sandbox-zoom-secret".utf8).base64EncodedString()
      let answer = try await sandbox.form("/oauth/token", form, authorization: basic)
      #expect(answer.status == 200)
      let next = try #require(answer.json["refresh_token"].string)
      #expect(next != zoom.refreshToken)
      let again = try await sandbox.form("/oauth/token", form, authorization: basic)
      #expect(again.status == 400 && again.json["error"].string == "invalid_grant")
      #expect(again.json["reason"].string?.isEmpty == false)
      // What was given before holds until it runs out.
      #expect(try await sandbox.ask("GET", "/v2/users/me", key: zoom.accessToken).status == 200)
      await sandbox.server.advanceClock(by: .seconds(3601))
      let late = try await sandbox.ask("GET", "/v2/users/me", key: zoom.accessToken)
      #expect(late.status == 401 && late.json["code"].int == 124)
      #expect(late.json["message"].string == "Access token is expired.")
    }
  }

  /// A personal Microsoft account has no meetings without an event to give.
  @Test func aScopeThatTheAccountDoesNotHaveIsRefused() async throws {
    try await withSandbox(events: 0) { sandbox in
      let refusal: JSON = [
        "provider": "microsoft", "refused_scopes": ["OnlineMeetings.ReadWrite"],
      ]
      let set = try await sandbox.ask("POST", "/_sandbox/consent", refusal, control: true)
      #expect(set.status == 200)
      let app = SandboxServer.apps.first { $0.provider == "microsoft" }?.clientID ?? ""
      for (scope, status) in [
        ("Calendars.ReadWrite", 200), ("Calendars.ReadWrite OnlineMeetings.ReadWrite", 400),
        ("https://graph.microsoft.com/OnlineMeetings.ReadWrite", 400),
      ] {
        let fields = ["client_id": app, "scope": scope]
        let answer = try await sandbox.form("/consumers/oauth2/v2.0/devicecode", fields)
        #expect(answer.status == status, "\(scope)")
        #expect(answer.json["error"].string == (status == 200 ? nil : "invalid_scope"))
      }
    }
  }

  @Test func devicesAreToldToWait() async throws {
    try await withSandbox(events: 0) { sandbox in
      let tv = "sandbox-tv.apps.googleusercontent.com"
      let narrow = ["client_id": tv, "scope": "https://www.googleapis.com/auth/calendar.events"]
      let refused = try await sandbox.form("/device/code", narrow)
      #expect(refused.status == 400 && refused.json["error"].string == "invalid_scope")
      let wide = ["client_id": tv, "scope": "https://www.googleapis.com/auth/calendar"]
      var desktop = wide
      desktop["client_id"] = Self.google["client_id"]
      #expect(try await sandbox.form("/device/code", desktop).status == 401)
      let given = try await sandbox.form("/device/code", wide)
      #expect(given.json["verification_url"].string != nil)
      #expect(given.json["verification_uri"].string == nil)
      let poll = [
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code", "client_id": tv,
        "client_secret": "GOCSPX-sandbox-tv", "device_code": given.json["device_code"].string ?? "",
      ]
      let pending = try await sandbox.form("/token", poll)
      #expect(pending.status == 428 && pending.json["error"].string == "authorization_pending")
      let early = try await sandbox.form("/token", poll)
      #expect(early.status == 403 && early.json["error"].string == "slow_down")
      await sandbox.server.advanceClock(by: .seconds(6))
      #expect(try await sandbox.form("/token", poll).status == 200)
      #expect(try await sandbox.form("/token", poll).json["error"].string == "invalid_grant")
    }
  }

  @Test func microsoftSaysItInItsOwnWords() async throws {
    try await withSandbox(events: 0) { sandbox in
      let id = "5a6d0b0c-0000-4000-8000-73616e64626f"
      let path = "/common/oauth2/v2.0/"
      let scope = "Calendars.ReadWrite offline_access"
      let given = try await sandbox.form(path + "devicecode", ["client_id": id, "scope": scope])
      #expect(given.json["expires_in"].int == 900 && given.json["message"].string != nil)
      var poll = [
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code", "client_id": id,
        "device_code": "nothing",
      ]
      #expect(
        try await sandbox.form(path + "token", poll).json["error"].string == "bad_verification_code"
      )
      poll["device_code"] = given.json["device_code"].string
      let pending = try await sandbox.form(path + "token", poll)
      #expect(pending.status == 400 && pending.json["error"].string == "authorization_pending")
      #expect(pending.json["error_description"].string?.hasPrefix("AADSTS70016: ") == true)
      await sandbox.server.advanceClock(by: .seconds(901))
      #expect(try await sandbox.form(path + "token", poll).json["error"].string == "expired_token")
      var secret = poll
      secret["client_secret"] = "x"
      #expect(
        try await sandbox.form(path + "token", secret).json["error"].string == "invalid_client"
      )
    }
  }

  @Test func faultsStrikeHereToo() async throws {
    try await withSandbox(events: 0) { sandbox in
      try await sandbox.fault(["kind": "status", "status": 503, "retry_after_text": "soon"])
      let answer = try await sandbox.form("/token", [:])
      #expect(answer.status == 503 && answer.headers["retry-after"] == "soon")
      #expect(answer.json["error"].string == "temporarily_unavailable")
    }
  }
}

extension RunningSandbox {
  /// Goes where nobody leads it.
  private static let browser = HTTPClient(
    eventLoopGroupProvider: .singleton,
    configuration: HTTPClient.Configuration(redirectConfiguration: .disallow)
  )

  /// A page that is opened by a browser; a redirect is not followed.
  func page(_ path: String, _ query: [String: String]) async throws -> Answer {
    let request = HTTPClientRequest(url: server.url + path + "?" + Self.text(query))
    return try await answer(try await Self.browser.execute(request, timeout: .seconds(20)))
  }

  /// A form that is sent.
  func form(
    _ path: String,
    _ fields: [String: String],
    authorization: String? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: server.url + path)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    if let authorization { request.headers.add(name: "Authorization", value: authorization) }
    request.body = .bytes(ByteBuffer(string: Self.text(fields)))
    return try await answer(try await HTTPClient.shared.execute(request, timeout: .seconds(20)))
  }

  private func answer(_ response: HTTPClientResponse) async throws -> Answer {
    let buffer = try await response.body.collect(upTo: 1 << 20)
    return Answer(
      status: Int(response.status.code),
      bytes: Array(buffer.readableBytesView),
      headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }
    )
  }

  private static func text(_ fields: [String: String]) -> String {
    fields.map { "\(encoded($0.key).replacing("%5F", with: "_"))=\(encoded($0.value))" }
      .joined(separator: "&")
  }
}
