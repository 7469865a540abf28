import Foundation

/// A process that was started here; it ends by itself or is killed.
///
/// Not by way of `Process`: that waits for all who hold a descriptor of the child's, and a tmux
/// server, which stays, would be one of them.
struct Child {
  /// Where its standard streams go: paths.
  struct Streams {
    var input = "/dev/null"
    var output: String
    var errors: String
  }

  private let process: pid_t

  /// The flag `POSIX_SPAWN_SETSID`, whose name Swift's importer does not have.
  ///
  /// Source: glibc, `spawn.h`.
  private static let newSession: Int16 = 0x80

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: Its path.
  ///   - arguments: What follows its name.
  ///   - environment: All its variables.
  ///   - streams: Its standard streams.
  ///   - leadsSession: Whether a terminal among them becomes its own.
  /// - Throws: ``WorldError`` when it cannot be started.
  init(
    _ program: String,
    _ arguments: [String],
    environment: [String: String],
    streams: Streams,
    leadsSession: Bool = false
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let writing = O_RDWR | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, streams.input, O_RDWR, 0)
    posix_spawn_file_actions_addopen(&actions, 1, streams.output, writing, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, streams.errors, writing, 0o600)
    // Nothing else is passed on; to close what is not open is no error here.
    for descriptor in Int32(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    // The threads that tests run on block signals, which a child would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    let session = leadsSession ? Self.newSession : 0
    posix_spawnattr_setflags(&attributes, Int16(flags) | session)

    let words = ([program] + arguments).map { strdup($0) }
    let variables = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { (words + variables).forEach { free($0) } }
    var process = pid_t()
    let problem = posix_spawn(
      &process,
      program,
      &actions,
      &attributes,
      words + [nil],
      variables + [nil]
    )
    guard problem == 0 else { throw WorldError("\(program) cannot be started: \(problem)") }
    self.process = process
  }

  /// Waits for its end.
  ///
  /// - Returns: As a shell has it: the status, or 128 and the number of the signal.
  func wait() -> Int32 {
    var ending: Int32 = 0
    while waitpid(process, &ending, 0) < 0, errno == EINTR {}
    return ending & 0x7F == 0 ? (ending >> 8) & 0xFF : 128 + (ending & 0x7F)
  }

  /// Whether it has ended, and is only waited for: a zombie, as proc(5) calls it.
  var hasEnded: Bool {
    let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return state?.contains(") Z ") ?? true
  }

  /// Sends it a signal.
  func send(_ signal: Int32) { _ = Glibc.kill(process, signal) }

  /// Kills it, as nothing can be caught, and waits for its end.
  ///
  /// - Returns: As ``wait()``; 137 unless it had ended before.
  func kill() -> Int32 {
    _ = Glibc.kill(process, SIGKILL)
    return wait()
  }
}
