import ArgumentParser
import CalendarCore
import Testing

@testable import convene

/// The options of an update, as they stand on the command line.
@Suite struct EventUpdateOptionsTests {
  @Test("People are taken off by address, and only those who are invited")
  func without() throws {
    var people = [
      Participant(name: "Jonas", email: "jonas@acme.example"),
      Participant(email: "Dana@acme.example"),
    ]
    try update("--without", "JONAS@acme.example").takeOff(&people)
    #expect(people.map(\.email) == ["Dana@acme.example"])
    let error = #expect(throws: CommandError.self) {
      try update("--without", "mei@acme.example").takeOff(&people)
    }
    #expect(error?.status == .badInput)
    #expect(error?.message.contains("\"mei@acme.example\" is not invited") == true)
    #expect(people.count == 1)
  }

  @Test("A text may begin with a hyphen, as a list of items does")
  func hyphens() throws {
    let list = "- one\n- two"
    let options = try update("--description", list, "--location", "-1, Hall B", "--title", "-x-")
    #expect(options.fields.description == list)
    #expect(options.fields.location == "-1, Hall B")
    #expect(options.title == "-x-")
  }

  private func update(_ arguments: String...) throws -> EventCommand.Update {
    let command = try Convene.parseAsRoot(["event", "update", "id"] + arguments)
    return try #require(command as? EventCommand.Update)
  }
}
