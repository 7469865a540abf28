import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Reading what changed, and what is there.
@Suite struct CalDAVReadingTests {
  /// Servers that differ in how they tell what changed.
  private static let servers: [(name: String, quirks: CalDAVQuirks)] = {
    func quirks(_ change: (inout CalDAVQuirks) -> Void) -> CalDAVQuirks {
      var quirks = CalDAVQuirks()
      change(&quirks)
      return quirks
    }
    return [
      ("usual", CalDAVQuirks()),
      ("absolute addresses", quirks { $0.spelling = .absolute }),
      ("encoded addresses", quirks { $0.spelling = .encoded }),
      ("cut lists", quirks { $0.mostChanges = 2 }),
      ("weak tags", quirks { $0.hasWeakTags = true }),
      ("no schedule tags", quirks { $0.hasScheduleTags = false }),
      ("lists with a tag", quirks { $0.supportsSyncCollection = false }),
      (
        "lists without a tag",
        quirks {
          $0.supportsSyncCollection = false
          $0.hasCollectionTags = false
        }
      ),
      ("small multiget", quirks { $0.mostResources = 3 }),
    ]
  }()

  private static let names = [
    "plain.ics", "with blank.ics", "mara@acme.ics", "a/b.ics", "ümlaut.ics", "q?x=#1.ics",
    "100%.ics",
  ]

  @Test(arguments: servers.map(\.name))
  func `changes are told and resources read`(_ name: String) async throws {
    let quirks = try #require(Self.servers.first { $0.name == name }).quirks
    try await CalDAVBench.run(quirks) { bench in
      for (number, name) in Self.names.enumerated() {
        await bench.server.place(CalDAVBench.event("uid-\(number)", "Ä & <\(number)>"), as: name)
      }
      let all = try await CalDAVBench.changes(bench.store, since: nil)
      #expect(all.isFullListing)
      #expect(Set(all.changed.keys.map(\.rawValue)) == Set(Self.names))

      // Another process knows no spellings.
      for store in [bench.store, try bench.another()] {
        let read = try await store.read(
          Self.names.map { ResourceName($0) } + [ResourceName("gone.ics")],
          in: CalDAVBench.work
        )
        #expect(read.count == Self.names.count)
        for resource in read {
          #expect(resource.version == all.changed[resource.name])
          let number = try #require(Self.names.firstIndex(of: resource.name.rawValue))
          #expect(
            resource.bytes
              == CalDAVBench.bytes(CalDAVBench.event("uid-\(number)", "Ä & <\(number)>"))
          )
        }
      }

      let none = try await CalDAVBench.changes(bench.store, since: all.token)
      #expect(none.changed.isEmpty && none.removed.isEmpty && !none.isFullListing)
      await bench.server.place(CalDAVBench.event("uid-0", "Changed"), as: Self.names[0])
      await bench.server.place(CalDAVBench.event("new"), as: "new.ics")
      await bench.server.remove(Self.names[1])
      await bench.server.remove(Self.names[2])
      let some = try await CalDAVBench.changes(try bench.another(), since: none.token)
      #expect(!some.isFullListing)
      #expect(Set(some.changed.keys.map(\.rawValue)) == [Self.names[0], "new.ics"])
      #expect(Set(some.removed.map(\.rawValue)) == [Self.names[1], Self.names[2]])
      #expect(some.changed[ResourceName(Self.names[0])] != all.changed[ResourceName(Self.names[0])])
    }
  }

  @Test(arguments: [true, false])
  func `what is listed without a tag is there`(_ supportsSyncCollection: Bool) async throws {
    var quirks = CalDAVQuirks()
    quirks.supportsSyncCollection = supportsSyncCollection
    quirks.hasCollectionTags = false
    try await CalDAVBench.run(quirks) { bench in
      await bench.server.place(CalDAVBench.event("a"), as: "a.ics")
      await bench.server.place(CalDAVBench.event("b"), as: "b.ics")
      let all = try await CalDAVBench.changes(bench.store, since: nil)
      #expect(all.changed.count == 2)
      // A server that is set up anew, or an upgrade of it.
      await bench.server.turn { $0.hasTags = false }
      await bench.server.place(CalDAVBench.event("a", "Changed"), as: "a.ics")
      let some = try await CalDAVBench.changes(bench.store, since: all.token)
      #expect(some.removed.isEmpty)
      #expect(some.changed[ResourceName("a.ics")] != nil)
      await bench.server.remove("b.ics")
      let last = try await CalDAVBench.changes(bench.store, since: some.token)
      #expect(last.removed == [ResourceName("b.ics")])
      let read = try await bench.store.read([ResourceName("a.ics")], in: CalDAVBench.work)
      #expect(read.count == 1)
    }
  }

  @Test func `a collection whose tag is the same is not listed again`() async throws {
    var quirks = CalDAVQuirks()
    quirks.supportsSyncCollection = false
    try await CalDAVBench.run(quirks) { bench in
      await bench.server.place(CalDAVBench.event("a"), as: "a.ics")
      let all = try await CalDAVBench.changes(bench.store, since: nil)
      let before = await bench.server.requests.count
      let none = try await CalDAVBench.changes(bench.store, since: all.token)
      #expect(none == ResourceChanges(token: all.token))
      #expect(await bench.server.requests.count == before + 1)
    }
  }

  @Test(arguments: [400, 403, 404, 409, 410, 412, 507], [true, false])
  func `a token that is not known any more is said so`(_ status: Int, _ named: Bool) async throws {
    var quirks = CalDAVQuirks()
    quirks.badTokenStatus = status
    quirks.namesConditions = named
    try await CalDAVBench.run(quirks) { bench in
      await bench.server.place(CalDAVBench.event("a"), as: "a.ics")
      let all = try await CalDAVBench.changes(bench.store, since: nil)
      await bench.server.place(CalDAVBench.event("b"), as: "b.ics")
      await bench.server.forgetChanges()
      let error = await #expect(throws: ServiceError.self) {
        _ = try await CalDAVBench.changes(bench.store, since: all.token)
      }
      #expect(error?.kind == "sync expired")
      let again = try await CalDAVBench.changes(bench.store, since: nil)
      #expect(again.isFullListing)
      #expect(again.changed.count == 2)
    }
  }

  @Test(arguments: ["", "tokens", "token ", "listing {}", "nonsense of another version"])
  func `a token that is none is said so`(_ token: String) async throws {
    try await CalDAVBench.run { bench in
      let error = await #expect(throws: ServiceError.self) {
        _ = try await CalDAVBench.changes(bench.store, since: token)
      }
      #expect(error?.kind == "sync expired")
    }
  }

  @Test func `a server that only says that it tells changes is listed`() async throws {
    try await CalDAVBench.run { bench in
      await bench.server.place(CalDAVBench.event("a"), as: "a.ics")
      _ = try await bench.store.collections()
      await bench.server.turn { $0.supportsSyncCollection = false }
      let all = try await CalDAVBench.changes(bench.store, since: nil)
      #expect(all.isFullListing)
      #expect(all.changed.count == 1)
      let again = try await CalDAVBench.changes(bench.store, since: all.token)
      #expect(again.token == all.token)
    }
  }

  @Test func `a calendar that is gone is named`() async throws {
    try await CalDAVBench.run { bench in
      let error = await #expect(throws: ServiceError.self) {
        _ = try await bench.store.changes(in: CalendarID("/gone/"), since: nil, cursor: nil)
      }
      #expect(error?.kind == "not found")
    }
  }

  @Test(arguments: [true, false])
  func `the resource of a UID is found`(_ findsTexts: Bool) async throws {
    var quirks = CalDAVQuirks()
    quirks.findsTexts = findsTexts
    try await CalDAVBench.run(quirks) { bench in
      let own = bench.store.name(forUID: "own@acme.example/1")
      await bench.server.place(CalDAVBench.event("own@acme.example/1"), as: own.rawValue)
      await bench.server.place(CalDAVBench.event("abcd"), as: "other name.ics")
      let found = try await bench.store.find(uid: "own@acme.example/1", in: CalDAVBench.work)
      #expect(found?.name == own)
      let other = try await bench.store.find(uid: "abcd", in: CalDAVBench.work)
      #expect(other?.name.rawValue == (findsTexts ? "other name.ics" : nil))
      // The server finds texts within texts.
      let part = try await bench.store.find(uid: "bc", in: CalDAVBench.work)
      #expect(part == nil)
    }
  }

  @Test func `names are made of UIDs only where that is safe`() async throws {
    try await CalDAVBench.run { bench in
      #expect(bench.store.name(forUID: "A-1.b_c+d").rawValue == "A-1.b_c+d.ics")
      for uid in ["../x", ".hidden", "a/b", "", "ä", "a b", String(repeating: "x", count: 300)] {
        let name = bench.store.name(forUID: uid).rawValue
        #expect(name.utf8.count == 36)
        #expect(name == bench.store.name(forUID: uid).rawValue)
      }
    }
  }

  @Test(arguments: [207, 403, 413, 500])
  func `one resource that cannot be read hides no other`(_ status: Int) async throws {
    try await StubServer.run({ request in
      guard request.method == "REPORT" else {
        return request.method == "GET"
          ? StubServer.Answer(
            headers: [("Content-Type", "text/calendar"), ("ETag", "\"g\"")],
            body: Array(CalDAVBench.event("x").utf8)
          ) : Self.site(request)
      }
      // A server that fails as soon as one resource is among those asked for.
      guard !request.body.contains("bad.ics") else { return .json("<multistatus", status: status) }
      let hrefs = request.body.split(separator: "<D:href>").dropFirst()
        .map { $0.prefix { $0 != "<" } }
      let responses = hrefs.map {
        "<d:response><d:href>\($0)</d:href><d:propstat><d:prop><d:getetag>\"e\"</d:getetag>"
          + "<c:calendar-data>BEGIN:VCALENDAR</c:calendar-data></d:prop></d:propstat></d:response>"
      }
      return Self.xml(responses.joined())
    }) { stub in
      let store = try CalDAVBench.store(stub.url + "/", StubServer.transport())
      let names = (0..<20).map { ResourceName("\($0).ics") } + [ResourceName("bad.ics")]
      let read = try await store.read(names, in: CalendarID("/cal/"))
      #expect(Set(read.map(\.name)) == Set(names))
    }
  }

  @Test(arguments: [true, false])
  func `the organizer is told of a deletion unless nobody is to be`(_ silently: Bool) async throws {
    try await StubServer.run(Self.site) { stub in
      let store = try CalDAVBench.store(stub.url + "/", StubServer.transport())
      let (name, version) = (ResourceName("a.ics"), ResourceVersion(tag: "\"a\""))
      try await store.delete(name, in: CalendarID("/cal/"), if: version, silently: silently)
      let request = try #require(stub.requests.all.first { $0.method == "DELETE" })
      #expect(request.headers["schedule-reply"] == (silently ? "F" : nil))
      #expect(request.headers["if-match"] == "\"a\"")
    }
  }

  private static func site(_ request: StubServer.Request) -> StubServer.Answer {
    xml(
      "<d:response><d:href>/cal/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/>"
        + "<c:calendar/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>"
        + "</d:response>"
    )
  }

  private static func xml(_ responses: String) -> StubServer.Answer {
    StubServer.Answer(
      status: 207,
      headers: [("Content-Type", "text/xml")],
      body: Array(
        ("<d:multistatus xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\">" + responses
          + "</d:multistatus>").utf8
      )
    )
  }
}
