import Foundation
import Testing

/// How the accounts stand: in the status line, in words and in JSON.
@Suite struct SyncStatusTests {
  @Test("Offline, edits wait and the line says since when; back online they go out by themselves")
  func offlineAndBack() throws {
    let world = try World(sandbox: ["--events", "0"])
    #expect(try world.convene("sync").status == 0)
    let service = try world.service
    service.stop()
    let window = try Window(world)
    try window.wait(for: "offline since")
    try window.keys("n")
    try window.waitForRow("Title")
    try window.type("Written on the train")
    try window.keys("C-s")
    try window.waitForRow("Written on the train")
    try window.wait(for: "1 edit waits")
    let account = try #require(
      try world.json("accounts", "list", "--json").list.first { $0["waiting"].number == 1 }
    )
    #expect(account["failure"].text?.isEmpty == false)
    #expect(account["offline_since"].text != nil)
    #expect(account["age_s"].number.map { $0 >= 0 } == true)
    #expect(account["refused"].number == 0)
    #expect(try world.convene("accounts").output.contains("1 edit not sent yet."))
    try service.restart()
    try window.wait(for: "synced just now")
    let events = try world.json("agenda", "--json").list
    #expect(events.map { $0["title"].text } == ["Written on the train"])
    #expect(try world.service.writes().count == 1)
  }

  @Test("While a refresh goes on the line says so")
  func syncing() async throws {
    let world = try World(sandbox: [])
    #expect(try world.convene("sync").status == 0)
    let window = try Window(world)
    try window.wait(for: "synced just now")
    let (status, _) = try await world.service.send(
      "POST",
      "/_sandbox/faults",
      #"{"kind": "delay", "delay_ms": 1500, "share": 1, "match": "/calendars"}"#
    )
    #expect(status == 200)
    try window.keys("s")
    try window.wait(for: "syncing…")
    try window.wait(for: "synced just now")
  }

  @Test("A second sync asks what changed alone; --full reads everything again")
  func full() throws {
    let world = try World(sandbox: [])
    func requests(_ arguments: String...) throws -> Int {
      let before = try world.service.state()["requests"].list.count
      #expect(try world.convene(arguments).status == 0)
      return try world.service.state()["requests"].list.count - before
    }
    let first = try requests("sync")
    let second = try requests("sync")
    #expect(second < first / 2, "\(second) after \(first)")
    #expect(try requests("sync", "--full") > second * 2)
  }

  @Test("JSON of the accounts: last success, its age, edits that wait")
  func json() throws {
    let world = try World(sandbox: ["--events", "0"])
    #expect(try world.convene("sync").status == 0)
    for account in try world.json("accounts", "list", "--json").list {
      if account["service"].text == "local" {
        #expect(account["age_s"].isNull && account["last_sync"].isNull)
      } else {
        #expect(account["age_s"].number.map { (0..<600).contains($0) } == true)
        #expect(account["last_sync"].text?.hasSuffix("Z") == true)
        #expect(account["failure"].isNull && account["offline_since"].isNull)
      }
      #expect(account["waiting"].number == 0 && account["refused"].number == 0)
    }
  }
}
