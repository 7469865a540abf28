import Terminal

/// Where copied text goes: a program of this machine, or the terminal itself.
struct Clipboard: Sendable {
  /// A program that takes the text from its standard input.
  struct Tool: Equatable, Sendable {
    let program: ExternalProgram
    /// What is said when it has taken the text.
    let done: String
  }

  /// The program; `nil` where only the terminal can be asked.
  let tool: Tool?

  /// How long a program may take: one that hangs holds up the next copy.
  private static let patience = Duration.seconds(1)

  /// Finds the clipboard of an environment.
  ///
  /// tmux drops OSC 52 by default, but passes on what it is given itself. Over SSH the programs of
  /// this machine would copy to where nobody sits.
  ///
  /// - Parameters:
  ///   - environment: The environment.
  ///   - isPresent: Whether a program can be found.
  init(
    _ environment: LiveEnvironment,
    isPresent: (String) -> Bool
  ) {
    let display: [(variable: String, words: [String])] = [
      ("WAYLAND_DISPLAY", ["wl-copy"]),
      ("DISPLAY", ["xclip", "-selection", "clipboard"]),
      ("DISPLAY", ["xsel", "--clipboard", "--input"]),
    ]
    if environment.variable("TMUX") != nil {
      tool = Tool(
        program: ExternalProgram("tmux", ["load-buffer", "-w", "-"]),
        done: "Copied through tmux"
      )
      return
    }
    guard !environment.isRemote else {
      tool = nil
      return
    }
    let words =
      display.first { environment.variable($0.variable) != nil && isPresent($0.words[0]) }?.words
      ?? (isPresent("pbcopy") ? ["pbcopy"] : nil)
    tool = words.map {
      Tool(program: ExternalProgram($0[0], Array($0.dropFirst())), done: "Copied with \($0[0])")
    }
  }

  /// Makes the clipboard of a program.
  init(tool: Tool?) { self.tool = tool }

  /// Copies a text.
  ///
  /// - Parameters:
  ///   - text: The text; control characters in it are left out.
  ///   - terminal: Sends a text to the terminal, for whatever it does with it.
  /// - Returns: What became of it and the text, on one line.
  func copy(_ text: String, terminal: (String) -> Void) -> String {
    if let said = take(text) { return said }
    terminal(Self.clean(text))
    return Self.sent(text)
  }

  /// Has the program take a text; waits for it on this thread.
  ///
  /// - Parameter text: The text; control characters in it are left out.
  /// - Returns: That it has and the text, on one line; `nil` where there is none or it fails.
  func take(_ text: String) -> String? {
    guard let tool else { return nil }
    let text = Self.clean(text)
    var captured = CapturedProgram()
    captured.patience = Self.patience
    // xclip and wl-copy stay to hand the text out, in a process that they start for it.
    captured.farewell = .seconds(1)
    let output = try? captured.run(tool.program, input: Array(text.utf8))
    return output?.ending.isSuccess == true ? "\(tool.done): \(Self.line(text))" : nil
  }

  /// What is said when the terminal was sent a text.
  static func sent(_ text: String) -> String {
    "Sent to the terminal's clipboard: \(line(clean(text)))"
  }

  /// A text on one line.
  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline)
      .map { $0.trimmingPrefix { $0 == " " } }
      .filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// A text without control characters other than line breaks and tabs: whoever pastes it into a
  /// shell must not run what a service has put in it.
  static func clean(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.replacing("\r\n", with: "\n").unicodeScalars.filter {
          $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control
        }
      )
    )
  }
}
