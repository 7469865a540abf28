import CNcurses
import Glibc
import Synchronization

/// Brings results from any thread to the event loop.
///
/// A class because it owns a descriptor that threads share: `poll` watches it, and it becomes readable when something was
/// posted.
package final class Mailbox<Message: Sendable>: Sendable {
  private let queue = Mutex<[Message]>([])
  /// An event descriptor; -1 when the system had no descriptor left, and then messages wait for the next key.
  let descriptor: Int32

  /// Makes an empty mailbox.
  package init() {
    descriptor = cn_event_open()
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Adds a message and wakes the loop.
  ///
  /// May be called on any thread; never waits for the loop.
  package func post(_ message: Message) {
    let wasEmpty = queue.withLock { queue in
      queue.append(message)
      return queue.count == 1
    }
    // Later ones find the loop awake already.
    if wasEmpty { cn_event_raise(descriptor) }
  }

  /// Whether all messages were taken.
  var isEmpty: Bool { queue.withLock { $0.isEmpty } }

  /// Takes all messages, in the order in which they were posted.
  package func drain() -> [Message] {
    // The descriptor first: what is posted after this wakes the loop again.
    cn_event_clear(descriptor)
    return queue.withLock { queue in
      defer { queue = [] }
      return queue
    }
  }
}
