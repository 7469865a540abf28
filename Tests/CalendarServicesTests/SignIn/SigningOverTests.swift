import ConferencingCore
import CalendarCore
import Foundation
import Sandbox
import Synchronization
import Testing

@testable import CalendarServices

/// Signing in again and out, while others use and refresh the same sign-in.
@Suite struct SigningOverTests {
  /// A credential whose time to refresh has come, and one of a later sign-in.
  private func two(_ app: SignInApp, _ world: SignInWorld) async throws -> (Credential, Credential)
  {
    let old = try await world.signIn(app, by: .browser)
    try await world.tokens(app).adopt(old)
    await world.time.pass(.seconds(3_550))
    return (old, try await world.signIn(app, by: .browser))
  }

  @Test(arguments: SignInProvider.allCases)
  func anotherSignInIsUsedAtOnce(_ provider: SignInProvider) async throws {
    try await SignInWorld.run { world in
      let app = try world.app(provider)
      let (here, elsewhere) = (world.tokens(app), world.tokens(app))
      let first = try await world.signIn(app, by: .browser)
      try await here.adopt(first)
      #expect(try await here.token() == first.token)
      #expect(try await elsewhere.token() == first.token)
      await world.time.pass(.seconds(1))
      let second = try await world.signIn(app, by: .browser)
      try await here.adopt(second)
      #expect(try await here.token() == second.token)
      #expect(try await elsewhere.token() == second.token)
    }
  }

  @Test func whatIsForgottenIsNotUsed() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom)
      let (here, elsewhere) = (world.tokens(app), world.tokens(app))
      let credential = try await world.signIn(app)
      try await here.adopt(credential)
      #expect(try await elsewhere.token() == credential.token)
      #expect(try await here.forget { $0 } == credential)
      for tokens in [here, elsewhere] {
        await #expect(throws: ServiceError.self) { _ = try await tokens.token() }
        #expect(await !tokens.grant().isValid)
      }
      #expect(try await here.forget { $0 } == nil)
    }
  }

  /// A's refresh is refused while B signs in: what B saves is not marked as refused.
  @Test func aRefusalDoesNotSpoilANewSignIn() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom)
      let (old, new) = try await two(app, world)
      var dead = old
      dead.refreshToken = "dead"
      try await world.tokens(app).adopt(dead)
      // Whatever takes no lock is held against as well.
      let store = MeddlingStore(world.files, at: 3) { try? await world.files.save(new, of: "zoom") }
      let tokens = world.tokens(app, store)
      #expect(try await tokens.token() == new.token)
      #expect(try await world.files.load(app.account)?.refused == nil)
    }
  }

  /// A signs out while B refreshes: nothing comes back.
  @Test(arguments: [true, false])
  func aRefreshBringsNothingBack(_ takesLock: Bool) async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom)
      _ = try await two(app, world)
      let store = MeddlingStore(world.files, at: takesLock ? 1 : 3) {
        if takesLock {
          _ = try? await world.tokens(app).forget { _ in }
        } else {
          try? await world.files.remove(app.account)
        }
      }
      let tokens = world.tokens(app, store)
      await #expect(throws: ServiceError.self) { _ = try await tokens.token() }
      #expect(try await world.files.load(app.account) == nil)
    }
  }

  /// A refreshed and could not save; the user signs in elsewhere: that one stays.
  @Test func whatCouldNotBeSavedGivesWay() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom)
      let (_, new) = try await two(app, world)
      let store = MeddlingStore(world.files, at: .max) {}
      store.isFull.store(true, ordering: .relaxed)
      let tokens = world.tokens(app, store)
      await #expect(throws: ServiceError.self) { _ = try await tokens.token() }
      try await world.tokens(app).adopt(new)
      store.isFull.store(false, ordering: .relaxed)
      #expect(try await tokens.token() == new.token)
      #expect(try await world.files.load(app.account)?.accessToken == new.accessToken)
    }
  }

  @Test func leavingWaitsForARefresh() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom)
      let (old, _) = try await two(app, world)
      try await world.fault(#"{"kind":"delay","delay_ms":300,"match":"token","next":1}"#)
      let tokens = world.tokens(app)
      let request = Task { try? await tokens.token() }
      while await !tokens.isRefreshing { await Task.yield() }
      request.cancel()
      await tokens.settle()
      let kept = try #require(try await world.files.load(app.account))
      #expect(kept.accessToken != old.accessToken && kept.refreshToken != old.refreshToken)
    }
  }

  @Test func aRefusedRevocationIsSaid() async throws {
    try await SignInWorld.run { world in
      let app = try world.app(.zoom)
      let credential = try await world.signIn(app)
      await world.time.pass(.seconds(3_601))
      guard case .refused(let text) = try await world.client(app).revoke(credential) else {
        Issue.record("A token that has run out was taken back.")
        return
      }
      #expect(text.contains("invalid_token"))
      let microsoft = try world.app(.microsoft)
      let other = try await world.signIn(microsoft, by: .browser)
      #expect(try await world.client(microsoft).revoke(other) == .notOffered)
    }
  }

  /// Does something when it is read for the so-many-th time.
  private final class MeddlingStore: CredentialStore {
    let isFull = Atomic(false)
    private let inner: FileCredentialStore
    private let turn: Int
    private let meddle: @Sendable () async -> Void
    private let reads = Atomic(0)

    init(
      _ inner: FileCredentialStore,
      at turn: Int,
      _ meddle: @escaping @Sendable () async -> Void
    ) {
      (self.inner, self.turn, self.meddle) = (inner, turn, meddle)
    }

    func place(of account: String) -> String { inner.place(of: account) }

    func load(_ account: String, afresh: Bool) async throws(ServiceError) -> Credential? {
      if reads.add(1, ordering: .relaxed).newValue == turn { await meddle() }
      return try await inner.load(account, afresh: afresh)
    }

    func save(_ credential: Credential, of account: String) async throws(ServiceError) {
      if isFull.load(ordering: .relaxed) { throw .unauthorized("The disk is full.") }
      try await inner.save(credential, of: account)
    }

    func remove(_ account: String) async throws(ServiceError) { try await inner.remove(account) }
  }
}
