import CalendarServices
import Foundation
import Synchronization
import Testing

@testable import convene

/// Where tokens are kept.
@Suite struct TokenPlacesTests {
  /// A place in memory that can be locked.
  private final class Place: CredentialStore {
    let name: String
    let isLocked: Bool
    let isForgetful: Bool
    let kept = Mutex<[String: Credential]>([:])
    init(_ name: String, isLocked: Bool = false, isForgetful: Bool = false) {
      self.name = name
      self.isLocked = isLocked
      self.isForgetful = isForgetful
    }
    func place(of account: String) -> String { name }
    func load(_ account: String, afresh: Bool) async throws(ServiceError) -> Credential? {
      if isLocked { throw .unauthorized("locked") }
      return kept.withLock { $0[account] }
    }
    func save(_ credential: Credential, of account: String) async throws(ServiceError) {
      if isLocked { throw .unauthorized("locked") }
      if !isForgetful { kept.withLock { $0[account] = credential } }
    }
    func remove(_ account: String) async throws(ServiceError) {
      if isLocked { throw .unauthorized("locked") }
      kept.withLock { $0[account] = nil }
    }
  }

  private let credential = Credential(
    provider: .zoom,
    clientID: "id",
    method: .browser,
    scopes: [],
    accessToken: "at",
    expires: Date(timeIntervalSince1970: 0),
    refreshToken: "rt",
    signedIn: Date(timeIntervalSince1970: 0)
  )

  private func both(_ keyring: Place, _ file: Place) -> KeyringOrFile {
    KeyringOrFile(
      keyring: keyring,
      file: file,
      hasFile: { account in file.kept.withLock { $0[account] != nil } }
    )
  }

  @Test("The keyring comes first, the file where that does not take it")
  func order() async throws {
    let (keyring, file) = (Place("keyring"), Place("file"))
    let store = both(keyring, file)
    try await store.save(credential, of: "work")
    #expect(store.place(of: "work") == "keyring")
    #expect(file.kept.withLock { $0.isEmpty })
    #expect(try await store.load("work") == credential)

    let locked = both(Place("keyring", isLocked: true), file)
    try await locked.save(credential, of: "work")
    #expect(locked.place(of: "work") == "file")
    #expect(try await locked.load("work") == credential)
  }

  @Test("A keyring that takes the tokens and does not have them is none")
  func forgetful() async throws {
    let (keyring, file) = (Place("keyring", isForgetful: true), Place("file"))
    let store = both(keyring, file)
    try await store.save(credential, of: "work")
    #expect(store.place(of: "work") == "file")
    #expect(try await store.load("work") == credential)
  }

  @Test("What lies in the file stays there until the user signs out")
  func stays() async throws {
    let (keyring, file) = (Place("keyring"), Place("file"))
    try await file.save(credential, of: "work")
    let store = both(keyring, file)
    var renewed = credential
    renewed.accessToken = "at-2"
    try await store.save(renewed, of: "work")
    #expect(try await store.load("work")?.accessToken == "at-2")
    #expect(keyring.kept.withLock { $0.isEmpty })
    try await store.remove("work")
    #expect(try await store.load("work") == nil)
    try await store.save(credential, of: "work")
    #expect(store.place(of: "work") == "keyring")
  }

  @Test("The user's own commands come before everything")
  func commands() {
    let account = AccountConfiguration(
      name: "work",
      service: ZoomDescriptor.value,
      AccountSettings(
        ["client_id": "id", "token_get": "pass x", "token_set": "pass insert x"]
      )
    )
    let places = TokenPlaces(Paths(under: "/nowhere"), nil)
    #expect(places.store(of: account) is CommandCredentialStore)
    var plain = account
    plain.settings = AccountSettings(["client_id": "id"])
    #expect(places.store(of: plain) is FileCredentialStore)
  }

  /// The variables of a session, and this machine as the other end of it calls it.
  static let sessions: [([String: String], String?)] = [
    ([:], nil),
    (["SSH_CONNECTION": "10.0.0.9 5000 192.0.2.7 22", "USER": "mara"], "mara@192.0.2.7"),
    (["SSH_CONNECTION": "10.0.0.9 5000 192.0.2.7 2222", "USER": "mara"], "-p 2222 mara@192.0.2.7"),
    (["SSH_CONNECTION": "::1 5000 2001:db8::7 22", "LOGNAME": "mara"], "mara@2001:db8::7"),
    (["SSH_TTY": "/dev/pts/1", "USER": "mara"], "mara@this-machine"),
  ]

  @Test("Over SSH it is known how the other end gets here", arguments: sessions)
  func destination(_ variables: [String: String], _ destination: String?) {
    let environment = LiveEnvironment(variables: variables, zone: .gmt, now: { .distantPast })
    #expect(environment.sshDestination == destination)
  }
}
