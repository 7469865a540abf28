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
}
