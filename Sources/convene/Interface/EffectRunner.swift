import ConferencingCore
import CalendarSync
import CalendarCore
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
  /// Between two looks for changes that another Convene made.
  private static let look = Duration.seconds(1)
  /// How long leaving waits for edits that are being stored.
  private static let storing = Duration.seconds(3)
  /// How long leaving waits for what is being sent.
  private static let patience = DispatchTimeInterval.milliseconds(300)
  /// How long leaving waits for tokens that are being renewed: a token that came after the end would
  /// be lost, and with it the sign-in.
  private static let renewalPatience = DispatchTimeInterval.seconds(5)

  private let session: Session
  private let mailbox: Mailbox<Action>
  /// The zone in which days are shown.
  private let zone: TimeZone
  private let reads = DispatchQueue(label: "convene.reads", qos: .userInteractive)
  /// Edits, apart, so that no reading waits behind one that another program holds up.
  let edits = EditQueue()
  /// Searches, so that nothing waits behind one.
  private let searches = DispatchQueue(label: "convene.searches", qos: .userInitiated)
  private let signIns: SignInRunner
  private let audits: AuditEffects
  /// The sign-outs under way: the end waits for them, as a token that stays is not signed out.
  private let signOuts = DispatchGroup()
  /// What the doctor's page waits for.
  private let examination = Mutex<Task<Void, Never>?>(nil)
  private let newestSearch = Mutex(0)
  private let running = Mutex<Running?>(nil)
  /// How many effects are under way; what comes of each is posted before it is over.
  private let underWay = Atomic(0)

  /// Whether an effect is under way, or the cache has changed and the screen was not told yet.
  ///
  /// What came of all others was posted.
  var hasWork: Bool {
    // In this order: what changes the cache is under way until its change is about to be told.
    underWay.load(ordering: .acquiring) > 0 || session.cache.watch.hasUntoldChange
  }

  /// What goes on while the program is open.
  private struct Running {
    var sync: Task<Void, Never>
    var observation: CacheObservation
    var others: Task<Void, Never>
    var done: DispatchSemaphore
  }

  /// Makes a runner; nothing goes on yet.
  init(session: Session, mailbox: Mailbox<Action>, zone: TimeZone) {
    self.session = session
    self.zone = zone
    self.mailbox = mailbox
    signIns = SignInRunner(session: session, mailbox: mailbox)
    audits = AuditEffects(session: session, mailbox: mailbox)
    // The screen is open: nothing may be written over it.
    session.cache.observeRepairs { mailbox.post(.notice(Notice(.problem, $0.description))) }
  }

  /// Carries effects out at once and answers what came of them.
  func firstActions(_ effects: [Effect]) -> [Action] { effects.compactMap(result) }

  /// Begins to watch the cache and to keep it in step with the services.
  func start() {
    let mailbox = mailbox
    let cache = session.cache
    let observation = cache.watch.observe { mailbox.post(.cacheChanged) }
    let done = DispatchSemaphore(value: 0)
    let sync = session.sync
    sync.observeActivity { mailbox.post(.syncing($0)) }
    // What a user waits for comes first: keys, and the effects' queue.
    let task = Task.detached(priority: .utility) {
      if sync.isPossible { await sync.run() }
      done.signal()
    }
    let others = Task.detached(priority: .utility) {
      await cache.watch.noticeChangesElsewhere(every: Self.look)
    }
    running.withLock {
      $0 = Running(sync: task, observation: observation, others: others, done: done)
    }
  }

  /// Ends what goes on, waits a moment for what is being sent, and longer for tokens.
  func stop() {
    signIns.stop()
    guard
      let running = running.withLock({ running in
        defer { running = nil }
        return running
      })
    else { return }
    running.observation.cancel()
    running.others.cancel()
    session.sync.observeActivity(nil)
    running.sync.cancel()
    _ = running.done.wait(timeout: .now() + Self.patience)
    let settled = DispatchSemaphore(value: 0)
    Task.detached { [grants = session.grants] in
      await grants.settle()
      settled.signal()
    }
    _ = settled.wait(timeout: .now() + Self.renewalPatience)
  }

  /// Carries an effect out and posts what came of it.
  func carryOut(_ effect: Effect) {
    switch effect {
    case .search: return carryOutSearch(effect)
    case .completePath, .previewImport, .exportFile: return carryOutBesideReads(effect)
    case .beginSignIn(let name): return signIns.begin(name)
    case .finishSignIn(let name, let redirect): return signIns.finish(name, redirect: redirect)
    case .cancelSignIn(let name): return signIns.cancel(name)
    case .loadGrants, .examine, .signOut: return carryOutApart(effect)
    case .audit: return audits.begin()
    case .cancelAudit: return audits.cancel()
    case .cancelExamination: return examination.withLock { $0?.cancel() }
    default: break
    }
    underWay.add(1, ordering: .releasing)
    guard effect.isEdit else {
      return reads.async { [self] in
        if let action = result(of: effect) { mailbox.post(action) }
        underWay.subtract(1, ordering: .releasing)
      }
    }
    edits.add(effect, attempt: { [self] in attempt($0) }) { [self] action in
      if let action { mailbox.post(action) }
      underWay.subtract(1, ordering: .releasing)
    }
  }

  /// Waits until what was accepted so far is stored and what was asked for is read.
  ///
  /// - Parameter deadline: When to wait no longer.
  /// - Returns: Whether that was reached before the deadline.
  func waitUntilIdle(_ deadline: ContinuousClock.Instant) -> Bool {
    let idle = DispatchGroup()
    edits.notify(idle)
    for queue in [reads, searches] { queue.async(group: idle) {} }
    let left = (deadline - ContinuousClock.now).components
    let milliseconds = max(0, left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000)
    let end = DispatchTime.now() + .milliseconds(Int(milliseconds))
    return signOuts.wait(timeout: end) == .success && idle.wait(timeout: end) == .success
  }

  /// When leaving waits no longer for edits that are being stored.
  static func deadline() -> ContinuousClock.Instant { ContinuousClock.now + storing }

  /// Searches, unless something else is searched for by then.
  private func carryOutSearch(_ effect: Effect) {
    let number = newestSearch.withLock { newest in
      newest += 1
      return newest
    }
    underWay.add(1, ordering: .releasing)
    searches.async { [self] in
      defer { underWay.subtract(1, ordering: .releasing) }
      guard newestSearch.withLock({ $0 == number }) else { return }
      if let action = result(of: effect) { mailbox.post(action) }
    }
  }

  /// Carries out what reads or writes files, which may take its time, so that no list waits behind it.
  private func carryOutBesideReads(_ effect: Effect) {
    underWay.add(1, ordering: .releasing)
    searches.async { [self] in
      if let action = result(of: effect) { mailbox.post(action) }
      underWay.subtract(1, ordering: .releasing)
    }
  }

  /// Carries out what asks services or other programs, so that nothing waits behind it.
  private func carryOutApart(_ effect: Effect) {
    underWay.add(1, ordering: .releasing)
    if case .signOut = effect { signOuts.enter() }
    let task = Task.detached { [self] in
      defer {
        if case .signOut = effect { signOuts.leave() }
        underWay.subtract(1, ordering: .releasing)
      }
      do {
        switch effect {
        case .loadGrants:
          let directory = try session.cache.directory()
          mailbox.post(.grantsLoaded(await session.grants.statuses(directory)))
        case .examine:
          let directory = try session.cache.directory()
          let doctor = Doctor(session.grants, warnings: session.configuration.warnings)
          let diagnosis = await doctor.examine(directory)
          if !Task.isCancelled { mailbox.post(.examined(diagnosis)) }
        case .signOut(let name):
          let signed = try session.grants.signedGrant(name.rawValue)
          let words = try await signed.signOut(session.grants.clock)
          await session.sync.noteHosts()
          mailbox.post(.signedOut(name, words ?? "It was not signed in."))
        default: break
        }
      } catch {
        if !Task.isCancelled { mailbox.post(.notice(Notice(.problem, "\(error)"))) }
      }
    }
    if effect == .examine { examination.withLock { $0 = task } }
  }

  /// Carries an effect out.
  ///
  /// - Returns: What came of it, and why it failed when it did.
  private func attempt(_ effect: Effect) -> EditQueue.Outcome {
    do {
      return (try carriedOut(effect), nil)
    } catch {
      let reason = "\(error)"
      let action: Action =
        switch effect {
        case .loadEvent(let id): .eventUnreadable(id, reason: reason)
        case .loadWindow(let request): .windowUnreadable(request, reason: reason)
        case .submit(let edit): .submitFailed(edit, reason: reason)
        case .planBulk, .submitBulk, .settleFindings: .bulkFailed(reason: reason)
        case .previewImport, .importFile, .exportFile, .writeOut: .fileFailed(reason: reason)
        case .undo: .undoFailed(reason: reason)
        case .resolve(let id, _): .resolveFailed(id, reason: reason)
        case .search: .searchFailed(reason: reason)
        case .setHidden: .hidingFailed(reason: reason)
        default: .notice(Notice(.problem, reason))
        }
      return (action, reason)
    }
  }

  private func result(of effect: Effect) -> Action? { attempt(effect).action }

  private func carriedOut(_ effect: Effect) throws -> Action? {
    switch effect {
    case .loadDirectory: return .directoryLoaded(try session.directory())
    case .setHidden(let isHidden, let calendars):
      try session.cache.setHidden(isHidden, calendars)
      return nil
    case .loadWindow(let request):
      return try WindowEffects(session: session, zone: zone).load(request)
    case .loadEvent(let id):
      let event = try session.cache.event(id)
      let delivery = event == nil ? .delivered : try session.cache.delivery(of: id)
      return .eventLoaded(id, event, delivery)
    case .loadSeries(let id):
      return try SeriesEffects(session: session, mailbox: mailbox).load(id)
    case .loadSettings(let id, let asksHost):
      return try SettingsEffects(session: session, mailbox: mailbox).load(id, asksHost: asksHost)
    case .search(let text, let day):
      return .searched(text, try session.search(text, around: day))
    case .loadInvitations: return .invitationsLoaded(try session.invitations())
    case .loadPeople:
      return .peopleLoaded(try session.cache.people(), places: try session.cache.places())
    case .submit(let edit):
      let (series, before) = (session.cache.series, try session.cache.event(edit.event))
      let made = try session.sync.submit(edit)
      let became = try before.flatMap { try series.successor(of: $0, after: edit, in: made) }
      return .submitted(edit, became: became)
    case .planBulk, .submitBulk, .settleFindings:
      return try BulkEffects(session: session, zone: zone, mailbox: mailbox).result(effect)
    case .completePath, .previewImport, .importFile, .exportFile, .writeOut:
      return try FileEffects(session: session, zone: zone).result(effect)
    case .findMeeting, .loadUpcoming, .encode, .chooseLink:
      return try JoinEffects(session, zone).result(effect)
    case .loadChanges: return .changesLoaded(try session.cache.pending.changes())
    case .retryChange(let id):
      try session.sync.retry(change: id)
      return .notice(Notice(.info, "Trying again."))
    case .discardChange(let id):
      try session.sync.discard(change: id)
      return .notice(Notice(.info, "The edit is discarded."))
    case .undo(let direction):
      // Another id for each event that is made again.
      return .undone(direction, try session.undo(direction))
    case .resolve(let id, let resolution):
      let isUndoable = try session.sync.resolve(change: id, resolution)
      return .resolved(id, isUndoable: isUndoable)
    case .sync:
      // That it goes on is told by the activity of the sync.
      if session.sync.requestRefresh() { return nil }
      return .notice(Notice(.info, "The local calendar is always up to date."))
    case .loadGrants, .beginSignIn, .finishSignIn, .cancelSignIn, .signOut, .examine,
      .cancelExamination, .audit, .cancelAudit, .openURL, .copy, .copyToTerminal, .edit, .useTheme,
      .redraw, .suspend, .quit:
      return nil
    }
  }
}
