import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A lock that one process at a time holds, while it refreshes or changes a sign-in.
///
/// The kernel gives it free when the process ends, in whatever way (flock(2)). It belongs to the open
/// file, so two holders within one process keep each other out as well. The file holds nothing; its
/// size counts the changes, so that whoever has read the sign-in sees by one `stat` that it is
/// another now.
///
/// A class because it owns a file descriptor.
final class CredentialLock: Sendable {
  private let descriptor: Int32
  private let isReleased = Atomic(false)

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { release() }

  /// Waits for the lock.
  ///
  /// - Parameters:
  ///   - path: The file; made when needed, for its owner alone.
  ///   - patience: How long to wait: a holder sends one request.
  /// - Returns: The lock, held.
  /// - Throws: ``ServiceError/unavailable(status:message:)`` when another process holds it for too
  ///   long, ``ServiceError/unauthorized(_:)`` when the file cannot be made.
  static func acquire(
    _ path: String,
    patience: Duration = .seconds(60)
  ) async throws(ServiceError) -> CredentialLock {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw .unauthorized(
        "The lock \(path) cannot be made (\(String(cString: strerror(errno)))), so the sign-in is "
          + "not refreshed. Check the permissions of its folder."
      )
    }
    let lock = CredentialLock(descriptor)
    var facts = stat()
    // A change is counted by the file's size: another file must not grow by it.
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
      facts.st_uid == geteuid(), facts.st_nlink == 1
    else {
      throw .unauthorized(
        "The lock \(path) is not a file of this user alone, so the sign-in is not refreshed. Move it "
          + "away."
      )
    }
    // On a thread of its own: those that run tasks must not wait.
    let isHeld = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let deadline = ContinuousClock.now + patience
        var result = flock(descriptor, LOCK_EX | LOCK_NB)
        while result != 0, errno == EWOULDBLOCK || errno == EINTR, ContinuousClock.now < deadline {
          usleep(20_000)
          result = flock(descriptor, LOCK_EX | LOCK_NB)
        }
        continuation.resume(returning: result == 0)
      }
    }
    guard isHeld else {
      throw .unavailable(
        status: 0,
        message: "Another Convene is busy with this sign-in (\(path)). Trying again soon."
      )
    }
    return lock
  }

  /// How many changes there were; -1 before the first lock.
  static func stamp(_ path: String) -> Int {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : -1
  }

  /// Counts a change, for all who have read the sign-in.
  func noteChange() {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return }
    // Nothing is written: the file has a hole.
    _ = ftruncate(descriptor, facts.st_size + 1)
  }

  /// Gives it free; later calls do nothing.
  func release() {
    guard !isReleased.exchange(true, ordering: .relaxed) else { return }
    close(descriptor)
  }
}
