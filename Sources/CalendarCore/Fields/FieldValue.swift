package import ConferencingCore

/// The value of a field, by what kind of value it is: the line of a field and its JSON depend on that.
///
/// A new field whose value is of one of these kinds needs nothing for these two.
package enum FieldValue: Sendable {
  /// What an event is called.
  case title(String)
  /// Any other text.
  case text(String)
  /// When it takes place.
  case time(EventTime)
  /// How it repeats; one without lines for never.
  case recurrence(Recurrence)
  /// Who is invited, with what they answered.
  case people([Participant])
  /// Who sees it.
  case visibility(EventVisibility)
  /// What is so or not, with the word for how it is.
  case flag(Bool, word: String)
  /// When its calendar reminds of it.
  case reminders(Reminders)
  /// Its meeting link, made or asked for.
  case meeting(Conferencing)
}

extension EventField {
  /// What an event has in this field.
  package func value(in event: Event) -> FieldValue { rules.value(in: event) }
}
