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
}
