import CalendarCore
import ConferencingCore
import Foundation
import TestSupport
import Testing

@testable import CalendarServices

/// The store against CalDAV servers that others have written.
@Suite(.timeLimit(.minutes(5))) struct CalDAVProgramTests {
  /// Runs a test beside a server, with its only calendar.
  private static func run(
    _ program: CalDAVProgram,
    _ body: (CalDAVStore, CalendarID) async throws -> Void
  ) async throws {
    try await program.run { url in
      let transport = HTTPTransport(
        clock: ServiceClock(now: { Date(timeIntervalSince1970: 1_795_600_000) }, sleep: { _ in })
      )
      let store = try CalDAVBench.store(
        url,
        user: CalDAVProgram.user,
        password: CalDAVProgram.password,
        transport
      )
      let result: Result<Void, any Error>
      do {
        let calendar = try #require(try await store.collections().first)
        result = .success(try await body(store, calendar.id))
      } catch {
        result = .failure(error)
      }
      await transport.shutdown()
      try result.get()
    }
  }

  @Test(arguments: CalDAVProgram.installed)
  func `resources are written, told, read, found and deleted`(
    _ program: CalDAVProgram
  ) async throws {
    try await Self.run(program) { store, calendar in
      let start = try await CalDAVBench.changes(store, since: nil, in: calendar)
      #expect(start.changed.isEmpty)

      // Names and texts that are written and compared in several ways.
      let uids = [
        "plain", "mara@acme.example/1", "ü & <x>", "100%", String(repeating: "l", count: 150),
      ]
      for uid in uids {
        let text = CalDAVBench.bytes(CalDAVBench.event(uid, "Ä & <b> \(uid.prefix(5))"))
        _ = try await store.write(text, as: store.name(forUID: uid), in: calendar, if: .absent)
      }
      let told = try await CalDAVBench.changes(store, since: start.token, in: calendar)
      #expect(Set(told.changed.keys) == Set(uids.map { store.name(forUID: $0) }))
      let read = try await store.read(
        Array(told.changed.keys) + [ResourceName("gone.ics")],
        in: calendar
      )
      #expect(read.count == uids.count)
      for resource in read {
        #expect(resource.version.tag == told.changed[resource.name]?.tag)
        #expect(uids.contains { resource.holds(uid: $0) })
        let text = String(decoding: resource.bytes, as: UTF8.self)
        #expect(text.contains("Ä & <b>"))
        #expect(text.contains("\r\n") && !text.contains("\r\r"))
      }
      for uid in uids {
        let found = try await store.find(uid: uid, in: calendar)
        #expect(found?.name == store.name(forUID: uid))
      }
      let none = try await store.find(uid: "nobody", in: calendar)
      #expect(none == nil)

      let first = try #require(read.first)
      try await store.delete(first.name, in: calendar, if: first.version, silently: false)
      try await store.delete(first.name, in: calendar, if: first.version, silently: false)
      let last = try await CalDAVBench.changes(store, since: told.token, in: calendar)
      #expect(last.removed == [first.name])
      #expect(last.changed.isEmpty)
    }
  }

  @Test(arguments: CalDAVProgram.installed)
  func `what was changed by others is not written over`(_ program: CalDAVProgram) async throws {
    try await Self.run(program) { store, calendar in
      let name = store.name(forUID: "a")
      let text = CalDAVBench.bytes(CalDAVBench.event("a"))
      _ = try await store.write(text, as: name, in: calendar, if: .absent)
      let seen = try #require(try await store.read([name], in: calendar).first)
      let other = CalDAVBench.bytes(CalDAVBench.event("a", "Other"))
      _ = try await store.write(other, as: name, in: calendar, if: .version(seen.version))
      let stale = await #expect(throws: ServiceError.self) {
        _ = try await store.write(text, as: name, in: calendar, if: .version(seen.version))
      }
      #expect(stale?.kind == "changed")
      let taken = await #expect(throws: ServiceError.self) {
        _ = try await store.write(text, as: name, in: calendar, if: .absent)
      }
      #expect(taken?.kind == "changed")
      let twice = await #expect(throws: ServiceError.self) {
        _ = try await store.write(text, as: ResourceName("b.ics"), in: calendar, if: .absent)
      }
      #expect(twice?.kind == "changed")
      let late = await #expect(throws: ServiceError.self) {
        try await store.delete(
          name,
          in: calendar,
          if: ResourceVersion(tag: "\"no\""),
          silently: false
        )
      }
      #expect(late?.kind == "changed")
      let texts = try await store.read([name], in: calendar)
      #expect(texts.count == 1)
      #expect(
        texts.first.map { String(decoding: $0.bytes, as: UTF8.self).contains("Other") } == true
      )
    }
  }

  @Test(arguments: CalDAVProgram.installed)
  func `an invalid event and an invalid token are named`(_ program: CalDAVProgram) async throws {
    try await Self.run(program) { store, calendar in
      let error = await #expect(throws: ServiceError.self) {
        _ = try await store.write(
          Array("BEGIN:VCALENDAR\r\nnonsense".utf8),
          as: ResourceName("x.ics"),
          in: calendar,
          if: .absent
        )
      }
      #expect(error?.kind == "rejected")
      let expired = await #expect(throws: ServiceError.self) {
        _ = try await store.changes(in: calendar, since: "token nonsense", cursor: nil)
      }
      #expect(expired?.kind == "sync expired")
      let scheduling = try await store.scheduling()
      // Cyrus alone delivers invitations.
      #expect(scheduling.mails == (program == .cyrus))
    }
  }
}
