import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A small file beside the cache by which processes tell each other that they are alive.
///
/// Every opened cache locks one byte of it. The kernel gives the byte free when the process ends, in
/// whatever way, so that work claimed by a crashed process is known from work that is going on. The
/// locks belong to the open file, not to the process (fcntl(2), "open file description locks"), so
/// two caches in one process tell each other apart as well. Where a file system has no such locks,
/// those of the process are used.
///
/// The file holds a mark while the cache is in use; who leaves last takes it away. A mark that is
/// found by the first to come says that the last one to leave did not come to it.
///
/// A class because it owns a file descriptor.
final class LockFile: Sendable {
  /// The byte that this cache holds; what it claims is signed with it.
  let owner: Int64
  private let descriptor: Int32
  private let path: String
  private let commands: Commands
  private let hasLeft = Atomic(false)

  /// The commands of fcntl(2) by which bytes are locked.
  struct Commands: Sendable {
    var get: Int32
    var set: Int32

    /// Locks of an open file, whose names Swift's importer does not have.
    static let ofFile: Commands = {
      #if canImport(Glibc)
        // Source: Linux, include/uapi/asm-generic/fcntl.h
        Commands(get: 36, set: 37)
      #else
        // Source: XNU, bsd/sys/fcntl.h
        Commands(get: 92, set: 90)
      #endif
    }()
    /// Locks of a process, which every system has.
    static let ofProcess = Commands(get: F_GETLK, set: F_SETLK)
  }

  /// Byte 0 is held while a file is opened and brought to the newest schema.
  private static let opening: Int64 = 0
  /// The bytes that caches take as their own.
  private static let owners: Range<Int64> = 1..<(1 << 62)
  /// This byte is shared by those who write, and held alone by who puts a rebuilt file in place.
  private static let writing: Int64 = 1 << 62
  /// How long to wait for somebody who opens or replaces the file, in seconds.
  ///
  /// A migration of a million events takes less. A process that is stopped while it does so must not
  /// stop others.
  private static let patience: Double = 20

  /// The caches that are open in this process, with their files: locks of a process do not tell
  /// them apart.
  private static let open = Mutex<[Int64: String]>([:])

  /// Opens the file, making it when needed, for its owner alone.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - choices: The kinds of locks, best first; the first one that works is used.
  /// - Throws: ``CacheError``, also when the file system has no locks.
  init(
    path: String,
    choices: [Commands] = [.ofFile, .ofProcess]
  ) throws(CacheError) {
    let descriptor = try OwnFile.open(path, O_RDWR)
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? status.st_size : 0
    guard size <= 1 else {
      close(descriptor)
      throw .notOwn(path: path, reason: .otherContent)
    }
    var problem: Int32 = 0
    let commands = choices.first { commands in
      problem = Self.request(Self.opening, type: F_WRLCK, descriptor, commands.get).problem
      return problem == 0
    }
    guard let commands else {
      close(descriptor)
      throw .noLocks(path: path, reason: String(cString: strerror(problem)))
    }
    self.descriptor = descriptor
    self.path = path
    self.commands = commands
    let owner = Int64.random(in: Self.owners)
    self.owner = owner
    Self.open.withLock { $0[owner] = path }
  }

  deinit {
    Self.open.withLock { _ = $0.removeValue(forKey: owner) }
    close(descriptor)
  }

  /// Does something that only one process at a time may do.
  ///
  /// - Throws: ``CacheError/busy(path:)`` when another process does so for too long.
  func whileOpening<T>(_ body: () throws(CacheError) -> T) throws(CacheError) -> T {
    try waitForLock(Self.opening, atMost: Self.patience)
    defer { release(Self.opening) }
    return try body()
  }

  /// Comes in, within ``whileOpening(_:)``: from now on this cache is alive.
  ///
  /// - Returns: Whether nobody else is there and the last one did not leave in order.
  func enter() throws(CacheError) -> Bool {
    var mark: UInt8 = 1
    let wasLeftOpen = try isAlone && pread(descriptor, &mark, 1, 0) == 1
    mark = 1
    // Without room for the mark an unclean end goes unnoticed until a query meets the damage.
    _ = pwrite(descriptor, &mark, 1, 0)
    _ = try take(owner, F_WRLCK)
    return wasLeftOpen
  }

  /// Leaves in order; later calls do nothing.
  ///
  /// - Parameter isSound: Whether the file is known to be whole; otherwise the mark stays, for the
  ///   next one to look.
  func leave(isSound: Bool) {
    guard !hasLeft.exchange(true, ordering: .relaxed), isSound else { return }
    // Whoever opens the file at this moment is not waited for long: then the mark stays.
    guard (try? waitForLock(Self.opening, atMost: 1)) != nil else { return }
    release(owner)
    if (try? isAlone) == true { _ = ftruncate(descriptor, 0) }
    release(Self.opening)
  }

  /// Writes while nobody puts another file in place.
  ///
  /// Never waits.
  ///
  /// - Throws: What `body` throws; ``CacheError/busy(path:)`` when somebody does so now.
  func whileWriting<T>(_ body: () throws -> T) throws -> T {
    guard try take(Self.writing, F_RDLCK) else { throw CacheError.busy(path: path) }
    defer { release(Self.writing) }
    return try body()
  }

  /// Puts another file in place while nobody writes.
  ///
  /// - Throws: ``CacheError/busy(path:)`` when somebody writes for too long.
  func whileReplacing<T>(_ body: () throws(CacheError) -> T) throws(CacheError) -> T {
    try waitForLock(Self.writing, atMost: Self.patience)
    defer { release(Self.writing) }
    return try body()
  }

  /// Whether the cache that signs with `owner` is still open somewhere.
  ///
  /// When that cannot be found out it is not: then what it claimed can be claimed again, in doubt.
  func isAlive(_ owner: Int64) -> Bool {
    if Self.open.withLock({ $0[owner] }) == path { return true }
    let found = Self.request(owner, type: F_WRLCK, descriptor, commands.get)
    return found.problem == 0 && found.type != Int16(F_UNLCK)
  }

  /// Whether no other cache is open.
  private var isAlone: Bool {
    get throws(CacheError) {
      if Self.open.withLock({ all in all.contains { $0.key != owner && $0.value == path } }) {
        return false
      }
      let length = Self.owners.upperBound - Self.owners.lowerBound
      let found = Self.request(
        Self.owners.lowerBound,
        length: length,
        type: F_WRLCK,
        descriptor,
        commands.get
      )
      guard found.problem == 0 else { throw failure(found.problem) }
      return found.type == Int16(F_UNLCK)
    }
  }

  /// Takes a byte for itself, as soon as nobody else has it.
  private func waitForLock(_ byte: Int64, atMost seconds: Double) throws(CacheError) {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while try !take(byte, F_WRLCK) {
      guard ContinuousClock.now < deadline else { throw .busy(path: path) }
      usleep(UInt32.random(in: 1_000...10_000))
    }
  }

  /// Takes a byte now; `false` when somebody else has it.
  private func take(_ byte: Int64, _ type: Int32) throws(CacheError) -> Bool {
    let problem = Self.request(byte, type: type, descriptor, commands.set).problem
    switch problem {
    case 0: return true
    case EAGAIN, EACCES: return false
    default: throw failure(problem)
    }
  }

  private func release(_ byte: Int64) {
    _ = Self.request(byte, type: F_UNLCK, descriptor, commands.set)
  }

  private func failure(_ problem: Int32) -> CacheError {
    .noLocks(path: path, reason: String(cString: strerror(problem)))
  }

  /// One fcntl(2) call on some bytes.
  ///
  /// - Returns: The type that the kernel wrote, and its error; 0 for none.
  private static func request(
    _ byte: Int64,
    length: Int64 = 1,
    type: Int32,
    _ descriptor: Int32,
    _ command: Int32
  ) -> (type: Int16, problem: Int32) {
    var request = flock()
    request.l_type = Int16(type)
    request.l_whence = Int16(SEEK_SET)
    request.l_start = off_t(byte)
    request.l_len = off_t(length)
    while fcntl(descriptor, command, &request) == -1 {
      if errno != EINTR { return (request.l_type, errno) }
    }
    return (request.l_type, 0)
  }
}
