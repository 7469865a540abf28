import CalendarCore
import ICalendar

/// The alarms of a VEVENT that are reminders: some minutes before its start.
enum ReminderReading {
  /// Reads the reminders: those nearest to the start, as many as an event can have; the others are
  /// kept in the text alone.
  static func reminders(_ component: Component) -> Reminders {
    // Sorted before it is cut: the order of a set is another one in each process.
    let all = Reminders(Array(Set(component.components.compactMap(reminder)))).list ?? []
    return all.isEmpty ? .standard : Reminders(Array(all.prefix(Reminders.limits.count)))
  }

  /// The reminder that an alarm stands for.
  static func reminder(_ alarm: Component) -> Reminders.Reminder? {
    guard alarm.name == "VALARM", let trigger = alarm.first("TRIGGER"),
      trigger.parameter("RELATED")?.uppercased() != "END",
      let length = DurationValue(trigger.value)
    else { return nil }
    let seconds = length.days * 86_400 + length.seconds
    guard seconds <= 0, -seconds <= Reminders.limits.minutes * 60, seconds % 60 == 0 else {
      return nil
    }
    switch alarm.first("ACTION")?.word {
    case "EMAIL": return Reminders.Reminder(minutes: -seconds / 60, isMail: true)
    case "DISPLAY", "AUDIO": return Reminders.Reminder(minutes: -seconds / 60)
    default: return nil
    }
  }
}
