import Dispatch
import Synchronization
import Terminal
import ViewModels

/// Has programs take copied texts off the loop's thread, so that no key waits for one that hangs, and
/// posts what came of it.
///
/// A class because it owns the queue.
final class ClipboardRunner: Sendable {
  private let mailbox: Mailbox<Action>
  /// One text at a time: what is copied last is what stays.
  private let queue = DispatchQueue(label: "convene.clipboard", qos: .userInitiated)
  private let waiting = Atomic(0)

  /// Makes a runner; nothing goes on yet.
  init(mailbox: Mailbox<Action>) { self.mailbox = mailbox }

  /// Whether a program is being asked; what came of others was posted.
  var isBusy: Bool { waiting.load(ordering: .acquiring) > 0 }

  /// Copies a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - clipboard: Where it goes; one with a program.
  ///   - words: What is said before what became of it.
  func copy(_ text: String, to clipboard: Clipboard, saying words: String = "") {
    waiting.add(1, ordering: .releasing)
    queue.async { [self] in
      mailbox.post(
        clipboard.take(text).map { .copied(words + $0) }
          ?? .copyRefused(Clipboard.clean(text), saying: words + Clipboard.sent(text))
      )
      waiting.subtract(1, ordering: .releasing)
    }
  }

  /// Waits for the programs that are being asked.
  ///
  /// - Parameter deadline: When to wait no longer.
  func finish(_ deadline: ContinuousClock.Instant) {
    let last = DispatchGroup()
    queue.async(group: last) {}
    let left = (deadline - ContinuousClock.now) / .milliseconds(1)
    _ = last.wait(timeout: .now() + .milliseconds(max(0, Int(left))))
  }
}
