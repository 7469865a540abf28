import Foundation
import Testing

/// A terminal window with something running in it: keys in, screen out.
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
    try world.tmux([
      "-f", world.folder + "/tmux.conf", "new-session", "-d", "-s", name,
      "-x", "\(size.columns)", "-y", "\(size.rows)", "exec bash \(script)",
    ])
    try world.tmux(["pipe-pane", "-t", name, "exec cat > '\(bytesFile)'"])
    try keys("Enter")
  }

  private var bytesFile: String { world.folder + "/window.bytes" }

  // MARK: Keys in

  /// Presses keys, as tmux names them.
  func keys(_ keys: String...) throws {
    try world.tmux(["send-keys", "-t", name] + keys)
  }

  /// Types a text.
  func type(_ text: String) throws {
    try world.tmux(["send-keys", "-t", name, "-l", "--", text])
  }

  /// Gives the window another size.
  func resize(_ columns: Int, _ rows: Int) throws {
    try world.tmux(["resize-window", "-t", name, "-x", "\(columns)", "-y", "\(rows)"])
  }

  // MARK: Screen out

  /// What the window shows, a line for each row.
  func screen() throws -> String { try world.tmux(["capture-pane", "-p", "-t", name]) }

  /// What the window shows with its colours.
  func colors() throws -> String { try world.tmux(["capture-pane", "-p", "-e", "-t", name]) }

  /// The same, of a picture that is whole: a look may fall into the drawing of one.
  func stillColors() throws -> String {
    var last = ""
    return try Waiting.until("a still picture", look: colors) { colors in
      defer { last = colors }
      return colors == last
    }
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

  /// Waits until the window shows what is wanted.
  @discardableResult
  func wait(_ what: String, _ wanted: (String) throws -> Bool) throws -> String {
    try Waiting.until(what, look: screen, wanted: wanted)
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
      let before = try screen()
      if Self.selected(before).contains(text) { return }
      try keys(key)
      try wait("the selection to move from “\(Self.selected(before))” to “\(text)”") {
        Self.place($0) != Self.place(before)
      }
    }
    throw WorldError("No row holds “\(text)”:\n\(try screen())")
  }

  /// Where the selection is: the rows down to it, for two events may look the same.
  private static func place(_ screen: String) -> [Substring] {
    let rows = screen.split(separator: "\n")
    let selected = selected(screen)
    return Array(rows.dropFirst().prefix { $0 != selected }) + [selected[...]]
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
