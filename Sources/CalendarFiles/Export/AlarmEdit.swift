import CalendarCore
import ICalendar

/// Puts the reminders of an event into a text that it was read from.
struct AlarmEdit {
  private let event: Event
  private let former: [Reminders.Reminder]

  /// Prepares an edit.
  ///
  /// - Parameters:
  ///   - event: The event as it is.
  ///   - old: The event as the text has it.
  init(of event: Event, from old: Event) {
    self.event = event
    former = old.reminders.list ?? []
  }

  /// Changes the alarms: one that stays keeps all of its lines, one for another time all but that.
  ///
  /// Those that are more than an event can have were never shown, and stay as they are.
  func run(_ editor: inout ComponentEditor) {
    let alarms = editor.component.components.compactMap { alarm in
      ReminderReading.reminder(alarm).map { (alarm: alarm, reminder: $0) }
    }
    let wanted = event.reminders.list ?? []
    var missing = wanted.filter { reminder in !alarms.contains { $0.reminder == reminder } }
    for (alarm, reminder) in alarms where former.contains(reminder) && !wanted.contains(reminder) {
      guard let index = missing.firstIndex(where: { $0.isMail == reminder.isMail }),
        let trigger = alarm.first("TRIGGER")
      else {
        editor.remove(alarm)
        continue
      }
      editor.setValue(of: trigger, to: EventLines.trigger(missing.remove(at: index)))
      // That it was dismissed holds for the old time (RFC 9074, section 6.1).
      for line in alarm.all("ACKNOWLEDGED") { editor.remove(line) }
    }
    for reminder in missing { editor.addComponent(EventLines.alarm(reminder, of: event)) }
  }
}
