import CalendarCore
import Foundation
import Testing
import ViewModels

/// When a new event is to begin: at the next half hour of the clock, also in nights in which the
/// clock is changed.
@Suite struct NewEventTimeTests {
  /// Now, the zone, and the start, as UTC.
  static let cases = [
    ("2026-11-23T13:31:00Z", "Europe/Berlin", "2026-11-23T14:00:00Z"),
    ("2026-11-23T13:30:00Z", "Europe/Berlin", "2026-11-23T13:30:00Z"),
    ("2027-06-14T21:35:00Z", "Asia/Kathmandu", "2027-06-14T21:45:00Z"),
    // The hour that is left out: 1:58 is followed by 3:00.
    ("2027-03-28T00:58:00Z", "Europe/Berlin", "2027-03-28T01:00:00Z"),
    // The hour that comes twice: at 2:30 for the first time, and for the second.
    ("2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25T02:00:00Z"),
    ("2026-10-25T01:30:00Z", "Europe/Berlin", "2026-10-25T02:00:00Z"),
    // An end that would be shown like the start.
    ("2027-04-03T14:45:00Z", "Australia/Sydney", "2027-04-03T17:00:00Z"),
    // Half an hour that comes twice.
    ("2027-04-03T14:40:00Z", "Australia/Lord_Howe", "2027-04-03T15:30:00Z"),
  ]

  @Test(arguments: cases)
  func begins(_ now: String, _ zoneName: String, _ wanted: String) throws {
    let dates = ISO8601DateFormatter()
    let zone = try #require(TimeZone(identifier: zoneName))
    let start = try #require(dates.date(from: wanted))
    var app = AppViewModel(
      now: try #require(dates.date(from: now)),
      zone: zone,
      newIDs: NewIDs(seed: 7)
    )
    _ = app.handle(.directoryLoaded(World.directory()))
    _ = app.handle(.command(.newEvent))
    _ = app.handle(.text("Plan"))
    let effects = app.handle(.command(.save))
    guard case .submit(let edit)? = effects.first, case .create(let draft, _) = edit.change else {
      Issue.record("\(effects)")
      return
    }
    #expect(draft.time == .timed(start: start, end: start + 3_600, zone: zoneName))
  }
}
