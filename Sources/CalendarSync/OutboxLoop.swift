import CalendarServices
import CalendarCore
import Foundation
import LocalCache

/// The loop that sends the edits of one account; all that the local account has.
struct OutboxLoop: Sendable {
  let outbox: OutboxRunner
  /// Wakes the loop.
  let wake = Wake()

  /// Sends all that waits, whenever it was to be tried again.
  func sendAll() async {
    do throws(CacheError) { try await outbox.sendAll() } catch { outbox.note(error) }
  }

  /// Sends edits as they come and come due; one that hangs does not hold up the others.
  ///
  /// - Parameter note: Hears how each ended.
  func run(_ note: @escaping @Sendable (OutboxRunner.Ending) -> Void = { _ in }) async {
    let (outbox, wake) = (outbox, wake)
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        var wait: Duration?
        // One moment for both looks: what comes due between them would be waited for in vain.
        let now = outbox.clock.now()
        do throws(CacheError) {
          for operation in try outbox.beginDue(at: now) {
            group.addTask {
              do throws(CacheError) { note(try await outbox.conclude(operation)) } catch {
                outbox.note(error)
              }
              wake.signal()
            }
          }
          let tasks = try outbox.meetings.beginDue()
          if !tasks.isEmpty {
            group.addTask {
              do throws(CacheError) { try await outbox.meetings.send(tasks) } catch {
                outbox.note(error)
              }
              wake.signal()
            }
          }
          wait = [try outbox.timeUntilDue(after: now), try outbox.meetings.timeUntilDue()]
            .compactMap(\.self).min()
        } catch {
          outbox.note(error)
          wait = outbox.policy.sendBackoff.longest
        }
        await wake.wait(atMost: wait, clock: outbox.clock)
      }
    }
  }
}
