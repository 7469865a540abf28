import Foundation
import Testing

/// `convene join` and `convene next`: which meeting, and how.
@Suite struct JoinCommandTests {
  private static let zoom = "https://us02web.zoom.us/j/82100000001?pwd=abc"
  private static let meet = "https://meet.google.com/abc-defg-hij"
  /// What runs and what comes next is told by the time of day, so these have their own.
  private static let moment = "2026-11-25T10:20:00+01:00 Europe/Berlin"

  /// A world with a running stand-up and a review in an hour, all on this machine.
  private func world() throws -> World {
    let world = try World(at: Self.moment)
    _ = try world.makeEvent(
      "Stand-up",
      "--start",
      "today 10:00",
      "--duration",
      "30m",
      "--link",
      Self.zoom,
      "--phone",
      "+1 346 248 7799",
      "--phone",
      "+49 69 7104 9922",
      "--meeting-code",
      "82100000001",
      "--access-code",
      "415355"
    )
    _ = try world.makeEvent("Lunch", "--start", "today 10:30", "--duration", "1h")
    _ = try world.makeEvent(
      "Review",
      "--start",
      "today 11:30",
      "--duration",
      "1h",
      "--link",
      Self.meet
    )
    return world
  }

  @Test("What runs now is joined; the link is printed, opened, and told as JSON")
  func join() throws {
    let world = try world()
    #expect(try world.convene("join", "--print").output == Self.zoom + "\n")
    #expect(try world.convene("join", "next", "--print").output == Self.zoom + "\n")
    let told = try world.json("join", "--json")
    #expect(told["title"].text == "Stand-up")
    #expect(
      told["app_link"].text
        == "zoommtg://us02web.zoom.us/join?action=join&confno=82100000001&pwd=abc"
    )
    // Without a display the link is said; with a browser it is opened, whatever is in it.
    let bare = try world.convene("join")
    #expect(bare.status == 0 && bare.output == Self.zoom + "\n")
    let script = world.folder + "/browser"
    try "#!/bin/sh\nprintf '%s' \"$1\" > '\(world.folder)/opened'\n"
      .write(toFile: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    let opened = try world.shell("BROWSER='\(script)' $CONVENE join")
    #expect(opened.status == 0 && opened.errors.contains("Stand-up"))
    #expect(try String(contentsOfFile: world.folder + "/opened", encoding: .utf8) == Self.zoom)
    let failed = try world.shell("BROWSER=/bin/false $CONVENE join")
    #expect(failed.status == 69 && failed.errors.contains(Self.zoom))
  }

  @Test("The app of the provider is asked where it is configured and there is one")
  func app() throws {
    let world = try world()
    try world.configure("[join]\napps = [\"zoom\"]\n")
    let folder = world.folder + "/bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, script) in [
      ("xdg-mime", "echo us.zoom.Zoom.desktop"),
      ("xdg-open", "printf '%s' \"$1\" > '\(world.folder)/opened'"),
    ] {
      try "#!/bin/sh\n\(script)\n"
        .write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755],
        ofItemAtPath: "\(folder)/\(name)"
      )
    }
    func opened() throws -> String {
      let finished = try world.shell("PATH='\(folder)':$PATH DISPLAY=:9 $CONVENE join")
      #expect(finished.status == 0, "\(finished.errors)")
      return try String(contentsOfFile: world.folder + "/opened", encoding: .utf8)
    }
    #expect(try opened().hasPrefix("zoommtg://us02web.zoom.us/join?"))
    // Nothing is registered for the scheme: the browser has it.
    try "#!/bin/sh\n".write(toFile: folder + "/xdg-mime", atomically: true, encoding: .utf8)
    #expect(try opened() == Self.zoom)
  }

  @Test("The telephone: the country's number first, with the codes")
  func phone() throws {
    let world = try world()
    try world.configure("[join]\ncountry = \"DE\"\n")
    #expect(
      try world.convene("join", "--phone").output == """
        +49 69 7104 9922  then 82100000001# *415355#  tel:+496971049922,,82100000001%23,,,,*415355%23
        +1 346 248 7799  then 82100000001# *415355#  tel:+13462487799,,82100000001%23,,,,*415355%23

        """
    )
  }

  @Test("Of two that start together one is asked for; the same meeting twice is one")
  func equal() throws {
    let world = try world()
    let id = try world.makeEvent(
      "Clash",
      "--start",
      "today 10:00",
      "--duration",
      "1h",
      "--link",
      Self.meet
    )
    let asked = try world.convene("join", "--print")
    #expect(asked.status == 65 && asked.output.isEmpty)
    #expect(asked.errors.contains("convene join \(id)"))
    #expect(try world.convene("join", id, "--print").output == Self.meet + "\n")
  }

  @Test("Of two that start together each open link is offered with the command that joins by it")
  func equalWithSeveralLinks() throws {
    let world = try world()
    let id = try world.makeEvent(
      "Clash",
      "--start",
      "today 10:00",
      "--duration",
      "1h",
      "--description",
      "\(Self.meet) https://acme.zoom.us/j/81234567890"
    )
    let asked = try world.convene("join", "--print")
    #expect(asked.status == 65 && asked.errors.contains("2 meetings start together"))
    #expect(asked.errors.contains("convene join \(id) --by '\(Self.meet)'"), "\(asked.errors)")
    #expect(try world.convene("join", id, "--by", Self.meet, "--print").output == Self.meet + "\n")
    // Decided, it is one line.
    let again = try world.convene("join", "--print").errors
    #expect(!again.contains("--by") && again.contains("convene join \(id)"), "\(again)")
  }

  @Test("Nothing to join: reason and status")
  func nothing() throws {
    let world = try World(at: Self.moment)
    let id = try world.makeEvent("Lunch", "--start", "today 10:00", "--duration", "1h")
    #expect(try world.convene("join").status == 66)
    let named = try world.convene("join", id)
    #expect(named.status == 66 && named.errors.contains("has no meeting link"))
    #expect(try world.convene("join", "--print", "--copy").status == 64)
  }

  @Test("A status bar: one line, or nothing at all")
  func next() throws {
    let world = try World(at: Self.moment)
    let empty = try world.convene("next")
    #expect(empty.status == 0 && empty.output.isEmpty && empty.errors.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: world.cache))
    _ = try world.makeEvent("Lunch", "--start", "today 11:00", "--duration", "1h")
    #expect(try world.convene("next").output.isEmpty)
    #expect(try world.convene("next", "--json").output == "null\n")
    #expect(try world.convene("next", "--all", "--format", "{title}").output == "Lunch\n")
    _ = try world.makeEvent(
      "Review\u{1B}[31m",
      "--start",
      "today 11:30",
      "--duration",
      "1h",
      "--link",
      Self.meet
    )
    #expect(
      try world.convene("next", "--format={start} {title} {provider}").output
        == "11:30 Review␛[31m Meet\n"
    )
    let told = try world.json("next", "--json")
    #expect(told["link"].text == Self.meet)
    #expect(told["running"].flag == false)
    let wrong = try world.convene("next", "--format", "{titel}")
    #expect(wrong.status == 64 && wrong.errors.contains("{title}"))
  }
}
