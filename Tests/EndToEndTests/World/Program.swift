import Foundation

/// The program that is tested.
enum Program {
  /// Its path: beside the bundle of these tests, where the build puts it.
  static let path: String = {
    // The runner is either the bundle itself or gets its path as an argument.
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? Bundle.main.bundlePath
    let folder = bundle.components(separatedBy: ".xctest")[0]
    let built = (folder as NSString).deletingLastPathComponent + "/convene"
    if FileManager.default.isExecutableFile(atPath: built) { return built }
    return Bundle.main.bundleURL.appending(path: "convene").path
  }()
}

/// A command that has ended: what it printed, and its exit status.
struct Finished {
  var status: Int32
  var output: String
  var errors: String

  /// Runs a program to its end; its output goes to files meanwhile, which never fill up as pipes do.
  ///
  /// Not by way of `Process`: that waits for all who hold a descriptor of the child's, and a tmux
  /// server, which stays, would be one of them.
  init(
    running program: String,
    _ arguments: [String],
    environment: [String: String],
    files: String
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 1, files + ".out", writing, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, files + ".err", writing, 0o600)
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
    posix_spawnattr_setflags(&attributes, Int16(flags))

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
    var ending: Int32 = 0
    while waitpid(process, &ending, 0) < 0, errno == EINTR {}

    // As a shell has it: the status, or 128 and the number of the signal.
    status = ending & 0x7F == 0 ? (ending >> 8) & 0xFF : 128 + (ending & 0x7F)
    output = try String(contentsOfFile: files + ".out", encoding: .utf8)
    errors = try String(contentsOfFile: files + ".err", encoding: .utf8)
    try FileManager.default.removeItem(atPath: files + ".out")
    try FileManager.default.removeItem(atPath: files + ".err")
  }
}
