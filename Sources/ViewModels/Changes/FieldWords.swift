package import CalendarCore
import ConferencingCore
package import Foundation

/// The fields of an event in words, for a user in one zone.
package struct FieldWords: Equatable, Sendable {
  /// The most characters of a text that is told in one line.
  static let longest = 400
  /// The most people that are named.
  static let mostPeople = 20

  let clock: WallClock
  let today: Day
  private var zone: TimeZone { clock.zone }

  /// Makes words.
  package init(clock: WallClock, now: Date) {
    self.clock = clock
    today = Day(now, in: clock.zone)
  }

  /// A field of an event in a line or a few; of a description its beginning alone.
  package func lines(_ field: EventField, of event: Event) -> [String] {
    switch field.value(in: event) {
    case .title(let title): [Self.title(title)]
    case .text(let text): [Self.text(text)]
    case .time(let time): [self.time(time)]
    case .recurrence(let recurrence):
      [recurrence.lines.isEmpty ? "never" : recurrence.words(from: event.time, zone: zone)]
    case .people(let people): Self.people(people)
    case .visibility(let visibility): [Self.visibility(visibility)]
    case .flag(_, let word): [word]
    case .reminders(let reminders): [Self.reminders(reminders)]
    case .meeting(let conferencing): Self.meeting(conferencing)
    }
  }

  /// The fields that the details of an event have in a line each, with what is said of them there.
  func details(of event: Event) -> [(label: String, value: String)] {
    var lines = EventField.allCases.compactMap { field -> (label: String, value: String)? in
      guard case .flag(_, let word) = field.value(in: event) else { return nil }
      return (field.label, word)
    }
    if event.visibility != .standard { lines.append(("Seen by", event.visibility.rawValue)) }
    if event.reminders.list?.isEmpty == false {
      lines.append((EventField.reminders.label, Self.reminders(event.reminders)))
    }
    return lines
  }

  private static func reminders(_ reminders: Reminders) -> String {
    switch reminders.list {
    case nil: "as the calendar has them"
    case []?: "none"
    case _?: "\(reminders.text) before"
    }
  }

  /// What a patch makes of a field that it changes; empty when it leaves it alone.
  package func lines(_ field: EventField, of patch: EventPatch) -> [String] {
    patch.fields.contains(field) ? lines(field, of: event(of: patch)) : []
  }

  /// An event that has what a patch sets, and nothing else.
  private func event(of patch: EventPatch) -> Event {
    Event(
      id: EventID(""),
      account: AccountID(""),
      calendar: CalendarID(""),
      title: "",
      time: .allDay(first: today, last: today)
    )
    .applying(patch)
  }

  /// What a patch that changes one field does to an event, in one line.
  func phrase(_ field: EventField, of patch: EventPatch, _ title: String) -> String {
    switch field {
    case .title: "Rename to \(title)"
    case .time: "Move \(title) to \(patch.time.map(moment) ?? "")"
    case .location where patch.location?.isEmpty == true: "No location for \(title)"
    case .description, .participants: "\(field.label) of \(title)"
    default:
      if case .flag(_, let word) = field.value(in: event(of: patch)) {
        "Show \(title) as \(word)"
      } else {
        "\(field.label) of \(title): \(lines(field, of: patch).joined(separator: ", "))"
      }
    }
  }

  /// When it takes place, with the zone it was planned in where that is another.
  func time(_ time: EventTime) -> String {
    let span = TimeText.span(time, in: clock, today: today)
    guard case .timed(_, _, let name?) = time, name != zone.identifier else { return span }
    return "\(span) (\(name))"
  }

  /// When it begins: `Tue 24 Nov, 10:00`.
  func moment(_ time: EventTime) -> String {
    let day = TimeText.short(time.days(in: zone).lowerBound, today: today)
    return time.isAllDay ? day : "\(day), \(TimeText.clock(time.start(in: zone), in: clock))"
  }

  static func title(_ title: String) -> String {
    title.allSatisfy(\.isWhitespace) ? "(no title)" : String(title.prefix(longest))
  }

  /// The first line of a text that has something in it.
  static func text(_ text: String) -> String {
    let lines = text.split(maxSplits: 20, whereSeparator: \.isNewline)
    guard let line = lines.first(where: { !$0.allSatisfy(\.isWhitespace) }) else {
      return text.isEmpty ? "none" : "(blank)"
    }
    let isWhole = lines.count == 1 && line.count <= longest
    return line.prefix(longest) + (isWhole ? "" : " …")
  }

  static func people(_ people: [Participant]) -> [String] {
    guard !people.isEmpty else { return ["nobody"] }
    let rest = people.count - mostPeople
    return people.prefix(mostPeople).map(person) + (rest > 0 ? ["… \(rest) more"] : [])
  }

  static func person(_ person: Participant) -> String {
    let name = person.name.prefix(longest)
    let email = String(person.email.prefix(longest))
    return name.isEmpty || person.name == person.email ? email : "\(name) <\(email)>"
  }

  static func answer(_ response: ParticipantResponse) -> String {
    switch response {
    case .yes: "yes"
    case .no: "no"
    case .maybe: "maybe"
    case .none: "no answer"
    }
  }

  static func visibility(_ visibility: EventVisibility) -> String {
    switch visibility {
    case .standard: "as the calendar has it"
    case .public: "public"
    case .private: "private"
    }
  }

  static func meeting(_ conferencing: Conferencing) -> [String] {
    switch conferencing {
    case .none: ["no meeting link"]
    case .autocreate(let asked): ["a new \(asked.provider.rawValue) link"]
    case .details(let details): meeting(details)
    }
  }

  private static func meeting(_ details: ConferencingDetails) -> [String] {
    MeetingRows.rows(of: details).map { row in
      switch row.label {
      case "Provider", "Link", "": row.value
      default: "\(row.label) \(row.value)"
      }
    }
  }
}
