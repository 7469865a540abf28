import Testing

/// Links that stood in a field of a service which only the service can fill, taken off and brought back.
@Suite struct ReturningLinksTests {
  private static let events: [(place: SeriesNamesTests.Place, title: String)] = [
    (.google, "Design review"), (.google, "Vendor call"), (.microsoft, "Roadmap review"),
  ]

  private func link(_ world: World, _ event: String) throws -> (url: String?, code: String?) {
    try world.convene("sync")
    let shown = try world.json("conference", "show", event, "--json")
    return (shown["url"].text, shown["access_code"].text)
  }

  @Test(
    "A link comes back when taking it off is undone, goes by redo, and can be taken off again",
    arguments: events
  )
  func strip(_ row: (place: SeriesNamesTests.Place, title: String)) throws {
    let (world, _) = try SeriesNamesTests.world(row.place, sandbox: [])
    try world.convene("sync")
    let found = try world.json("search", row.title, "--json").list.first
    let event = try #require(found?["id"].text)
    let before = try link(world, event)
    let url = try #require(before.url)

    #expect(try world.convene("conference", "strip", event).status == 0)
    #expect(try link(world, event).url == nil)
    let undone = try world.convene("undo")
    #expect(undone.status == 0, "\(undone.output)\(undone.errors)")
    #expect(try link(world, event) == (url, before.code), "\(row.title)")
    let redone = try world.convene("redo")
    #expect(redone.status == 0, "\(redone.output)\(redone.errors)")
    #expect(try link(world, event).url == nil, "\(row.title)")
    #expect(try world.convene("undo").status == 0)
    #expect(try link(world, event).url == url, "\(row.title)")
    #expect(try world.convene("conference", "strip", event).status == 0)
    #expect(try link(world, event).url == nil, "\(row.title)")
  }

  @Test("A deleted event comes back with a link that others had made", arguments: events)
  func delete(_ row: (place: SeriesNamesTests.Place, title: String)) throws {
    let (world, _) = try SeriesNamesTests.world(row.place, sandbox: [])
    try world.convene("sync")
    let found = try world.json("search", row.title, "--json").list.first
    let event = try #require(found?["id"].text)
    let before = try link(world, event)
    let url = try #require(before.url)

    #expect(try world.convene("event", "delete", event).status == 0)
    try world.convene("sync")
    let undone = try world.convene("undo")
    #expect(undone.status == 0, "\(undone.output)\(undone.errors)")
    try world.convene("sync")
    let again = try #require(try world.json("search", row.title, "--json").list.first?["id"].text)
    #expect(try link(world, again) == (url, before.code), "\(row.title)")
  }

  /// Links that a user enters: of providers that services know, and of one that none does.
  private static let links: [(title: String, url: String, code: String?)] = [
    ("Zoom call", "https://us02web.zoom.us/j/82100000001?pwd=abc", "415355"),
    (
      "Teams call",
      "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d", nil
    ),
    ("Own call", "https://meet.example/room", "s3cret"),
  ]

  /// What is seen of an event by its title; `nil` when it is not there.
  private func seen(_ world: World, _ title: String) throws -> (id: String, words: [String?])? {
    try world.convene("sync")
    let found = try world.json("search", title, "--json").list.first { $0["title"].text == title }
    guard let id = found?["id"].text else { return nil }
    let event = try world.json("event", "show", id, "--json")
    let link = event["conferencing"]
    return (
      id,
      [
        link["url"].text, link["access_code"].text, event["location"].text,
        event["description"].text,
      ]
    )
  }

  @Test(
    "A link that was entered comes back by undo and goes by redo, with all that belongs to it",
    arguments: [
      SeriesNamesTests.Place.google, .microsoft, .nylasGoogle, .nylasMicrosoft, .local,
    ]
  )
  func entered(_ place: SeriesNamesTests.Place) throws {
    let (world, calendar) = try SeriesNamesTests.world(place)
    try #require(try world.convene("sync").status == 0)
    for row in Self.links {
      let made = try world.makeEvent(
        row.title,
        "--calendar",
        calendar,
        "--start",
        "tomorrow",
        "--description",
        "own words"
      )
      let bare = try #require(try seen(world, row.title)).words
      let code = row.code.map { ["--access-code", $0] } ?? []
      let put = try world.convene(["conference", "set", made, "--link", row.url] + code)
      #expect(put.status == 0, "\(put.errors)")
      let whole = try #require(try seen(world, row.title)).words
      #expect(whole.first == row.url && whole[1] == row.code, "\(row.title)")
      for (command, rest) in [(["conference", "strip"], bare), (["event", "delete"], nil)] {
        let event = try #require(try seen(world, row.title)).id
        for (step, wanted) in [
          (command + [event], rest), (["undo"], whole), (["redo"], rest), (["undo"], whole),
        ] {
          let done = try world.convene(step)
          #expect(done.status == 0, "\(row.title), \(step): \(done.output)\(done.errors)")
          let now = try seen(world, row.title)?.words
          #expect(now == wanted, "\(row.title), \(step): \(done.output)")
        }
      }
    }
  }
}
