import Foundation
import Testing

/// Shells, pipes, homes and configurations as they may be.
@Suite struct RoughPlacesTests {
  @Test(
    "Output that cannot be written ends with 74, and one that nobody reads to its end is no trouble",
    arguments: [
      ("agenda --json > /dev/full", 74, "Standard output cannot be written"),
      ("agenda > /dev/full", 74, "Standard output cannot be written"),
      ("agenda >&-", 74, "Standard output cannot be written"),
      ("agenda <&- >&- 2>&-", 74, ""),
      ("--help > /dev/full", 74, "Standard output cannot be written"),
      ("event create Two --start +9 >&-", 74, "“Two” is saved; its id is "),
      ("event create Two --start +9 --json > /dev/full", 74, "“Two” is saved; its id is "),
      ("agenda | head -n 1", 0, ""),
    ]
  )
  func output(_ command: String, status: Int32, says: String) throws {
    let world = try World()
    _ = try world.makeEvent("Review", "--start", "today")
    let finished = try Finished(
      running: "/bin/bash",
      ["-o", "pipefail", "-c", "\(Program.path) \(command)"],
      environment: world.environment,
      files: world.folder + "/shell"
    )
    #expect(finished.status == status, "\(finished.errors)")
    if says.isEmpty {
      #expect(finished.errors.isEmpty, "\(finished.errors)")
    } else {
      #expect(finished.errors.contains(says), "\(finished.errors)")
    }
    // What was printed has gone nowhere else.
    let files = try FileManager.default.contentsOfDirectory(atPath: world.folder + "/data/convene")
    for file in files where file.hasSuffix("lock") {
      let path = world.folder + "/data/convene/" + file
      // At most the mark of a process that did not end as it should.
      let count = FileManager.default.contents(atPath: path)?.count
      #expect(count == 0 || (status != 0 && count == 1), "\(file)")
    }
    #expect(try world.json("agenda", "--json").list.count == 1)
  }

  @Test(
    "A configuration that cannot be is named, and ends nothing badly",
    arguments: [
      ("url = \"http://127.0.0.1:99999\"", "has a port that cannot be"),
      ("url = \"http://127.0.0.1:0\"", "has a port that cannot be"),
    ]
  )
  func addresses(_ line: String, says: String) throws {
    let world = try World()
    try world.configure(
      "[accounts.work]\nservice = \"nylas\"\n\(line)\ngrant = \"g\"\napi_key = \"k\"\n"
    )
    let finished = try world.convene("sync")
    #expect(finished.status == 78, "\(finished.errors)")
    #expect(finished.errors.contains(says), "\(finished.errors)")
  }

  @Test("A folder in the place of the configuration is said so")
  func folder() throws {
    let world = try World()
    try FileManager.default.createDirectory(
      atPath: world.folder + "/config/convene/config.toml",
      withIntermediateDirectories: true
    )
    let finished = try world.convene("agenda")
    #expect(finished.status == 78)
    #expect(finished.errors.contains("is a folder"), "\(finished.errors)")
  }
}
