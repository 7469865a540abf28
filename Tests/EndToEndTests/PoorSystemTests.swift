import Foundation
import Testing

/// Systems that lack what Convene would rather have: kinds of locks, a disk that can be written, files
/// that are the user's own.
@Suite struct PoorSystemTests {
  /// Writes a library that lets a program find no locks of open files: fcntl(2) fails as on a system
  /// that does not know them.
  private func withoutFileLocks(_ world: World) throws -> [String: String] {
    let library = world.folder + "/no-ofd.so"
    let source = """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <errno.h>
      #include <fcntl.h>
      #include <stdarg.h>
      static int call(const char *name, int file, int command, void *argument) {
        if (command >= 36 && command <= 38) { creat("LIBRARY.asked", 0600); errno = EINVAL; return -1; }
        int (*next)(int, int, ...) = (int (*)(int, int, ...))dlsym(RTLD_NEXT, name);
        return next(file, command, argument);
      }
      int fcntl(int file, int command, ...) {
        va_list list; va_start(list, command); void *argument = va_arg(list, void *); va_end(list);
        return call("fcntl", file, command, argument);
      }
      int fcntl64(int file, int command, ...) {
        va_list list; va_start(list, command); void *argument = va_arg(list, void *); va_end(list);
        return call("fcntl64", file, command, argument);
      }
      """
    try source.replacing("LIBRARY", with: library).write(
      toFile: library + ".c",
      atomically: true,
      encoding: .utf8
    )
    let made = try world.shell("clang -shared -fPIC -o '\(library)' '\(library).c' -ldl")
    try #require(made.status == 0, "\(made.errors)")
    return ["LD_PRELOAD": library]
  }

  @Test(
    "Without locks of open files an edit whose sender was killed can be tried again and discarded"
  )
  func locks() async throws {
    let world = try World(sandbox: ["--events", "0"])
    let poor = try withoutFileLocks(world)
    func run(_ arguments: String...) throws -> (status: Int32, said: String) {
      try Conversation(world, poor, arguments).finish()
    }
    #expect(try run("sync").status == 0)
    let hasAsked = FileManager.default.fileExists(atPath: world.folder + "/no-ofd.so.asked")
    #expect(hasAsked, "The library has kept nothing from the program.")
    let event = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    for command in ["retry", "discard"] {
      let slow = #"{"kind": "delay", "delay_ms": 1500, "share": 1, "method": "PUT"}"#
      try await world.service.fault(slow)
      let sending = try Conversation(world, poor, ["event", "update", event, "--title", command])
      _ = try Waiting.until("the request to come") {
        try world.json("changes", "--json").list.first?["state"].text ?? ""
      } wanted: {
        $0 == "sending"
      }
      #expect(kill(try sending.number(), SIGKILL) == 0)
      #expect(sending.finish().status == 137)
      try await world.service.clearFaults()
      let change = try #require(try world.json("changes", "--json").list.first)
      let number = "\(change["id"].number ?? 0)"
      let done = try run("changes", command, number)
      #expect(done.status == 0, "\(command): \(done.said)")
      #expect(try world.json("changes", "--json").list.isEmpty, "\(command)")
    }
  }

  @Test(
    "Where nothing can be written what is known can be read, and edits are refused with the path",
    .enabled(if: getuid() == 0, "mounting read-only needs the rights of root")
  )
  func readOnly() throws {
    let world = try World()
    let event = try world.makeEvent("Dentist", "--start", "today", "--link", "https://jit.si/a")
    let folder = world.folder + "/data/convene"
    let mounted = try world.shell(
      "mount --bind '\(folder)' '\(folder)' && mount -o remount,ro,bind '\(folder)'"
    )
    defer { _ = try? world.shell("umount -l '\(folder)'") }
    guard mounted.status == 0 else { return }
    for command in [
      ["agenda"], ["agenda", "--view", "week"], ["search", "Dentist"], ["event", "show", event],
    ] {
      let read = try world.convene(command)
      #expect(read.status == 0, "\(command): \(read.errors)")
      #expect(read.output.contains("Denti"), "\(command): \(read.output)")
      #expect(read.errors.contains("can only be read"), "\(command): \(read.errors)")
    }
    #expect(try world.convene("join", event, "--print").output == "https://jit.si/a\n")
    for command in [
      ["event", "create", "New", "--start", "today"], ["event", "update", event, "--title", "New"],
      ["event", "delete", event], ["conference", "strip", event], ["undo"],
    ] {
      let written = try world.convene(command)
      #expect(written.status == 73, "\(command): \(written.errors)")
      #expect(written.errors.contains(world.cache), "\(command): \(written.errors)")
    }
    let window = try Window(world, size: (120, 24))
    try window.waitForRow("Dentist")
    try window.wait(for: "can only be read")
    try window.keys("x")
    try window.wait(for: "Delete “Dentist”?")
    try window.keys("y")
    try window.wait(for: "can only be read")
    try window.waitForRow("Dentist")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
  }

  @Test("A configuration with the mark of an editor of Windows is read")
  func mark() throws {
    let world = try World()
    _ = try world.makeEvent("Dentist", "--start", "today 15:00")
    try world.configure("\u{FEFF}[calendar]\r\nclock = \"12\"\r\n")
    let agenda = try world.convene("agenda")
    #expect(agenda.errors.isEmpty, "\(agenda.errors)")
    #expect(agenda.output.contains("3–4pm"), "\(agenda.output)")
  }

  @Test(
    "A configuration that another user keeps for himself is named with its path",
    .enabled(if: getuid() == 0, "running as another user needs the rights of root")
  )
  func ofAnotherUser() throws {
    let world = try World()
    try world.configure("[calendar]\nclock = \"12\"\n")
    let agenda = try world.shell(
      """
      chmod 755 '\(world.folder)' && chown -R 65534 '\(world.folder)/data' '\(world.folder)/state'
      setpriv --reuid 65534 --regid 65534 --clear-groups "$CONVENE" agenda
      """
    )
    #expect(agenda.status == 78, "\(agenda.errors)")
    #expect(agenda.errors.contains(world.folder + "/config/convene/config.toml"))
  }
}
