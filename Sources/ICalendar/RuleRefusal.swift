/// Why a recurrence rule is not expanded.
package enum RuleRefusal: Error, Hashable, Sendable {
  /// It cannot be read: the part that is wrong.
  case malformed(String)
  /// It repeats more often than daily, or more than ``RuleParts/timesPerDay`` times a day.
  case subDaily
  /// It counts in another calendar than the Gregorian one (RFC 7529).
  case calendarScale(String)
  /// Its parts never meet, as in 31 February.
  case neverMatches
  /// A part has no meaning for its frequency (RFC 5545, section 3.3.10): the part.
  case unsupported(String)
  /// libical is not installed.
  case unavailable
}
