package import CalendarServices

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
  /// Between a refresh that failed and the next one.
  package var refreshBackoff = Backoff(first: .seconds(15), longest: .seconds(300))
  /// Between two attempts to send an edit.
  package var sendBackoff = Backoff(first: .seconds(1), longest: .seconds(60))
  /// Before an edit is sent again that the service does not let in: a person must act first.
  package var unauthorizedDelay = Duration.seconds(60)
  /// How long an event counts as it was read: a link is put on it without reading it again.
  package var baseFreshness = Duration.seconds(60)
  /// How long a request whose sender is gone may take to arrive: until then what it was to do is not
  /// asked for again, only looked for.
  package var arrivalPatience = Duration.seconds(10)
  /// Before the first look for a link that is being created.
  package var linkFirstDelay = Duration.milliseconds(300)
  /// How much longer each further wait for a link is.
  package var linkGrowth = 1.5
  /// The longest wait between two looks for a link.
  package var linkLongestDelay = Duration.seconds(5)
  /// How long a link is looked for; after that each refresh looks.
  package var linkPatience = Duration.seconds(120)
  /// How long a command tries to send its edit before it leaves it to the outbox.
  package var sendPatience = Duration.seconds(20)
  /// How many requests of an account go on at once.
  ///
  /// Source: Nylas v3, "Rate limits": Microsoft takes at most 4.
  package var concurrency = 3

  /// Makes the policy for a person at a screen.
  package init() {}
}
