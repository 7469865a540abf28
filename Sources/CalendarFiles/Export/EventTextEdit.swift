import CalendarCore
import ConferencingCore
import Foundation
import ICalendar

/// Puts what was changed of an event into the text that it was read from.
///
/// Lines of what was not changed stay as they are, to the byte.
struct EventTextEdit {
  private var editor: ComponentEditor
  private var zones: FileZones
  private let old: Event
  private let new: Event

  /// Prepares an edit.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - old: The event as the text has it.
  ///   - new: The event as it is.
  ///   - zones: The zones of the file.
  /// - Throws: ``Component/Problem`` for a text that is none.
  init(_ bytes: [UInt8], from old: Event, to new: Event, _ zones: FileZones)
    throws(Component.Problem)
  {
    editor = try ComponentEditor(bytes)
    self.old = old
    self.new = new
    self.zones = zones
  }

  /// The text afterwards.
  ///
  /// - Parameter takesRecurrence: Whether the recurrence is compared with the text even if it is that
  ///   of `old`.
  /// - Returns: The bytes.
  mutating func run(takesRecurrence: Bool = false) -> [UInt8] {
    for line in PropertyLine.texts { line.edit(&editor, from: old, to: new) }
    editDescription()
    if new.time != old.time || new.endZone != old.endZone { editTime() }
    if takesRecurrence || new.recurrence != old.recurrence { editRecurrence() }
    for line in PropertyLine.words { line.edit(&editor, from: old, to: new) }
    if new.reminders != old.reminders { AlarmEdit(of: new, from: old).run(&editor) }
    if new.participants != old.participants { editParticipants() }
    if old.organizer == nil, let organizer = new.organizer, organizer.email.contains("@") {
      editor.add(EventLines.organizer(organizer))
    }
    if new.conferencing != old.conferencing { editMeeting() }
    return editor.text
  }

  /// Makes the text of a series that of one of its occurrences.
  mutating func makeException(of series: Event, at start: OccurrenceKey.Start) {
    for line in editor.component.properties where RecurrenceReading.names.contains(line.name) {
      editor.remove(line)
    }
    let isInItsForm =
      old.time.zone == series.time.zone && old.time.isAllDay == series.time.isAllDay
    let own = isInItsForm ? editor.component.first("DTSTART") : nil
    editor.add(StartForm.line("RECURRENCE-ID", start, of: series, own, &zones))
  }

  // MARK: The description

  private mutating func editDescription() {
    let page = EventReading.page(editor.component)
    let text = EventLines.description(new, page: page)
    guard text != EventLines.description(old, page: page) else { return }
    editor.set(
      "DESCRIPTION",
      line: text.isEmpty ? nil : EventLines.text("DESCRIPTION", text)
    )
    // The same in HTML would go on showing the old words.
    if new.description != old.description {
      for name in ["X-ALT-DESC", "STYLED-DESCRIPTION"] {
        for line in editor.component.all(name) { editor.remove(line) }
      }
    }
  }

  // MARK: Times

  private mutating func editTime() {
    let start = editor.component.first("DTSTART")
    let end = editor.component.first("DTEND")
    let length = editor.component.first("DURATION")
    let lines = TimeLines.lines(new.time, endZone: new.endZone)
    if !says(start, lines[0], new.time.zone) { set(start, lines[0], new.time.zone) }
    if end == nil, let length, DurationValue(length.value) != nil, isAsLong { return }
    if end == nil, length == nil, isAsLong, isShort { return }
    if let length { editor.remove(length) }
    let endZone = new.endZone ?? new.time.zone
    if !says(end, lines[1], endZone) { set(end, lines[1], endZone) }
    if case .allDay = new.time { return }
    if let mark = editor.component.first("X-MICROSOFT-CDO-ALLDAYEVENT") {
      editor.setValue(of: mark, to: "FALSE")
    }
  }

  /// Whether a property says a time already.
  private mutating func says(_ property: ContentLine?, _ line: ContentLine, _ zone: String?) -> Bool
  {
    guard let property else { return false }
    switch (EventTimes.moment(property, &zones), EventTimes.moment(line, &zones)) {
    case (.day(let own)?, .day(let day)?): return own == day
    case (.instant(let own, let named)?, .instant(let date, _)?):
      return own == date && named?.name ?? "UTC" == zone ?? "UTC"
    default: return false
    }
  }

  private var isAsLong: Bool {
    switch (old.time, new.time) {
    case (.timed(let a, let b, _), .timed(let c, let d, _)):
      b.timeIntervalSince(a) == d.timeIntervalSince(c)
    case (.allDay(let a, let b), .allDay(let c, let d)): a.distance(to: b) == c.distance(to: d)
    default: false
    }
  }

  /// Whether it has the length that an event has which says none.
  private var isShort: Bool {
    switch new.time {
    case .timed(let start, let end, _): start == end
    case .allDay(let first, let last): first == last
    }
  }

  /// Writes a time, in the words of the old one for its zone where that is the same.
  private mutating func set(_ property: ContentLine?, _ line: ContentLine, _ zone: String?) {
    guard let property else { return editor.add(line) }
    let isDate = property.parameter("VALUE")?.uppercased() == "DATE"
    let instant = EventTimes.moment(line, &zones)
    let tzid = property.parameter("TZID")
    switch (DateValue(property.value), instant) {
    case (.local?, .instant(let date, _)?) where !isDate:
      let own = EventTimes.moment(property, &zones)
      if case .instant(_, let named?)? = own, named.name == zone ?? "UTC",
        tzid == nil || !TimeLines.isUTC(named.name)
      {
        editor.setValue(of: property, to: TimeLines.wall(date, in: named.zone))
        return
      }
    case (.utc?, .instant(let date, _)?)
    where !isDate && tzid == nil && zone.map(TimeLines.isUTC) ?? true:
      editor.setValue(of: property, to: TimeLines.utc(date))
      return
    case (.date?, .day(let day)?):
      editor.setValue(of: property, to: TimeLines.date(day))
      return
    default: break
    }
    let others = property.parameters.filter { $0.name != "TZID" && $0.name != "VALUE" }
    editor.replace(
      property,
      with: ContentLine(line.name, line.parameters + others, value: line.value)
    )
  }

  // MARK: Recurrence

  private mutating func editRecurrence() {
    var wanted = new.recurrence?.lines ?? []
    var gone: [ContentLine] = []
    let isFloating = RecurrenceReading.isFloating(editor.component)
    for property in editor.component.properties
    where RecurrenceReading.names.contains(property.name) {
      let text = RecurrenceReading.line(
        property,
        isAllDay: old.time.isAllDay,
        isFloating: isFloating,
        &zones
      )
      if let index = wanted.firstIndex(of: text) {
        wanted.remove(at: index)
      } else {
        gone.append(property)
      }
    }
    for text in wanted {
      guard let plain = TimeLines.line(ofRecurrence: text, zone: new.time.zone) else { continue }
      var line = inFormOfStart(plain)
      if isFloating, line.name == "RRULE", old.time.zone == new.time.zone {
        line.value = TimeLines.floating(line.value, in: zones.floating.zone)
      }
      if line.name == "RRULE", let index = gone.firstIndex(where: { $0.name == "RRULE" }) {
        editor.setValue(of: gone.remove(at: index), to: line.value)
      } else {
        editor.add(line)
      }
    }
    for property in gone { editor.remove(property) }
  }

  /// A date that is left out or added in the form of DTSTART: other programs compare the two as they
  /// are written.
  private mutating func inFormOfStart(_ line: ContentLine) -> ContentLine {
    guard line.name == "EXDATE" || line.name == "RDATE", old.time.isAllDay == new.time.isAllDay,
      old.time.zone == new.time.zone, let start = editor.component.first("DTSTART"),
      // UTC under a name is written as such, see ``TimeLines/isUTC(_:)``.
      start.parameter("TZID") == nil || new.time.zone.map(TimeLines.isUTC) != true
    else { return line }
    switch EventTimes.moment(line, &zones) {
    case .day(let day)?: return StartForm(start, &zones)?.line(line.name, .day(day)) ?? line
    case .instant(let date, _)?:
      return StartForm(start, &zones)?.line(line.name, .moment(date)) ?? line
    case nil: return line
    }
  }

  // MARK: People, reminders, meeting

  private mutating func editParticipants() {
    func key(_ email: String) -> String { email.lowercased() }
    let wanted = Dictionary(
      new.participants.map { (key($0.email), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let former = Dictionary(
      old.participants.map { (key($0.email), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var found: Set<String> = []
    for line in editor.component.all("ATTENDEE") {
      let address = key(EventReading.address(line))
      found.insert(address)
      guard let participant = wanted[address] else {
        editor.remove(line)
        continue
      }
      guard participant.asInvited != former[address]?.asInvited else { continue }
      var changed = line
      // What the server said of an earlier message is no word of the user.
      changed.parameters.removeAll { $0.name == "SCHEDULE-STATUS" }
      if participant.response != former[address]?.response {
        changed.set("PARTSTAT", EventLines.response(participant))
      }
      if participant.name != former[address]?.name { changed.set("CN", participant.name) }
      editor.replace(line, with: changed)
    }
    for participant in new.participants where !found.contains(key(participant.email)) {
      found.insert(key(participant.email))
      editor.add(EventLines.attendee(participant))
    }
  }

  /// Takes the lines of the old meeting off, and puts those of the new one in their place: before all
  /// other links, which the event may have as well.
  private mutating func editMeeting() {
    let hasPage = EventReading.page(editor.component) != nil
    var wanted = EventLines.meeting(new.conferencing).filter { !(hasPage && $0.name == "URL") }
    var gone: [ContentLine] = []
    if case .details(let details) = old.conferencing {
      for line in MeetingReading.lines(of: details, in: editor.component) {
        if let index = wanted.firstIndex(where: { $0.name == line.name && $0.value == line.value })
        {
          wanted.remove(at: index)
        } else {
          gone.append(line)
        }
      }
    }
    for line in gone {
      if let index = wanted.firstIndex(where: { $0.name == line.name }) {
        editor.replace(line, with: wanted.remove(at: index))
      } else {
        editor.remove(line)
      }
    }
    for line in wanted { editor.add(line) }
  }
}

extension ContentLine {
  /// Gives a parameter another value; the others stay in their order.
  fileprivate mutating func set(_ name: String, _ value: String) {
    if let index = parameters.firstIndex(where: { $0.name == name }) {
      parameters[index].value = value
    } else {
      parameters.append(Parameter(name, value))
    }
  }
}
