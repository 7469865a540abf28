import Foundation
import Testing

@testable import Sandbox

@Suite struct FaultTests {
  @Test(arguments: [429, 500, 503, 504, 401, 404])
  func answersAStatus(status: Int) async throws {
    try await withSandbox(events: 0) { sandbox in
      try await sandbox.fault([
        "kind": "status", "status": .int(status), "retry_after": 3, "next": 2,
      ])
      for expected in [status, status, 200] {
        let answer = try await sandbox.ask("GET", "/v3/grants")
        #expect(answer.status == expected)
        guard expected != 200 else { break }
        #expect(answer.headers["retry-after"] == "3")
        #expect(answer.json["error"]["type"].string?.isEmpty == false)
      }
      let statuses = try await sandbox.state()["requests"].array?.map { $0["status"].int }
      #expect(statuses == [status, status, 200])
    }
  }

  @Test func doesNotDoWhatItRefuses() async throws {
    try await withSandbox(events: 0) { sandbox in
      try await sandbox.fault(["kind": "status", "status": 503])
      let answer = try await sandbox.ask("POST", sandbox.events(sandbox.google), ["when": hour(1)])
      #expect(answer.status == 503)
      #expect(try await sandbox.state()["events"].int == 0)
    }
  }

  @Test func losesTheAnswerOfWhatItDid() async throws {
    try await withSandbox(events: 0) { sandbox in
      try await sandbox.fault(["kind": "lost-answer", "method": "POST"])
      #expect(try await sandbox.ask("GET", "/v3/grants").status == 200)
      await #expect(throws: (any Error).self) {
        _ = try await sandbox.ask("POST", sandbox.events(sandbox.google), ["when": hour(1)])
      }
      let state = try await sandbox.state()
      #expect(state["events"].int == 1)
      #expect(state["requests"].array?.last?["status"].int == 200)
    }
  }

  @Test func cutsTheConnectionInTheMiddle() async throws {
    try await withSandbox(events: 0) { sandbox in
      try await sandbox.fault(["kind": "cut"])
      await #expect(throws: (any Error).self) { _ = try await sandbox.ask("GET", "/v3/grants") }
      #expect(try await sandbox.ask("GET", "/v3/grants").status == 200)
    }
  }

  @Test func answersHalfOfTheJSON() async throws {
    try await withSandbox(events: 0) { sandbox in
      let whole = try await sandbox.ask("GET", "/v3/grants")
      try await sandbox.fault(["kind": "malformed"])
      let half = try await sandbox.ask("GET", "/v3/grants")
      #expect(half.status == 200)
      #expect(half.bytes.count == whole.bytes.count / 2)
      #expect(half.json == .null)
    }
  }

  @Test func answersLate() async throws {
    try await withSandbox(events: 0) { sandbox in
      try await sandbox.fault(["kind": "delay", "delay_ms": 120])
      let clock = ContinuousClock()
      let time = try await clock.measure { _ = try await sandbox.ask("GET", "/v3/grants") }
      #expect(time >= .milliseconds(120))
    }
  }

  @Test func strikesOnlyWhatMatches() async throws {
    try await withSandbox(events: 0) { sandbox in
      try await sandbox.fault(["kind": "status", "match": "/calendars"])
      try await sandbox.fault(["kind": "status", "match": "events?calendar_id=a b", "status": 504])
      // Without a question mark only the path counts.
      try await sandbox.fault(["kind": "status", "match": "a b", "status": 503])
      #expect(try await sandbox.ask("GET", "/v3/grants").status == 200)
      #expect(try await sandbox.ask("GET", "/v3/grants/\(sandbox.google)/calendars").status == 500)
      #expect(
        try await sandbox.ask("GET", sandbox.events(sandbox.google, calendar: "a b")).status == 504
      )
      #expect(try await sandbox.ask("GET", "/v3/grants/\(sandbox.google)/calendars").status == 200)
      let path = sandbox.events(sandbox.google, calendar: "a b")
      #expect(try await sandbox.ask("GET", path).status == 404)
    }
  }

  @Test func tellsPathAndQueryApart() async throws {
    try await withSandbox(events: 0) { sandbox in
      _ = try await sandbox.ask("GET", sandbox.events(sandbox.google))
      let request = try await sandbox.state()["requests"].array?.last
      #expect(
        request == [
          "method": "GET", "path": .string("/v3/grants/\(sandbox.google)/events"),
          "query": "calendar_id=primary", "status": 200,
        ]
      )
    }
  }

  @Test func letsRequestsThroughFirst() async throws {
    try await withSandbox { sandbox in
      try await sandbox.fault(["kind": "status", "after": 2, "match": "/calendars"])
      let path = "/v3/grants/\(sandbox.google)/calendars"
      var statuses: [Int] = []
      for _ in 0..<4 {
        statuses.append(try await sandbox.ask("GET", path).status)
        // What does not fit is not counted.
        #expect(try await sandbox.ask("GET", "/v3/grants").status == 200)
      }
      #expect(statuses == [200, 200, 500, 200])
    }
  }

  @Test func strikesAShareTheSameWayForTheSameSeed() async throws {
    var runs: [[Int]] = []
    for _ in 0..<2 {
      try await withSandbox(events: 0) { sandbox in
        try await sandbox.fault(["kind": "status", "share": .double(0.3)])
        var run: [Int] = []
        for _ in 0..<40 { run.append(try await sandbox.ask("GET", "/v3/grants").status) }
        runs.append(run)
        let cleared = try await sandbox.ask("DELETE", "/_sandbox/faults", control: true)
        #expect(cleared.json["cleared"].int == 1)
        #expect(try await sandbox.ask("GET", "/v3/grants").status == 200)
      }
    }
    #expect(runs[0] == runs[1])
    #expect((4...22).contains(runs[0].count { $0 == 500 }))
    #expect(Set(runs[0]) == [200, 500])
  }

  @Test func answersWhatItIsTold() async throws {
    try await withSandbox(events: 0) { sandbox in
      let page = "<html><body>Sign in to this network</body></html>"
      try await sandbox.fault([
        "kind": "answer", "body": .string(page), "content_type": "text/html",
      ])
      try await sandbox.fault(["kind": "answer", "body": #"{"data":[]}"#, "match": "/calendars"])
      let html = try await sandbox.ask("GET", "/v3/grants")
      #expect(html.status == 200 && html.headers["content-type"] == "text/html")
      #expect(String(decoding: html.bytes, as: UTF8.self) == page)
      let empty = try await sandbox.ask("GET", "/v3/grants/\(sandbox.google)/calendars")
      #expect(empty.json == ["data": []])
      #expect(try await sandbox.ask("GET", "/v3/grants").list.count == 5)
    }
  }

  @Test func aListCanGoRoundForEver() async throws {
    try await withSandbox { sandbox in
      try await sandbox.fault(["kind": "cursors", "cursors": ["a", "b"], "next": 4])
      try await sandbox.fault(["kind": "cursors", "cursors": ["new*"], "next": 4])
      var cursors: [String?] = []
      for _ in 0..<6 {
        let token = cursors.last.flatMap(\.self).map { "&page_token=\($0)" } ?? ""
        let path = sandbox.events(sandbox.google, query: token)
        let page = try await sandbox.ask("GET", path)
        #expect(page.status == 200 && !page.list.isEmpty)
        cursors.append(page.json["next_cursor"].string)
      }
      #expect(cursors == ["a", "b", "a", "b", "new5", "new6"])
      let google = try await sandbox.askGoogle("GET", "\(RunningSandbox.own)?pageToken=new6")
      #expect(google.json["nextPageToken"] == "new7" && google.json["nextSyncToken"] == .null)
    }
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 200_000])
  func wrapsAsGzip(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).gz")
    try Data(Gzip.wrap(bytes)).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "--decompress", "--stdout", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(Array(data) == bytes)
  }

  @Test func compressesWhatIsAskedForSo() async throws {
    try await withSandbox { sandbox in
      for (agent, isCompressed) in [("convene", false), ("convene (gzip)", true)] {
        let answer = try await sandbox.askGoogle(
          "GET",
          "/users/me/calendarList",
          headers: ["Accept-Encoding": "gzip", "User-Agent": agent]
        )
        #expect(answer.headers["content-encoding"] == (isCompressed ? "gzip" : nil))
        // The test's own client unpacks it, and finds what it should.
        #expect(answer.json["items"].array?.count == 3)
      }
    }
  }

  @Test func neverFaultsItsOwnControls() async throws {
    try await withSandbox(events: 0) { sandbox in
      try await sandbox.fault(["kind": "status", "share": 1])
      #expect(try await sandbox.state()["events"].int == 0)
      #expect(try await sandbox.state()["requests"].array?.isEmpty == true)
    }
  }

  @Test(arguments: [
    #"{}"#, #"{"kind":"fire"}"#, #"{"kind":"status","status":200}"#, #"{"kind":"cut","share":2}"#,
    #"{"kind":"cut","next":0}"#, #"{"kind":"cut","next":1,"share":1}"#,
    #"{"kind":"cut","often":1}"#,
    #"{"kind":"delay","delay_ms":-1}"#, #"{"kind":"answer","status":100}"#,
    #"{"kind":"cursors"}"#, "nonsense",
  ])
  func refusesFaultsThatAreNone(text: String) async throws {
    try await withSandbox(events: 0) { sandbox in
      let answer = try await sandbox.ask("POST", "/_sandbox/faults", text: text, control: true)
      #expect(answer.status == 400)
      #expect(!answer.message.isEmpty)
      #expect(try await sandbox.ask("GET", "/v3/grants").status == 200)
    }
  }

  @Test func keepsTheLastExchanges() {
    var log = ExchangeLog()
    for number in 0..<2005 {
      let call = APICall(method: "GET", path: "/\(number)", rawQuery: "")
      log.add(call, APIAnswer(status: 200, body: [:]))
    }
    let paths = log.exchangesJSON.array?.compactMap { $0["path"].string } ?? []
    #expect(paths == (5..<2005).map { "/\($0)" })
    #expect(log.requests.count == 2005)
  }
}
