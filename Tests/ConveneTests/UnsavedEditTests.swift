import ConferencingCore
import CalendarCore
import Foundation
import Synchronization
import Testing
import ViewModels

@testable import convene

/// What is said at the end of edits that were not stored.
@Suite struct UnsavedEditTests {
  private func edit(_ change: EventChange) -> Effect {
    .submit(EventEdit(event: EventID("e1"), change: change))
  }

  @Test("Each kind of edit has a name, with the reason and what to do")
  func names() throws {
    let rows: [(Effect, String)] = [
      (edit(.delete), "the deletion of the event e1"),
      (edit(.respond(.maybe)), "the response \"maybe\" to the event e1"),
      (edit(.update(EventPatch(title: "New"))), "the changes to “New”"),
      (edit(.update(EventPatch(location: "Here"))), "the changes to the event e1"),
      (.undo(.undo), "undoing the last edit"), (.undo(.redo), "redoing the last edit"),
      (.retryChange(3), "trying change 3 again"), (.discardChange(3), "discarding change 3"),
      (.settleFindings([]), "setting faults of meeting links right"),
    ]
    for (effect, name) in rows {
      let message = try #require(UnsavedEdit.message([UnsavedEdit(effect, reason: "of this.")]))
      #expect(message.hasPrefix("Not saved: \(name), because of this."), "\(message)")
      #expect(message.hasSuffix("Make the edit again."))
    }
    #expect(UnsavedEdit.message([]) == nil)
  }

  @Test("After the end only edits and what they need are carried out")
  func effectsAtTheEnd() {
    let id = EventID("e1")
    for effect: Effect in [
      edit(.delete), .loadEvent(id), .undo(.redo), .discardChange(1), .signOut(AccountID("a")),
      .quit,
    ] {
      #expect(effect.isCarriedOutAtTheEnd, "\(effect)")
    }
    for effect: Effect in [
      .edit("text"), .openURL("https://example.com"), .copy("a", what: "b"), .suspend, .redraw,
      .sync, .examine, .beginSignIn(AccountID("a")),
    ] {
      #expect(!effect.isCarriedOutAtTheEnd, "\(effect)")
    }
  }

  @Test("Keys wait until the screen has taken what came of an edit, not only until it is stored")
  func keysWait() async {
    let queue = EditQueue()
    let taken = await withCheckedContinuation { continuation in
      queue.add(edit(.delete), attempt: { _ in (.cacheChanged, nil) }) {
        continuation.resume(returning: $0)
      }
    }
    #expect(!queue.isStoring && queue.holdsKeys)
    queue.noteTaken(.ticked(Date(timeIntervalSince1970: 0)))
    #expect(queue.holdsKeys)
    if let taken { queue.noteTaken(taken) }
    #expect(!queue.holdsKeys)
    // What tells the screen nothing holds nothing up.
    await withCheckedContinuation { continuation in
      queue.add(edit(.delete), attempt: { _ in (nil, nil) }) { _ in continuation.resume() }
    }
    #expect(!queue.holdsKeys)
  }

  @Test("After the end has come nothing is stored that is named as not stored")
  func closedQueue() async throws {
    let queue = EditQueue()
    let stored = Mutex<[Effect]>([])
    let first = edit(.delete)
    let second = edit(.respond(.maybe))
    let ends = await withCheckedContinuation { continuation in
      let began = DispatchSemaphore(value: 0)
      let ended = Mutex(0)
      let attempt: @Sendable (Effect) -> EditQueue.Outcome = { effect in
        began.signal()
        // Under way when the end comes.
        while !queue.isClosed {}
        stored.withLock { $0.append(effect) }
        return (nil, nil)
      }
      for edit in [first, second] {
        queue.add(edit, attempt: attempt) { _ in ended.withLock { $0 += 1 } }
      }
      Thread.detachNewThread {
        began.wait()
        let unsaved = queue.close()
        continuation.resume(returning: (unsaved, ended.withLock { $0 }))
      }
    }
    #expect(ends.0 == [UnsavedEdit(second, reason: UnsavedEdit.late)])
    #expect(ends.1 == 2)
    #expect(stored.withLock { $0 } == [first])
  }
}
