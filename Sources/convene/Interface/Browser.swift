import Foundation
import Terminal

/// The programs that open links, in the order in which they are tried.
struct Browser: Equatable, Sendable {
  /// A browser as the user names it.
  struct Command: Equatable, Sendable {
    let words: [String]

    /// Browsers that are shown in the terminal.
    private static let textBrowsers: Set<String> = [
      "w3m", "lynx", "links", "links2", "elinks", "www-browser", "browsh", "carbonyl", "cha",
    ]

    /// Whether it needs the terminal.
    var needsTerminal: Bool {
      Self.textBrowsers.contains(words[0].split(separator: "/").last.map(String.init) ?? "")
    }

    /// The program with a link; never through a shell, which would act on what is in it.
    ///
    /// `%s` is the link, `%c` a colon and `%%` a percent sign; without `%s` the link comes last.
    ///
    /// Source: http://www.catb.org/~esr/BROWSER/
    func program(opening url: String) -> ExternalProgram {
      var hasLink = false
      let filled = words.map { word in
        var filled = ""
        var rest = word[...]
        while let character = rest.popFirst() {
          switch (character, rest.first) {
          case ("%", "s"):
            filled += url
            hasLink = true
          case ("%", "c"): filled += ":"
          case ("%", "%"): filled += "%"
          default:
            filled.append(character)
            continue
          }
          rest = rest.dropFirst()
        }
        return filled
      }
      return ExternalProgram(filled[0], filled.dropFirst() + (hasLink ? [] : [url]))
    }
  }

  /// The browsers, at least one.
  let commands: [Command]

  /// How long a browser is watched for not coming to work; it may go on for days.
  private static let watch = Duration.seconds(5)

  /// Finds the browsers of an environment.
  ///
  /// - Returns: `nil` when there is none to be seen, as over SSH.
  init?(_ environment: LiveEnvironment) {
    let named = Self.commands(environment.variable("BROWSER") ?? "")
    if !named.isEmpty {
      commands = named
      return
    }
    #if os(macOS)
      guard !environment.isRemote else { return nil }
      commands = [Command(words: ["open"])]
    #else
      guard environment.variable("WAYLAND_DISPLAY") ?? environment.variable("DISPLAY") != nil
      else { return nil }
      commands = [Command(words: ["xdg-open"])]
    #endif
  }

  private init(_ commands: [Command]) { self.commands = commands }

  /// Reads `BROWSER`: commands between colons, words as a shell has them, with quotes.
  static func commands(_ text: String) -> [Command] {
    var commands: [[String]] = [[]]
    var word: String?
    var quote: Character?
    var rest = text[...]
    func end() {
      if let word { commands[commands.count - 1].append(word) }
      word = nil
    }
    while let character = rest.popFirst() {
      switch (quote, character) {
      case (nil, "'"), (nil, "\""):
        quote = character
        word = word ?? ""
      case (let open?, character) where open == character: quote = nil
      case (nil, "\\"), ("\"", "\\"):
        if let next = rest.popFirst() { word = (word ?? "") + String(next) }
      case (nil, ":") where !rest.hasPrefix("//"):
        end()
        commands.append([])
      case (nil, _) where character.isWhitespace: end()
      default: word = (word ?? "") + String(character)
      }
    }
    end()
    return commands.filter { $0.first?.isEmpty == false }.map(Command.init)
  }

  /// Opens a link beside this program.
  ///
  /// - Parameters:
  ///   - url: The link, checked by the rules.
  ///   - onProblem: Told when no browser could.
  func open(_ url: String, onProblem: @escaping @Sendable (String) -> Void) {
    // A thread, for it waits.
    Thread.detachNewThread {
      if let problem = openAndWait(url) { onProblem(problem) }
    }
  }

  /// Opens a link beside this program, and waits until the browser is up or has failed; one that
  /// shows itself in the terminal cannot be had beside.
  ///
  /// - Parameter url: The link, checked by the rules.
  /// - Returns: Why none could; `nil` when one did.
  func openAndWait(_ url: String) -> String? {
    var problems: [String] = []
    for command in commands where !command.needsTerminal {
      let program = command.program(opening: url)
      guard let problem = Self.problem(starting: program) else { return nil }
      problems.append(problem)
    }
    return Self.problem(problems, url)
  }

  /// What came of the browsers that need the terminal.
  enum TerminalAttempt: Equatable {
    case opened
    /// None could, and there are no others: why.
    case failed(String)
    /// These come next, and need no terminal.
    case left(Browser)
  }

  /// Opens a link with the browsers at the head of the list that need the terminal.
  ///
  /// - Parameters:
  ///   - url: The link, checked by the rules.
  ///   - run: Gives the terminal to a program until that ends.
  /// - Returns: What came of it.
  func openInTerminal(
    _ url: String,
    run: (ExternalProgram) throws(ProgramError) -> ProgramEnding
  ) -> TerminalAttempt {
    var problems: [String] = []
    for (index, command) in commands.enumerated() {
      guard command.needsTerminal else { return .left(Browser(Array(commands[index...]))) }
      let program = command.program(opening: url)
      do throws(ProgramError) {
        let ending = try run(program)
        if ending.isSuccess { return .opened }
        problems.append("\(program.name) ended with \(ending)")
      } catch {
        problems.append("\(program.name) \(error)")
      }
    }
    return .failed(Self.problem(problems, url))
  }

  /// Starts a program beside this one, and waits until it is up or has failed.
  ///
  /// - Returns: What went wrong; `nil` when nothing did.
  static func problem(starting program: ExternalProgram) -> String? {
    do throws(ProgramError) {
      let started = try DetachedProgram(program)
      let isUp = !started.hasEnded(within: watch)
      let ending = started.ending()
      return isUp || ending.isSuccess ? nil : "\(program.name) ended with \(ending)"
    } catch {
      return "\(program.name) \(error)"
    }
  }

  /// Why a link is not open.
  static func problem(_ problems: [String], _ url: String) -> String {
    let reason =
      problems.isEmpty ? "no browser works beside a terminal" : problems.joined(separator: "; ")
    return "The link was not opened: \(reason). Set BROWSER to another browser. The link: \(url)"
  }
}
