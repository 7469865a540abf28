import Glibc
package import Synchronization

/// Brings results from any thread to the event loop.
///
/// A class because it owns a descriptor that threads share: `poll` watches it, and it becomes readable when something was
/// posted.
package final class Mailbox<Message: Sendable>: Sendable {
  private let queue = Mutex<[Message]>([])
  /// An eventfd; -1 when the system had no descriptor left, and then messages wait for the next key.
  let descriptor: Int32

  /// Makes an empty mailbox.
  package init() {
    descriptor = eventfd(0, Int32(EFD_NONBLOCK.rawValue | EFD_CLOEXEC.rawValue))
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Adds a message and wakes the loop. May be called on any thread; never waits for the loop.
  package func post(_ message: Message) {
    let wasEmpty = queue.withLock { queue in
      queue.append(message)
      return queue.count == 1
    }
    // Later ones find the loop awake already.
    if wasEmpty { eventfd_write(descriptor, 1) }
  }

  /// Takes all messages, in the order in which they were posted.
  package func drain() -> [Message] {
    // The descriptor first: what is posted after this wakes the loop again.
    var count: eventfd_t = 0
    eventfd_read(descriptor, &count)
    return queue.withLock { queue in
      defer { queue = [] }
      return queue
    }
  }
}
