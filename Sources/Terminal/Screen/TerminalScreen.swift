import CNcurses
import Glibc
import Synchronization

/// The terminal: takes it over, shows pictures, gives it back.
///
/// A class because there is one terminal, it has a state outside of this process, and whoever holds the screen must see the
/// same one; not `Sendable`, because ncurses belongs to the thread that opened it. Closing happens on `close`, on the last
/// reference's end, and in a crash through the guard of `CNcurses`.
package final class TerminalScreen {
  /// What the environment says about the terminal; an argument, so that only the program's entry reads it.
  package struct Options: Equatable, Sendable {
    /// `TERM`.
    package var terminalType: String?
    /// `COLORTERM`; `truecolor` or `24bit` asks for direct colour.
    package var colorTerm: String?
    /// Whether colours are not wanted (https://no-color.org).
    package var noColor: Bool
    /// How long after an escape character it counts as the Escape key.
    package var escapeDelay: Duration

    /// Makes options.
    package init(
      terminalType: String?,
      colorTerm: String? = nil,
      noColor: Bool = false,
      escapeDelay: Duration = .milliseconds(25)
    ) {
      self.terminalType = terminalType
      self.colorTerm = colorTerm
      self.noColor = noColor
      self.escapeDelay = escapeDelay
    }
  }

  /// Columns and rows; at least one of each.
  package private(set) var size: Size
  /// What colours it shows; others are replaced by the nearest.
  package let colorDepth: ColorDepth

  /// What describes the terminal where its own description is missing; nil when that is there.
  package let substitute: String?

  let keys: KeyReader
  let signalDescriptor: Int32
  private var painter: Painter
  private var isClosed = false
  /// What was told last; see `tell(isIdle:)`.
  var toldTitle = ""

  private static let isInUse = Mutex(false)

  /// Takes the terminal on standard input and output.
  ///
  /// - Throws: `TerminalError` when there is none or it cannot be used; the terminal is as it was then.
  package init(options: Options) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1 else { throw .notATerminal("input") }
    guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal("output") }
    guard Self.isInUse.withLock({ inUse in inUse.exchange(true) }) == false else {
      throw .alreadyOpen
    }
    // Before ncurses, which leaves signals alone that have a handler.
    signalDescriptor = cn_signals_install()
    do throws(TerminalError) {
      guard signalDescriptor >= 0 else { throw .noDescriptor(errno) }
      substitute = try Self.open(options)
    } catch {
      cn_signals_remove()
      Self.isInUse.withLock { $0 = false }
      throw error
    }
    colorDepth = options.noColor ? .none : Self.depth
    painter = Painter(depth: colorDepth)
    keys = KeyReader(
      descriptor: STDIN_FILENO,
      described: TerminalDescription.keys(),
      escapeDelay: options.escapeDelay
    )
    size = Self.terminalSize()
    cn_resize(Int32(size.rows), Int32(size.columns))
  }

  deinit { close() }

  /// Opens the screen with the first description that there is.
  ///
  /// - Returns: The name of one that is not the terminal's own.
  private static func open(_ options: Options) throws(TerminalError) -> String? {
    guard let type = options.terminalType, !type.isEmpty else { throw .noTerminalType }
    let types = TerminalDescription.types(
      named: type,
      colorTerm: options.noColor ? nil : options.colorTerm
    )
    var result = CN_UNKNOWN_TERMINAL
    var opened = type
    for type in types where result == CN_UNKNOWN_TERMINAL {
      result = cn_open(type)
      opened = type
    }
    switch result {
    case CN_OPENED:
      return TerminalDescription.substitutes(for: type).contains(opened) ? opened : nil
    case CN_UNSUITABLE_TERMINAL: throw .unsuitableTerminal(type)
    default: throw .unknownTerminalType(type)
    }
  }

  private static var depth: ColorDepth {
    switch cn_colors() {
    case _ where cn_has_direct_color(): .direct
    case 256...: .palette
    case 16...: .sixteen
    case 8...: .eight
    default: .none
    }
  }

  private static func terminalSize() -> Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    cn_terminal_size(&rows, &columns)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  /// Shows a picture; sends only what differs from the last one.
  package func draw(_ buffer: CellBuffer) {
    guard !isClosed else { return }
    painter.paint(buffer, on: size)
  }

  /// Has the next `draw` send everything, whatever the terminal shows by now.
  package func redraw() {
    guard !isClosed else { return }
    painter.forget()
    cn_redraw_all()
  }

  /// Asks the terminal for its size, and returns it when it has changed.
  func adoptTerminalSize() -> Size? {
    let current = Self.terminalSize()
    guard !isClosed, current != size else { return nil }
    size = current
    cn_resize(Int32(size.rows), Int32(size.columns))
    redraw()  // terminals rewrap what they show
    return size
  }

  /// Gives the terminal to another program, an editor say, while `body` runs.
  ///
  /// ^C, ^\ and ^Z are that program's meanwhile. The next `draw` shows everything again.
  package func lend<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard !isClosed else { return try body() }
    cn_signals_lend(true)
    cn_suspend()
    defer {
      cn_signals_lend(false)
      takeBack()
    }
    return try body()
  }

  /// Gives the terminal back, stops the process as ^Z does, and takes the terminal again when it is continued.
  package func suspendProcess() {
    guard !isClosed else { return }
    cn_suspend()
    cn_stop_process()
    takeBack()
  }

  /// Takes the terminal again after somebody else changed it.
  func reclaim() {
    guard !isClosed else { return }
    cn_suspend()
    takeBack()
  }

  private func takeBack() {
    cn_resume()
    keys.reset()
    _ = adoptTerminalSize()
    redraw()
  }

  /// Gives the terminal back.
  ///
  /// From now on SIGHUP, SIGTERM and SIGINT do nothing until `ExitReason.endProcess`: a second one must not end the
  /// process while it stores what was accepted. Later calls do nothing.
  package func close() {
    guard !isClosed else { return }
    isClosed = true
    cn_close()
    cn_signals_finish()
    Self.isInUse.withLock { $0 = false }
  }
}

extension TerminalScreen {
  /// Tells a test by the terminal's title (OSC 2) whether the program waits with nothing under way.
  ///
  /// The title goes the way of the picture, so whoever sees it sees the picture drawn before it. It
  /// says how many bytes were read from the terminal: a test knows by that which keys were taken.
  ///
  /// Source: xterm control sequences, "Operating System Commands", 2.
  func tell(isIdle: Bool) {
    let title = isIdle ? "idle \(keys.bytesRead)" : "busy"
    guard title != toldTitle else { return }
    toldTitle = title
    send("\u{1B}]2;convene \(title)\u{1B}\\")
  }

  /// Puts a text on the clipboard of the user's own terminal (OSC 52), which works over SSH too.
  ///
  /// Whether the terminal allows it cannot be told. The text is sent as base64, so nothing in it
  /// is obeyed.
  ///
  /// Source: xterm control sequences, "Operating System Commands", 52.
  ///
  /// - Parameter base64: The text in base64; anything else in it is left out.
  package func copy(base64: String) {
    let alphabet = base64.utf8.filter { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"),
        UInt8(ascii: "="):
        true
      default: false
      }
    }
    send("\u{1B}]52;c;" + String(decoding: alphabet, as: UTF8.self) + "\u{07}")
  }

  /// Writes a control sequence behind what was drawn.
  func send(_ sequence: String) {
    var rest = Array(sequence.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written < 0 {
        guard errno == EINTR || errno == EAGAIN else { return }
        var ready = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        guard poll(&ready, 1, 1_000) > 0 || errno == EINTR else { return }
        continue
      }
      rest = rest.dropFirst(written)
    }
  }
}

extension Bool {
  fileprivate mutating func exchange(_ value: Bool) -> Bool {
    defer { self = value }
    return self
  }
}
