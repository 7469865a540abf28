import Foundation
import Testing

/// The id that JSON gives a series, as commands take it.
@Suite struct SeriesNamesTests {
  /// Where a series is.
  enum Place: String, CaseIterable {
    case google, microsoft, nylasGoogle, nylasMicrosoft, local
  }

  /// A world with a calendar.
  static func world(
    _ place: Place,
    sandbox: [String] = ["--events", "0"]
  ) throws -> (world: World, calendar: String) {
    let world = try World(sandbox: sandbox)
    let url = try world.service.url
    switch place {
    case .nylasGoogle: return (world, "Mara")
    case .nylasMicrosoft: return (world, "Northwind")
    case .local: return (world, "Personal")
    case .google:
      try world.configure("")
      let signing = try Conversation(
        world,
        [:],
        [
          "accounts", "add", "google", "work", "--client-id",
          "sandbox-desktop.apps.googleusercontent.com", "--client-secret-command",
          "echo GOCSPX-sandbox-desktop", "--flow", "browser", "--url", url,
        ]
      )
      try Browser.open(signing.address())
      let (status, said) = signing.finish()
      try #require(status == 0, "\(said)")
      return (world, "Mara Lindqvist")
    case .microsoft:
      try world.configure("")
      let added = try world.convene(
        "accounts",
        "add",
        "microsoft",
        "work",
        "--client-id",
        SeriesJourneyTests.microsoft,
        "--url",
        url
      )
      try #require(added.status == 0, "\(added.errors)")
      return (world, "Calendar")
    }
  }

  private func occurrences(_ world: World) throws -> [JSON] {
    try world.json("agenda", "--days", "20", "--json").list
  }

  @Test("Every command finds a series by the id that JSON gives it", arguments: Place.allCases)
  func named(_ place: Place) throws {
    let (world, calendar) = try Self.world(place)
    try #require(try world.convene("sync").status == 0)
    _ = try world.makeEvent(
      "Choir",
      "--calendar",
      calendar,
      "--start",
      "tomorrow 18:00",
      "--repeat",
      "every day, 4 times"
    )
    // What the service says takes the place of what was made here.
    try #require(try world.convene("sync").status == 0)
    let made = try occurrences(world)
    #expect(made.count == 4)
    let id = try #require(made[0]["series"]["id"].text)
    #expect(made.allSatisfy { $0["series"]["id"].text == id })
    let name = "\(try #require(made[0]["account"].text))/\(id)"

    // One event is read: the next one.
    for command in [["event", "show", id], ["event", "show", name], ["conference", "show", id]] {
      let read = try world.convene(command)
      #expect(read.status == 0, "\(command): \(read.errors)")
    }
    let shown = try world.json("event", "show", id, "--json")
    #expect(shown["start"].text == made[0]["start"].text)
    #expect(shown["series"]["id"].text == id)
    let file = try world.convene("export", id)
    #expect(file.output.contains("RRULE:FREQ=DAILY;COUNT=4"), "\(file.errors)")

    // An edit is for all where that is said; elsewhere than here nothing is guessed.
    if place != .local {
      for command in [
        ["event", "update", id, "--title", "Other"], ["event", "delete", name],
        ["conference", "strip", id],
      ] {
        let refused = try world.convene(command)
        #expect(refused.status == 65, "\(command)")
        let words = "is the series “Choir” of 4 occurrences: every day, 4 times."
        #expect(refused.errors.contains(words), "\(refused.errors)")
        #expect(refused.errors.contains("for all of them add --scope all."))
      }
    }
    let link = "https://meet.example/room"
    for command in [
      ["event", "update", id, "--title", "Singing"], ["conference", "set", name, "--link", link],
    ] {
      let all = try world.convene(command + ["--scope", "all"])
      #expect(all.status == 0, "\(command): \(all.errors)")
    }
    try #require(try world.convene("sync").status == 0)
    let changed = try occurrences(world)
    #expect(changed.map { $0["title"].text } == Array(repeating: "Singing", count: 4))
    #expect(changed.allSatisfy { $0["conferencing"]["url"].text == link })
    #expect(try world.convene("join", id, "--print").output.contains(link))
    if place != .local {
      // However few of its occurrences are left, the id means the series.
      for one in changed.dropFirst() {
        let deleted = try world.convene(
          "event",
          "delete",
          try #require(one["id"].text),
          "--scope",
          "this"
        )
        #expect(deleted.status == 0, "\(deleted.errors)")
      }
      try #require(try world.convene("sync").status == 0)
      // On another computer their ids here begin with that of the series.
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: world.cache + suffix)
      }
      try #require(try world.convene("sync").status == 0)
      for command in [
        ["event", "update", id, "--title", "Other"], ["event", "delete", name],
        ["event", "delete", id, "--scope", "this"],
      ] {
        let refused = try world.convene(command)
        #expect(refused.status == 65, "\(command)")
        #expect(refused.errors.contains("is the series “Singing”"), "\(refused.errors)")
      }
      #expect(try occurrences(world).map { $0["title"].text } == ["Singing"])
    }
    let gone = try world.convene("event", "delete", id, "--scope", "all")
    #expect(gone.status == 0, "\(gone.errors)")
    try #require(try world.convene("sync").status == 0)
    #expect(try occurrences(world).isEmpty)
    #expect(try world.convene("event", "show", id).status == 66)
  }
}
