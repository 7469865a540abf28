import CalendarCore
import ICalendar

/// Puts the reminders of an event into a text that it was read from.
struct AlarmEdit {
  private let event: Event

  /// Prepares an edit.
  ///
  /// - Parameter event: The event as it is.
  init(of event: Event) { self.event = event }

  /// Changes the alarms: one that stays keeps all of its lines, one for another time all but that.
  func run(_ editor: inout ComponentEditor) {
    let alarms = editor.component.components.compactMap { alarm in
      ReminderReading.reminder(alarm).map { (alarm: alarm, reminder: $0) }
    }
    let wanted = event.reminders.list ?? []
    var missing = wanted.filter { reminder in !alarms.contains { $0.reminder == reminder } }
    for (alarm, reminder) in alarms where !wanted.contains(reminder) {
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
