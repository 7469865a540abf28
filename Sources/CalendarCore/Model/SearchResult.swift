import ConferencingCore
package import Foundation

/// An event that holds the words that were searched for, by its place in an agenda.
package struct SearchHit: Identifiable, Hashable, Sendable, Comparable {
  /// The event; without text for a mere place in the agenda.
  package var id: EventID
  /// The day on which it begins for the viewer.
  package var day: Day
  /// Whether it takes whole days.
  package var isAllDay: Bool
  /// When it begins.
  package var start: Date
  /// When it ends.
  package var end: Date
  /// Its title.
  package var title: String

  /// Makes the hit of an event.
  ///
  /// - Parameters:
  ///   - id: The event.
  ///   - title: Its title.
  ///   - time: When it takes place.
  ///   - zone: The viewer's zone.
  ///   - day: The day on which it is shown; that on which it begins when `nil`.
  package init(id: EventID, title: String, time: EventTime, in zone: TimeZone, on day: Day? = nil) {
    self.id = id
    self.day = day ?? time.days(in: zone).lowerBound
    self.title = title
    isAllDay = time.isAllDay
    start = time.start(in: zone)
    end = time.end(in: zone)
  }

  /// Makes the place before all events of a day.
  package init(before day: Day, in zone: TimeZone) {
    id = EventID("")
    self.day = day
    title = ""
    isAllDay = true
    (start, end) = (.distantPast, .distantFuture)
  }

  /// Whether it stands before another on the day on which it is shown, as ``AgendaOrder`` has it.
  package static func < (a: SearchHit, b: SearchHit) -> Bool {
    if a.day != b.day { return a.day < b.day }
    if a.isAllDay != b.isAllDay { return a.isAllDay }
    if a.start != b.start { return a.start < b.start }
    // What lasts for longer days stands on top.
    if a.end != b.end { return a.isAllDay ? a.end > b.end : a.end < b.end }
    return (a.title, a.id.rawValue) < (b.title, b.id.rawValue)
  }
}

/// How many events of hidden calendars a search would find.
package struct HiddenMatches: Hashable, Sendable {
  /// The calendars that have some, in the order of the configuration; when ``isCapped``, those of the
  /// first that match.
  package var calendars: [CalendarKey]
  /// How many there are, a series once.
  package var count: Int
  /// Whether there may be more than were counted.
  package var isCapped: Bool

  /// Makes one.
  package init(calendars: [CalendarKey], count: Int, isCapped: Bool = false) {
    (self.calendars, self.count, self.isCapped) = (calendars, count, isCapped)
  }
}

/// What a search found.
package struct SearchResult: Hashable, Sendable {
  /// The hits, in the order of an agenda: all, or those about a day.
  package var hits: [SearchHit]
  /// How many there are; at least so many when ``isCapped``.
  package var count: Int
  /// Whether there are more than were counted.
  package var isCapped: Bool
  /// Whether there are hits before the first of ``hits``.
  package var hasEarlier: Bool
  /// Whether there are hits after the last of ``hits``.
  package var hasLater: Bool
  /// What of the search was not understood, a sentence each.
  package var notes: [String]
  /// What else there is in hidden calendars, where those were left out; `nil` for none.
  package var hidden: HiddenMatches?

  /// Makes a result.
  package init(
    hits: [SearchHit] = [],
    count: Int = 0,
    isCapped: Bool = false,
    hasEarlier: Bool = false,
    hasLater: Bool = false,
    notes: [String] = [],
    hidden: HiddenMatches? = nil
  ) {
    self.hits = hits
    self.count = count
    self.isCapped = isCapped
    self.hasEarlier = hasEarlier
    self.hasLater = hasLater
    self.notes = notes
    self.hidden = hidden
  }

  /// How many more events match in hidden calendars, in words: `2 more in hidden calendars`, or
  /// `1000 or more in hidden calendars`; empty for none.
  package var hiddenWords: String {
    guard let hidden else { return "" }
    let more = hidden.isCapped ? " or more" : count == 0 ? "" : " more"
    return "\(hidden.count)\(more) in hidden calendars"
  }
}
