import Foundation
import Testing

/// Invitations by commands: what waits is listed, and answered with the rules of the screen.
@Suite struct AnswerCommandTests {
  private static func invitations(_ world: World) throws -> [JSON] {
    try world.json("invitations", "--json").list
  }

  @Test("What waits is listed with ids, answered, and answered otherwise")
  func single() throws {
    let world = try World(sandbox: [])
    try #require(try world.convene("sync").status == 0)
    let waiting = try Self.invitations(world)
    let event = try #require(waiting.first { $0["recurring"].flag == false })
    let (id, title) = (try #require(event["id"].text), try #require(event["title"].text))
    #expect(event["my_response"].text == "noreply")
    let lines = try world.convene("invitations").output.split(separator: "\n")
    #expect(lines.count == waiting.count)
    let line = try #require(lines.first { $0.contains(title) })
    #expect(id.hasPrefix(line.prefix { $0 != " " }), "\(line)")
    #expect(line.hasSuffix(")"), "who invites: \(line)")

    let yes = try world.convene("event", "answer", id, "yes")
    #expect(yes.status == 0 && yes.output == id + "\n", "\(yes.errors)")
    #expect(yes.errors.contains("“\(title)” is answered with yes."), "\(yes.errors)")
    #expect(try Self.invitations(world).count == waiting.count - 1)
    let no = try world.json("event", "answer", id, "no", "--json")
    #expect(no["my_response"].text == "no" && no["title"].text == title)
    // The service has it.
    #expect(try world.convene("sync", "--full").status == 0)
    #expect(try world.json("event", "show", id, "--json")["my_response"].text == "no")

    for (words, status, reason) in [
      (["nothing", "yes"], 66, "There is no event"),
      ([id, "perhaps"], 64, "'yes', 'maybe' or 'no'"),
      ([id, "yes", "--scope", "all"], 65, "does not repeat"),
    ] as [([String], Int32, String)] {
      let refused = try world.convene(["event", "answer"] + words)
      #expect(refused.status == status && refused.errors.contains(reason), "\(refused.errors)")
    }
    let own = try world.makeEvent("Mine", "--calendar", "Mara", "--start", "tomorrow 9:00")
    let refused = try world.convene("event", "answer", own, "yes")
    #expect(refused.status == 77 && refused.output.isEmpty, "\(refused.errors)")
    let local = try World()
    #expect(try local.convene("invitations").errors.contains("No invitation waits for an answer."))
  }

  @Test("Of a series one occurrence is answered or all, and nothing without that being said")
  func series() throws {
    let world = try World(sandbox: [])
    try #require(try world.convene("sync").status == 0)
    let event = try #require(try Self.invitations(world).first { $0["recurring"].flag == true })
    let (id, title) = (try #require(event["id"].text), try #require(event["title"].text))
    func answers() throws -> [String?] {
      try world.json("agenda", "--days", "20", "--json").list.filter { $0["title"].text == title }
        .map { $0["my_response"].text }
    }
    let before = try answers()
    try #require(before.count > 1)
    for scope in [[], ["--scope", "following"]] {
      let refused = try world.convene(["event", "answer", id, "no"] + scope)
      #expect(refused.status == 65 && refused.output.isEmpty)
      #expect(refused.errors.contains("--scope this (2"), "\(refused.errors)")
      #expect(refused.errors.contains("or --scope all."), "\(refused.errors)")
    }
    #expect(try answers() == before)
    let one = try world.convene("event", "answer", id, "no", "--scope", "this")
    #expect(one.status == 0 && one.output == id + "\n", "\(one.errors)")
    #expect(one.errors.contains("“\(title)” on 20"), "\(one.errors)")
    #expect(try answers().count { $0 == "no" } == 1)
    let next = try #require(
      try Self.invitations(world).first { $0["title"].text == title }?["id"].text
    )
    let all = try world.convene("event", "answer", next, "maybe", "--scope", "all")
    #expect(all.status == 0 && !all.output.isEmpty, "\(all.errors)")
    #expect(all.errors.contains("is answered with maybe, for all of the series."), "\(all.errors)")
    #expect(try !answers().contains("noreply"))
    #expect(try !Self.invitations(world).contains { $0["title"].text == title })
  }
}
