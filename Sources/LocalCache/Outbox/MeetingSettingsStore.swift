package import ConferencingCore
package import CalendarCore
package import Foundation
import GRDB

/// Keeps what is known of the settings of meetings.
package struct MeetingSettingsStore: Sendable {
  let cache: LocalCache

  /// The address of the meeting that Convene had made for an event; `nil` when there is none.
  package func meetingAddress(of event: Event) throws(CacheError) -> MeetingAddress? {
    MeetingAddress(of: event, own: try cache.directory().ownGrant(of: event.account))
  }

  /// What is known of the settings of a meeting.
  package func settings(of meeting: MeetingAddress) throws(CacheError) -> KnownSettings {
    try cache.read { db in try MeetingSettingsTable(db: db).find(meeting) ?? KnownSettings() }
  }

  /// Stores that settings were sent to a host, which has taken them.
  ///
  /// - Parameters:
  ///   - values: The settings.
  ///   - meeting: The meeting.
  ///   - date: When the host answered.
  /// - Throws: ``CacheError``.
  package func noteSent(
    _ values: ConferencingSettings,
    to meeting: MeetingAddress,
    at date: Date
  ) throws(CacheError) {
    try cache.write { db in
      let table = MeetingSettingsTable(db: db)
      let known = try table.find(meeting) ?? KnownSettings()
      try table.put(known.sending(values, at: date), of: meeting)
    }
  }

  /// Stores what a host said of a meeting.
  ///
  /// - Parameters:
  ///   - reading: What it said.
  ///   - meeting: The meeting.
  ///   - date: When.
  /// - Returns: What is known now.
  /// - Throws: ``CacheError``.
  @discardableResult
  package func store(
    _ reading: MeetingReading,
    of meeting: MeetingAddress,
    at date: Date
  ) throws(CacheError) -> KnownSettings {
    try cache.write { db in
      let table = MeetingSettingsTable(db: db)
      let known = (try table.find(meeting) ?? KnownSettings()).reading(reading, at: date)
      try table.put(known, of: meeting)
      return known
    }
  }

  /// Stores why a host did not say what the settings of a meeting are.
  package func noteUnread(_ meeting: MeetingAddress, because reason: String) throws(CacheError) {
    try cache.write { db in
      let table = MeetingSettingsTable(db: db)
      var known = try table.find(meeting) ?? KnownSettings()
      guard known.problem != reason else { return }
      known.problem = reason
      try table.put(known, of: meeting)
    }
  }

  /// Has an event show the link that its meeting has since its settings were changed: a passcode is
  /// part of the link at Zoom.
  ///
  /// It is no edit of the user's: undo passes it over, for undoing the settings changes the link back.
  ///
  /// - Parameters:
  ///   - details: The link as the host has it.
  ///   - id: The event.
  ///   - notifies: Whether its attendees are told.
  ///   - now: The time.
  /// - Returns: Whether there was something to change.
  /// - Throws: ``CacheError``.
  @discardableResult
  package func follow(
    _ details: ConferencingDetails,
    of id: EventID,
    notifying notifies: Bool = true,
    at now: Date
  ) throws(CacheError) -> Bool {
    try cache.write { db in
      guard let stored = try StoredEvent.find(id, db), !stored.isDeleted,
        case .details(var link) = stored.event.conferencing,
        stored.event.conferencing.isSameMeeting(as: details)
      else { return false }
      let old = link
      (link.url, link.accessCode, link.pin) = (details.url, details.accessCode, details.pin)
      guard link != old else { return false }
      let event = stored.event
      let service = try cache.queue(stored.key, db).serviceKind()
      // What a service wrote of the old link leads nowhere now: it goes like that of another meeting.
      var bare = event
      bare.conferencing = .none
      let draft = EventDraft(event)
      var patch = EventEditor.patch(
        from: bare,
        to: draft,
        conferencing: .details(link),
        service: service
      )
      // A link that stands alone may be anybody's words; it leads where it led before.
      let description = patch.description ?? event.description
      let renewed = description.replacing(old.url, with: link.url)
      patch.description = renewed == event.description ? nil : renewed
      patch.location =
        EventEditor.patch(from: event, to: draft, conferencing: .details(link), service: service)
        .location
      let edit = EventEdit(
        event: id,
        change: .update(patch),
        notifiesParticipants: notifies
      )
      for plain in try cache.series.plain(edit, db) { _ = try cache.carryOut(plain, at: now, db) }
      if let meeting = event.meeting {
        try db.execute(
          sql: "UPDATE made_meeting SET url = ? WHERE provider = ? AND host = ? AND id = ?",
          arguments: [
            link.url, meeting.provider.rawValue, meeting.host.rawValue, meeting.id,
          ]
        )
      }
      return true
    }
  }

  /// Whether an event has settings that are sent once its link is there.
  func configured(_ event: Event) -> Bool { event.autocreated?.laterSettings.isEmpty == false }

  /// Has settings sent that were given up when the link of an event did not come: it is there after all.
  ///
  /// - Parameters:
  ///   - key: The event.
  ///   - before: The event as it was before; `nil` when nothing can have been given up.
  ///   - db: The transaction.
  /// - Throws: ``CacheError``, or what the database throws.
  func configureLate(_ key: Int64, formerly before: Event?, _ db: Database) throws {
    guard before?.conferencingState == .failed,
      let event = try StoredEvent.find(key: key, db)?.event, event.conferencingState == .ready,
      let asked = event.autocreated
    else { return }
    let change = SettingsChange(values: asked.laterSettings.values, provider: asked.provider)
    let edit = EventEdit(
      event: event.id,
      change: .update(EventPatch(settings: change)),
      notifiesParticipants: false
    )
    _ = try cache.carryOut(edit, at: event.updatedAt ?? Date(timeIntervalSince1970: 0), db)
  }
}
