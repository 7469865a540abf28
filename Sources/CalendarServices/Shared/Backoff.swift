/// Waits that grow: exponential backoff with full jitter.
///
/// Source: AWS Architecture Blog, "Exponential Backoff And Jitter".
package struct Backoff: Sendable {
  /// The longest wait after the first failure.
  package var first: Duration
  /// The longest wait of all.
  package var longest: Duration

  /// Makes a backoff.
  package init(first: Duration, longest: Duration) {
    self.first = first
    self.longest = longest
  }

  /// How long to wait.
  ///
  /// - Parameters:
  ///   - failures: How many there were, from 1.
  ///   - random: A number from 0 up to 1.
  /// - Returns: The wait.
  package func delay(after failures: Int, random: Double) -> Duration {
    let doublings = min(max(failures, 1) - 1, 30)
    return min(first * (1 << doublings), longest) * random
  }
}

extension Duration {
  /// The whole of it in nanoseconds, as far as they can be counted.
  var nanoseconds: Int64 {
    let seconds = min(max(components.seconds, 0), 1_000_000_000)
    return seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}
