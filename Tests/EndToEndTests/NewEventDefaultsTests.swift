import Foundation
import Testing

/// What new events begin with, by command and on the screen.
@Suite struct NewEventDefaultsTests {
  private static let configuration = """
    [new-event]
    duration = "25m"
    visibility = "private"
    link = "room:team"

    [rooms.team]
    link = "https://us02web.zoom.us/j/82021512759?pwd=abc"
    access_code = "415355"

    [rooms]
    ada = "https://meet.example.com/ada"

    """

  private func world() throws -> World {
    let world = try World()
    try world.configure(Self.configuration)
    return world
  }

  @Test("Commands begin with what is configured, and say otherwise where they are told")
  func commands() throws {
    let world = try world()
    let made = try world.json("event", "create", "Sync", "--start", "2030-06-03T10:00", "--json")
    #expect(made["end"].text?.contains("T10:25:00") == true)
    #expect(made["conferencing"]["url"].text == "https://us02web.zoom.us/j/82021512759?pwd=abc")
    #expect(made["conferencing"]["access_code"].text == "415355")
    let bare = try world.json(
      "event",
      "create",
      "Walk",
      "--start",
      "2030-06-03T12:00",
      "--create",
      "none",
      "--json"
    )
    #expect(bare["conferencing"]["state"].text == "none")
    let other = try world.json("add", "Talk 3 jun 2030 14:00 room ada", "--json")
    #expect(other["title"].text == "Talk")
    #expect(other["conferencing"]["url"].text == "https://meet.example.com/ada")
    let id = try #require(bare["id"].text)
    #expect(try world.convene("conference", "set", id, "--room", "ada").status == 0)
    #expect(
      try world.convene("conference", "show", id, "--format", "url").output
        == "https://meet.example.com/ada\n"
    )
    let wrong = try world.convene("conference", "set", id, "--room", "blue")
    #expect(wrong.status == 65 && wrong.errors.contains("\"team\", \"ada\""))
  }

  @Test("The form begins with it and offers the rooms", arguments: [(80, 24), (40, 12)])
  func form(_ columns: Int, _ rows: Int) throws {
    let world = try world()
    let window = try Window(world, size: (columns, rows))
    try window.keys("n")
    try window.wait(for: "New event")
    try window.type("Sync")
    try window.keys("C-s")
    try window.wait(for: "is in Personal")
    let made = try world.json("agenda", "--json").list.first
    #expect(made?["conferencing"]["url"].text == "https://us02web.zoom.us/j/82021512759?pwd=abc")
  }
}
