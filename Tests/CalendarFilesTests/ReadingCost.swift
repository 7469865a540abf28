import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What it takes to read a file.
struct ReadingCost: CustomStringConvertible {
  /// The time of a processor.
  var duration: Duration
  /// The most bytes of memory more than before.
  var memory: Int

  /// A second, and 200 MB.
  var isBearable: Bool { duration < .seconds(1) && memory < 200 << 20 }
  var description: String { "\(duration), \(memory >> 20) MB" }

  /// Whether the system tells how much memory a process had.
  static let isKnown = most > 0 && access("/proc/self/clear_refs", W_OK) == 0

  static func of(_ body: () throws -> Void) rethrows -> ReadingCost {
    // The most that the process had counts from here on (proc_pid_clear_refs(5)).
    try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    let before = (memory: most, time: time)
    try body()
    return ReadingCost(duration: time - before.time, memory: max(0, most - before.memory))
  }

  /// What the process had of a processor, of which clock(3) counts microseconds.
  private static var time: Duration {
    .microseconds(Int(clock()))
  }

  /// The most memory that the process had, in bytes (VmHWM, proc_pid_status(5)).
  private static var most: Int {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0) << 10
  }
}
