import Foundation
import Testing

/// What commands say and end with where a service or the user's own settings do less than was asked.
@Suite struct SaidTests {
  private static let microsoft = "5a6d0b0c-0000-4000-8000-73616e64626f"

  @Test("Created without Teams: the id is printed, the status says so, nobody is told to repeat it")
  func withoutTeams() async throws {
    let world = try World(sandbox: ["--events", "0"])
    try world.configure("")
    let service = try world.service
    let added = try world.convene([
      "accounts", "add", "microsoft", "work", "--client-id", Self.microsoft, "--url", service.url,
    ])
    try #require(added.status == 0, "\(added.errors)")
    try #require(try world.convene("sync").status == 0)
    let (status, _) = try await service.send(
      "POST",
      "/_sandbox/graph",
      #"{"refuse_teams": true}"#
    )
    try #require(status == 200)
    let made = try world.convene([
      "event", "create", "Plan", "--calendar", "Calendar", "--start", "tomorrow", "--create",
      "teams",
    ])
    #expect(made.status == 69, "\(made.errors)")
    #expect(made.errors.contains("The event was created, without Teams"), "\(made.errors)")
    #expect(!made.errors.contains("again"), "\(made.errors)")
    let id = made.output.trimmingCharacters(in: .newlines)
    let shown = try world.json("event", "show", id, "--json")
    #expect(shown["title"].text == "Plan")
    #expect(shown["conferencing"]["state"].text == "failed")
    // It is there once, and no edit of it waits.
    try world.convene("sync")
    let agenda = try world.json("agenda", "--days", "3", "--json").list
    #expect(agenda.map { $0["title"].text } == ["Plan"])
    #expect(try world.json("changes", "--json").list.isEmpty)
  }

  @Test("A sign-in that does not hold ends sync with 77, a service out of reach with 69")
  func deadSignIn() async throws {
    let world = try World(sandbox: ["--events", "0"])
    #expect(try world.convene("sync").status == 0)
    try await world.service.fault(#"{"kind": "status", "status": 401, "share": 1}"#)
    let refused = try world.convene("sync")
    #expect(refused.status == 77, "\(refused.errors)")
    try await world.service.clearFaults()
    try world.service.stop()
    #expect(try world.convene("sync").status == 69)
  }

  @Test("A link that is only the place is taken off; one among words is named")
  func placed() throws {
    let world = try World()
    let link = "https://meet.jit.si/Team"
    let event = try world.makeEvent("Call", "--start", "today", "--location", link)
    let off = try world.convene("conference", "strip", event)
    #expect(off.status == 0)
    #expect(off.errors.contains("Taken out of the place: \(link)"), "\(off.errors)")
    #expect(try world.json("event", "show", event, "--json")["location"].text == "")
    #expect(try world.convene("undo").status == 0)
    #expect(try world.json("event", "show", event, "--json")["location"].text == link)
    let words = try world.makeEvent("Call", "--start", "today", "--location", "Here or \(link)")
    let left = try world.convene("conference", "strip", words)
    let said = "The location holds the link \(link). It was left"
    #expect(left.errors.contains(said), "\(left.errors)")
  }

  @Test("A wrapped link is stored as what is in it")
  func wrapped() throws {
    let world = try World()
    let event = try world.makeEvent("Call", "--start", "today")
    for given in [
      "<https://zoom.us/j/81234567890?pwd=AbC.1>",
      "https://www.google.com/url?q=https://zoom.us/j/81234567890?pwd%3DAbC.1&sa=D",
    ] {
      #expect(try world.convene("conference", "set", event, "--link", given).status == 0)
      let url = try world.json("conference", "show", event, "--json")["url"].text
      #expect(url == "https://zoom.us/j/81234567890?pwd=AbC.1")
    }
  }

  @Test("A TZ that names no zone is said, once; one that does is not")
  func zone() throws {
    let world = try World(["TZ": "Nonsense"])
    let agenda = try world.convene("agenda")
    #expect(agenda.status == 0)
    #expect(agenda.errors.contains("TZ is \"Nonsense\", which names no time zone"))
    for zone in ["Europe/Berlin", ":America/New_York", "UTC", "CET-1CEST,M3.5.0,M10.5.0/3", ""] {
      let known = try World(["TZ": zone]).convene("agenda")
      #expect(!known.errors.contains("TZ is"), "\(zone): \(known.errors)")
    }
  }

  @Test("The doctor says once that a key can be read by others")
  func readableKey() throws {
    let world = try World(sandbox: ["--events", "0"])
    chmod(world.folder + "/config/convene/config.toml", 0o644)
    let doctor = try world.convene("doctor")
    let said = (doctor.output + doctor.errors).components(separatedBy: "chmod 600").count - 1
    #expect(said == 1, "\(doctor.output)\(doctor.errors)")
  }

  @Test("At a terminal it is said what is waited for when a service is silent")
  func silence() async throws {
    let world = try World(sandbox: ["--events", "0"])
    #expect(try world.convene("sync").status == 0)
    let slow =
      #"{"kind": "delay", "delay_ms": 4500, "share": 1, "method": "POST", "match": "/events"}"#
    try await world.service.fault(slow)
    let create = ["event", "create", "Plan", "--calendar", "Mara", "--start", "today"]
    let spawn = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    let words = create.map { "'\($0)'" }.joined(separator: " ")
    let typed = try world.shell("python3 -c '\(spawn)' \"$CONVENE\" \(words)")
    #expect(typed.status == 0, "\(typed.output)")
    #expect(typed.output.contains("Waiting for the service of google"), "\(typed.output)")
    // A script is told nothing.
    #expect(try world.convene(create).errors.contains("Waiting") == false)
  }
}
