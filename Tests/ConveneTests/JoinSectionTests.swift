import ArgumentParser
import ConferencingCore
import Foundation
import Testing

@testable import convene

/// How meetings are opened and called, from the configuration.
@Suite struct JoinSectionTests {
  private func read(_ text: String) throws -> JoinSection.Settings {
    try ConfigurationFile(path: "config.toml", text: text).parse().join
  }

  @Test("The lines of --phone are for people; the help says what scripts read")
  func scriptsAreToldWhatToRead() {
    #expect(JoinWay.help(for: .phone)?.abstract.contains("--json") == true)
  }

  @Test func readsEverything() throws {
    let settings = try read("[join]\napps = [\"zoom\", \"teams\"]\ncountry = \"de\"\n")
    #expect(settings == JoinSection.Settings(apps: [.zoom, .teams], country: "DE"))
    #expect(try read("") == JoinSection.Settings())
    let preferred = try read(
      """
      [join]
      prefer = ["zoom", "Acme Meet", "webex", "zoom"]
      [[meeting]]
      host = "meet.acme.example"
      name = "Acme Meet"
      """
    )
    #expect(
      preferred.prefer.providers == [.zoomMeeting, ConferencingProvider("Acme Meet"), .webEx]
    )
  }

  @Test(arguments: [
    ("apps = \"zoom\"", "apps is a list"), ("apps = [\"skype\"]", "\"skype\" has no app"),
    ("apps = [1]", "has no app"), ("country = \"Germany\"", "two letters"),
    ("country = 49", "a text in quotes"), ("browser = \"x\"", "not known here"),
    ("prefer = \"zoom\"", "prefer is a list"), ("prefer = [\"skipe\"]", "\"skipe\" is no provider"),
    ("prefer = [1]", "is no provider"),
  ])
  func namesLineAndRemedy(_ line: String, _ words: String) throws {
    do {
      _ = try read("[join]\n" + line)
      Issue.record("nothing was refused")
    } catch let error as ConfigurationError {
      #expect(error.line == 2)
      #expect(error.message.contains(words))
    }
  }

  @Test("An app opens its own links alone, and none where nothing can be shown")
  func launcher() throws {
    let zoom = "https://zoom.us/j/123456789?pwd=x"
    func launcher(_ variables: [String: String], _ apps: Set<MeetingApp>) -> MeetingLauncher {
      MeetingLauncher(
        apps,
        LiveEnvironment(variables: variables, zone: .gmt, now: { Date(timeIntervalSince1970: 0) })
      )
    }
    let display = ["DISPLAY": ":0"]
    #expect(launcher(display, [.zoom]).appLink(zoom)?.url.hasPrefix("zoommtg://zoom.us/") == true)
    #expect(launcher(display, [.teams]).appLink(zoom) == nil)
    #expect(launcher(display, []).appLink(zoom) == nil)
    #expect(launcher(display, [.zoom]).appLink("https://zoom.us.evil.example/j/123456789") == nil)
    #expect(launcher(["DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"], [.zoom]).appLink(zoom) == nil)
    #expect(launcher([:], [.zoom]).appLink(zoom) == nil)
  }

  @Test(
    "The country of the locale",
    arguments: [
      (["LANG": "de_AT.UTF-8"], "AT"), (["LANG": "C.UTF-8"], nil),
      (["LC_ALL": "en_US@x", "LANG": "de_DE"], "US"),
      (["LC_TELEPHONE": "fr_CH", "LANG": "de_DE"], "CH"), ([:], nil),
    ]
  )
  func country(_ variables: [String: String], _ expected: String?) {
    let environment = LiveEnvironment(
      variables: variables,
      zone: .gmt,
      now: { Date(timeIntervalSince1970: 0) }
    )
    #expect(environment.telephoneCountry == expected)
  }
}
