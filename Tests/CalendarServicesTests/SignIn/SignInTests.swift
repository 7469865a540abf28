import CalendarCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Signing in, end to end against the sandbox's side of OAuth.
@Suite struct SignInTests {
  @Test(arguments: SignInProvider.allCases)
  func theBrowserLeadsBack(_ provider: SignInProvider) async throws {
    try await SignInWorld.run { world in
      let app = try world.app(provider)
      let seen = Recorder<String>()
      let credential = try await world.client(app).signIn(by: .browser) { step in
        guard case .openPage(let page) = step else { return }
        #expect(
          page.tunnel(to: "me@host") == "ssh -N -L \(page.port):127.0.0.1:\(page.port) me@host"
        )
        guard let answer = try? await world.follow(page) else { return }
        seen.add(String(decoding: answer.body, as: UTF8.self))
      }
      #expect(seen.all.count == 1 && seen.all[0].contains("go back to the terminal"))
      #expect(credential.provider == provider.rawValue)
      #expect(credential.refreshToken != nil)
      #expect(provider.missing(in: credential.scopes, by: .browser).filter(\.isRequired).isEmpty)
      #expect(credential.expires > world.time.clock.now() + 3000)
      guard provider == .zoom else { return }
      #expect(credential.email == "mara@lindqvist.example")
      let me = "\(world.server.url)/v2/users/me"
      #expect(try await world.get(me, token: credential.accessToken).status == 200)
      #expect(try await world.get(me, token: credential.refreshToken).status == 401)
    }
  }

  @Test func anAppWithoutASecretIsAsGood() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom, "public")
      #expect(app.clientSecret == nil)
      try await world.files.save(try await world.signIn(app), of: app.account)
      await world.time.pass(.seconds(3600))
      #expect(try await !world.tokens(app).token().value.isEmpty)
    }
  }

  @Test(arguments: SignInProvider.allCases)
  func thePastedAddressIsAsGood(_ provider: SignInProvider) async throws {
    try await SignInWorld.run { world in
      let (pasted, paste) = AsyncStream<String>.makeStream()
      let steps = Recorder<SignInStep>()
      let client = try world.client(try world.app(provider))
      let credential = try await client.signIn(by: .browser, pasted: pasted) { step in
        steps.add(step)
        guard case .openPage(let page) = step, let address = try? await world.lead(page) else {
          return
        }
        paste.yield("https://example.com/")
        paste.yield(" \"\(address.prefix(60))\n\(address.dropFirst(60))\" ")
      }
      #expect(!credential.accessToken.isEmpty)
      #expect(steps.all.dropFirst() == [.notTaken(.noRedirect)])
    }
  }

  /// On a terminal an address that was broken comes line by line.
  @Test(arguments: [20, 60, 100])
  func anAddressInSeveralLinesIsPutTogether(_ width: Int) async throws {
    try await SignInWorld.run { world in
      let (pasted, paste) = AsyncStream<String>.makeStream()
      let client = try world.client(try world.app(.microsoft))
      let credential = try await client.signIn(by: .browser, pasted: pasted) { step in
        guard case .openPage(let page) = step, let address = try? await world.lead(page) else {
          return
        }
        paste.yield("https://example.com/")
        var rest = Substring(address)
        while !rest.isEmpty {
          paste.yield(String(rest.prefix(width)))
          rest = rest.dropFirst(width)
        }
        paste.finish()
      }
      #expect(!credential.accessToken.isEmpty)
    }
  }

  @Test(arguments: SignInProvider.allCases)
  func denialIsSaid(_ provider: SignInProvider) async throws {
    try await SignInWorld.run { world in
      try await world.consent(#"{"decision":"deny"}"#)
      await #expect(throws: SignInError.denied(provider)) {
        _ = try await world.signIn(try world.app(provider), by: .browser)
      }
    }
  }

  @Test(arguments: [(SignInProvider.google, "device"), (.microsoft, "public")])
  func aDeviceCodeIsEnteredAndDenied(_ provider: SignInProvider, _ kind: String) async throws {
    try await SignInWorld.run { world in
      let app = try world.app(provider, kind)
      try await world.consent(#"{"pending":3}"#)
      let steps = Recorder<SignInStep>()
      let credential = try await world.client(app, isTimed: true).signIn(by: .deviceCode) {
        steps.add($0)
      }
      #expect(credential.refreshToken != nil)
      guard case .enterCode(let code)? = steps.all.first else {
        Issue.record("No code was shown.")
        return
      }
      #expect(code.userCode.count == 9 && code.address.hasPrefix("https://"))
      #expect(world.time.waits.all == Array(repeating: .seconds(5), count: 4))
      try await world.consent(#"{"decision":"deny"}"#)
      await #expect(throws: SignInError.denied(provider)) {
        _ = try await world.signIn(app, by: .deviceCode)
      }
    }
  }

  @Test(arguments: [(SignInProvider.google, "device"), (.microsoft, "public")])
  func aDeviceCodeExpires(_ provider: SignInProvider, _ kind: String) async throws {
    try await SignInWorld.run { world in
      try await world.consent(#"{"pending":100000}"#)
      await #expect(throws: SignInError.expired(provider)) {
        _ = try await world.signIn(try world.app(provider, kind), by: .deviceCode)
      }
    }
  }

  @Test func theBrowserIsNotWaitedForForever() async throws {
    try await SignInWorld.run { world in
      let client = try world.client(try world.app(.zoom), isTimed: true)
      await #expect(throws: SignInError.expired(.zoom)) {
        _ = try await client.signIn(by: .browser) { _ in }
      }
    }
  }

  @Test func slowsDownWhenToldTo() async throws {
    try await SignInWorld.run { world in
      try await world.consent(#"{"pending":3,"slow_down":2}"#)
      _ = try await world.signIn(try world.app(.google, "device"), by: .deviceCode)
      #expect(world.time.waits.all == [5, 10, 15, 15].map { .seconds($0) })
    }
  }

  @Test func troubleOnTheWayEndsNoDeviceCode() async throws {
    try await SignInWorld.run { world in
      try await world.fault(#"{"kind":"status","status":503,"match":"/token","next":2}"#)
      _ = try await world.signIn(try world.app(.microsoft), by: .deviceCode)
      #expect(world.time.waits.all == [5, 10, 15, 15].map { .seconds($0) })
    }
  }

  @Test(arguments: SignInProvider.allCases)
  func anotherStateIsNotTaken(_ provider: SignInProvider) async throws {
    try await SignInWorld.run { world in
      try await world.consent(#"{"state":"another"}"#)
      let steps = Recorder<SignInStep>()
      let statuses = Recorder<Int>()
      let client = try world.client(try world.app(provider))
      _ = try await client.signIn(by: .browser) { step in
        steps.add(step)
        guard case .openPage(let page) = step else { return }
        for consent in [#"{"state":"another"}"#, "{}"] {
          try? await world.consent(consent)
          guard let answer = try? await world.follow(page) else { return }
          statuses.add(answer.status)
        }
        let stray = try? await world.get("http://127.0.0.1:\(page.port)/favicon.ico?a=b")
        statuses.add(stray?.status ?? 0)
      }
      #expect(statuses.all == [400, 200, 404])
      #expect(steps.all.dropFirst() == [.notTaken(.wrongState)])
    }
  }

  @Test(
    arguments: [
      (SignInProvider.google, "https://www.googleapis.com/auth/calendar.events"),
      (.microsoft, "Calendars.ReadWrite"), (.zoom, "meeting:delete:meeting"),
    ]
  )
  func whatWasNotGrantedIsNamed(_ provider: SignInProvider, _ scope: String) async throws {
    try await SignInWorld.run { world in
      let others = provider.scopes(by: .browser).map(\.name).filter { $0 != scope }
      let list = others.map { "\"\($0)\"" }.joined(separator: ",")
      try await world.consent("{\"scopes\":[\(list)]}")
      do {
        _ = try await world.signIn(try world.app(provider), by: .browser)
        Issue.record("It was let in.")
      } catch let error as SignInError {
        guard case .missingScopes(let scopes, provider) = error else { throw error }
        #expect(scopes.map(\.name) == [scope])
        #expect(error.message.contains(scope) && error.message.contains("ign in again"))
      }
    }
  }

  @Test func whatLacksOfTheAppIsNamed() async throws {
    try await SignInWorld.run { world in
      var app = try world.app(.google)
      app.clientSecret = nil
      try await expect("client_secret_command", app, world)
      try await expect("client_id and client_secret", try world.app(.zoom, secret: "wrong"), world)
      app = try world.app(.google)
      // A desktop app gets no device code, and a device app none for the narrow scopes.
      do {
        _ = try await world.signIn(app, by: .deviceCode)
        Issue.record("It was let in.")
      } catch let error as SignInError {
        #expect(error.message.contains("an app of the kind"))
      }
      await #expect(throws: SignInError.self) {
        _ = try await world.signIn(app, by: .serverToServer)
      }
    }
  }

  @Test func aServerSignsInAlone() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom, "server")
      #expect(app.standardMethod == .serverToServer)
      let credential = try await world.signIn(app)
      #expect(credential.refreshToken == nil && credential.method == .serverToServer)
      #expect(credential.scopes.allSatisfy { $0.hasSuffix(":admin") })
      #expect(try await world.tokens(app).token().scopes == credential.scopes)
    }
  }

  @Test(arguments: [SignInProvider.google, .zoom])
  func whatIsRevokedHoldsNoMore(_ provider: SignInProvider) async throws {
    try await SignInWorld.run { world in
      let app = try world.app(provider)
      let credential = try await world.signIn(app)
      try await world.files.save(credential, of: app.account)
      #expect(try await world.client(app).revoke(credential) == .done)
      await #expect(throws: ServiceError.self) {
        _ = try await world.tokens(app).token(insteadOf: credential.token)
      }
    }
  }

  private func expect(_ words: String, _ app: SignInApp, _ world: SignInWorld) async throws {
    do {
      _ = try await world.signIn(app, by: .browser)
      Issue.record("It was let in.")
    } catch let error as SignInError {
      guard case .badClient(let text) = error else { throw error }
      #expect(text.contains(words), "\(text)")
    }
  }
}
