/// Moments at which programs about time go wrong, as ``TestClock`` takes them.
enum Moments {
  /// A week's hours, ends of months and years, a leap day, and changes of the clock in several zones.
  static let all = [
    // A week, among its hours those at which the tests once failed.
    "2026-11-23T00:05:00+01:00 Europe/Berlin", "2026-11-24T06:59:00+01:00 Europe/Berlin",
    "2026-11-25T12:00:00+01:00 Europe/Berlin", "2026-11-26T17:45:00+01:00 Europe/Berlin",
    "2026-11-27T13:13:00-08:00 America/Los_Angeles",
    "2026-11-27T13:21:00-08:00 America/Los_Angeles", "2026-11-28T22:15:00+01:00 Europe/Berlin",
    "2026-11-29T23:50:00+01:00 Europe/Berlin",
    // Ends of months and years, leap days, and days that a leap year would have had.
    "2026-11-30T23:30:00+00:00 Etc/UTC", "2026-12-31T23:40:00+01:00 Europe/Berlin",
    "2027-01-31T20:00:00+09:00 Asia/Tokyo", "2027-02-28T09:30:00-05:00 America/New_York",
    "2028-02-28T23:45:00+01:00 Europe/Berlin", "2028-02-29T15:10:00+01:00 Europe/Berlin",
    // The clock is changed at 2:00 or 3:00, today or in the night to come.
    "2027-03-28T01:55:00+01:00 Europe/Berlin", "2027-03-27T18:00:00+01:00 Europe/Berlin",
    "2026-10-25T02:30:00+02:00 Europe/Berlin", "2026-10-25T02:30:00+01:00 Europe/Berlin",
    "2027-03-14T01:58:00-08:00 America/Los_Angeles", "2026-11-01T01:30:00-04:00 America/New_York",
    "2027-04-04T01:45:00+11:00 Australia/Sydney", "2027-04-04T01:40:00+11:00 Australia/Lord_Howe",
    // It never was midnight on this day, and far from any whole hour.
    "2026-09-05T22:30:00-04:00 America/Santiago", "2027-06-15T03:20:00+05:45 Asia/Kathmandu",
  ]
}
