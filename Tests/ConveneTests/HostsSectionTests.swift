import ConferencingCore
import Testing

@testable import convene

/// The usual hosts of meetings, from the configuration.
@Suite struct HostsSectionTests {
  private func read(_ text: String) throws -> [AutocreateProvider: String] {
    try ConfigurationFile(path: "config.toml", text: text).parse().hosts
  }

  @Test func readsEverything() throws {
    let hosts = try read("[hosts]\nzoom = \"ops@acme.example\"\nteams = \"ms\"\n")
    #expect(hosts == [.zoomMeeting: "ops@acme.example", .microsoftTeams: "ms"])
    #expect(try read("").isEmpty)
  }

  @Test(arguments: [
    ("[hosts]\nwebex = \"x\"", "is no provider"), ("[hosts]\nzoom = 1", "a text in quotes"),
    ("hosts = \"zoom\"", "hosts is a table"),
  ])
  func namesTheRemedy(_ text: String, _ words: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try read(text) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }
}
