import Foundation
import Testing

/// Programs of the user that keep secrets, and do not do what they should.
@Suite struct SecretProgramsTests {
  private func world(_ line: String) throws -> World {
    let world = try World()
    try world.configure(
      """
      [accounts.work]
      service = "google"
      url = "http://127.0.0.1:9"
      client_id = "id"
      client_secret = "secret"
      token_get = "printf x >> '\(world.folder)/runs'; \(line)"
      token_set = "exit 1"

      """
    )
    return world
  }

  private func runs(_ world: World) -> Int {
    ((try? String(contentsOfFile: world.folder + "/runs", encoding: .utf8)) ?? "").count
  }

  @Test("What needs no token does not wait for a program that has failed")
  func left() throws {
    let world = try world("exit 1")
    let sync = try world.convene("sync")
    #expect(sync.status != 0)
    #expect(
      sync.errors.contains("token_get of account \"work\" failed (status 1)"),
      "\(sync.errors)"
    )
    let before = runs(world)
    #expect(before > 0)
    for arguments in [["agenda"], ["agenda", "--json"]] {
      let finished = try world.convene(arguments)
      #expect(finished.status == 0, "\(finished.errors)")
      #expect(finished.errors.contains("convene sync"), "\(finished.errors)")
    }
    _ = try world.convene("search", "x")
    #expect(runs(world) == before)
  }

  @Test("A program that prints without end is named, with its limit and what to do")
  func flood() throws {
    let world = try world("cat /dev/zero")
    let sync = try world.convene("sync")
    #expect(sync.status != 0)
    #expect(
      sync.errors.contains(
        "token_get of account \"work\" printed more than 64 KiB. Try it in a shell:"
      ),
      "\(sync.errors)"
    )
  }

  /// A world with two accounts: Google by Nylas, and one whose tokens a program keeps.
  private func worldOfTwo(get: String, set: String = "exit 1") throws -> World {
    let world = try World(sandbox: ["--events", "0"])
    let service = try world.service
    try world.configure(
      service.configuration + """

        [accounts.work]
        service = "microsoft"
        url = "\(service.url)"
        client_id = "\(Self.microsoft)"
        token_get = "\(get)"
        token_set = "\(set)"

        """
    )
    return world
  }

  @Test("While a program keeps an account waiting the others go on, in a first agenda too")
  func held() throws {
    let folder = NSTemporaryDirectory() + "convene-gate-" + UUID().uuidString.prefix(8)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // It says nothing before a file is there, and then it fails.
    let world = try worldOfTwo(get: "while [ ! -e '\(folder)' ]; do sleep 0.02; done; exit 1")
    let writer = try World(sandbox: nil)
    try writer.configure(world.service.configuration)
    _ = try writer.makeEvent("Design review", "--calendar", "Mara", "--start", "today")

    let waiting = try ["sync", "agenda"].map { try Conversation(world, [:], [$0]) }
    // An agenda that begins behind the failure leaves the account to sync.
    _ = try Waiting.until("the agenda to begin") {
      waiting[1].said()
    } wanted: {
      !$0.isEmpty
    }
    let grants = try [world.service.google, world.service.microsoft]
    _ = try Waiting.until("the other accounts to be read") {
      try world.service.state()["requests"].list.compactMap { $0["path"].text }
    } wanted: { paths in
      grants.allSatisfy { grant in
        paths.contains { $0.contains(grant) && $0.hasSuffix("/events") }
      }
    }
    for command in waiting { #expect(kill(try command.number(), 0) == 0, "It still waits.") }
    try Data().write(to: URL(fileURLWithPath: folder))
    let (sync, agenda) = (waiting[0].finish(), waiting[1].finish())
    let named = "work: token_get of account \"work\" failed (status 1)"
    #expect(sync.status == 77)
    #expect(sync.said.contains("google: up to date."), "\(sync.said)")
    #expect(sync.said.contains(named), "\(sync.said)")
    #expect(agenda.status == 0)
    #expect(agenda.said.contains(named), "\(agenda.said)")
    #expect(waiting[1].printed().contains("Design review"), "\(waiting[1].printed())")
  }

  /// Signs in to the account whose tokens two programs keep in a file.
  ///
  /// - Returns: The world, and the path of the file.
  /// - Throws: When that does not succeed.
  private func signedIn() throws -> (world: World, tokens: String) {
    let world = try World(sandbox: ["--events", "0"])
    try world.configure("")
    let tokens = world.folder + "/tokens"
    try signIn(
      world,
      [
        "accounts", "add", "microsoft", "work", "--client-id", Self.microsoft, "--flow", "browser",
        "--url", world.service.url, "--token-get", "cat '\(tokens)' 2>/dev/null || true",
        "--token-set", "cat > '\(tokens)'",
      ]
    )
    return (world, tokens)
  }

  /// Carries out a command that signs in by a browser.
  private func signIn(_ world: World, _ arguments: [String]) throws {
    let signing = try Conversation(world, [:], arguments)
    try Browser.open(signing.address())
    let (status, said) = signing.finish()
    try #require(status == 0, "\(said)")
  }

  private static let microsoft = "5a6d0b0c-0000-4000-8000-73616e64626f"

  /// Lets the access token run out, and has another program store what comes in its place.
  private func expire(_ tokens: String, _ world: World, set: String) throws {
    var kept = try #require(
      JSON(String(contentsOfFile: tokens, encoding: .utf8)).value as? [String: Any]
    )
    kept["expires"] = 0
    try JSONSerialization.data(withJSONObject: kept).write(to: URL(fileURLWithPath: tokens))
    let file = world.folder + "/config/convene/config.toml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let others = text.split(separator: "\n").filter { !$0.hasPrefix("token_set") }
    try world.configure((others + ["token_set = \"\(set)\""]).joined(separator: "\n") + "\n")
  }

  /// The refresh token that is kept.
  private func refreshToken(_ tokens: String) throws -> String? {
    try JSON(String(contentsOfFile: tokens, encoding: .utf8))["refreshToken"].text
  }

  @Test("A program that ends without reading the tokens is named, and the screen goes on")
  func unread() throws {
    let (world, tokens) = try signedIn()
    try expire(tokens, world, set: "exit 3")
    let window = try Window(world)
    try window.wait(for: "token_set of account \"work\" failed (status 3)")
    try window.keys("n")
    try window.type("Planning")
    try window.keys("C-s")
    try window.waitForRow("Planning")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
  }

  @Test("Killed between the answer with another token and its storing: nobody is locked out")
  func killed() throws {
    let (world, tokens) = try signedIn()
    let begun = world.folder + "/begun"
    func killSync(storing script: String) throws {
      try? FileManager.default.removeItem(atPath: begun)
      try expire(
        tokens,
        world,
        set: "echo $$ > '\(begun).new'; mv '\(begun).new' '\(begun)'; " + script
      )
      let sync = try Conversation(world, [:], ["sync"])
      _ = try Waiting.until("the token to be stored") {
        FileManager.default.fileExists(atPath: begun)
      } wanted: {
        $0
      }
      #expect(kill(try sync.number(), SIGKILL) == 0)
      #expect(sync.finish().status == 137)
    }
    // The program that stores goes on, and the next start has the new token.
    let before = try refreshToken(tokens)
    try killSync(storing: "sleep 0.3; cat > '\(tokens).new'; mv '\(tokens).new' '\(tokens)'")
    _ = try Waiting.until("another token", look: { try refreshToken(tokens) }) { $0 != before }
    let next = try world.convene("sync")
    #expect(next.status == 0, "\(next.errors)")

    // Where both are gone, the machine say, the service has given a token that nobody has.
    try killSync(storing: "exec sleep 1000")
    let number = try String(contentsOfFile: begun, encoding: .utf8)
    #expect(kill(Int32(number.trimmingCharacters(in: .newlines)) ?? 0, SIGKILL) == 0)
    try expire(tokens, world, set: "cat > '\(tokens)'")
    let lost = try world.convene("sync")
    #expect(lost.status == 77, "\(lost.errors)")
    #expect(lost.errors.contains("Sign in again: convene accounts login work"), "\(lost.errors)")
    #expect(try world.convene("agenda").status == 0)
    try signIn(world, ["accounts", "login", "work"])
    #expect(try world.convene("sync").status == 0)
  }
}
