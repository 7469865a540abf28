import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import TestSupport
import Testing

@testable import CalendarServices

/// A calendar of a CalDAV server, the stand-in or another's.
struct CalDAVStand: ResourceStand {
  let store: any ResourceStore
  let calendar: CalendarID
  /// Makes the tokens invalid that were given out.
  var forget: @Sendable () async -> Void = {}

  /// Runs a test on the stand-in.
  static func run(
    _ change: (inout CalDAVQuirks) -> Void,
    _ body: (any ResourceStand) async throws -> Void
  ) async throws {
    var quirks = CalDAVQuirks()
    change(&quirks)
    let server = try await CalDAVServer.start(quirks)
    let result: Result<Void, any Error>
    do {
      let forget: @Sendable () async -> Void = { await server.forgetChanges() }
      let (url, user) = (server.url + "/dav/", CalDAVServer.user)
      try await run(url, user, CalDAVServer.password, forget: forget, body)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await server.stop()
    try result.get()
  }

  /// Runs a test on two calendars of the stand-in.
  static func runTwo(
    _ change: (inout CalDAVQuirks) -> Void,
    _ body: (any ResourceStand, any ResourceStand) async throws -> Void
  ) async throws {
    var quirks = CalDAVQuirks()
    change(&quirks)
    let server = try await CalDAVServer.start(quirks)
    let result: Result<Void, any Error>
    do {
      let url = server.url + "/dav/"
      try await run(url, CalDAVServer.user, CalDAVServer.password, wanted: []) { first in
        let calendars = try await first.store.collections().map(\.id)
        let second = try #require(calendars.first { $0 != first.calendar })
        try await body(first, CalDAVStand(store: first.store, calendar: second))
      }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await server.stop()
    try result.get()
  }

  /// Runs a test on a server that others have written.
  static func run(
    _ program: CalDAVProgram,
    _ body: (any ResourceStand) async throws -> Void
  ) async throws {
    try await program.run { url in
      try await run(url, CalDAVProgram.user, CalDAVProgram.password, body)
    }
  }

  /// Runs a test on the calendars of two users of Cyrus, who can invite each other.
  static func runInviting(
    _ body: (any ResourceStand, any ResourceStand) async throws -> Void
  ) async throws {
    try await CalDAVProgram.cyrus.run { url in
      try await run(url, CalDAVProgram.user, CalDAVProgram.password) { first in
        try await run(url, CalDAVProgram.guest, CalDAVProgram.password) { second in
          try await body(first, second)
        }
      }
    }
  }

  private static func run(
    _ url: String,
    _ user: String,
    _ password: String,
    // One calendar: what is shown is counted.
    wanted: Set<String> = ["Work", "work", "calendar"],
    forget: @escaping @Sendable () async -> Void = {},
    _ body: (any ResourceStand) async throws -> Void
  ) async throws {
    let transport = HTTPTransport(
      clock: ServiceClock(now: { ResourceWorld.start }, random: { 0.5 }, sleep: { _ in })
    )
    let account = ResourceWorld.account
    let store = CalDAVStore(
      account: account,
      url: try DAVAddress(of: ServiceURL(url)),
      client: DAVClient(
        account: account,
        authorizer: PasswordAuthorizer(account: account, user: user) { password },
        transport: transport
      ),
      wanted: wanted
    )
    let result: Result<Void, any Error>
    do {
      let calendars = try await store.collections()
      let calendar = try #require(calendars.first).id
      let stand = CalDAVStand(store: store, calendar: calendar, forget: forget)
      result = .success(try await body(stand))
    } catch {
      result = .failure(error)
    }
    await transport.shutdown()
    try result.get()
  }

  func texts() async throws -> [String: String] {
    var names: Set<ResourceName> = []
    var next: String?
    repeat {
      let part = try await store.changes(in: calendar, since: nil, cursor: next)
      names.formUnion(part.changed.keys)
      next = part.next
    } while next != nil
    let resources = try await store.read(Array(names), in: calendar)
    return Dictionary(
      uniqueKeysWithValues: resources.map {
        ($0.name.rawValue, String(decoding: $0.bytes, as: UTF8.self))
      }
    )
  }

  func put(_ text: String, as name: String) async throws {
    let name = ResourceName(name)
    let bytes = Array(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
    let known = try await store.read([name], in: calendar).first?.version
    _ = try await store.write(
      bytes,
      as: name,
      in: calendar,
      if: known.map { .version($0) } ?? .absent
    )
  }

  func remove(_ name: String) async throws {
    let name = ResourceName(name)
    guard let known = try await store.read([name], in: calendar).first else { return }
    try await store.delete(name, in: calendar, if: known.version, silently: false)
  }
}
