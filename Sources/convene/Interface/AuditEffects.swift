import CalendarCore
import CalendarSync
import Foundation
import LocalCache
import Synchronization
import Terminal
import ViewModels

/// Carries out an audit beside everything else, and posts what it has found.
///
/// A class because it owns the audit that goes on.
final class AuditEffects: Sendable {
  private let session: Session
  private let mailbox: Mailbox<Action>
  private let running = Mutex<Task<Void, Never>?>(nil)

  init(session: Session, mailbox: Mailbox<Action>) {
    self.session = session
    self.mailbox = mailbox
  }

  /// Begins an audit, in the place of one that goes on.
  func begin() {
    let (sync, mailbox) = (session.sync, mailbox)
    let task = Task.detached {
      do {
        let report = try await sync.audit()
        if !Task.isCancelled { mailbox.post(.audited(report)) }
      } catch {
        if !Task.isCancelled { mailbox.post(.auditFailed(reason: "\(error)")) }
      }
    }
    running.withLock { running in
      running?.cancel()
      running = task
    }
  }

  /// Ends the audit that goes on; nobody waits for it any more.
  func cancel() { running.withLock { $0?.cancel() } }
}
