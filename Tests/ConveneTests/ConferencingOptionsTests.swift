import ArgumentParser
import ConferencingCore
import Testing

@testable import convene

/// The options that say which meeting an event is to have.
@Suite struct ConferencingOptionsTests {
  private let grants = [
    Grant(id: GrantID("z1"), provider: .zoom, email: "Ops@acme.example"),
    Grant(id: GrantID("m1"), provider: .microsoft, email: "mara@northwind.example"),
  ]

  private func change(_ arguments: String...) throws -> ConferencingChange {
    try ConferencingOptions.parse(arguments).change(grants: grants)
  }

  /// Options that contradict each other or cannot be read, and a part of what is said.
  static let refusals: [(arguments: [String], says: String)] = [
    (["--create", "meet", "--link", "https://meet.example/x"], "never both"),
    (["--create", "zoom", "--access-code", "1"], "never both"),
    (["--create", "zoom", "--pin", "1"], "never both"),
    (["--create", "zoom", "--phone", "+1 609 555 0123"], "never both"),
    (["--create", "zoom", "--meeting-code", "1"], "never both"),
    (["--create", "zoom", "--provider", "WebEx"], "never both"),
    (["--create", "webex"], "Choose meet, zoom or teams."),
    (["--create", ""], "Choose meet, zoom or teams."),
    (["--host", "z1"], "Add --create"),
    (["--setting", "waiting_room=on"], "Add --create"),
    (["--link", "https://x.example/y", "--host", "z1"], "Add --create"),
    (["--phone", "+1 609 555 0123"], "Add --link URL."),
    (["--provider", "WebEx"], "Add --link URL."),
    (["--create", "zoom", "--setting", "waiting_room"], "--setting name=value"),
    (["--create", "zoom", "--setting", "password=a=b"], "cannot hold \"=\""),
    (["--create", "zoom", "--setting", "=on"], "--setting name=value"),
    (["--create", "zoom", "--setting", "waiting_room=perhaps"], "is on or off."),
  ]

  @Test("Contradictions are refused before anything is sent", arguments: refusals)
  func refusal(_ row: (arguments: [String], says: String)) throws {
    let options = try ConferencingOptions.parse(row.arguments)
    let error = #expect(throws: CommandError.self) { try options.change(grants: grants) }
    #expect(error?.status == .badInput)
    #expect(error?.message.contains(row.says) == true, "\(error?.message ?? "nothing")")
  }

  @Test("A whole invitation in --link is read; what options say counts more")
  func invitation() throws {
    let text = """
      Join Zoom Meeting
      https://zoom.us/j/98765432101?pwd=abc

      Meeting ID: 987 6543 2101
      Passcode: Xy9zAb
      +13126266799,,98765432101#,,,,*123456# US
      """
    let read = ConferencingDetails(
      provider: .zoomMeeting,
      url: "https://zoom.us/j/98765432101?pwd=abc",
      meetingCode: "98765432101",
      accessCode: "Xy9zAb",
      pin: "123456",
      phones: ["+13126266799"]
    )
    #expect(try change("--link", text) == .details(read))
    var own = read
    (own.accessCode, own.phones) = ("secret", ["+49301234567"])
    let asked = try change("--link", text, "--access-code", "secret", "--phone", "+49301234567")
    #expect(asked == .details(own))
  }

  @Test("No option is no change")
  func nothing() throws {
    #expect(try change() == .keep)
    #expect(try !ConferencingOptions.parse([]).isGiven)
    #expect(try ConferencingOptions.parse(["--pin", "1"]).isGiven)
  }

  @Test("A host is named by id or address", arguments: ["z1", "ops@ACME.example"])
  func host(_ name: String) throws {
    let asked = try change("--create", "ZOOM", "--host", name)
    #expect(asked == .autocreate(Autocreate(provider: .zoomMeeting, hostGrant: GrantID("z1"))))
  }

  @Test("A host that is not known is left to the rules")
  func stranger() throws {
    let asked = try change("--create", "teams", "--host", "who")
    #expect(asked == .autocreate(Autocreate(provider: .microsoftTeams, hostGrant: GrantID("who"))))
  }

  @Test("Settings are read as what they are")
  func settings() throws {
    let asked = try change(
      "--create",
      "zoom",
      "--setting",
      "waiting_room=on",
      "--setting",
      "auto_recording=cloud",
      "--setting",
      "password=s3-cret"
    )
    guard case .autocreate(let autocreate) = asked else {
      Issue.record("\(asked) is no autocreate")
      return
    }
    #expect(autocreate.settings.values["waiting_room"] == .flag(true))
    #expect(autocreate.settings.values["auto_recording"] == .text("cloud"))
    #expect(autocreate.settings.values["password"] == .text("s3-cret"))
  }

  /// A link, a provider that is named, and the provider that it gets.
  static let providers: [(link: String, named: String?, provider: ConferencingProvider)] = [
    ("https://us02web.zoom.us/j/82100000001", nil, .zoomMeeting),
    ("meet.google.com/abc-defg-hij", nil, .googleMeet),
    ("https://riverside.example/studio", nil, .unknown),
    ("https://riverside.example/studio", "teams", .microsoftTeams),
    ("https://riverside.example/studio", "webex", .webEx),
    ("https://riverside.example/studio", "Riverside", ConferencingProvider("Riverside")),
  ]

  @Test("A link's provider is recognised or named", arguments: providers)
  func provider(_ row: (link: String, named: String?, provider: ConferencingProvider)) throws {
    let options = try ConferencingOptions.parse(
      ["--link", row.link] + (row.named.map { ["--provider", $0] } ?? [])
    )
    guard case .details(let details) = try options.change(grants: []) else {
      Issue.record("no details")
      return
    }
    #expect(details.provider == row.provider)
    #expect(details.url.hasPrefix("https://"))
  }

  @Test("Codes and phones are kept as they were typed, in their order")
  func details() throws {
    let asked = try change(
      "--link",
      "https://x.example/y",
      "--access-code",
      "007",
      "--pin",
      "12#",
      "--meeting-code",
      "abc 1",
      "--phone",
      "+1 609 555 0123",
      "--phone",
      "+44 20 7946 0018"
    )
    let details = ConferencingDetails(
      provider: .unknown,
      url: "https://x.example/y",
      meetingCode: "abc 1",
      accessCode: "007",
      pin: "12#",
      phones: ["+1 609 555 0123", "+44 20 7946 0018"]
    )
    #expect(asked == .details(details))
  }
}
