import ConferencingCore
import CalendarServices
import CalendarSync
import CalendarCore
import Foundation
import LocalCache
import Synchronization
import Terminal
import ViewModels

/// Leads the sign-ins of the screen, each in a task of its own, and posts how far they come.
///
/// A class because it owns these tasks.
final class SignInRunner: Sendable {
  private let session: Session
  private let mailbox: Mailbox<Action>
  private let running = Mutex<[AccountID: Running]>([:])

  private struct Running {
    var task: Task<Void, Never>
    var pasted: AsyncStream<String>.Continuation
  }

  /// Makes a runner; nothing goes on yet.
  init(session: Session, mailbox: Mailbox<Action>) {
    self.session = session
    self.mailbox = mailbox
  }

  /// Begins to sign in; one that goes on for the same grant is given up.
  func begin(_ name: AccountID) {
    cancel(name)
    let (pasted, continuation) = AsyncStream<String>.makeStream()
    let task = Task.detached { [session, mailbox] in
      let action = await Self.signIn(to: name, session, pasted, mailbox)
      if !Task.isCancelled { mailbox.post(action) }
    }
    running.withLock { $0[name] = Running(task: task, pasted: continuation) }
  }

  /// Takes the address that the browser ended at.
  func finish(_ name: AccountID, redirect: String) {
    _ = running.withLock { $0[name]?.pasted.yield(redirect) }
  }

  /// Gives up a sign-in; nothing of it is stored.
  func cancel(_ name: AccountID) {
    running.withLock { $0.removeValue(forKey: name) }?.task.cancel()
  }

  /// Gives up all.
  func stop() {
    for one in running.withLock({ Array($0.values) }) { one.task.cancel() }
  }

  private static func signIn(
    to name: AccountID,
    _ session: Session,
    _ pasted: AsyncStream<String>,
    _ mailbox: Mailbox<Action>
  ) async -> Action {
    do {
      let signed = try session.grants.signedGrant(name.rawValue)
      let client = try signed.client(session.grants.clock)
      let destination = session.environment.sshDestination
      let place = Mutex(SignInProgress.starting)
      let credential: Credential
      do throws(SignInError) {
        credential =
          try await client
          .signIn(by: signed.method, pasted: pasted) { step in
            let progress = place.withLock { place in
              place = SignInProgress(step, destination: destination) ?? place
              return place
            }
            mailbox.post(.signInReached(name, progress))
            if case .notTaken(let error) = step {
              mailbox.post(.notice(Notice(.problem, error.message)))
            }
          }
      } catch {
        return .signInReached(name, .failed(error.message))
      }
      try Task.checkCancellation()
      let known = try session.cache.directory().ownGrant(of: name)?.email
      let kept = try await signed.adopt(credential, known: known, session.grants.clock)
      await session.sync.noteHosts()
      return .signedIn(name, email: kept.email)
    } catch {
      return .signInReached(name, .failed("\(error)"))
    }
  }
}

extension SignInProgress {
  /// How far a step of a sign-in has brought it; `nil` when no further.
  fileprivate init?(_ step: SignInStep, destination: String?) {
    switch step {
    case .openPage(let page):
      self = .browser(address: page.url, tunnel: destination.map(page.tunnel(to:)))
    case .enterCode(let code):
      self = .device(address: code.address, code: code.userCode, expires: code.expires)
    case .notTaken: return nil
    }
  }
}
