import Foundation

/// A file of events of all kinds, each with a UID of its own.
enum ManyEvents {
  static let count = 9

  static func uid(_ number: Int) -> String { "event-number-\(number)@calendar.example.com" }

  private static func event(_ number: Int) -> [String] {
    let start = "2026120\(number + 1)"
    let times: [[String]] = [
      ["DTSTART:\(start)T090000Z", "DTEND:\(start)T100000Z"],
      ["DTSTART;VALUE=DATE:\(start)", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20261212"],
      ["DTSTART;TZID=Europe/Berlin:\(start)T090000", "DURATION:PT45M"],
    ]
    return ["BEGIN:VEVENT", "UID:\(uid(number))"] + times[number % times.count] + [
      "SUMMARY:Größe \(number)\\, mit Komma", "LOCATION:会議室", "CLASS:PRIVATE",
      "DESCRIPTION:A text that goes on in the next line\\n", "  and in a third one; with \"marks\"",
      "ATTENDEE;CN=\"Doe, Jane\";PARTSTAT=ACCEPTED:mailto:jane@example.com",
      "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.jit.si/Room\(number)", "BEGIN:VALARM",
      "ACTION:DISPLAY", "TRIGGER:-PT\(number + 5)M", "END:VALARM", "X-OTHER;A=b:kept",
      "END:VEVENT",
    ]
  }

  private static let lines =
    ["BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-TIMEZONE:Europe/Paris"]
    + (0..<count).flatMap(event) + ["END:VCALENDAR", ""]

  static let text = Array(lines.joined(separator: "\r\n").utf8)

  /// The bytes between the UID and the last line of an event.
  static func inside(_ number: Int) -> Range<Int>? {
    let begin = Array("UID:\(uid(number))".utf8)
    guard let start = text.firstRange(of: begin),
      let end = text[start.upperBound...].firstRange(of: Array("END:VEVENT".utf8))
    else { return nil }
    return start.upperBound..<end.lowerBound
  }
}
