import CalendarCore
import ConferencingCore
import Foundation
import ICalendar

/// Writes an event as a VEVENT.
struct EventLines {
  /// The event.
  let event: Event
  /// The UID of its series.
  let uid: String
  /// The zone of its series, for the original start of an exception.
  let seriesZone: String?
  /// When it is written.
  let now: Date

  /// The lines of the component.
  var lines: [ContentLine] {
    var lines = [
      ContentLine("BEGIN", value: "VEVENT"),
      ContentLine("UID", value: ContentLineWriter.escaped(uid)),
      ContentLine("DTSTAMP", value: TimeLines.utc(now)),
    ]
    // What a service delivers has no master in the file.
    if case .event? = event.occurrence?.series, let start = event.occurrence?.originalStart,
      event.isException
    {
      lines.append(TimeLines.line("RECURRENCE-ID", start, zone: seriesZone))
    }
    lines += TimeLines.lines(event.time, endZone: event.endZone)
    lines += (event.recurrence?.lines ?? []).compactMap {
      TimeLines.line(ofRecurrence: $0, zone: event.time.zone)
    }
    lines += PropertyLine.texts.compactMap { $0.line(of: event) }
    let description = Self.description(event, page: nil)
    if !description.isEmpty { lines.append(Self.text("DESCRIPTION", description)) }
    lines += PropertyLine.words.compactMap { $0.line(of: event) }
    lines += Self.meeting(event.conferencing)
    if let organizer = event.organizer, organizer.email.contains("@") {
      lines.append(Self.organizer(organizer))
    }
    lines += event.participants.map(Self.attendee)
    lines += (event.reminders.list ?? []).flatMap { Self.alarm($0, of: event) }
    return lines + [ContentLine("END", value: "VEVENT")]
  }

  // MARK: Properties

  static func text(_ name: String, _ text: String) -> ContentLine {
    ContentLine(name, value: ContentLineWriter.escaped(text))
  }

  static func organizer(_ person: Person) -> ContentLine {
    user("ORGANIZER", person.name, person.email, [])
  }

  static func attendee(_ participant: Participant) -> ContentLine {
    user(
      "ATTENDEE",
      participant.name,
      participant.email,
      [.init("PARTSTAT", response(participant))]
    )
  }

  static func response(_ participant: Participant) -> String {
    switch participant.response {
    case .yes: "ACCEPTED"
    case .no: "DECLINED"
    case .maybe: "TENTATIVE"
    case .none: "NEEDS-ACTION"
    }
  }

  private static func user(
    _ property: String,
    _ name: String,
    _ email: String,
    _ parameters: [ContentLine.Parameter]
  ) -> ContentLine {
    ContentLine(
      property,
      (name.isEmpty ? [] : [.init("CN", name)]) + parameters,
      value: (email.contains(":") ? "" : "mailto:") + email
    )
  }

  /// The meeting (RFC 7986, section 5.11), and its link as that of the event for programs that do not
  /// know the property.
  static func meeting(_ conferencing: Conferencing) -> [ContentLine] {
    guard case .details(let details) = conferencing, !details.url.isEmpty else { return [] }
    let label =
      details.provider == .unknown
      ? []
      : [
        ContentLine.Parameter("LABEL", details.provider.rawValue)
      ]
    let isPhone = details.url.lowercased().hasPrefix("tel:")
    let features = isPhone ? "PHONE" : "AUDIO,VIDEO"
    var lines = [conference(details.url, features, label)]
    for phone in details.phones where "tel:" + phone != details.url {
      lines.append(conference("tel:" + phone.filter { $0 != " " }, "PHONE", label))
    }
    if !isPhone { lines.append(ContentLine("URL", value: details.url)) }
    return lines
  }

  private static func conference(
    _ url: String,
    _ features: String,
    _ label: [ContentLine.Parameter]
  ) -> ContentLine {
    ContentLine(
      "CONFERENCE",
      [.init("VALUE", "URI"), .init("FEATURE", features)] + label,
      value: url
    )
  }

  /// The description with the block of the meeting, where a link alone does not say all of it, and
  /// without the address of the event's page, which has a property of its own.
  static func description(_ event: Event, page: String?) -> String {
    var text = event.description
    if let page {
      if text == page { text = "" }
      if text.hasSuffix("\n\n" + page) { text = String(text.dropLast(page.count + 2)) }
    }
    guard case .details(let details) = event.conferencing,
      details.meetingCode != nil || details.accessCode != nil || details.pin != nil
    else { return text }
    let link = LinkRecognition.recognize(details.url)
    let isSaidByLink =
      details.pin == nil && (details.meetingCode ?? link?.meetingCode) == link?.meetingCode
      && (details.accessCode ?? link?.accessCode) == link?.accessCode
    return isSaidByLink ? text : InvitationBlock.appended(to: text, details)
  }

  static func alarm(_ reminder: Reminders.Reminder, of event: Event) -> [ContentLine] {
    [
      ContentLine("BEGIN", value: "VALARM"),
      ContentLine("ACTION", value: reminder.isMail ? "EMAIL" : "DISPLAY"),
      text("DESCRIPTION", event.title),
      ContentLine("TRIGGER", value: trigger(reminder)),
    ] + (reminder.isMail ? [text("SUMMARY", event.title)] : [])
      + [ContentLine("END", value: "VALARM")]
  }

  /// When the alarm of a reminder goes off.
  static func trigger(_ reminder: Reminders.Reminder) -> String {
    reminder.minutes == 0 ? "PT0S" : "-PT\(reminder.minutes)M"
  }
}
