package import ConferencingCore
package import Foundation

/// What is known of an event for joining it: read only of events that may be chosen.
package struct JoinFacts: Hashable, Sendable {
  /// What the account's owner has answered; `nil` for who is not invited, such as the organizer.
  package var response: ParticipantResponse?
  /// What one joins by; `nil` when there is nothing yet.
  package var meeting: ConferencingDetails?
  /// The links among which the user has to say; empty where one is decided by ``JoinLinks``.
  package var openLinks: [RecognizedLink] = []
  /// Makes facts.
  package init(response: ParticipantResponse? = nil, meeting: ConferencingDetails? = nil) {
    self.response = response
    self.meeting = meeting
  }

  /// Reads the facts of an event with its choice.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - owner: The mail address of the account's owner; empty when it is not known.
  package init(of event: Event, owner: String) {
    self.init(response: event.response(of: owner), meeting: event.joinDetails())
    let links = JoinLinks(of: event)
    if links.isUndecided { openLinks = links.links.map(\.link) }
  }
}

/// An event that can be joined.
package struct JoinCandidate: Hashable, Sendable {
  package var event: EventSummary
  package var facts: JoinFacts
  /// Makes a candidate.
  package init(event: EventSummary, facts: JoinFacts) {
    self.event = event
    self.facts = facts
  }
  /// The link; empty where there is none.
  package var url: String { facts.meeting?.url ?? "" }
}

/// Chooses which of some events one means who says no more than "join".
///
/// An event that is running comes before one that is not, the one that started last first; then that
/// which starts soonest. What lasts a day or longer comes after all others: it is rather a frame than
/// what one joins. Events that were declined or cancelled or have no link are left out.
package struct JoinRules: Hashable, Sendable {
  /// The time: the start of an event is part of it, its end is not.
  package let now: Date
  /// The viewer's zone: what begins after its midnight is of another day.
  package let zone: TimeZone
  /// Whether an event has to have a link.
  package var needsLink = true
  /// Whether events that are running are left out.
  package var onlyUpcoming = false

  /// How far ahead one may join across midnight, in seconds.
  package static let reach: TimeInterval = 2 * 3_600
  /// From what length on an event is a frame for others, in seconds.
  private static let frame: TimeInterval = 24 * 3_600

  /// Makes rules for a moment and a place.
  package init(now: Date, zone: TimeZone) {
    self.now = now
    self.zone = zone
  }

  /// The first moment at which an event may begin no more to be chosen: the next midnight, or the end
  /// of ``reach``.
  package var horizon: Date {
    max(Day(now, in: zone).advanced(by: 1).start(in: zone), now.addingTimeInterval(Self.reach))
  }

  /// The days on which events have to be looked for.
  package var days: ClosedRange<Day> { Day(now, in: zone)...Day(horizon, in: zone) }

  /// Chooses among events.
  ///
  /// - Parameters:
  ///   - events: The events that touch ``days``, in an order that stays the same.
  ///   - facts: Reads what else is known of an event; `nil` when it is gone. It is asked for few.
  /// - Returns: The event; several that start together and are different meetings; none.
  package func choose(
    from events: [EventSummary],
    facts: (EventSummary) throws -> JoinFacts?
  ) rethrows -> [JoinCandidate] {
    var ranked = events.compactMap { event in rank(event).map { (rank: $0, event: event) } }[...]
    // A stable order: equal ones stay as they came.
    ranked =
      ranked.enumerated()
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element)[...]
    while let first = ranked.first {
      let equals = ranked.prefix { $0.rank == first.rank }
      ranked = ranked.dropFirst(equals.count)
      let found = try equals.compactMap { try candidate($0.event, facts) }
      if !found.isEmpty { return Self.distinct(found) }
    }
    return []
  }

  private func candidate(
    _ event: EventSummary,
    _ facts: (EventSummary) throws -> JoinFacts?
  ) rethrows -> JoinCandidate? {
    guard let facts = try facts(event), facts.response != .no else { return nil }
    let candidate = JoinCandidate(event: event, facts: facts)
    return needsLink && candidate.url.isEmpty ? nil : candidate
  }

  /// Where an event stands among others: smaller comes first.
  private struct Rank: Comparable {
    var group: Int
    var order: Double
    static func < (a: Rank, b: Rank) -> Bool { (a.group, a.order) < (b.group, b.order) }
  }

  /// The place of an event; `nil` for what cannot be joined now or soon.
  private func rank(_ event: EventSummary) -> Rank? {
    guard event.status != .cancelled else { return nil }
    if needsLink, event.provider == nil { return nil }
    let start = event.time.start(in: zone)
    let end = event.time.end(in: zone)
    let isRunning = start <= now && (now < end || now == start)
    let order = start.timeIntervalSinceReferenceDate
    if event.time.isAllDay || end.timeIntervalSince(start) >= Self.frame {
      return isRunning && !onlyUpcoming ? Rank(group: 2, order: -order) : nil
    }
    if isRunning { return onlyUpcoming ? nil : Rank(group: 0, order: -order) }
    return start > now && start < horizon ? Rank(group: 1, order: order) : nil
  }

  /// The candidates with each meeting once: one invitation may be in several calendars.
  private static func distinct(_ candidates: [JoinCandidate]) -> [JoinCandidate] {
    var found: [JoinCandidate] = []
    for candidate in candidates {
      let twin = found.firstIndex { other in
        !candidate.url.isEmpty && !other.url.isEmpty
          && ServiceField.isSame(candidate.url, other.url)
      }
      if let twin {
        // The one that was accepted stands for both.
        if found[twin].facts.response != .yes, candidate.facts.response == .yes {
          found[twin] = candidate
        }
      } else {
        found.append(candidate)
      }
    }
    return found.filter { $0.facts.response == .yes || $0.facts.response == nil }
      + found.filter { $0.facts.response != .yes && $0.facts.response != nil }
  }
}
