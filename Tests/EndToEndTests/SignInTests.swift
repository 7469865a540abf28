import Foundation
import Testing

/// Signing in: by the browser, by a pasted address, by a code; out again; and what is left where.
@Suite struct SignInTests {
  private static let microsoft = "5a6d0b0c-0000-4000-8000-73616e64626f"
  private static let secret = "sandbox-zoom-secret"

  /// The options of an account at the stand-in's Zoom.
  private func add(_ world: World, _ name: String = "work") throws -> [String] {
    let file = world.folder + "/secret"
    try Self.secret.write(toFile: file, atomically: true, encoding: .utf8)
    return [
      "accounts", "add", "zoom", name, "--client-id", "sandboxZoomApp", "--client-secret-command",
      "cat '\(file)'", "--url", try world.service.url,
    ]
  }

  private func world() throws -> World {
    let world = try World(sandbox: ["--events", "0"])
    try world.configure("# mine\n")
    return world
  }

  private func configuration(_ world: World) throws -> String {
    try String(contentsOfFile: world.folder + "/config/convene/config.toml", encoding: .utf8)
  }

  private func tokens(_ world: World, _ name: String = "work") -> String {
    world.folder + "/data/convene/tokens/\(name).json"
  }

  /// What stands where of the secrets of an account.
  private func expectNoSecret(_ world: World, in texts: [String]) throws {
    let kept = try JSON(String(contentsOfFile: tokens(world), encoding: .utf8))
    let secrets = try [
      #require(kept["accessToken"].text), #require(kept["refreshToken"].text), Self.secret,
    ]
    let log = try String(
      contentsOfFile: world.folder + "/state/convene/convene.log",
      encoding: .utf8
    )
    for text in texts + [log, try configuration(world)] {
      for secret in secrets { #expect(!text.contains(secret), "\(secret)") }
    }
  }

  @Test(
    "Adding an account: the browser comes back, the section stands at the end, nobody sees tokens"
  )
  func added() throws {
    let world = try world()
    let adding = try Conversation(world, [:], add(world))
    let address = try adding.address()
    let arguments = try String(
      contentsOfFile: "/proc/\(adding.number())/cmdline",
      encoding: .utf8
    )
    #expect(!adding.said().contains("ssh "))
    try Browser.open(address)
    let (status, said) = adding.finish()
    #expect(status == 0, "\(said)")
    #expect(said.contains("Signed in to work as mara@lindqvist.example"), "\(said)")
    #expect(try configuration(world).hasPrefix("# mine\n\n[accounts.work]\nservice = \"zoom\"\n"))
    #expect(try world.mode(tokens(world)) == 0o600)
    try expectNoSecret(world, in: [said, arguments])
    let listed = try #require(try world.json("accounts", "list", "--json").list.first)
    #expect(listed["name"].text == "work")
    #expect(listed["sign_in"].text == "signed-in")
    #expect(listed["email"].text == "mara@lindqvist.example")

    let again = try world.convene(add(world))
    #expect(again.status == 65)
    #expect(again.errors.contains("convene accounts login work"), "\(again.errors)")
  }

  @Test("Over SSH the line for a tunnel is printed, and a pasted address does as well")
  func pasted() throws {
    let world = try world()
    let adding = try Conversation(
      world,
      ["SSH_CONNECTION": "192.0.2.9 50000 192.0.2.7 22", "USER": "mara"],
      add(world)
    )
    let address = try adding.address()
    let redirect = try Browser.redirect(of: address)
    let port = try #require(URL(string: redirect)?.port)
    #expect(adding.said().contains("ssh -N -L \(port):127.0.0.1:\(port) mara@192.0.2.7"))
    try adding.type("not an address")
    _ = try Waiting.until("the complaint", look: adding.said) { $0.contains("Paste the whole") }
    try adding.type(redirect)
    let (status, said) = adding.finish()
    #expect(status == 0, "\(said)")
    #expect(FileManager.default.fileExists(atPath: tokens(world)))
  }

  @Test("What is denied, left or cannot be leaves nothing behind")
  func nothing() async throws {
    let world = try world()
    func expectNothing() throws {
      #expect(try configuration(world) == "# mine\n")
      #expect(!FileManager.default.fileExists(atPath: tokens(world)))
    }
    let left = try Conversation(world, [:], add(world))
    _ = try left.address()
    #expect(kill(try left.number(), SIGINT) == 0)
    #expect(left.finish().status == 130)
    try expectNothing()

    _ = try await world.service.send("POST", "/_sandbox/consent", #"{"decision": "deny"}"#)
    let denied = try Conversation(world, [:], add(world))
    try Browser.open(denied.address())
    let (status, said) = denied.finish()
    #expect(status == 77, "\(said)")
    #expect(said.contains("denied"), "\(said)")
    try expectNothing()

    let secret = try world.convene(try add(world) + ["--client-secret", "x"])
    #expect(secret.status == 64)
    let lacking = try world.convene("accounts", "add", "google", "work", "--client-id", "x")
    #expect(lacking.status == 65)
    #expect(lacking.errors.contains("--client-secret-command"), "\(lacking.errors)")
    #expect(try world.convene("accounts", "login", "work").status == 66)
    try expectNothing()
  }

  @Test("Out and in again: check and doctor say how it stands, by their status too")
  func outAndIn() throws {
    let world = try world()
    let adding = try Conversation(world, [:], add(world))
    try Browser.open(adding.address())
    try #require(adding.finish().status == 0)
    let kept = try String(contentsOfFile: tokens(world), encoding: .utf8)

    let well = try world.convene("accounts", "check", "work")
    #expect(well.status == 0, "\(well.errors)")
    #expect(well.output.contains("work: accepted as mara@lindqvist.example"), "\(well.output)")
    let healthy = try world.convene("doctor")
    #expect(healthy.status == 0, "\(healthy.output)")
    #expect(healthy.output.contains("meeting:write:meeting"), "\(healthy.output)")
    #expect(healthy.output.contains("tokens/work.json"), "\(healthy.output)")

    let out = try world.convene("accounts", "logout", "work")
    #expect(out.status == 0, "\(out.errors)")
    #expect(out.errors.contains("revoked and forgotten"), "\(out.errors)")
    #expect(!FileManager.default.fileExists(atPath: tokens(world)))
    #expect(try world.convene("accounts", "logout", "work").errors.contains("was not signed in"))
    let bad = try world.convene("accounts", "check")
    #expect(bad.status == 77)
    #expect(bad.errors.contains("convene accounts login work"), "\(bad.errors)")
    let ill = try world.convene("doctor", "--json")
    #expect(ill.status == 1)
    let found = try JSON(ill.output)
    #expect(found["healthy"].flag == false)
    #expect(found["grants"][0]["sign_in"].text == "signed-out")

    // What was revoked does not hold any more, even where somebody had kept it.
    try kept.write(toFile: tokens(world), atomically: true, encoding: .utf8)
    chmod(tokens(world), 0o600)
    #expect(try world.convene("accounts", "check", "work").status == 77)

    let login = try Conversation(world, [:], ["accounts", "login", "work"])
    try Browser.open(login.address())
    #expect(login.finish().status == 0)
    #expect(try world.convene("accounts", "check", "work").status == 0)
  }

  @Test("A code is typed on any device")
  func device() throws {
    let world = try world()
    let finished = try world.convene(
      "accounts",
      "add",
      "microsoft",
      "northwind",
      "--client-id",
      Self.microsoft,
      "--url",
      try world.service.url
    )
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.errors.contains("type this code within"), "\(finished.errors)")
    #expect(finished.errors.contains("Signed in to northwind as mara@lindqvist.example"))
  }

  @Test("On the screen: C, i, the browser comes back, o asks and signs out")
  func screen() throws {
    let world = try World(sandbox: ["--events", "0"])
    let service = try world.service
    try world.configure(
      service.configuration + """

        [accounts.zoom]
        service = "zoom"
        client_id = "sandboxZoomApp"
        client_secret = "sandbox-zoom-secret"
        url = "\(service.url)"

        """
    )
    let window = try Window(world, size: (200, 50))
    try window.wait(for: "synced just now")
    try window.keys("C")
    try window.wait(for: "Not signed in.")
    try window.press("Tab", untilRow: "zoom")
    try window.keys("i")
    let screen = try window.wait(for: "Open this in a browser:")
    let rows = screen.components(separatedBy: "Open this in a browser:")[1]
      .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let address = rows.prefix { !$0.isEmpty && !$0.hasPrefix("Should") }.joined()
    try Browser.open(address)
    try window.wait(for: "Signed in to zoom as mara@lindqvist.example.")
    try window.wait(for: "Signed in.")
    try window.keys("o")
    try window.wait(for: "Sign out of zoom?")
    try window.keys("y")
    try window.wait(for: "Signed out of zoom.")
    try window.keys("d")
    try window.wait(for: "answers in")
    try window.keys("q", "q", "q")
    try window.expectCleanEnd(status: 0)
  }
}
