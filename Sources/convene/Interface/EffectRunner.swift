import CalendarSync
import ConferencingCore
import Dispatch
import Foundation
import LocalCache
import Synchronization
import Terminal
import ViewModels

/// Carries out effects off the loop's thread and posts what comes of them to its mailbox.
///
/// A class because it owns the queue and the task of the sync.
final class EffectRunner: Sendable {
  /// How many events a stretch of the agenda holds before and after its day: several screens of
  /// the largest terminals, and little enough to read in a millisecond or two.
  private static let reach = (before: 120, after: 240)
  /// How long leaving waits for what is being sent.
  private static let patience = DispatchTimeInterval.milliseconds(300)

  private let session: Session
  private let mailbox: Mailbox<Action>
  private let queue = DispatchQueue(label: "convene.effects", qos: .userInteractive)
  /// Searches, so that nothing waits behind one.
  private let searches = DispatchQueue(label: "convene.searches", qos: .userInitiated)
  private let newestSearch = Mutex(0)
  private let running = Mutex<Running?>(nil)

  /// What goes on while the program is open.
  private struct Running {
    var sync: Task<Void, Never>
    var observation: CacheObservation
    var done: DispatchSemaphore
  }

  /// Makes a runner; nothing goes on yet.
  init(session: Session, mailbox: Mailbox<Action>) {
    self.session = session
    self.mailbox = mailbox
  }

  /// Carries effects out at once and answers what came of them.
  func firstActions(_ effects: [Effect]) -> [Action] { effects.compactMap(result) }

  /// Begins to watch the cache and to keep it in step with the services.
  func start() {
    let mailbox = mailbox
    let observation = session.cache.observe { mailbox.post(.cacheChanged) }
    let done = DispatchSemaphore(value: 0)
    let sync = session.sync
    let task = Task.detached {
      await sync.run()
      done.signal()
    }
    running.withLock { $0 = Running(sync: task, observation: observation, done: done) }
  }

  /// Ends what goes on, and waits a moment for what is being sent.
  func stop() {
    guard
      let running = running.withLock({ running in
        defer { running = nil }
        return running
      })
    else { return }
    running.observation.cancel()
    running.sync.cancel()
    _ = running.done.wait(timeout: .now() + Self.patience)
  }

  /// Looks whether another Convene has changed the cache.
  func look() { session.cache.noticeChangesElsewhere() }

  /// Carries an effect out and posts what came of it.
  func carryOut(_ effect: Effect) {
    if case .search = effect { return carryOutSearch(effect) }
    queue.async { [self] in
      if let action = result(of: effect) { mailbox.post(action) }
    }
  }

  /// Searches, unless something else is searched for by then.
  private func carryOutSearch(_ effect: Effect) {
    let number = newestSearch.withLock { newest in
      newest += 1
      return newest
    }
    searches.async { [self] in
      guard newestSearch.withLock({ $0 == number }) else { return }
      if let action = result(of: effect) { mailbox.post(action) }
    }
  }

  private func result(of effect: Effect) -> Action? {
    do {
      switch effect {
      case .loadDirectory: return .directoryLoaded(try session.cache.directory())
      case .loadWindow(let request): return .windowLoaded(request, try window(request))
      case .loadEvent(let id):
        let event = try session.cache.event(id)
        let delivery = event == nil ? .delivered : try session.cache.delivery(of: id)
        return .eventLoaded(id, event, delivery)
      case .search(let text, let day):
        let zone = session.environment.zone
        return .searched(text, try session.cache.search(text, around: day, in: zone))
      case .submit(let edit): return submit(edit)
      case .retry(let id):
        try session.sync.retry(id)
        return .notice(Notice(.info, "Trying again."))
      case .discard(let id):
        try session.cache.discard(id)
        return .notice(Notice(.info, "The edit is discarded."))
      case .sync:
        session.sync.requestRefresh()
        return .notice(Notice(.info, "Syncing…"))
      case .openURL, .copy, .edit, .useTheme, .redraw, .suspend, .quit: return nil
      }
    } catch {
      let reason = "\(error)"
      return switch effect {
      case .loadEvent(let id): .eventUnreadable(id, reason: reason)
      case .loadWindow: .windowUnreadable(reason: reason)
      case .search: .searchFailed(reason: reason)
      default: .notice(Notice(.problem, reason))
      }
    }
  }

  private func submit(_ edit: EventEdit) -> Action {
    do {
      try session.sync.submit(edit)
      return .submitted(edit)
    } catch {
      return .submitFailed(edit, reason: error.description)
    }
  }

  private func window(_ request: WindowRequest) throws -> EventWindow {
    let cache = session.cache
    let zone = session.environment.zone
    let today = Day(session.environment.now(), in: zone)
    let day: Day =
      switch request {
      case .around(let day), .day(let day): day
      case .first: try cache.firstDay(in: zone) ?? today
      case .last: try cache.lastDay(in: zone) ?? today
      }
    return try cache.window(
      around: day,
      before: Self.reach.before,
      after: Self.reach.after,
      in: zone
    )
  }
}
