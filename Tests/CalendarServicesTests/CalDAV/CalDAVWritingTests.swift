import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Writing and deleting, with what must hold for it.
@Suite struct CalDAVWritingTests {
  private static let name = ResourceName("a.ics")
  private static let text = CalDAVBench.bytes(CalDAVBench.event("a"))

  private static func write(
    _ bench: CalDAVBench,
    _ text: [UInt8] = text,
    as name: ResourceName = name,
    if condition: WriteCondition = .absent
  ) async throws(ServiceError) -> ResourceVersion? {
    try await bench.store.write(text, as: name, in: CalDAVBench.work, if: condition)
  }

  private static func failure(
    _ body: () async throws -> Void
  ) async -> ServiceError? {
    await #expect(throws: ServiceError.self) { try await body() }
  }

  @Test func `a resource is written under conditions`() async throws {
    try await CalDAVBench.run { bench in
      let first = try #require(try await Self.write(bench))
      #expect(
        await bench.server.texts(of: "work")["a.ics"] == String(decoding: Self.text, as: UTF8.self)
      )
      let again = await Self.failure { _ = try await Self.write(bench) }
      #expect(again?.kind == "changed")

      let other = CalDAVBench.bytes(CalDAVBench.event("a", "Other"))
      let second = try #require(try await Self.write(bench, other, if: .version(first)))
      #expect(second != first)
      let stale = await Self.failure { _ = try await Self.write(bench, if: .version(first)) }
      #expect(stale?.kind == "changed")

      let late = await Self.failure {
        try await bench.store.delete(Self.name, in: CalDAVBench.work, if: first, silently: false)
      }
      #expect(late?.kind == "changed")
      try await bench.store.delete(Self.name, in: CalDAVBench.work, if: second, silently: false)
      #expect(await bench.server.texts(of: "work").isEmpty)
      try await bench.store.delete(Self.name, in: CalDAVBench.work, if: second, silently: false)
      let gone = await Self.failure { _ = try await Self.write(bench, if: .version(second)) }
      #expect(gone?.kind == "changed")
    }
  }

  @Test func `versions of writing, listing and reading are the same`() async throws {
    try await CalDAVBench.run { bench in
      let invited = CalDAVBench.bytes(
        CalDAVBench.event(
          "a",
          "Plan",
          "ORGANIZER:mailto:ben@x.example\nATTENDEE:mailto:mara@acme.example"
        )
      )
      let written = try #require(try await Self.write(bench, invited))
      let listed = try await CalDAVBench.changes(bench.store, since: nil).changed[Self.name]
      let read = try await bench.store.read([Self.name], in: CalDAVBench.work).first?.version
      let found = try await bench.store.find(uid: "a", in: CalDAVBench.work)?.version
      #expect([listed, read, found] == [written, written, written])
    }
  }

  @Test(arguments: ["no tag", "changed", "weak tag"])
  func `a server that does not say what it wrote is not believed`(_ kind: String) async throws {
    var quirks = CalDAVQuirks()
    quirks.putsWithoutETag = kind == "no tag"
    quirks.changesData = kind == "changed"
    quirks.hasWeakTags = kind == "weak tag"
    try await CalDAVBench.run(quirks) { bench in
      let written = try await Self.write(bench)
      #expect(written == nil)
      let version = try #require(
        try await bench.store.read([Self.name], in: CalDAVBench.work).first?.version
      )
      // The version that was read lets the next change through all the same.
      _ = try await Self.write(bench, if: .version(version))
      let last = try #require(
        try await bench.store.read([Self.name], in: CalDAVBench.work).first?.version
      )
      try await bench.store.delete(Self.name, in: CalDAVBench.work, if: last, silently: false)
    }
  }

  @Test func `without tags a resource is compared before it is written`() async throws {
    var quirks = CalDAVQuirks()
    quirks.hasTags = false
    try await CalDAVBench.run(quirks) { bench in
      let written = try await Self.write(bench)
      #expect(written == nil)
      let seen = try #require(try await bench.store.read([Self.name], in: CalDAVBench.work).first)
      #expect(seen.version.isSum)
      await bench.server.place(CalDAVBench.event("a", "Theirs"), as: "a.ics")
      let stale = await Self.failure { _ = try await Self.write(bench, if: .version(seen.version)) }
      #expect(stale?.kind == "changed")
      let late = await Self.failure {
        try await bench.store.delete(
          Self.name,
          in: CalDAVBench.work,
          if: seen.version,
          silently: false
        )
      }
      #expect(late?.kind == "changed")
      #expect(await bench.server.texts(of: "work")["a.ics"]?.contains("Theirs") == true)
      let now = try #require(try await bench.store.read([Self.name], in: CalDAVBench.work).first)
      _ = try await Self.write(bench, if: .version(now.version))
      let last = try #require(try await bench.store.read([Self.name], in: CalDAVBench.work).first)
      try await bench.store.delete(
        Self.name,
        in: CalDAVBench.work,
        if: last.version,
        silently: false
      )
      #expect(await bench.server.texts(of: "work").isEmpty)
      try await bench.store.delete(
        Self.name,
        in: CalDAVBench.work,
        if: last.version,
        silently: false
      )
    }
  }

  @Test(arguments: [false, true])
  func `a UID that is taken is a change at the service`(_ userWide: Bool) async throws {
    var quirks = CalDAVQuirks()
    quirks.hasUserWideUIDs = userWide
    try await CalDAVBench.run(quirks) { bench in
      await bench.server.place(
        CalDAVBench.event("a"),
        as: "other.ics",
        in: userWide ? "private" : "work"
      )
      let error = await Self.failure { _ = try await Self.write(bench) }
      #expect(error?.kind == "changed")
      #expect(error?.message.contains("already") == true)
    }
  }

  @Test(arguments: [
    ("BEGIN:VCALENDAR\nnonsense\nEND:VCALENDAR\n", "invalid"),
    (CalDAVBench.event("a").replacing("VERSION", with: "METHOD:REQUEST\nVERSION"), "invalid"),
  ])
  func `what a server finds wrong is named`(_ text: String, _ word: String) async throws {
    try await CalDAVBench.run { bench in
      let error = await Self.failure { _ = try await Self.write(bench, CalDAVBench.bytes(text)) }
      #expect(error?.kind == "rejected")
      #expect(error?.message.contains(word) == true)
    }
  }

  @Test(arguments: [
    (401, "unauthorized"), (403, "forbidden"), (404, "not found"), (405, "forbidden"),
    (409, "not found"), (412, "changed"), (413, "rejected"), (415, "rejected"),
    (422, "rejected"), (423, "unavailable 423"), (429, "rate limited"), (500, "unavailable 500"),
    (501, "rejected"), (503, "rate limited"), (507, "unavailable 507"),
  ])
  func `a refusal is told by its kind, and nothing is sent twice`(
    _ status: Int,
    _ kind: String
  ) async throws {
    try await CalDAVBench.run { bench in
      _ = try await bench.store.collections()
      await bench.server.answer(
        "PUT",
        status,
        headers: ["Retry-After": "7", "Content-Type": "text/plain"],
        text: "No\u{1B}[2J"
      )
      let before = await bench.server.requests.count
      let error = await Self.failure { _ = try await Self.write(bench) }
      #expect(error?.kind == kind)
      #expect(error?.message.contains("\u{1B}") == false)
      #expect(await bench.server.requests.count == before + 1)
      if status == 429 || status == 503 {
        #expect(error == .rateLimited(retryAfter: .seconds(7)))
      }
      #expect(await bench.server.texts(of: "work").isEmpty)
    }
  }

  /// What a server says of a text, and what is told of it: what kind of refusal, why, and what helps.
  private static let refusals:
    [(status: Int, condition: String, kind: String, reason: String, remedy: String)] = [
      (409, "C:no-uid-conflict", "changed", "has this event already", "Sync to see it."),
      (403, "C:no-uid-conflict", "changed", "has this event already", "Sync to see it."),
      (403, "C:max-resource-size", "rejected", "it is too large", "Shorten its description"),
      (413, "", "rejected", "it is too large", "Shorten its description"),
      (
        403, "C:supported-calendar-component", "rejected", "the calendar takes no events",
        "Choose another calendar."
      ),
      (415, "", "rejected", "takes no events in this calendar", "Choose another calendar."),
      (403, "C:supported-calendar-data", "rejected", "iCalendar 2.0", "Choose another calendar."),
      (403, "C:valid-calendar-data", "rejected", "it finds it invalid", "Change the event"),
      (412, "C:valid-calendar-data", "rejected", "it finds it invalid", "Change the event"),
      (
        403, "C:valid-calendar-object-resource", "rejected", "it finds it invalid",
        "Change the event"
      ),
      (403, "C:min-date-time", "rejected", "too long ago", "Choose a later date."),
      (403, "C:max-date-time", "rejected", "too far ahead", "Choose an earlier date"),
      (403, "C:max-instances", "rejected", "repeats too often", "End the series earlier."),
      (
        403, "C:max-attendees-per-instance", "rejected", "too many attendees",
        "Invite fewer people."
      ),
      (
        403, "C:allowed-attendee-scheduling-object-change", "rejected", "an attendee may not",
        "Ask the organizer"
      ),
      (403, "D:need-privileges", "forbidden", "does not allow this", "Ask the owner"),
      (412, "", "changed", "was changed", "since it was last read"),
      (423, "D:lock-token-submitted", "unavailable 423", "has locked this", "Trying again soon."),
      (507, "", "unavailable 507", "no space left", "Delete something there"),
      (403, "D:quota-not-exceeded", "unavailable 507", "no space left", "Delete something there"),
    ]

  @Test(arguments: refusals)
  func `a refusal is told with its reason and what helps`(
    _ row: (status: Int, condition: String, kind: String, reason: String, remedy: String)
  ) async throws {
    try await CalDAVBench.run { bench in
      _ = try await bench.store.collections()
      let condition = row.condition.isEmpty ? "" : "<\(row.condition)/>"
      await bench.server.answer(
        "PUT",
        row.status,
        headers: ["Content-Type": "application/xml"],
        text:
          "<D:error xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\">\(condition)</D:error>"
      )
      let error = await Self.failure { _ = try await Self.write(bench) }
      #expect(error?.kind == row.kind)
      for part in ["127.0.0.1", row.reason, row.remedy] {
        #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
      }
    }
  }

  @Test func `the sign-in page of a network is no success`() async throws {
    try await CalDAVBench.run { bench in
      _ = try await bench.store.collections()
      for method in ["PUT", "DELETE"] {
        await bench.server.answer(
          method,
          200,
          headers: ["Content-Type": "text/html"],
          text: "<html>Sign in</html>"
        )
      }
      let written = await Self.failure { _ = try await Self.write(bench) }
      #expect(written?.kind == "malformed")
      let deleted = await Self.failure {
        try await bench.store.delete(
          Self.name,
          in: CalDAVBench.work,
          if: ResourceVersion(tag: "\"a\""),
          silently: false
        )
      }
      #expect(deleted?.kind == "malformed")
    }
  }

  @Test func `what a server says of a deletion in a body is read`() async throws {
    try await CalDAVBench.run { bench in
      _ = try await bench.store.collections()
      func body(_ status: String) -> String {
        "<multistatus xmlns=\"DAV:\"><response><href>/x</href><status>HTTP/1.1 \(status)</status>"
          + "</response></multistatus>"
      }
      let version = ResourceVersion(tag: "\"a\"")
      await bench.server.answer("DELETE", 200, text: body("200 OK"))
      try await bench.store.delete(Self.name, in: CalDAVBench.work, if: version, silently: false)
      await bench.server.answer("DELETE", 207, text: body("423 Locked"))
      let locked = await Self.failure {
        try await bench.store.delete(Self.name, in: CalDAVBench.work, if: version, silently: false)
      }
      #expect(locked?.kind == "unavailable 423")
    }
  }

  @Test func `a calendar that may only be read refuses`() async throws {
    try await CalDAVBench.run { bench in
      await bench.server.protect("work")
      let error = await Self.failure { _ = try await Self.write(bench) }
      #expect(error?.kind == "forbidden")
    }
  }

  @Test func `an answer that is lost is found out by the name`() async throws {
    try await CalDAVBench.run { bench in
      _ = try await bench.store.collections()
      let name = bench.store.name(forUID: "a")
      await bench.server.loseAnswer(after: 0)
      let lost = await Self.failure { _ = try await Self.write(bench, as: name) }
      #expect(lost?.mayHaveHappened == true)
      let found = try #require(try await bench.store.find(uid: "a", in: CalDAVBench.work))
      #expect(found.bytes == Self.text)
      await bench.server.loseAnswer(after: 0)
      let again = await Self.failure {
        try await bench.store.delete(name, in: CalDAVBench.work, if: found.version, silently: false)
      }
      #expect(again?.mayHaveHappened == true)
      #expect(await bench.server.texts(of: "work").isEmpty)
      try await bench.store.delete(name, in: CalDAVBench.work, if: found.version, silently: false)
    }
  }

  @Test func `an answer lost at any request of reading changes nothing`() async throws {
    try await CalDAVBench.run { bench in
      for number in 0..<60 {
        await bench.server.place(CalDAVBench.event("u\(number)"), as: "\(number).ics")
      }
      for lost in 0..<8 {
        let store = try bench.another()
        await bench.server.loseAnswer(after: lost)
        // What only reads is sent again by the transport.
        let all = try await CalDAVBench.changes(store, since: nil)
        let read = try await store.read(Array(all.changed.keys), in: CalDAVBench.work)
        #expect(read.count == 60)
        await bench.server.loseAnswer(after: nil)
      }
    }
  }
}
