import Dispatch
import Glibc
import Testing

@testable import Terminal

@Suite("A mailbox")
struct MailboxTests {
  private func isReadable(_ mailbox: Mailbox<Int>) -> Bool {
    var watched = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&watched, 1, 0) == 1
  }

  @Test("wakes poll when something was posted, and rests when it was taken")
  func wakes() {
    let mailbox = Mailbox<Int>()
    #expect(!isReadable(mailbox))
    #expect(mailbox.drain().isEmpty)
    mailbox.post(1)
    mailbox.post(2)
    #expect(isReadable(mailbox))
    #expect(mailbox.drain() == [1, 2])
    #expect(!isReadable(mailbox))
    mailbox.post(3)
    #expect(isReadable(mailbox))
    #expect(mailbox.drain() == [3])
  }

  @Test("loses nothing between threads, and keeps each thread's order")
  func threads() {
    let mailbox = Mailbox<Int>()
    let (threads, each) = (8, 2_000)
    DispatchQueue.global().async {
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        for number in 0..<each { mailbox.post(thread * each + number) }
      }
    }
    var received: [Int] = []
    while received.count < threads * each {
      var watched = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
      // A lost wake-up ends the test here.
      guard poll(&watched, 1, 10_000) == 1 else { break }
      received += mailbox.drain()
    }
    #expect(Set(received) == Set(0..<threads * each))
    for thread in 0..<threads {
      let own = received.filter { $0 / each == thread }
      #expect(own == own.sorted())
    }
  }
}
