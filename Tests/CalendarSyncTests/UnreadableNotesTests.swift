import CalendarCore
import CalendarServices
import ConferencingCore
import Foundation
import LocalCache
import Testing

@testable import CalendarSync

/// What a service lists and cannot be read is said until it can be.
@Suite struct UnreadableNotesTests {
  private static let account = AccountID("work")
  private static let calendar = CalendarID("main")
  private let cache: LocalCache

  init() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "convene-notes-\(UUID().uuidString).sqlite").path
    cache = try LocalCache(path: path) { _ in nil }
    try cache.configure(accounts: [Account(id: Self.account, service: .google)])
    let calendar = CalendarInfo(id: Self.calendar, account: Self.account, name: "Main")
    try cache.store(calendars: [calendar], for: Self.account)
  }

  /// Reads a stretch whole, in which some events cannot be read.
  private func read(
    _ stretch: Int,
    _ ids: [String],
    isOfAll: Bool = false,
    listsAll: Bool = false
  ) throws {
    let now = Date(timeIntervalSince1970: 1_796_000_000)
    let reading = StretchReading(
      calendar: Self.calendar,
      account: Self.account,
      stretch: stretch,
      window: DateInterval(start: now, duration: 86_400),
      knownUntil: now,
      began: now
    )
    var notes = UnreadableNotes(reading, isOfAll: isOfAll, cache: cache)
    var page = EventPage(events: [], unreadable: ids.map { RemoteEventID($0) })
    page.listsAll = listsAll
    notes.add(page)
    try notes.store(isWhole: true)
  }

  private func said() throws -> [String] {
    let all = try cache.directory().syncStatus[Self.account]?.unreadable ?? []
    return all.map { String($0.split(separator: " ")[2]) }
  }

  @Test func `The next stretch keeps what the last one had`() throws {
    try read(0, ["a"])
    try read(1, ["b"])
    try read(2, [])
    #expect(try said() == ["a", "b"])
    try read(0, [])
    #expect(try said() == ["b"])
  }

  @Test(arguments: [(true, false), (false, true)])
  func `A reading of all has all of it`(_ isOfAll: Bool, _ listsAll: Bool) throws {
    try read(0, ["a"])
    try read(3, ["b"], isOfAll: isOfAll, listsAll: listsAll)
    #expect(try said() == ["b"])
  }
}
