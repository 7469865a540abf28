import ConferencingCore
package import Foundation

/// What editing several events together does: the edits, and the events that are left out.
///
/// A pure value of the events as they were read. All of its edits are stored in one transaction, and
/// one undo takes them back, save answers and invitations that nobody here can take back.
package struct BulkPlan: Hashable, Sendable {
  /// An event and what is done to it.
  package struct Entry: Hashable, Sendable {
    /// The event as it was read.
    package var event: Event
    /// What is done, in this order; several edits where one moves to another calendar.
    package var edits: [EventEdit]
    /// How many other occurrences of its series had another answer, where all of it is answered.
    package var otherAnswers = 0

    /// Whether more of a series than one occurrence is edited.
    package var isSeries: Bool {
      edits.contains { $0.scope == .all || $0.scope == .following }
    }

    /// Whether it stands for its series, which moves to another calendar as a whole.
    package var isMovedSeries: Bool {
      event.isRecurring
        && edits.contains { if case .create = $0.change { true } else { false } }
    }

    /// Whether it is one occurrence of a series, and the others stay as they are.
    package var isOneOfSeries: Bool { event.occurrence != nil && edits.first?.scope == .this }
  }

  /// An event that is left out.
  package struct Exclusion: Hashable, Sendable {
    /// What identifies it.
    package var id: EventID
    /// Its title; empty when it is gone.
    package var title: String
    /// Why it is left out, as a sentence that other events may share.
    package var reason: String
  }

  /// What is done.
  package let action: BulkAction
  /// The events that it is done to.
  package private(set) var entries: [Entry] = []
  /// The events that are left out.
  package private(set) var exclusions: [Exclusion] = []

  /// All edits, in their order.
  package var edits: [EventEdit] { entries.flatMap(\.edits) }

  /// Plans an action on some events.
  ///
  /// - Parameters:
  ///   - action: What is to be done.
  ///   - events: The events, as they are.
  ///   - directory: What is known of their calendars.
  ///   - viewer: The zone of the wall clock of events that name none.
  ///   - notifies: Whether attendees are notified, where the service does that.
  ///   - scopes: How much of its series an occurrence is edited for; the others by themselves.
  ///   - silent: The events whose hosts did not say in time what is set: they are left as they are.
  ///   - freshID: Makes an id for an event that is made in another calendar, another one each time.
  package init(
    _ action: BulkAction,
    of events: [BulkEvent],
    in directory: Directory,
    viewer: TimeZone,
    notifies: Bool = true,
    scopes: [EventID: EditScope] = [:],
    silent: Set<EventID> = [],
    freshID: () -> EventID
  ) {
    self.action = action
    let planner = BulkPlanner(
      action: action,
      directory: directory,
      viewer: viewer,
      scopes: scopes
    )
    var meetings: Set<MeetingAddress> = []
    var moved: Set<EventID> = []
    for one in events {
      do throws(BulkObstacle) {
        guard let event = one.event else { throw BulkObstacle("It is gone.") }
        if silent.contains(one.id) {
          throw BulkObstacle("Its host has not said what is set, so nothing is changed. Try again.")
        }
        if let series = one.series?.master.id, moved.contains(series) {
          throw BulkObstacle("Its series moves with another occurrence.")
        }
        var edits = try planner.edits(of: event, one, freshID: freshID)
        // Occurrences of a series have one meeting, which is set once.
        if case .settings = action, let meeting = planner.meeting(of: event),
          !meetings.insert(meeting).inserted
        {
          throw BulkObstacle("It has the meeting of an event before it.")
        }
        let isTold = notifies && directory.notifiesParticipants(of: event.account)
        for index in edits.indices { edits[index].notifiesParticipants = isTold }
        var entry = Entry(event: event, edits: edits)
        if case .respond(let response, _) = action, entry.isSeries {
          entry.otherAnswers =
            one.ownAnswers.filter { $0.key != response }.values.reduce(0, +)
        }
        entries.append(entry)
        if let series = one.series { moved.insert(series.master.id) }
      } catch {
        exclusions.append(
          Exclusion(id: one.id, title: one.event?.title ?? "", reason: error.reason)
        )
      }
    }
  }

  /// Whether events are still as they were when this was planned.
  ///
  /// What only the service says of them, such as the version that a confirmed edit has, is no
  /// change.
  ///
  /// - Parameter events: The events of the plan as they are now.
  /// - Returns: Whether all of its events stand as they did.
  package func stands(on events: [BulkEvent]) -> Bool {
    let now = events.compactMap(\.event)
    return now.count == entries.count
      && zip(entries, now).allSatisfy { entry, event in
        let planned = entry.event
        return event.id == planned.id && event.changes(since: planned).isEmpty
          && (event.status, event.isReadOnly) == (planned.status, planned.isReadOnly)
          && event.conferencing == planned.conferencing
      }
  }
}

/// Why an event is left out.
struct BulkObstacle: Error {
  /// The reason, as a sentence.
  let reason: String
  init(_ reason: String) { self.reason = reason }
}
