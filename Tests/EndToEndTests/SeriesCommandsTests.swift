import Foundation
import Testing

/// Series by commands: what is refused without a scope, and what JSON says of an occurrence.
@Suite struct SeriesCommandsTests {
  /// The occurrences of a series in the order of time, as JSON has them.
  private func occurrences(_ world: World, _ title: String) throws -> [JSON] {
    try world.json("agenda", "--days", "20", "--json").list.filter { $0["title"].text == title }
  }

  private static func text(_ event: JSON) -> String {
    [event["start"], event["title"], event["series"]["rule"], event["conferencing"]["url"]]
      .map { $0.text ?? "-" }.joined(separator: " ")
  }

  @Test("An occurrence without a scope is refused with the three choices, and stays")
  func withoutScope() throws {
    let world = try World()
    _ = try world.makeEvent("Gym", "--start", "tomorrow 18:00", "--repeat", "every day, 5 times")
    let link = ["conference", "set", "", "--link", "https://meet.example/room"]
    let linked = try world.convene(
      link.map { $0.isEmpty ? try occurrences(world, "Gym")[0]["id"].text ?? "" : $0 }
        + ["--scope", "all"]
    )
    try #require(linked.status == 0, "\(linked.errors)")
    let before = try occurrences(world, "Gym").map(Self.text)
    let id = try #require(try occurrences(world, "Gym")[2]["id"].text)
    for command in [
      ["event", "update", id, "--title", "Other"], ["event", "update", id, "--start", "19:00"],
      ["event", "update", id, "--repeat", "weekly"], ["event", "delete", id],
      ["conference", "set", id, "--link", "https://meet.example/other"],
      ["conference", "strip", id],
    ] {
      let refused = try world.convene(command)
      #expect(refused.status == 65, "\(command)")
      for choice in ["--scope this", "--scope following", "--scope all"] {
        #expect(refused.errors.contains(choice), "\(command): \(refused.errors)")
      }
      #expect(refused.output.isEmpty)
    }
    #expect(try occurrences(world, "Gym").map(Self.text) == before)
    let unknown = try world.convene("event", "delete", id, "--scope", "next")
    #expect(unknown.status == 64)

    let single = try world.makeEvent("Dentist", "--start", "tomorrow 9:00")
    let plain = try world.convene("event", "delete", single, "--scope", "following")
    #expect(plain.status == 65 && plain.errors.contains("does not repeat"), "\(plain.errors)")
    let one = try world.json("event", "show", single, "--json")
    #expect(one["recurring"].flag == false && one["series"].isNull)
  }

  @Test(
    "JSON names the series, its rule in words, and the start that the rule gives",
    arguments: [false, true]
  )
  func json(_ isAtService: Bool) throws {
    let world = isAtService ? try World(sandbox: ["--events", "0"]) : try World()
    _ = try world.makeEvent("Gym", "--start", "tomorrow 18:00", "--repeat", "every day, 5 times")
    if isAtService { try #require(try world.convene("sync").status == 0) }
    let third = try occurrences(world, "Gym")[2]
    let id = try #require(third["id"].text)
    let shown = try world.json("event", "show", id, "--json")
    #expect(shown["recurring"].flag == true)
    #expect(shown["my_response"].isNull)
    let series = shown["series"]
    #expect(
      series.members == ["id", "rule", "words", "original_start", "is_exception"],
      "\(series)"
    )
    #expect(series["rule"].text?.contains("FREQ=DAILY") == true)
    #expect(series["words"].text == "every day, 5 times")
    #expect(series["original_start"].text == third["start"].text)
    let name = try #require(series["id"].text)
    #expect(try Set(occurrences(world, "Gym").map { $0["series"]["id"].text }) == [name])

    let moved = try world.convene("event", "update", id, "--start", "20:15", "--scope", "this")
    try #require(moved.status == 0, "\(moved.errors)")
    let after = try world.json("event", "show", id, "--json")
    #expect(after["start"].text?.contains("T20:15") == true)
    #expect(after["series"]["original_start"].text == third["start"].text)
    #expect(after["series"]["id"].text == name)
    #expect(after["series"]["is_exception"].flag == true)
  }

  @Test("The beginning of the id of a series is said to be one, with how to name its occurrences")
  func beginningOfAnID() throws {
    let world = try World(at: "2026-12-02T08:00:00+01:00 Europe/Berlin")
    let id = try world.makeEvent(
      "Choir",
      "--start",
      "2026-11-29T19:00",
      "--repeat",
      "every second tue until june"
    )
    let short = String(id.prefix(8))
    let refused = try world.convene("event", "update", short, "--title", "Singing")
    #expect(refused.status == 65)
    let words = "every second Tuesday until 30 Jun 2027"
    #expect(
      refused.errors.contains("\"\(short)\" is the series “Choir” of 16 occurrences: \(words)."),
      "\(refused.errors)"
    )
    #expect(refused.errors.contains("(Tue 15 Dec); for all of them add --scope all."))
    let like = refused.errors.components(separatedBy: "like ").last ?? ""
    let one = String(like.prefix { $0 != " " })
    let shown = try world.json("event", "show", one, "--json")
    #expect(shown["start"].text?.hasPrefix("2026-12-15T19:00") == true)
    let show = try world.convene("event", "show", short)
    #expect(show.status == 65 && show.errors.contains("(Tue 15 Dec)."), "\(show.errors)")
    let all = try world.convene("event", "update", short, "--title", "Singing", "--scope", "all")
    #expect(all.status == 0, "\(all.errors)")
    #expect(try occurrences(world, "Singing").count == 1)
    #expect(try world.convene("event", "delete", short, "--scope", "all").status == 0)
    #expect(try occurrences(world, "Singing").isEmpty)
  }

  /// A series of ten Tuesdays, of which one was changed by itself.
  private func choir() throws -> (world: World, id: String) {
    let world = try World(at: "2026-11-29T08:00:00+01:00 Europe/Berlin")
    let id = try world.makeEvent(
      "Choir",
      "--start",
      "2026-12-01T18:00",
      "--repeat",
      "every tue, 10 times"
    )
    let changed = try world.convene(
      "event",
      "update",
      "\(id)_20261208T170000Z",
      "--title",
      "Gala",
      "--scope",
      "this"
    )
    try #require(changed.status == 0, "\(changed.errors)")
    return (world, id)
  }

  @Test("Another end alone leaves the days of a series, and what comes of it is said")
  func endAlone() throws {
    let (world, id) = try choir()
    let all = ["event", "update", id, "--scope", "all", "--repeat"]
    let until = try world.convene(all + ["until 22 dec"])
    #expect(until.errors.contains("“Choir” is saved: every Tuesday until 22 Dec 2026."))
    let other = try world.convene(all + ["every second tue", "--drop-changed"])
    #expect(other.errors.contains("every second Tuesday until 22 Dec 2026."), "\(other.errors)")
    let refused = try world.convene(
      "event",
      "create",
      "RR",
      "--start",
      "2 dec 10:00",
      "--repeat",
      "5 times"
    )
    #expect(refused.errors.contains("Write it too: every day, 5 times."), "\(refused.errors)")
  }

  @Test("A rule that loses changed occurrences is refused with their names, until it may")
  func changedOccurrences() throws {
    let (world, id) = try choir()
    let rule = ["event", "update", id, "--scope", "all", "--repeat", "every wed"]
    let refused = try world.convene(rule)
    #expect(refused.status == 65 && refused.output.isEmpty)
    #expect(refused.errors.contains("“Gala” on Tue 8 Dec"), "\(refused.errors)")
    #expect(refused.errors.contains("--drop-changed"))
    #expect(try occurrences(world, "Gala").count == 1)
    let done = try world.convene(rule + ["--drop-changed"])
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.errors.contains("“Choir” is saved: every Wednesday, 10 times."))
    #expect(try occurrences(world, "Gala").isEmpty)
  }

  @Test("A series that repeats no more says what is left, and prints its id")
  func never() throws {
    let (world, id) = try choir()
    let third = "\(id)_20261215T170000Z"
    let never = ["event", "update", third, "--scope", "all", "--repeat", "never"]
    let refused = try world.convene(never)
    #expect(refused.status == 65 && refused.errors.contains("“Gala” on Tue 8 Dec"))
    let done = try world.convene(never + ["--drop-changed"])
    #expect(done.status == 0 && !done.output.isEmpty, "\(done.errors)")
    let words = "“Choir” is saved as one event on 2026-12-15; 9 others of the series are deleted."
    #expect(done.errors.contains(words), "\(done.errors)")
    #expect(try occurrences(world, "Gala").isEmpty)
    #expect(try occurrences(world, "Choir").count == 1)
  }

  @Test("Events of one time stand in the same order in the list, in a month and in JSON")
  func order() throws {
    let world = try World(at: "2026-11-25T08:00:00+01:00 Europe/Berlin", ["COLUMNS": "200"])
    for (title, more) in [
      ("Zeta", ["--start", "2026-11-26", "--all-day"]),
      ("Fair", ["--start", "2026-11-26", "--end", "2026-11-28"]),
      ("Beta", ["--start", "2026-11-26T10:00", "--duration", "1h"]),
      ("Alpha", ["--start", "2026-11-26T10:00", "--duration", "1h"]),
      ("Short", ["--start", "2026-11-26T10:00", "--duration", "30m"]),
      ("Early", ["--start", "2026-11-26T09:00", "--duration", "3h"]),
    ] {
      let made = try world.convene(["event", "create", title] + more)
      try #require(made.status == 0, "\(made.errors)")
    }
    let wanted = ["Fair", "Zeta", "Early", "Short", "Alpha", "Beta"]
    func titles(_ text: String) -> [String] {
      text.split(separator: "\n").compactMap { line in wanted.first { line.contains($0) } }
    }
    let day = ["--from", "2026-11-26", "--days", "1"]
    let listed = try world.json(["agenda", "--json"] + day).list
    #expect(listed.map { $0["title"].text } == wanted)
    #expect(titles(try world.convene(["agenda"] + day).output) == wanted)
    let found = try world.json("search", "after:2026-11-26", "before:2026-11-27", "--json").list
    #expect(found.map { $0["title"].text } == wanted)
    let month = try world.convene("agenda", "--view", "month", "--date", "2026-11-26")
    #expect(titles(month.output).prefix(2) == wanted.prefix(2), "\(month.output)")
  }
}
