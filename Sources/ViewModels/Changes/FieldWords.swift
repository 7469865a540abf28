package import ConferencingCore
package import Foundation

/// The fields of an event in words, for a person in one zone.
package struct FieldWords: Equatable, Sendable {
  /// The most characters of a text that is told in one line.
  static let longest = 400
  /// The most people that are named.
  static let mostPeople = 20

  let zone: TimeZone
  let today: Day

  /// Makes words.
  package init(zone: TimeZone, now: Date) {
    self.zone = zone
    today = Day(now, in: zone)
  }

  /// A field of an event in a line or a few; of a description its beginning alone.
  package func lines(_ field: EventField, of event: Event) -> [String] {
    switch field {
    case .title: [Self.title(event.title)]
    case .time: [time(event.time)]
    case .location: [Self.text(event.location)]
    case .description: [Self.text(event.description)]
    case .participants: Self.people(event.participants)
    case .visibility: [Self.visibility(event.visibility)]
    case .isBusy: [event.isBusy ? "busy" : "free"]
    case .conferencing: Self.meeting(event.conferencing)
    }
  }

  /// What a patch makes of a field that it changes; empty when it leaves it alone.
  package func lines(_ field: EventField, of patch: EventPatch) -> [String] {
    switch field {
    case .title: patch.title.map { [Self.title($0)] } ?? []
    case .time: patch.time.map { [time($0)] } ?? []
    case .location: patch.location.map { [Self.text($0)] } ?? []
    case .description: patch.description.map { [Self.text($0)] } ?? []
    case .participants: patch.participants.map(Self.people) ?? []
    case .visibility: patch.visibility.map { [Self.visibility($0)] } ?? []
    case .isBusy: patch.isBusy.map { [$0 ? "busy" : "free"] } ?? []
    case .conferencing: Self.meeting(patch.conferencing)
    }
  }

  /// When it takes place, with the zone it was planned in where that is another.
  func time(_ time: EventTime) -> String {
    let span = TimeText.span(time, in: zone, today: today)
    guard case .timed(_, _, let name?) = time, name != zone.identifier else { return span }
    return "\(span) (\(name))"
  }

  /// When it begins: `Tue 24 Nov, 10:00`.
  func moment(_ time: EventTime) -> String {
    let day = TimeText.short(time.days(in: zone).lowerBound, today: today)
    return time.isAllDay ? day : "\(day), \(TimeText.clock(time.start(in: zone), in: zone))"
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

  private static func meeting(_ change: ConferencingChange) -> [String] {
    switch change {
    case .keep: []
    case .strip: meeting(Conferencing.none)
    case .autocreate(let asked): meeting(Conferencing.autocreate(asked))
    case .details(let details): meeting(details)
    }
  }

  private static func meeting(_ details: ConferencingDetails) -> [String] {
    EventDetailRows.rows(of: details).map { row in
      switch row.label {
      case "Provider", "Link", "": row.value
      default: "\(row.label) \(row.value)"
      }
    }
  }
}

extension EventField {
  /// What the field is called on the screen.
  package var label: String {
    switch self {
    case .title: "Title"
    case .time: "Time"
    case .location: "Location"
    case .description: "Description"
    case .participants: "People"
    case .visibility: "Visibility"
    case .isBusy: "Shows as"
    case .conferencing: "Meeting link"
    }
  }
}

extension EventPatch {
  /// The fields that it changes, in the order of a form.
  package var fields: [EventField] {
    EventField.allCases.filter { field in
      switch field {
      case .title: title != nil
      case .time: time != nil
      case .location: location != nil
      case .description: description != nil
      case .participants: participants != nil
      case .visibility: visibility != nil
      case .isBusy: isBusy != nil
      case .conferencing: conferencing != .keep
      }
    }
  }
}
