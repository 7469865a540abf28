import ConferencingCore
import CalendarCore
import LocalCache
import Testing

@testable import convene

/// The exit statuses of what goes wrong in the cache.
@Suite struct CommandErrorTests {
  static let errors: [(error: CacheError, status: CommandError.Status)] = [
    (.noSuchEvent(EventID("e")), .notFound),
    (.noSuchCalendar(CalendarID("c"), account: AccountID("a")), .notFound),
    (.eventExists(EventID("e")), .badInput), (.damaged(path: "p"), .cannotWrite),
    (.diskFull(path: "p"), .cannotWrite), (.noPermission(path: "p"), .cannotWrite),
    (.newerSchema(path: "p"), .cannotWrite), (.busy(path: "p"), .cannotWrite),
    (.failed(path: "p", reason: "r"), .cannotWrite), (.readOnly(path: "p"), .cannotWrite),
    (.notOwn(path: "p", reason: .symbolicLink), .cannotWrite),
    (.noLocks(path: "p", reason: "r"), .cannotWrite), (.fileTooLarge(path: "p"), .cannotWrite),
  ]

  @Test("An event that is gone is not a cache that cannot be written", arguments: errors)
  func status(_ row: (error: CacheError, status: CommandError.Status)) {
    let error = CommandError(row.error)
    #expect(error.status == row.status)
    #expect(error.message == row.error.description)
  }
}
