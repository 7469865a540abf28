import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Synchronization
import Testing

@testable import CalendarServices

/// Tokens that are refreshed in time, and once.
@Suite struct GrantTokensTests {
  /// Signs in, keeps the credential, and lets its access token run out.
  private func stale(_ app: SignInApp, _ world: SignInWorld) async throws -> Credential {
    let credential = try await world.signIn(app, by: .browser)
    try await world.files.save(credential, of: app.account)
    await world.time.pass(.seconds(3550))
    return credential
  }

  private func refreshes(_ world: SignInWorld) async throws -> Int {
    // One more is the exchange of the code.
    try await world.requests().filter { $0.contains("token 200") }.count - 1
  }

  @Test(arguments: SignInProvider.allCases)
  func aTokenIsRefreshedBeforeItRunsOut(_ provider: SignInProvider) async throws {
    try await SignInWorld.run { world in
      let app = try world.app(provider)
      let credential = try await world.signIn(app, by: .browser)
      try await world.files.save(credential, of: app.account)
      let tokens = world.tokens(app)
      #expect(try await tokens.token() == credential.token)
      await world.time.pass(.seconds(3530))
      #expect(try await tokens.token() == credential.token)
      await world.time.pass(.seconds(10))
      let fresh = try await tokens.token()
      #expect(fresh.value != credential.accessToken && fresh.scopes == credential.scopes)
      let kept = try #require(try await world.files.load(app.account))
      #expect(kept.token == fresh && kept.email == credential.email)
      // Google keeps the first one; the others give another, and the old one is dead.
      #expect((kept.refreshToken == credential.refreshToken) == (provider == .google))
      try await world.files.save(credential, of: app.account)
      guard provider != .google else { return }
      await #expect(throws: ServiceError.self) { _ = try await world.tokens(app).token() }
    }
  }

  @Test func manyRequestsRefreshOnce() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom)
      _ = try await stale(app, world)
      let tokens = world.tokens(app)
      let values = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<20 { group.addTask { try await tokens.token().value } }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(values.count == 1)
      #expect(try await refreshes(world) == 1)
    }
  }

  /// A look-up that began before the lock was taken may miss what another process kept.
  @Test func whatIsReadUnderTheLockIsReadAfresh() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom)
      _ = try await stale(app, world)
      let store = FailingStore(inner: world.files)
      let tokens = world.tokens(app, store)
      _ = try await tokens.token()
      // Before the lock, under it, and before the new token is kept in place of the old one.
      #expect(store.reads.all == [false, true, true])
      _ = try await tokens.forget { _ in }
      #expect(store.reads.all.last == true && store.reads.all.count == 4)
    }
  }

  /// Two processes share nothing but the files.
  @Test(arguments: SignInProvider.allCases)
  func twoProcessesRefreshOnce(_ provider: SignInProvider) async throws {
    try await SignInWorld.run { world in
      let app = try world.app(provider)
      _ = try await stale(app, world)
      try await world.fault(#"{"kind":"delay","delay_ms":150,"match":"token","next":5}"#)
      let values = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<4 {
          let tokens = world.tokens(app)
          group.addTask { try await tokens.token().value }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(values.count == 1)
      #expect(try await refreshes(world) == 1)
      #expect(try await world.files.load(app.account)?.accessToken == values.first)
    }
  }

  @Test(arguments: SignInProvider.allCases)
  func aSignInThatIsVoidSaysSo(_ provider: SignInProvider) async throws {
    try await SignInWorld.run { world in
      let app = try world.app(provider)
      var credential = try await stale(app, world)
      #expect(await world.tokens(app).grant().isValid)
      credential.refreshToken = "dead"
      try await world.files.save(credential, of: app.account)
      let tokens = world.tokens(app)
      for _ in 0..<2 {
        do {
          _ = try await tokens.token()
          Issue.record("It was let in.")
        } catch let error as ServiceError {
          guard case .unauthorized(let text) = error else { throw error }
          #expect(text.hasSuffix("Sign in again: convene accounts login \(provider.rawValue)"))
        }
      }
      let grant = await world.tokens(app).grant()
      #expect(!grant.isValid && grant.email == credential.email)
      #expect(try await world.requests().count { $0.contains("token 400") } == 1)
      // Signing in again heals what runs already.
      try await world.files.save(try await world.signIn(app, by: .browser), of: app.account)
      #expect(try await !tokens.token().value.isEmpty)
      #expect(await tokens.grant().isValid)
    }
  }

  @Test func troubleDoesNotEndASignIn() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.microsoft)
      _ = try await stale(app, world)
      try await world.fault(#"{"kind":"status","status":503,"match":"/token"}"#)
      let tokens = world.tokens(app)
      do {
        _ = try await tokens.token()
        Issue.record("It was let in.")
      } catch let error as ServiceError {
        #expect(error.isTransient)
      }
      #expect(await tokens.grant().isValid)
      #expect(try await !tokens.token().value.isEmpty)
    }
  }

  @Test func nobodyIsSignedInWithoutSigningIn() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom)
      let tokens = world.tokens(app)
      #expect(await !tokens.grant().isValid)
      await #expect(
        throws: ServiceError.unauthorized(
          "Account \"zoom\" is not signed in. Sign in: convene accounts login zoom"
        )
      ) { _ = try await tokens.token() }
      var other = app
      other.clientID = "another"
      try await world.files.save(try await world.signIn(app), of: app.account)
      #expect(await !world.tokens(other).grant().isValid)
      await #expect(throws: ServiceError.self) { _ = try await world.tokens(other).token() }
    }
  }

  /// A key store that does not answer keeps nobody from leaving, and what it says then comes too late
  /// for another token, which would be lost.
  @Test(.timeLimit(.minutes(1))) func leavingWaitsForNoLookUp() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom)
      _ = try await stale(app, world)
      let store = SilentStore(inner: world.files)
      let tokens = world.tokens(app, store)
      let request = Task { try await tokens.token() }
      for await _ in store.asked.stream { break }
      await tokens.settle()
      store.answers.continuation.finish()
      await #expect(throws: ServiceError.cancelled) { _ = try await request.value }
      #expect(try await refreshes(world) == 0)
    }
  }

  /// A refresh token that was given and not kept would be lost with the process.
  @Test func whatCannotBeKeptIsNotUsed() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom)
      let store = FailingStore(inner: world.files)
      _ = try await stale(app, world)
      let tokens = world.tokens(app, store)
      store.isBroken.store(true, ordering: .relaxed)
      await #expect(throws: ServiceError.self) { _ = try await tokens.token() }
      await #expect(throws: ServiceError.self) { _ = try await tokens.token() }
      store.isBroken.store(false, ordering: .relaxed)
      let token = try await tokens.token()
      #expect(try await world.files.load(app.account)?.token == token)
      #expect(try await refreshes(world) == 1)
    }
  }

  @Test func aRefusedTokenIsExchangedAndTheRequestGoesOn() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom)
      try await world.files.save(try await world.signIn(app), of: app.account)
      let tokens = world.tokens(app)
      let zoom = try ZoomConferencing(
        grant: GrantID(app.account),
        url: world.server.url,
        tokens: tokens,
        transport: world.transport
      )
      let hosts = SignedInHosts([
        SignedInHosts.Host(id: GrantID("zoom"), tokens: tokens, service: zoom)
      ])
      let grant = try #require(await hosts.grants().first)
      #expect(grant.isValid && grant.provider == .zoom && grant.email == "mara@lindqvist.example")
      #expect(ConferencingRules.missingScopes(of: grant, for: .zoomMeeting).isEmpty)
      #expect(hosts.service(at: GrantID("other")) == nil)
      let service = try #require(hosts.service(at: grant.id))
      try await world.fault(#"{"kind":"status","status":401,"match":"/v2/users/me/meetings"}"#)
      let start = world.time.clock.now() + 86_400
      let made = try await service.create(
        MeetingRequest(
          key: "k",
          title: "Plan",
          time: .timed(start: start, end: start + 60, zone: nil)
        )
      )
      #expect(!made.id.isEmpty)
      #expect(try await refreshes(world) == 1)
    }
  }

  /// One that answers when it is let.
  private struct SilentStore: CredentialStore {
    let inner: FileCredentialStore
    let asked = AsyncStream<Void>.makeStream()
    let answers = AsyncStream<Void>.makeStream()

    func place(of account: String) -> String { inner.place(of: account) }

    func load(_ account: String, afresh: Bool) async throws(ServiceError) -> Credential? {
      asked.continuation.yield()
      for await _ in answers.stream {}
      return try await inner.load(account, afresh: afresh)
    }

    func save(_ credential: Credential, of account: String) async throws(ServiceError) {
      try await inner.save(credential, of: account)
    }

    func remove(_ account: String) async throws(ServiceError) { try await inner.remove(account) }
  }

  private final class FailingStore: CredentialStore {
    let inner: FileCredentialStore
    let isBroken = Atomic(false)
    /// Whether each was one afresh.
    let reads = Recorder<Bool>()

    init(inner: FileCredentialStore) { self.inner = inner }

    func place(of account: String) -> String { inner.place(of: account) }

    func load(_ account: String, afresh: Bool) async throws(ServiceError) -> Credential? {
      reads.add(afresh)
      return try await inner.load(account, afresh: afresh)
    }

    func save(_ credential: Credential, of account: String) async throws(ServiceError) {
      if isBroken.load(ordering: .relaxed) { throw .unauthorized("The disk is full.") }
      try await inner.save(credential, of: account)
    }

    func remove(_ account: String) async throws(ServiceError) { try await inner.remove(account) }
  }
}
