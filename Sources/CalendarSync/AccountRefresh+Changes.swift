import ConferencingCore
import CalendarServices
import CalendarCore
import Foundation
import LocalCache

extension AccountRefresh {
  /// Reads what changed in a calendar.
  func readChanges(
    in calendar: CalendarID,
    _ window: DateInterval,
    since moment: Date
  ) async throws(SyncError) {
    let mark = try storing { () throws(CacheError) in try cache.sync.mark() }
    var knownUntil: Date?
    var cursor: String?
    var chain = PageChain(of: "Account \"\(account)\"")
    repeat {
      let page = try await asking { () async throws(ServiceError) in
        try await service.changes(
          in: calendar,
          window: window,
          since: SyncMark(moment: moment - policy.changeOverlap.inSeconds),
          cursor: cursor
        )
      }
      if cursor == nil { knownUntil = page.serviceTime }
      cursor = page.next
      try chain.follow(page)
      // Where nothing changed nothing is written, not even how far it is known.
      guard !page.isEmpty else { continue }
      try storing { () throws(CacheError) in
        try cache.sync.apply(
          changes: settled(page).filter { $0.status != .cancelled },
          gone: page.cancelled,
          in: calendar,
          account: account,
          knownUntil: cursor == nil ? knownUntil : nil,
          readAfter: mark
        )
      }
    } while cursor != nil
  }

  /// Reads what changed in a stretch since its sync token was given.
  func readChanges(of reading: StretchReading) async throws(SyncError) {
    let mark = try storing { () throws(CacheError) in try cache.sync.mark() }
    let since = SyncMark(moment: reading.knownUntil, token: reading.syncToken)
    var next = reading
    var (hasNews, isIncomplete, hasUnnamed) = (false, false, false)
    var cursor: String?
    var (series, listed): ([RemoteEventID], Set<RemoteEventID>) = ([], [])
    var chain = PageChain(of: "Account \"\(account)\"")
    var notes = self.notes(on: reading)
    repeat {
      let page = try await asking { [cursor] () async throws(ServiceError) in
        try await service.changes(
          in: reading.calendar,
          window: reading.window,
          since: since,
          cursor: cursor
        )
      }
      if cursor == nil, let time = page.serviceTime { next.knownUntil = time }
      cursor = page.next
      try chain.follow(page)
      notes.add(page)
      if cursor == nil { try notes.store(isWhole: false) }
      isIncomplete = isIncomplete || page.isIncomplete
      hasUnnamed = hasUnnamed || page.hasUnnamed
      hasNews = hasNews || !page.isEmpty
      // Where nothing changed the old token tells as much as the new one.
      guard hasNews else { continue }
      let isLast = cursor == nil
      series += page.series
      listed.formUnion(page.events.compactMap(\.remoteID) + page.unreadable + page.gone)
      // The occurrences of a series may stand on several pages.
      let absent = isLast && !hasUnnamed ? try absent(of: series, from: listed, in: reading) : []
      // A service that lists all lists what is cancelled as well, and says itself what is gone.
      let isWhole = service.listsAllResources
      var (left, gone) = ([Event](), page.gone + absent)
      if !isWhole {
        let found = try await look(at: page.cancelled + absent, of: reading)
        (left, gone) = (found.left, found.gone)
        isIncomplete = isIncomplete || found.isIncomplete
      }
      // With the old token what lacks is told of again.
      next.syncToken = isIncomplete ? reading.syncToken : page.syncToken ?? reading.syncToken
      try storing { () throws(CacheError) in
        try cache.sync.apply(
          changes: settled(page).filter { isWhole || $0.status != .cancelled } + left,
          gone: gone,
          in: reading.calendar,
          account: account,
          knownUntil: nil,
          reading: isLast ? next : nil,
          readAfter: mark,
          masters: page.masters(of: reading, listed: listed)
        )
      }
      storeMasters(of: page, in: reading.calendar)
    } while cursor != nil
  }

  /// Reads what changed in a stretch before all of it is read: what the service knows by the token keeps
  /// an empty place, as of a disk that is not mounted, from being taken for a calendar without events.
  func readKnown(_ stretch: Int, of calendar: CalendarID) async throws(SyncError) {
    let readings = try storing { () throws(CacheError) in try cache.sync.readings(account: account)
    }
    guard
      let reading = readings[calendar]?.first(where: {
        $0.stretch == stretch && $0.isComplete && $0.syncToken != nil
      })
    else { return }
    do throws(SyncError) { try await readChanges(of: reading) } catch {
      guard case .service(.syncExpired) = error else { throw error }
    }
  }

  /// Where what cannot be read of a stretch is noted.
  ///
  /// A service that reads whole lists all of a calendar, whatever stretch it is asked for.
  func notes(on reading: StretchReading) -> UnreadableNotes {
    UnreadableNotes(
      reading,
      isOfAll: service.listsAllResources || reading.stretch == policy.whole,
      cache: cache
    )
  }

  /// The known occurrences of series that a reading of them does not list any more.
  private func absent(
    of series: [RemoteEventID],
    from listed: Set<RemoteEventID>,
    in reading: StretchReading
  ) throws(SyncError) -> [RemoteEventID] {
    let known = try storing { () throws(CacheError) in
      try cache.sync.occurrences(
        of: series,
        in: reading.calendar,
        account: account,
        window: reading.window
      )
    }
    return known.filter { !listed.contains($0) }
  }

  /// What became of events that a stretch no longer has.
  ///
  /// One that was only moved out of it is said to be gone like one that was deleted, and the stretch
  /// that it was moved to may be read later, or be none of ours. What the service does not say of one
  /// is asked for again, and keeps no other from being read.
  private func look(
    at ids: [RemoteEventID],
    of reading: StretchReading
  ) async throws(SyncError) -> (left: [Event], gone: [RemoteEventID], isIncomplete: Bool) {
    let known = try storing { () throws(CacheError) in
      try cache.sync.lying(
        ids,
        in: reading.calendar,
        account: account,
        window: reading.window
      )
    }
    var (left, gone): ([Event], [RemoteEventID]) = ([], [])
    var isIncomplete = false
    for id in known {
      do throws(ServiceError) {
        let event = try await service.event(id, in: reading.calendar)
        if event.status == .cancelled { gone.append(id) } else { left.append(event) }
      } catch .notFound {
        gone.append(id)
      } catch {
        guard error.mayConcernOneEvent else { throw .service(error) }
        isIncomplete = true
      }
    }
    return (left, gone, isIncomplete)
  }
}

extension PageChain {
  /// Notes a page before the one behind it is asked for; the last one ends the list.
  mutating func follow(_ page: EventPage) throws(SyncError) {
    guard let next = page.next else { return }
    let ids = page.events.compactMap(\.remoteID) + page.unreadable + page.gone
    do throws(ServiceError) { try follow(next, after: ids.map(\.rawValue)) } catch {
      throw .service(error)
    }
  }
}

extension EventPage {
  /// The masters of a page of a stretch, after the events that were listed so far.
  func masters(of reading: StretchReading, listed: Set<RemoteEventID>) -> ListedMasters {
    ListedMasters(
      masters,
      in: CalendarKey(account: reading.account, calendar: reading.calendar),
      window: reading.window,
      listed: listed
    )
  }

  /// Whether it tells of no change.
  fileprivate var isEmpty: Bool { events.isEmpty && gone.isEmpty }

  /// The events that are no more.
  fileprivate var cancelled: [RemoteEventID] {
    gone + events.filter { $0.status == .cancelled }.compactMap(\.remoteID)
  }
}
