import ConferencingCore
import CalendarCore
import Foundation
import Synchronization
import Testing

@testable import CalendarServices

/// Lists that do not end are ended, and not taken for whole.
@Suite struct PagingTests {
  /// Cursors that come again in turn.
  @Test func cursorsInTurnEndAList() async throws {
    try await StubServer.run { request in
      let token = request.query("page_token") ?? request.query("pageToken")
      let next = token == "a" ? "b" : "a"
      return .json(
        request.target.hasPrefix("/v3")
          ? #"{"data":[{"id":"c\#(next)"}],"next_cursor":"\#(next)"}"#
          : #"{"items":[{"id":"c\#(next)"}],"nextPageToken":"\#(next)"}"#
      )
    } _: { server in
      #expect(await failure { _ = try await server.nylas().calendars() }?.kind == "malformed")
      #expect(server.requests.all.count == 3)
      let google = await failure { _ = try await server.google().calendars() }
      #expect(google?.message.contains("again and again") == true)
      #expect(google?.message.contains("fault of the service") == true)
      #expect(server.requests.all.count == 6)
    }
  }

  @Test func linksInTurnEndAList() async throws {
    let base = Mutex("")
    try await StubServer.run { request in
      let next = request.query("$skip") == "a" ? "b" : "a"
      let link = base.withLock { $0 } + "/v1.0/me/calendars?$skip=" + next
      return .json(#"{"value":[{"id":"c"}],"@odata.nextLink":"\#(link)"}"#)
    } _: { server in
      base.withLock { $0 = server.url }
      #expect(await failure { _ = try await server.microsoft().calendars() }?.kind == "malformed")
      #expect(server.requests.all.count == 3)
    }
  }

  /// What may have been made and is looked for is not said to be absent after a list without end.
  @Test func aSearchWithoutAnEndFindsNothingOut() async throws {
    let count = Mutex(0)
    try await StubServer.run { _ in
      let number = count.withLock { count -> Int in
        count += 1
        return count
      }
      return .json(#"{"data":[],"next_cursor":"n\#(number)"}"#)
    } _: { server in
      let window = DateInterval(start: Date(timeIntervalSince1970: 0), duration: 86_400)
      let error = await failure {
        _ = try await server.nylas().find(EventID("i"), in: CalendarID("c"), near: window)
      }
      #expect(error?.message.contains("without an end") == true)
      let reads = server.requests.all.filter { $0.target.contains("/events?") }
      #expect(reads.count == PageChain.mostIdlePages)
    }
  }

  /// A long list of meetings at Zoom is read to its end; one that goes in turn is ended.
  @Test(arguments: [true, false]) func meetingsAreListedToTheEnd(_ isInTurn: Bool) async throws {
    let count = Mutex(0)
    try await StubServer.run { _ in
      let page = count.withLock { count -> Int in
        count += 1
        return count
      }
      let next = isInTurn ? "n\(page % 2)" : page == 60 ? "" : "n\(page)"
      let meeting = #"{"id":\#(page),"join_url":"https://zoom.us/j/\#(page)"}"#
      return .json(#"{"meetings":[\#(meeting)],"next_page_token":"\#(next)"}"#)
    } _: { server in
      let zoom = try ZoomConferencing(
        grant: GrantID("zoom"),
        url: server.url,
        tokens: FixedTokens(first: AccessToken(value: "token")),
        transport: StubServer.transport()
      )
      let error = await failure { _ = try await zoom.inventory(of: []) }
      #expect(error?.kind == (isInTurn ? "malformed" : nil))
      #expect(count.withLock { $0 } == (isInTurn ? 3 : 60))
    }
  }

  /// Small pages behind a large one are news as well.
  @Test func smallPagesBehindALargeOneAreRead() async throws {
    let base = Mutex("")
    try await StubServer.run { request in
      let page = request.query("$skip").flatMap(Int.init) ?? 0
      let ids = page == 0 ? 0..<1_000 : 999 + page..<1_000 + page
      let items = ids.map { #"{"id":"c\#($0)"}"# }.joined(separator: ",")
      let link = base.withLock { $0 } + "/v1.0/me/calendars?$skip=\(page + 1)"
      return .json(
        #"{"value":[\#(items)]"# + (page == 60 ? "}" : #","@odata.nextLink":"\#(link)"}"#)
      )
    } _: { server in
      base.withLock { $0 = server.url }
      let calendars = try await server.microsoft().calendars()
      #expect(calendars.count == 1_060)
    }
  }

  @Test func pagesWithNewsGoOn() throws {
    var chain = PageChain(of: "api.example")
    for page in 0..<500 { try chain.follow("p\(page)", after: ["e\(page)"]) }
    // Some empty ones in between are no fault.
    for page in 500..<540 { try chain.follow("p\(page)", after: []) }
    try chain.follow("p540", after: ["new"])
    #expect(throws: ServiceError.self) { try chain.follow("p3", after: ["newer"]) }
  }
}
