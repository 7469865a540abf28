import ConferencingCore
import CalendarCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// No secret is in a log, an error, a description or a dump: they are planted and looked for.
@Suite struct LeakTests {
  @Test func nothingOfASignInIsLogged() async throws {
    try await SignInWorld.run { world in
      var secrets: [String] = []
      for provider in SignInProvider.allCases {
        let app = try world.app(provider)
        secrets += [try await app.clientSecret?() ?? "none-planted"]
        let seen = Recorder<String>()
        let credential = try await world.client(app).signIn(by: .browser) { step in
          seen.add("\(step)")
          guard case .openPage(let page) = step, let lead = try? await world.lead(page) else {
            return
          }
          seen.add(
            URLComponents(string: lead)?.queryItems?.first { $0.name == "code" }?.value ?? ""
          )
          _ = try? await world.get(lead)
        }
        secrets += [credential.accessToken, credential.refreshToken ?? "none-planted"]
        secrets.append(try #require(seen.all.last))
        try await world.files.save(credential, of: app.account)
        await world.time.pass(.seconds(3600))
        secrets.append(try await world.tokens(app).token().value)
        // The page that a user is shown holds the challenge, never the verifier.
        let verifiers = try await verifiers(world)
        #expect(verifiers.last.map { !seen.all[0].contains($0) } ?? false)
        secrets += verifiers
      }
      _ = try await world.signIn(try world.app(.microsoft), by: .deviceCode)
      _ = try await world.signIn(try world.app(.zoom, "server"))
      secrets.append("sandboxAccount")
      #expect(world.log.all.count > 12 && secrets.count > 15)
      for secret in secrets {
        #expect(secret.count > 8)
        #expect(!world.log.all.contains { $0.contains(secret) }, "\(secret)")
      }
    }
  }

  /// The verifiers that the sandbox was sent.
  private func verifiers(_ world: SignInWorld) async throws -> [String] {
    let body = try await world.get("\(world.server.url)/_sandbox/exchanges").body
    let exchanges = try JSONSerialization.jsonObject(with: body) as? [[String: Any]] ?? []
    return exchanges.compactMap { exchange in
      (exchange["request"] as? String)?.split(separator: "&")
        .first { $0.hasPrefix("code_verifier=") }.map { String($0.dropFirst(14)) }
    }
  }

  @Test func nothingOfAMeetingIsLogged() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      let request = world.meeting(settings: ["password": .text("plantedPW")])
      let made = try await zoom.create(request)
      let found = try #require(try await zoom.find(request))
      // What Zoom gives its host alone goes no further than the answer.
      let exchanges = String(
        decoding: try await world.control(.get, "exchanges").body,
        as: UTF8.self
      )
      #expect(exchanges.contains("start_url") && exchanges.contains("zak-"))
      var dumped = ""
      dump([made, found], to: &dumped)
      #expect(!dumped.contains("zak") && dumped.contains("plantedPW"))
      let link = try #require(made.details.url.split(separator: "=").last)
      for secret in [
        "zak-", "start_url", "plantedPW", String(link), world.server.signIns[2].accessToken,
      ] {
        #expect(!world.log.all.contains { $0.contains(secret) }, "\(secret)")
      }
    }
  }

  @Test func whatHoldsSecretsDoesNotPrintThem() throws {
    let credential = Credential(
      provider: .zoom,
      clientID: "id",
      method: .browser,
      scopes: [],
      accessToken: "planted-1",
      expires: .distantFuture,
      refreshToken: "planted-2",
      signedIn: .distantPast
    )
    let answer = try JSONDecoder().decode(
      TokenAnswer.self,
      from: Data(#"{"access_token":"planted-3","refresh_token":"planted-4"}"#.utf8)
    )
    let meeting = try JSONDecoder().decode(
      ZoomMeeting.self,
      from: Data(
        """
        {"id":1,"join_url":"https://zoom.us/j/1?pwd=planted-5","password":"planted-6",\
        "start_url":"https://zoom.us/s/1?zak=planted-7","pstn_password":"planted-8"}
        """.utf8
      )
    )
    let proof = CodeChallenge()
    let values: [Any] = [
      credential, credential.token, answer, meeting, proof, [proof],
      RedirectAnswer(query: "code=planted-9&state=planted-0"), Optional(credential) as Any,
      ExternalCommand(program: "/bin/sh", arguments: [], input: Data("planted-a".utf8)),
      CommandOutcome(status: 0, output: Data("planted-b".utf8), complaint: "planted-c"),
    ]
    for value in values {
      var text = "\(value) \(String(reflecting: value))"
      dump(value, to: &text)
      #expect(!text.contains("planted-"), "\(text)")
      #expect(!text.contains(proof.verifier) && !text.contains(proof.state))
    }
  }

  /// A service that repeats what it was sent does not get it onto the screen.
  @Test func whatAServiceRepeatsIsCutOut() throws {
    let body =
      #"{"error":"invalid_grant","error_description":"planted-1 is no code, planted-2 no"}"#
    let answer = ServiceResponse(status: 400, body: Data(body.utf8))
      .redacting("planted-1").redacting("planted-2")
    let refusal = try #require(TokenRefusal(answer.body))
    #expect(refusal.text == "invalid_grant: … is no code, … no")
    // The same characters, written in other ways.
    let escaped = #"{"error":"invalid_grant","error_description":"1\/\/0a\u002Bb, no","n":[1]}"#
    let clean = ServiceResponse(status: 400, body: Data(escaped.utf8)).redacting("1//0a+b")
    #expect(TokenRefusal(clean.body)?.text == "invalid_grant: …, no")
  }

  @Test(arguments: ["1e300", "-5", "\"nan\"", "\"inf\"", "\"1e999\""])
  func numbersThatCannotBeAreBounded(_ number: String) throws {
    let answer = try JSONDecoder().decode(
      TokenAnswer.self,
      from: Data("{\"access_token\":\"t\",\"expires_in\":\(number)}".utf8)
    )
    #expect((0...31_536_000).contains(answer.lifetime))
  }
}
