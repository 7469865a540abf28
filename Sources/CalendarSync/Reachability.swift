import Synchronization

/// Whether the service of an account can be reached, as its requests tell.
///
/// A class because the loops of the account share it.
final class Reachability: Sendable {
  private let state = Atomic(true)
  private let wantsWhole = Atomic(false)

  /// Whether the last request reached the service, or none was made yet.
  var isReachable: Bool { state.load(ordering: .relaxed) }

  /// Notes how a request went.
  ///
  /// - Returns: Whether it went otherwise than the ones before.
  func note(isReachable: Bool) -> Bool {
    state.exchange(isReachable, ordering: .relaxed) != isReachable
  }

  /// Asks for the next refresh to read everything.
  func wantWhole() { wantsWhole.store(true, ordering: .relaxed) }

  /// How much the next refresh reads.
  func takeExtent() -> AccountRefresh.Extent {
    wantsWhole.exchange(false, ordering: .relaxed) ? .whole : .due
  }
}
