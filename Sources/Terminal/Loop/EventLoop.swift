import CNcurses
import Glibc

/// Waits for keys, messages, signals and time in one `poll`, and draws once for all that came.
///
/// Everything that can be had without waiting is handled before the screen is drawn, so typing ahead of a slow line
/// costs one picture and not one per key.
package struct EventLoop<Message: Sendable> {
  /// What the loop hands over.
  package enum Input: Sendable {
    /// A key, a paste or a new size.
    case key(Key)
    /// Something that a thread posted.
    case message(Message)
    /// The time that `wait` named is over.
    case timeout
  }

  /// What the loop does next.
  package enum Step: Sendable {
    /// Goes on.
    case proceed
    /// Stops the process as ^Z does, and goes on when it is continued.
    case suspend
    /// Ends with `ExitReason.quit`; later inputs are dropped.
    case quit
  }

  private let screen: TerminalScreen
  private let mailbox: Mailbox<Message>

  /// How long a picture is held at most.
  private static var patience: Duration { .milliseconds(5) }

  /// Makes a loop for an open screen.
  package init(screen: TerminalScreen, mailbox: Mailbox<Message>) {
    self.screen = screen
    self.mailbox = mailbox
  }

  /// Runs until the user quits, a signal asks for the end or the terminal is gone, and closes the screen.
  ///
  /// - Parameters:
  ///   - wait: how long until `Input.timeout` is due; nil for never. Asked before each wait.
  ///   - handle: takes one input and must not wait for anything. `TerminalScreen.lend` may be called in it.
  ///   - picture: draws what the screen should show at this size.
  ///   - holdsPicture: whether what the picture should show is being read. It is then drawn a few milliseconds later, with
  ///     what was read: two pictures in a row take longer, and flicker.
  ///   - isIdle: for tests: whether nothing is under way. When given, the terminal's title tells whenever the loop waits
  ///     so; see `TerminalScreen.tell(isIdle:)`.
  /// - Returns: why it ended. After a signal or a hang-up save what is to be saved and call `ExitReason.endProcess`.
  package func run(
    wait: () -> Duration?,
    handle: (Input) -> Step,
    picture: (Size) -> CellBuffer,
    holdsPicture: () -> Bool = { false },
    isIdle: (() -> Bool)? = nil
  ) -> ExitReason {
    defer { screen.close() }
    var isHeld = false
    while true {
      isHeld = !isHeld && holdsPicture()
      if !isHeld { screen.draw(picture(screen.size)) }
      let end = isHeld ? ContinuousClock.now + Self.patience : nil
      var woken = Woken(inputs: [])
      // What is no input (a stray wake-up) costs no picture.
      while woken.isNothing {
        let time = end.map { max(.zero, $0 - .now) } ?? wait()
        woken = next(wait: time, wakes: isIdle.map { !tellIdle($0) } ?? false)
      }
      if isIdle != nil { screen.tell(isIdle: false) }
      for input in woken.inputs {
        switch handle(input) {
        case .proceed: break
        case .suspend: woken.suspends = true
        case .quit: return woken.reason ?? .quit
        }
      }
      if let reason = woken.reason { return reason }
      if woken.suspends { screen.suspendProcess() }
    }
  }

  /// What one wait brought.
  private struct Woken {
    var inputs: [Input]
    var reason: ExitReason?
    var suspends = false
    var repaints = false

    var isNothing: Bool { inputs.isEmpty && reason == nil && !suspends && !repaints }
  }

  /// Tells that the loop is idle, unless something is under way: asked for, posted, or half a key.
  private func tellIdle(_ isIdle: () -> Bool) -> Bool {
    // Last the mailbox: what was under way before has posted by then.
    guard screen.keys.timeUntilFlush == nil, isIdle(), mailbox.isEmpty else { return false }
    screen.tell(isIdle: true)
    return true
  }

  /// Waits once.
  ///
  /// - Parameters:
  ///   - wait: how long until the timeout is due.
  ///   - wakes: whether to look soon again whether the loop is idle by then.
  /// - Returns: what came meanwhile.
  private func next(wait: Duration?, wakes: Bool) -> Woken {
    let start = ContinuousClock.now
    let keysAreReady = screen.keys.poll(
      alongside: [mailbox.descriptor, screen.signalDescriptor],
      timeout: [wait, screen.keys.timeUntilFlush, wakes ? .milliseconds(2) : nil].compactMap(\.self)
        .min()
    )
    var woken = Woken(inputs: [])
    takeSignals(into: &woken)
    // Keys that came before a signal count: what they ask for is accepted.
    switch screen.keys.read(ready: keysAreReady) {
    case .keys(let keys): woken.inputs += keys.map(Input.key)
    case .hungUp: woken.reason = woken.reason ?? .hungUp
    }
    if woken.reason != nil { return woken }
    woken.inputs += mailbox.drain().map(Input.message)
    if let wait, ContinuousClock.now - start >= wait { woken.inputs.append(.timeout) }
    return woken
  }

  private func takeSignals(into woken: inout Woken) {
    let signals = cn_signals_take()
    func came(_ number: Int32) -> Bool { signals & (1 << UInt64(number)) != 0 }
    if let ending = [SIGHUP, SIGTERM, SIGINT].first(where: came) {
      woken.reason = .signal(ending)
      return
    }
    woken.suspends = came(SIGTSTP)
    if came(SIGCONT), !woken.suspends {
      // Stopped by SIGSTOP, behind our back: a shell has changed the terminal since.
      screen.reclaim()
      woken.repaints = true
    }
    if came(SIGWINCH) || came(SIGCONT), let size = screen.adoptTerminalSize() {
      woken.inputs.append(.key(.resize(size)))
    }
  }
}
