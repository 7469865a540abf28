import Dispatch
import LocalCache
import Synchronization
import ViewModels

/// Stores the edits that were accepted on the screen, in their order, and knows what becomes of them.
///
/// A class because it owns the queue, which no reading waits behind.
final class EditQueue: Sendable {
  /// What storing an edit gives: what the screen is told, and why it failed when it did.
  typealias Outcome = (action: Action?, failure: String?)

  /// How long the end waits for the edit that is being stored: for longer than it may take.
  private static let patience = DispatchTimeInterval.milliseconds(2_500)

  private struct State {
    /// Those that are not stored yet, in their order.
    var open: [Effect] = []
    /// Those that could not be, with what tells the screen so, until it has been told.
    var failed: [(edit: UnsavedEdit, action: Action)] = []
    /// What came of those that were carried out, until the screen has taken it.
    var untold: [Action] = []
    /// Whether none of those that wait is stored any more.
    var isClosed = false
  }

  private let queue = DispatchQueue(label: "convene.writes", qos: .userInteractive)
  private let state = Mutex(State())

  /// Has an edit stored.
  ///
  /// - Parameters:
  ///   - edit: The edit.
  ///   - attempt: What stores it.
  ///   - end: What takes what the screen is told; called in any case, last.
  func add(
    _ edit: Effect,
    attempt: @escaping @Sendable (Effect) -> Outcome,
    end: @escaping @Sendable (Action?) -> Void
  ) {
    state.withLock { $0.open.append(edit) }
    queue.async { [self] in
      guard !isClosed else { return end(nil) }
      let (action, failure) = WritePatience.$current.withValue(WritePatience.screen) {
        attempt(edit)
      }
      // First, so that whoever takes the answer finds nothing under way.
      state.withLock { state in
        state.open.removeFirst()
        guard let action else { return }
        state.untold.append(action)
        guard let failure else { return }
        state.failed.append((UnsavedEdit(edit, reason: failure), action))
      }
      end(action)
    }
  }

  /// Whether an edit is being stored.
  var isStoring: Bool { state.withLock { !$0.open.isEmpty } }

  /// Whether keys wait: an edit is being stored, or the screen has not taken what came of one, so
  /// that what the next key is about still stands behind what the edit was made with.
  var holdsKeys: Bool { state.withLock { !$0.open.isEmpty || !$0.untold.isEmpty } }

  /// Notes that the screen is about to take an action.
  func noteTaken(_ action: Action) {
    state.withLock { state in
      guard let index = state.untold.firstIndex(of: action) else { return }
      state.untold.remove(at: index)
    }
  }

  /// Whether what waits is not stored any more.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Notes that the screen was told what happened.
  ///
  /// - Returns: The edit that could not be stored, when it is that.
  func noteSaid(_ action: Action) -> UnsavedEdit? {
    state.withLock { state in
      guard let index = state.failed.firstIndex(where: { $0.action == action }) else { return nil }
      return state.failed.remove(at: index).edit
    }
  }

  /// Calls something once what was added so far is stored.
  func notify(_ group: DispatchGroup) { queue.async(group: group) {} }

  /// Stores nothing that still waits, and waits for the edit that is being stored.
  ///
  /// What is named as not stored must not be stored after that: it would be there twice when the
  /// user makes it again.
  ///
  /// - Returns: The edits that were accepted, are not stored, and of which the screen does not say so.
  func close() -> [UnsavedEdit] {
    state.withLock { $0.isClosed = true }
    let last = DispatchGroup()
    notify(last)
    _ = last.wait(timeout: .now() + Self.patience)
    return state.withLock { state in
      state.failed.map(\.edit) + state.open.map { UnsavedEdit($0, reason: UnsavedEdit.late) }
    }
  }
}
