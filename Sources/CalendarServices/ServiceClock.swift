package import Foundation

/// What services take from the world: time and chance.
package struct ServiceClock: Sendable {
  /// The time.
  package var now: @Sendable () -> Date
  /// A number from 0 up to, not including, 1.
  package var random: @Sendable () -> Double
  /// Waits; throws when its task is cancelled.
  package var sleep: @Sendable (Duration) async throws -> Void

  /// Makes a clock.
  package init(
    now: @escaping @Sendable () -> Date,
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.now = now
    self.random = random
    self.sleep = sleep
  }
}
