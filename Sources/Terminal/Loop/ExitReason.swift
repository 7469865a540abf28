import CNcurses
import Glibc

/// Why the event loop ended.
package enum ExitReason: Equatable, Sendable {
  /// The user asked for it.
  case quit
  /// A signal asked for it: SIGTERM, SIGHUP or SIGINT.
  case signal(Int32)
  /// The terminal is gone: its window was closed or the line dropped.
  case hungUp

  /// The signal by which the process should end, so that shells and supervisors see what happened; nil after quitting.
  package var endingSignal: Int32? {
    switch self {
    case .quit: nil
    case .signal(let number): number
    case .hungUp: SIGHUP
    }
  }

  /// Ends the process as the reason says: by its signal, or not at all after quitting.
  ///
  /// Call it last, when everything is saved and the screen is closed.
  package func endProcess() {
    if let signal = endingSignal { Self.endProcess(by: signal) }
  }

  /// Ends the process by the default action of a signal: for its parent the status is 128 and the signal's number.
  ///
  /// Call it last, when everything is saved and the screen is closed.
  package static func endProcess(by signal: Int32) -> Never {
    cn_die(signal)
  }
}
