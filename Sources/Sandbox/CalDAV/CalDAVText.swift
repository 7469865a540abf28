/// What a server looks at in an iCalendar stream.
struct CalDAVText: Sendable {
  /// The content lines, unfolded.
  let lines: [String]

  /// Reads a stream; `nil` for what is none (RFC 5545, section 3.4).
  init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let flat = text.replacing("\r\n", with: "\n").replacing("\n ", with: "")
      .replacing("\n\t", with: "")
    lines = flat.split(separator: "\n").map(String.init)
    var open: [Substring] = []
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...]
      switch line[..<colon].uppercased() {
      case "BEGIN": open.append(value)
      case "END": guard open.popLast() == value else { return nil }
      default: guard !open.isEmpty else { return nil }
      }
    }
    guard open.isEmpty, lines.first == "BEGIN:VCALENDAR", lines.last == "END:VCALENDAR" else {
      return nil
    }
  }

  /// The values of a property in all events.
  func values(_ property: String) -> [String] {
    lines.filter { $0.prefix { $0 != ":" && $0 != ";" }.uppercased() == property }
      .compactMap { line in line.firstIndex(of: ":").map { String(line[line.index(after: $0)...]) }
      }
  }

  /// The UID, where there is one and the same in all components (RFC 4791, section 4.1).
  var uid: String? {
    let uids = Set(values("UID"))
    return uids.count == 1 ? uids.first : nil
  }

  /// Whether a calendar may hold it: events of one UID, and no METHOD.
  var isCalendarObject: Bool {
    uid != nil && values("METHOD").isEmpty && lines.contains("BEGIN:VEVENT")
  }

  /// Whether others take part (RFC 6638, section 3.1).
  var isSchedulingObject: Bool { !values("ORGANIZER").isEmpty && !values("ATTENDEE").isEmpty }
}
