import CalendarServices
import CalendarCore
import ConferencingCore
import LocalCache

/// Notes what a service lists and cannot be read, so that it is said until it can be.
struct UnreadableNotes {
  let account: AccountID
  let calendar: CalendarID
  let cache: LocalCache
  private var reasons: [RemoteEventID: String] = [:]
  /// Whether the pages are a whole listing, as they say themselves.
  private var listsAll = false
  private var listed: Set<RemoteEventID> = []

  /// Begins with nothing.
  init(account: AccountID, calendar: CalendarID, cache: LocalCache) {
    (self.account, self.calendar, self.cache) = (account, calendar, cache)
  }

  /// Takes in a page.
  mutating func add(_ page: EventPage) {
    reasons.merge(page.reasons) { $1 }
    // What could not be had now comes again.
    for id in page.unreadable where page.reasons[id] == nil && !page.isIncomplete {
      reasons[id] = "The event \(id) is not shown: what its service says of it cannot be read."
    }
    listsAll = listsAll || page.listsAll
    listed.formUnion(page.series + page.gone + page.unreadable)
    listed.formUnion(page.events.compactMap(\.remoteID))
  }

  /// Stores what the pages said.
  ///
  /// - Parameter isWhole: Whether they were a whole listing: services that name what cannot be read list
  ///   all of a calendar, whatever stretch of time they are asked for.
  /// - Throws: ``SyncError``.
  func store(isWhole: Bool) throws(SyncError) {
    try storing { () throws(CacheError) in
      try cache.note(
        unreadable: reasons,
        of: isWhole || listsAll ? nil : listed,
        in: calendar,
        account: account
      )
    }
  }
}
