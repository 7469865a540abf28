package import CalendarServices
package import CalendarCore
package import Foundation

/// How far, how often and how patiently calendars are kept in step.
package struct SyncPolicy: Sendable {
  /// Days before today that are kept.
  package var daysBefore = 366
  /// Days after today that are kept.
  package var daysAfter = 731
  /// Days before and after today that are read first, so that there is soon something to see.
  package var nearDays = (before: 7, after: 14)
  /// Between two refreshes of an account; a tenth of it, at random, more or less.
  package var refreshInterval = Duration.seconds(300)
  /// The same for what is on this machine.
  package var ownRefreshInterval = Duration.seconds(15)
  /// How long the complete reading of a calendar holds.
  ///
  /// Meanwhile only changes are asked for; not every deletion is among them.
  package var wholeReadingInterval = Duration.seconds(1_800)
  /// How long the complete reading of a stretch holds of which the service tells all changes since.
  package var tokenReadingInterval = Duration.seconds(86_400)
  /// How long a service is taken to remember the cursor of a reading that was cut off.
  package var cursorLife = Duration.seconds(86_400)
  /// How far changes are asked for back beyond what is known: a change may show a while after the
  /// time that it bears.
  package var changeOverlap = Duration.seconds(30)
  /// Between two looks whether a service that was out of reach is back.
  package var probeInterval = Duration.seconds(4)
  /// Between a refresh that failed and the next one.
  package var refreshBackoff = Backoff(first: .seconds(15), longest: .seconds(300))
  /// Between two attempts to send an edit.
  package var sendBackoff = Backoff(first: .seconds(1), longest: .seconds(60))
  /// Before an edit is sent again that the service does not let in: a user must act first.
  package var unauthorizedDelay = Duration.seconds(60)
  /// How long an event counts as it was read: a link is put on it without reading it again.
  package var baseFreshness = Duration.seconds(60)
  /// How long a request whose sender is gone may take to arrive: until then what it was to do is not
  /// asked for again, only looked for.
  package var arrivalPatience = Duration.seconds(10)
  /// How long a request about a meeting at a host grant may take, before it is sent again.
  package var meetingPatience = Duration.seconds(60)
  /// How often a meeting that its host refuses to change is tried again, before its event says so.
  package var meetingTries = 5
  /// Before a meeting is asked about again at a host that is not configured here.
  package var absentHostDelay = Duration.seconds(900)
  /// How often an edit is brought onto the service's event at once, before it waits like others.
  package var rebases = 3
  /// Before the first look for a link that is being created.
  package var linkFirstDelay = Duration.milliseconds(300)
  /// How much longer each further wait for a link is.
  package var linkGrowth = 1.5
  /// The longest wait between two looks for a link.
  package var linkLongestDelay = Duration.seconds(5)
  /// How long a link is looked for; after that each refresh looks, and one of which the service
  /// shows nothing has failed.
  package var linkPatience = Duration.seconds(120)
  /// How long a command tries to send its edit before it leaves it to the outbox.
  package var sendPatience = Duration.seconds(20)
  /// How many masters of series a refresh reads one by one: the rest is left to the next ones.
  package var mastersPerRefresh = 40
  /// How many requests of an account go on at once.
  ///
  /// Source: Nylas v3, "Rate limits": Microsoft takes at most 4.
  package var concurrency = 3

  /// Makes the policy for a user at a screen.
  package init() {}

  /// The days of which a refresh at a moment has read everything.
  package func days(readAt moment: Date, in zone: TimeZone) -> ClosedRange<Day> {
    let today = Day(moment, in: zone)
    // Of the first and the last one only a part.
    return today.advanced(by: 1 - daysBefore)...today.advanced(by: daysAfter - 1)
  }

  /// The stretches of time that are read, in days from now and in their order: around now, what
  /// comes, what was.
  ///
  /// They overlap by a day, for "now" is later when a later one is begun.
  var stretches: [Range<Int>] {
    [
      -nearDays.before..<nearDays.after, nearDays.after - 1..<daysAfter,
      -daysBefore..<1 - nearDays.before,
    ]
  }

  /// The stretch that is all that is kept, for services whose tokens tell of changes in one.
  var whole: Int { stretches.count }

  /// A stretch as it lies at a moment, in whole seconds.
  func window(_ stretch: Int, at now: Date) -> DateInterval {
    let second = now.timeIntervalSince1970.rounded(.down)
    let days = stretch == whole ? -daysBefore..<daysAfter : stretches[stretch]
    return DateInterval(
      start: Date(timeIntervalSince1970: second + Double(days.lowerBound) * 86_400),
      end: Date(timeIntervalSince1970: second + Double(days.upperBound) * 86_400)
    )
  }
}
