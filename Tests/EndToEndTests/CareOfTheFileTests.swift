import Foundation
import Testing

/// One cache: shared by many, damaged, without room, for its owner alone.
@Suite struct CareOfTheFileTests {
  @Test("Four loops of commands beside an open window: all edits arrive, nobody hears of locks")
  func manyAtOnce() throws {
    let world = try World()
    let window = try Window(world)
    try window.wait(for: "Nothing planned.")
    let finished = try world.shell(
      """
      for loop in 1 2 3 4; do
        (for number in $(seq 50); do
          "$CONVENE" event create "Loop $loop number $number" --start today || echo failed
        done) &
      done
      wait
      """
    )
    #expect(!finished.output.contains("failed"), "\(finished.errors)")
    #expect(!finished.errors.lowercased().contains("lock"), "\(finished.errors)")
    let titles = try world.json("agenda", "--json").list.compactMap { $0["title"].text }
    #expect(Set(titles).count == 200)
    #expect(titles.count == 200)
    try window.keys("g", "g")
    try window.wait(for: "Loop 1 number 1")
    #expect(try !window.screen().lowercased().contains("lock"))
  }

  @Test("An open window shows soon what a command has changed")
  func changesElsewhere() throws {
    let world = try World()
    let window = try Window(world)
    try window.wait(for: "Nothing planned.")
    let start = ContinuousClock.now
    for name in ["First", "Second", "Third"] {
      _ = try world.makeEvent(name, "--start", "today")
      try window.wait(for: name)
    }
    // By the minute it would take one and a half.
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  /// Overwrites the first page of a table or an index, as if whoever used the file had been killed.
  private func damage(_ name: String = "event_start", in world: World) throws {
    let done = try world.shell(
      """
      python3 - '\(world.cache)' '\(name)' <<'END'
      import sqlite3, sys
      path, name = sys.argv[1:]
      query = "select rootpage from sqlite_master where name = ?"
      file = sqlite3.connect(path)
      page = file.execute(query, [name]).fetchone()[0]
      file.close()
      with open(path, "r+b") as file:
          file.seek((page - 1) * 4096)
          file.write(b"\\xa5" * 4096)
      open(path + "-lock", "w").write("x")
      END
      """
    )
    try #require(done.status == 0, "\(done.errors)")
  }

  @Test(
    "Whichever command meets a damaged table says so, and does its work on what was kept",
    arguments: ["event", "calendar", "account"]
  )
  func everyCommand(table: String) throws {
    let world = try World()
    for command in [
      ["agenda"], ["search", "Dentist"], ["event", "show", "ID"], ["conference", "show", "ID"],
      ["event", "create", "Two", "--start", "today"], ["event", "update", "ID", "--title", "New"],
      ["event", "delete", "ID"], ["changes"], ["undo"], ["accounts", "list"], ["doctor"], ["sync"],
    ] {
      let event = try world.makeEvent("Dentist", "--start", "today")
      let before = try world.json("agenda", "--json").list.count
      try damage(table, in: world)
      let finished = try world.convene(command.map { $0 == "ID" ? event : $0 })
      #expect(finished.status == 0, "\(command): \(finished.errors)")
      #expect(finished.errors.contains("is rebuilt"), "\(command): \(finished.errors)")
      let change = command.contains("create") ? 1 : command == ["undo"] ? -1 : 0
      let after = try world.json("agenda", "--json").list.count
      #expect(after == before + (command.contains("delete") ? -1 : change), "\(command)")
    }
  }

  @Test("While another program keeps the file locked the screen goes on, and nothing typed is lost")
  func lockedElsewhere() throws {
    let world = try World()
    _ = try world.makeEvent("Review", "--start", "today")
    let window = try Window(world)
    try window.waitForRow("Review")
    // Who holds the file opens one pipe when it does, and lets go when the other is opened.
    let (held, free) = (world.folder + "/held", world.folder + "/free")
    let holding = try world.shell(
      """
      mkfifo '\(held)' '\(free)'
      python3 - '\(world.cache)' '\(held)' '\(free)' <<'END' > /dev/null 2>&1 &
      import sqlite3, sys
      holder = sqlite3.connect(sys.argv[1], isolation_level=None)
      holder.execute("begin immediate")
      open(sys.argv[2], "w").close()
      open(sys.argv[3]).close()
      END
      cat '\(held)'
      """
    )
    var isHeld = true
    func release() {
      if isHeld { _ = try? world.shell("timeout 20 sh -c ': > \(free)'") }
      isHeld = false
    }
    defer { release() }
    try #require(holding.status == 0, "\(holding.errors)")
    try window.keys("n")
    try window.waitForRow("Title")
    try window.type("Planning")
    try window.keys("C-s")
    try window.wait(for: "Try again when it is done")
    // The form takes keys as ever.
    try window.type(" of May")
    try window.waitForRow("Planning of May")
    #expect(try world.json("agenda", "--json").list.map { $0["title"].text } == ["Review"])
    release()
    try window.keys("C-s")
    try window.wait(for: "Enter open")
    let titles = try world.json("agenda", "--json").list.map { $0["title"].text ?? "" }
    #expect(titles.sorted() == ["Planning of May", "Review"])
  }

  @Test("A limit on the size of files kills nothing, and is named with what to do")
  func limit() throws {
    let world = try World()
    _ = try world.makeEvent("Dentist", "--start", "today")
    let finished = try world.shell(
      "ulimit -f 8; exec \"$CONVENE\" event create Two --start today "
        + "--description \"$(head -c 20000 /dev/zero | tr '\\0' a)\""
    )
    // By the signal for it, it would be 153.
    #expect(finished.status == 73, "\(finished.errors)")
    #expect(finished.errors.contains("ulimit -f"), "\(finished.errors)")
    #expect(try world.json("agenda", "--json").list.map { $0["title"].text } == ["Dentist"])
  }

  @Test("A damaged cache is rebuilt, in the window as by a command, and its path is said")
  func damaged() throws {
    let world = try World()
    _ = try world.makeEvent("Dentist", "--start", "today")
    try damage(in: world)
    let finished = try world.convene("agenda")
    #expect(finished.status == 0)
    #expect(finished.output.contains("Dentist"))
    #expect(finished.errors.contains("is rebuilt"), "\(finished.errors)")
    #expect(finished.errors.contains(world.cache + ".damaged-"))
    #expect(finished.errors.contains("1 local event"))
    #expect(try world.convene("agenda").errors.isEmpty)

    try damage(in: world)
    let window = try Window(world, size: (200, 24))
    let screen = try window.wait(for: "is rebuilt")
    #expect(Window.flowing(screen).contains(".damaged-"))
    try window.wait(for: "Dentist")
    let folder = try FileManager.default.contentsOfDirectory(atPath: world.folder + "/data/convene")
    let kept = folder.filter { $0.contains(".damaged-") && !$0.hasSuffix("-wal") }
    #expect(kept.count == 2)
    for name in kept { #expect(try world.mode(world.folder + "/data/convene/" + name) == 0o600) }
  }

  @Test("What the program keeps is for its owner alone")
  func modes() throws {
    let world = try World(sandbox: ["--events", "0"])
    try world.service.stop()
    #expect(try world.convene("sync").status == 69)
    let window = try Window(world)
    try window.wait(for: "offline since")
    #expect(try world.mode(world.folder + "/data/convene") == 0o700)
    #expect(try world.mode(world.folder + "/state/convene") == 0o700)
    for suffix in ["", "-wal", "-shm", "-lock"] {
      #expect(try world.mode(world.cache + suffix) == 0o600, "\(suffix)")
    }
    #expect(try world.mode(world.folder + "/state/convene/convene.log") == 0o600)
  }

  @Test(
    "A full disk is said in the form, which keeps what was typed",
    .enabled(if: getuid() == 0, "mounting a small file system needs the rights of root")
  )
  func fullDisk() throws {
    let world = try World()
    let folder = world.folder + "/data/convene"
    let mounted = try world.shell(
      "mkdir -m 700 -p '\(folder)' && mount -t tmpfs -o size=1m,mode=700 none '\(folder)'"
    )
    defer { _ = try? world.shell("umount -l '\(folder)'") }
    guard mounted.status == 0 else { return }
    let window = try Window(world, size: (80, 32))
    try window.wait(for: "Nothing planned.")
    _ = try world.shell("head -c 2000000 /dev/zero > '\(folder)/filler'")
    try window.keys("n")
    try window.waitForRow("Title")
    try window.type("Kept in mind")
    try window.press("Tab", untilRow: "Description")
    try window.type(String(repeating: "many words ", count: 800))
    try window.keys("C-s")
    try window.wait(for: "There is no room left on the disk")
    try window.wait(for: "Kept in mind")
    let command = try world.convene("event", "create", "By command", "--start", "today")
    #expect(command.status == 73, "\(command.errors)")
    #expect(command.errors.contains("There is no room left"), "\(command.errors)")
    _ = try world.shell("rm '\(folder)/filler'")
    try window.keys("C-s")
    try window.waitForRow("Kept in mind")
    #expect(try world.json("agenda", "--json").list.map { $0["title"].text } == ["Kept in mind"])
  }
}
