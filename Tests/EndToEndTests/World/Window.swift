import Foundation
import Testing

/// A terminal window with something running in it: keys in, screen out.
///
/// Keys are paced by the program: it tells in the title of the window, behind each picture, when
/// nothing is under way and how many bytes it has read. A key is over when it was read and the
/// program is idle again; and a picture counts only once it is whole.
///
/// A class because it is one window, in a tmux of its own.
final class Window {
  private let world: World
  private let name = "window"

  /// Opens a window.
  ///
  /// - Parameters:
  ///   - world: The world that it is in.
  ///   - size: Columns and rows.
  ///   - command: What runs in it, as a shell reads it; when it has ended its exit status is shown.
  /// - Throws: ``WorldError`` when tmux refuses.
  init(
    _ world: World,
    size: (columns: Int, rows: Int) = (80, 24),
    _ command: String = "$CONVENE"
  ) throws {
    self.world = world
    let script = "\(world.folder)/window.sh"
    // The gate stays closed until every byte is being recorded.
    try """
    CONVENE='\(Program.path)'
    read -r gate
    \(command)
    echo "exit=$?"
    exec cat

    """.write(toFile: script, atomically: true, encoding: .utf8)
    try "set -g default-terminal tmux-256color\nset -g status off\nset -s escape-time 0\n"
      .write(toFile: world.folder + "/tmux.conf", atomically: true, encoding: .utf8)
    let session = [
      "-f", world.folder + "/tmux.conf", "new-session", "-d", "-s", name,
      "-x", "\(size.columns)", "-y", "\(size.rows)", "exec bash \(script)",
    ]
    world.takeNewServer()
    // A server of tmux that starts on a busy machine now and then ends before it has a session; the
    // program has not begun by then.
    do { try world.tmux(session) } catch { try world.tmux(session) }
    try world.tmux(["pipe-pane", "-t", name, "exec cat > '\(bytesFile)'"])
    try send("\r")
  }

  private var bytesFile: String { world.folder + "/window.bytes" }

  // MARK: Keys in

  /// Presses keys, as tmux names them, in one burst, and waits until the program has dealt with them.
  func keys(_ keys: String...) throws { try press(keys.flatMap { try TypedKeys.bytes(of: $0) }) }

  /// Types a text, and waits until the program has dealt with it.
  func type(_ text: String) throws { try press(Array(text.utf8)) }

  /// Sends what is for another program than Convene, a shell or an editor, and waits for nothing.
  func send(_ text: String) throws { try send(Array(text.utf8)) }

  private func send(_ bytes: [UInt8]) throws {
    // A command of tmux holds 16 KiB.
    for start in stride(from: 0, to: bytes.count, by: 2_000) {
      let part = bytes[start..<min(start + 2_000, bytes.count)]
      try world.tmux(["send-keys", "-t", name, "-H"] + part.map { String($0, radix: 16) })
    }
  }

  private func press(_ bytes: [UInt8]) throws {
    let before = try Waiting.until("the program to take keys", look: look) {
      if $0.screen.contains("exit=") { throw WorldError("The program has ended:\n\($0.screen)") }
      return $0.isOpen && $0.bytesRead != nil
    }
    let all = (before.bytesRead ?? 0) + bytes.count
    try send(bytes)
    // With some keys it leaves the screen, for good or not.
    _ = try Waiting.until("the program to be done with the keys", look: look) {
      !$0.isOpen || $0.bytesRead.map { $0 >= all } == true
    }
  }

  /// Gives the window another size.
  func resize(_ columns: Int, _ rows: Int) throws {
    try world.tmux(["resize-window", "-t", name, "-x", "\(columns)", "-y", "\(rows)"])
  }

  // MARK: Screen out

  /// What is seen of the window at one moment.
  struct Look: CustomStringConvertible {
    /// What it shows, a line for each row.
    var screen: String
    /// Whether a program has the whole screen.
    var isOpen: Bool
    /// What the program says of itself.
    var title: String

    /// How many bytes the program has read; `nil` when it is not idle.
    var bytesRead: Int? {
      let words = title.split(separator: " ")
      return words.starts(with: ["convene", "idle"]) ? words.last.flatMap { Int($0) } : nil
    }

    /// Whether the picture is whole, and nothing is about to change it.
    var isStill: Bool { !isOpen || bytesRead != nil }
    var description: String { "\(screen)[\(title)]" }
  }

  /// Looks at picture and title at once, between two things that the program writes.
  private func look() throws -> Look { try look([]) }

  private func look(_ options: [String]) throws -> Look {
    let output = try world.tmux(
      ["capture-pane", "-p"] + options
        + ["-t", name, ";", "display-message", "-p", "-t", name, "#{alternate_on} #{pane_title}"]
    )
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let told = lines.last.map(String.init) ?? ""
    return Look(
      screen: lines.dropLast().map { $0 + "\n" }.joined(),
      isOpen: told.hasPrefix("1"),
      title: String(told.dropFirst(2))
    )
  }

  /// What the window shows, a line for each row, once the program is idle.
  func screen() throws -> String { try wait("a whole picture") { _ in true } }

  /// What the window shows with its colours, once the program is idle.
  func colors() throws -> String {
    try Waiting.until("a whole picture") {
      try look(["-e"])
    } wanted: {
      $0.isStill
    }.screen
  }

  /// Every byte that was written to the window.
  func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: bytesFile))) }

  /// Waits until the window shows a text, on one row or broken over several.
  @discardableResult
  func wait(for text: String) throws -> String {
    try wait("“\(text)”") { $0.contains(text) || Self.flowing($0).contains(text) }
  }

  /// What a screen says, without the breaks between its rows.
  static func flowing(_ screen: String) -> String {
    screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Waits until the program is idle and the window shows what is wanted.
  @discardableResult
  func wait(_ what: String, _ wanted: (String) throws -> Bool) throws -> String {
    try Waiting.until(what, look: look) { try $0.isStill && wanted($0.screen) }.screen
  }

  /// Waits until the selected row, or the row with the cursor of a form, holds a text.
  func waitForRow(_ text: String) throws {
    try wait("the selected row to hold “\(text)”") { Self.selected($0).contains(text) }
  }

  /// Presses a key and waits until the selected row has changed.
  func move(_ key: String, to text: String) throws {
    try keys(key)
    try waitForRow(text)
  }

  /// Presses a key until the selected row holds a text.
  func press(_ key: String, untilRow text: String) throws {
    for _ in 0..<200 {
      if Self.selected(try screen()).contains(text) { return }
      try keys(key)
    }
    throw WorldError("No row holds “\(text)”:\n\(try screen())")
  }

  /// The row with the mark of the selection: of the list in front, when there is one.
  static func selected(_ screen: String) -> String {
    let rows = screen.split(separator: "\n")
    let row = rows.first { $0.contains("│  ▶") } ?? rows.first { $0.hasPrefix(" ▶") }
    return row.map(String.init) ?? ""
  }

  /// Asks tmux about the window.
  func ask(_ format: String) throws -> String {
    try world.tmux(["display-message", "-p", "-t", name, format])
      .trimmingCharacters(in: .newlines)
  }

  // MARK: The process

  /// The process id of what runs in the window.
  func process() throws -> Int32 {
    let shell = try ask("#{pane_pid}")
    let children = try String(
      contentsOfFile: "/proc/\(shell)/task/\(shell)/children",
      encoding: .utf8
    )
    return try #require(Int32(children.split(separator: " ").first ?? ""), "nothing runs")
  }

  /// Waits for the end, and expects the terminal to be as it was before.
  func expectCleanEnd(
    status: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let screen = try wait(for: "exit=")
    #expect(screen.contains("exit=\(status)\n"), "\(screen)", sourceLocation: sourceLocation)
    let modes = try ask(
      "alternate #{alternate_on} cursor #{cursor_flag} keypad #{keypad_flag} "
        + "cursor keys #{keypad_cursor_flag} mouse #{mouse_any_flag} wrap #{wrap_flag}"
    )
    #expect(
      modes == "alternate 0 cursor 1 keypad 0 cursor keys 0 mouse 0 wrap 1",
      sourceLocation: sourceLocation
    )
    let settings = try Finished(
      running: "/usr/bin/env",
      ["stty", "-F", ask("#{pane_tty}"), "-a"],
      environment: world.environment,
      files: world.folder + "/stty"
    )
    let modesOfLine = settings.output.split(whereSeparator: \.isWhitespace).map(String.init)
    for setting in ["icanon", "echo", "isig", "icrnl", "opost", "ixon"] {
      #expect(
        modesOfLine.contains(setting),
        "\(setting) is off",
        sourceLocation: sourceLocation
      )
    }
  }
}
