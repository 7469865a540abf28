import Dispatch

/// Waiting for something to become so.
enum Waiting {
  /// How long anything may take: far more than it needs on a slow machine.
  private static let patience: Duration = .seconds(30)
  /// How long to leave the processor to the program between two looks.
  private static let pause = DispatchTimeInterval.milliseconds(15)

  /// Looks until what is seen is as wanted.
  ///
  /// - Parameters:
  ///   - what: What is waited for, in words.
  ///   - look: Takes a look.
  ///   - wanted: Whether that is it.
  /// - Returns: What was seen at last.
  /// - Throws: ``WorldError`` with the last look when it never is.
  static func until<Seen>(
    _ what: String,
    look: () throws -> Seen,
    wanted: (Seen) throws -> Bool
  ) throws -> Seen {
    let never = DispatchSemaphore(value: 0)
    let start = ContinuousClock.now
    while true {
      let seen = try look()
      if try wanted(seen) { return seen }
      guard start.duration(to: .now) < patience else {
        throw WorldError("Waited in vain for \(what). Last seen:\n\(seen)")
      }
      _ = never.wait(timeout: .now() + pause)
    }
  }
}
