import CalendarServices
import CalendarCore
import ConferencingCore
import LocalCache

/// Notes what a service lists and cannot be read, so that it is said until it can be.
struct UnreadableNotes {
  private let reading: StretchReading
  private let cache: LocalCache
  private var reasons: [RemoteEventID: String] = [:]
  /// Whether the pages are a whole listing of the calendar.
  private var listsAll = false
  private let isOfAll: Bool
  private var listed: Set<RemoteEventID> = []

  /// Begins with nothing.
  ///
  /// - Parameters:
  ///   - reading: What is read.
  ///   - isOfAll: Whether that is all of the calendar, once it is read from its start to its end.
  ///   - cache: Where it is noted.
  init(_ reading: StretchReading, isOfAll: Bool, cache: LocalCache) {
    (self.reading, self.isOfAll, self.cache) = (reading, isOfAll, cache)
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
  /// - Parameter isWhole: Whether they were a whole listing of the stretch.
  /// - Throws: ``SyncError``.
  func store(isWhole: Bool) throws(SyncError) {
    try storing { () throws(CacheError) in
      try cache.sync.note(
        unreadable: reasons,
        of: extent(isWhole: isWhole),
        stretch: reading.stretch,
        in: reading.calendar,
        account: reading.account
      )
    }
  }

  private func extent(isWhole: Bool) -> ListedExtent {
    if listsAll || isWhole && isOfAll { return .calendar }
    return isWhole ? .stretch(listed) : .events(listed)
  }
}
