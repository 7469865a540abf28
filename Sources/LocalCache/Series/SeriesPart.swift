import CalendarCore

/// What a row of `event` is of a series.
///
/// Frozen: the numbers are stored, and part of released migrations.
enum SeriesPart: Int64 {
  /// Nothing.
  case none = 0
  /// Its master, which no list shows.
  case master = 1
  /// An occurrence as the rule gives it, computed here; it has the details of its master.
  case expanded = 2
  /// An occurrence that differs from the rule.
  case exception = 3
  /// An occurrence that its service has delivered.
  case delivered = 4

  /// What an event is that is stored with details of its own.
  init(_ event: Event) {
    if event.recurrence != nil {
      self = .master
    } else if event.occurrence != nil {
      self = event.isException ? .exception : .delivered
    } else {
      self = .none
    }
  }
}
