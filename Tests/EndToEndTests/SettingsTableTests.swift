import Foundation
import Testing

/// All settings of all providers by commands: chosen with the link, shown, changed, read again from the start,
/// and refused.
@Suite struct SettingsTableTests {
  /// A setting with two of its values, and what is none.
  struct Row {
    /// A value as it is written, as JSON has it and as people read it.
    typealias Value = (text: String, json: String, words: String)

    let provider: String
    let name: String
    let label: String
    let values: [Value]
    let noValue: String
  }

  private static let flag: [Row.Value] = [("on", "true", "on"), ("off", "false", "off")]
  private static let rows: [Row] = [
    row("zoom", "waiting_room", "Waiting room", flag),
    row("zoom", "join_before_host", "Join before host", flag),
    row("zoom", "mute_upon_entry", "Mute on entry", flag),
    row(
      "zoom",
      "auto_recording",
      "Recording",
      [("cloud", "cloud", "in the cloud"), ("none", "none", "none")]
    ),
    row(
      "zoom",
      "password",
      "Access code",
      [("abc-1", "abc-1", "abc-1"), ("xyz_2", "xyz_2", "xyz_2")],
      no: "with space"
    ),
    row(
      "zoom",
      "alternative_hosts",
      "Alternative hosts",
      [
        (
          "ann@acme.example, bo@acme.example", "ann@acme.example;bo@acme.example",
          "ann@acme.example;bo@acme.example"
        ), ("none", "", "none"),
      ]
    ),
    row("zoom", "meeting_authentication", "Sign-in required", flag),
    row(
      "teams",
      "lobbyBypassSettings",
      "Skips the lobby",
      [
        ("organizer", "organizer", "organizer alone"),
        ("organizationExcludingGuests", "organizationExcludingGuests", "colleagues"),
      ]
    ),
    row(
      "teams",
      "allowedPresenters",
      "Presenters",
      [
        ("organization", "organization", "colleagues, guests"),
        ("organizer", "organizer", "organizer alone"),
      ]
    ),
    row("teams", "recordAutomatically", "Recording", flag),
    row(
      "teams",
      "allowMeetingChat",
      "Chat",
      [("limited", "limited", "during the meeting alone"), ("disabled", "disabled", "off")]
    ),
    row(
      "meet",
      "accessType",
      "Joins at once",
      [("OPEN", "OPEN", "everybody with the link"), ("RESTRICTED", "RESTRICTED", "invited people")]
    ),
    row("meet", "moderation", "Host management", flag),
  ]

  private static func row(
    _ provider: String,
    _ name: String,
    _ label: String,
    _ values: [Row.Value],
    no noValue: String = "perhaps"
  ) -> Row {
    Row(provider: provider, name: name, label: label, values: values, noValue: noValue)
  }

  private static let providers = ["zoom", "teams", "meet"]
  private static func rows(of provider: String) -> [Row] { rows.filter { $0.provider == provider } }

  private static func options(of provider: String, value: Int) -> [String] {
    rows(of: provider).flatMap { ["--setting", "\($0.name)=\($0.values[value].text)"] }
  }

  private func world() throws -> (World, AllHosts) {
    let world = try World(sandbox: ["--events", "0"])
    return (world, try AllHosts(in: world))
  }

  private func make(_ provider: String, on calendar: String, in world: World) throws -> String {
    let arguments = [
      "event", "create", provider, "--calendar", calendar, "--start", "tomorrow 14:00",
    ]
    let made = try world.convene(
      arguments + ["--create", provider, "--wait"] + Self.options(of: provider, value: 0)
    )
    try #require(made.status == 0, "\(made.errors)")
    return made.output.trimmingCharacters(in: .newlines)
  }

  /// That every setting of a provider has a value, as its host says.
  private func expect(
    _ event: String,
    _ provider: String,
    value: Int,
    _ comment: Comment,
    in world: World
  ) throws {
    let shown = try world.json("conference", "show", event, "--json")
    #expect(shown["made_by_convene"].flag == true, comment)
    let lines = try world.convene("conference", "show", event).output
      .split(separator: "\n").map(String.init)
    for row in Self.rows(of: provider) {
      let setting = shown["settings"].list.first { $0["name"].text == row.name }
      let told = setting?["value"].flag.map { "\($0)" } ?? setting?["value"].text
      #expect(told == row.values[value].json, "\(comment): \(row.name)")
      #expect(setting?["certainty"].text == "confirmed", "\(comment): \(row.name)")
      let isShown = lines.contains {
        $0.hasPrefix(row.label + " ") && $0.hasSuffix("  " + row.values[value].words)
      }
      #expect(isShown, "\(comment): \(row.name) in \(lines)")
    }
  }

  @Test(
    "Chosen with the link, changed later, and read again as if for the first time",
    arguments: ["Personal", "Mara Lindqvist", "Calendar"]
  )
  func chosenChangedAndRead(_ calendar: String) throws {
    let (world, hosts) = try world()
    var events: [(id: String, provider: String)] = []
    for provider in Self.providers {
      let event = try make(provider, on: calendar, in: world)
      try expect(event, provider, value: 0, "\(provider), chosen with the link", in: world)
      events.append((event, provider))
    }
    for (event, provider) in events {
      let changed = try world.convene(
        ["conference", "set", event] + Self.options(of: provider, value: 1)
      )
      #expect(changed.status == 0, "\(changed.errors)")
      try expect(event, provider, value: 1, "\(provider), changed", in: world)
    }
    try hosts.readAgain()
    for (_, provider) in events {
      let found = try world.json("search", "title:\(provider)", "--json").list
      let event = try #require(found.first?["id"].text)
      try expect(event, provider, value: 1, "\(provider), read again", in: world)
    }
  }

  @Test("Refused by the plan, and what is no value: the row is named, and nothing is changed")
  func refused() async throws {
    let (world, _) = try world()
    let events = Dictionary(
      uniqueKeysWithValues: try Self.providers.map { ($0, try make($0, on: "Personal", in: world)) }
    )
    for row in Self.rows {
      let event = try #require(events[row.provider])
      let odd = try world.convene(
        "conference",
        "set",
        event,
        "--setting",
        "\(row.name)=\(row.noValue)"
      )
      #expect(odd.status == 65 && odd.errors.contains(row.label), "\(row.name): \(odd.errors)")
      let (place, key) =
        switch row.provider {
        case "zoom": ("zoom", "refused")
        case "teams": ("graph", "refuse_settings")
        default: ("google", "refuse_settings")
        }
      _ = try await world.service.send(
        "POST",
        "/_sandbox/\(place)",
        "{\"\(key)\": [\"\(row.name)\"]}"
      )
      let set = ["conference", "set", event, "--setting", "\(row.name)=\(row.values[1].text)"]
      let refused = try world.convene(set)
      #expect(refused.status == 69, "\(row.name): \(refused.errors)")
      #expect(refused.errors.contains("\(row.label): "), "\(row.name): \(refused.errors)")
      _ = try await world.service.send("POST", "/_sandbox/\(place)", "{\"\(key)\": []}")
    }
    #expect(try world.convene("changes").output.isEmpty)
    for provider in Self.providers {
      let event = try #require(events[provider])
      try expect(event, provider, value: 0, "\(provider), refused", in: world)
    }
  }

  @Test("Without the scope it is said what is missing and what helps, and nothing is sent")
  func withoutTheScope() throws {
    let world = try World(sandbox: ["--events", "0"])
    _ = try AllHosts(in: world, setsMeet: false)
    let event = try world.makeEvent(
      "Plan",
      "--calendar",
      "Personal",
      "--start",
      "tomorrow",
      "--create",
      "meet"
    )
    for row in Self.rows(of: "meet") {
      let setting = "\(row.name)=\(row.values[1].text)"
      for command in [
        ["conference", "set", event, "--setting", setting],
        ["conference", "set", event, "--create", "meet", "--setting", setting],
      ] {
        let refused = try world.convene(command)
        #expect([65, 77].contains(refused.status), "\(refused.errors)")
        #expect(refused.errors.contains("lacks meetings.space.settings"), "\(refused.errors)")
        #expect(refused.errors.contains("meet_settings = true"), "\(refused.errors)")
      }
    }
    let asked = try world.service.state()["requests"].list.compactMap { $0["path"].text }
    #expect(!asked.contains { $0.hasPrefix("/v2/spaces") })
  }
}
