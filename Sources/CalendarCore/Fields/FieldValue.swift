package import ConferencingCore

/// The value of a field, by what kind of value it is: words and JSON depend on that alone.
///
/// A new field whose value is of one of these kinds needs nothing there.
package enum FieldValue: Sendable {
  /// What an event is called.
  case title(String)
  /// Any other text.
  case text(String)
  case time(EventTime)
  /// How it repeats; one without lines for never.
  case recurrence(Recurrence)
  case people([Participant])
  case visibility(EventVisibility)
  /// What is so or not, with the word for how it is.
  case flag(Bool, word: String)
  case reminders(Reminders)
  case meeting(Conferencing)
}

extension EventField {
  /// What an event has in this field.
  package func value(in event: Event) -> FieldValue { rules.value(in: event) }
}
