package import CalendarCore
import ConferencingCore
import Foundation
package import ICalendar

/// An event as a VEVENT says it.
package struct EventReading: Sendable {
  /// Where the events of a file go.
  package struct Place: Hashable, Sendable {
    /// The account.
    package var account: AccountID
    /// Its calendar.
    package var calendar: CalendarID

    /// Makes a place.
    package init(account: AccountID, calendar: CalendarID) {
      self.account = account
      self.calendar = calendar
    }
  }

  /// The event; its id is its UID as far as that can be an id.
  package var event: Event
  /// Its UID; made from its text when it has none.
  package var uid: String
  /// Whether it has none of its own.
  let isUnnamed: Bool
  /// The original start of an exception.
  package var originalStart: OccurrenceKey.Start?
  /// The day of that start as it is written, where it is a time on a clock: what is meant where the
  /// series is one of whole days.
  var originalDay: Day?
  /// Whether it holds for all later occurrences as well (RANGE=THISANDFUTURE).
  package var isForLater: Bool
  /// How often its organizer has changed it.
  package var sequence: Int
  /// When it was written.
  package var stamp: String
  /// The number of its first line.
  package var line: Int
  /// Whether it ends before it begins, as it is written.
  let isReversed: Bool
  /// Whether texts in it are not UTF-8.
  package var isLegacy: Bool
  /// Its text, in UTF-8.
  let bytes: [UInt8]
  /// Its place among the components of its file, where it is from one.
  package var entry = 0

  /// Reads a VEVENT.
  ///
  /// - Parameters:
  ///   - component: The VEVENT.
  ///   - bytes: Its text.
  ///   - place: Where the event goes.
  ///   - zones: The time zones of its file.
  /// - Throws: ``Component/Problem`` for one that cannot be an event.
  package init(
    _ component: Component,
    bytes: [UInt8],
    at place: Place,
    _ zones: inout FileZones
  ) throws(Component.Problem) {
    let times = try EventTimes(component, &zones)
    (line, isReversed) = (component.number, times.isReversed)
    let converted = CalendarText.inUTF8(bytes)
    isLegacy = converted != nil
    self.bytes = converted ?? bytes
    let named = Self.named(component.first("UID")?.text)
    let uid = named ?? Self.uid(of: self.bytes[...])
    (self.uid, isUnnamed) = (uid, named == nil)
    sequence = component.first("SEQUENCE").flatMap { Int($0.word) } ?? 0
    stamp = component.first("DTSTAMP")?.value ?? component.first("LAST-MODIFIED")?.value ?? ""
    let identity = component.first("RECURRENCE-ID")
    if let identity {
      // Without it the event would be taken for the series itself, or for a newer form of that.
      switch EventTimes.moment(identity, &zones) {
      case .day(let day)?: originalStart = .day(day)
      case .instant(let date, _)?: originalStart = .moment(date)
      case nil: throw EventTimes.problem(of: identity)
      }
      originalDay = EventTimes.writtenDay(identity)
    }
    isForLater = identity?.parameter("RANGE")?.uppercased() == "THISANDFUTURE"
    event = Event(
      id: Self.id(uid),
      account: place.account,
      calendar: place.calendar,
      title: Self.oneLine(component.first("SUMMARY")?.text ?? ""),
      time: times.time,
      endZone: times.endZone,
      location: Self.oneLine(component.first("LOCATION")?.text ?? ""),
      description: Self.description(component),
      status: Self.status(component),
      visibility: Self.visibility(component),
      isBusy: Self.isBusy(component),
      reminders: ReminderReading.reminders(component),
      participants: component.all("ATTENDEE").prefix(Self.attendeeLimit).map(Self.participant),
      organizer: component.first("ORGANIZER").map {
        Person(name: $0.parameter("CN") ?? "", email: Self.address($0))
      },
      conferencing: MeetingReading.conferencing(component),
      recurrence: originalStart == nil
        ? RecurrenceReading.recurrence(component, isAllDay: times.time.isAllDay, &zones) : nil
    )
    takeBlock()
  }

  /// The most bytes of a UID that is kept.
  private static let uidLimit = 1_000
  private static let attendeeLimit = 2_000

  /// The UID that a line says, without blanks around it; `nil` for none, and for one that is too long
  /// to be kept.
  static func named(_ text: String?) -> String? {
    let uid = text?.withoutBlanks() ?? ""
    return uid.isEmpty || uid.utf8.count > uidLimit ? nil : uid
  }

  /// The id of an event of a UID; one that an argument of a command cannot hold well is replaced.
  package static func id(_ uid: String) -> EventID {
    let isPlain = uid.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "@"), UInt8(ascii: "_"), UInt8(ascii: "+"):
        true
      default: false
      }
    }
    return isPlain && uid.utf8.count <= 120 && !uid.hasPrefix("-")
      ? EventID(uid) : EventID(Self.uid(of: Array(uid.utf8)[...]))
  }

  /// A UID that is the same whenever the same text is read.
  ///
  /// Source: FNV-1a, 64 bits, twice with different bases.
  private static func uid(of bytes: ArraySlice<UInt8>) -> String {
    let parts = [UInt64(0xcbf2_9ce4_8422_2325), 0x9e37_79b9_7f4a_7c15].map { base in
      let hash = bytes.reduce(base) { ($0 ^ UInt64($1)) &* 0x0100_0000_01b3 }
      let digits = String(hash, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return "text-" + parts.joined()
  }

  /// A block that Convene wrote into the description says more of the meeting than a link does.
  private mutating func takeBlock() {
    guard case .details(var details) = event.conferencing,
      let block = InvitationBlock.find(in: event.description)?.details, block.url == details.url
    else { return }
    details.meetingCode = block.meetingCode ?? details.meetingCode
    details.accessCode = block.accessCode ?? details.accessCode
    details.pin = block.pin
    if !block.phones.isEmpty { details.phones = block.phones }
    if block.provider != .unknown { details.provider = block.provider }
    event.conferencing = .details(details)
    event.description = InvitationBlock.removed(from: event.description)
  }

  // MARK: Values

  private static func oneLine(_ text: String) -> String {
    guard text.contains("\n") else { return text }
    return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// The text, with the address of the event's page behind it.
  private static func description(_ component: Component) -> String {
    var text = component.first("DESCRIPTION")?.text ?? ""
    if text.allSatisfy(\.isWhitespace), let html = component.first("X-ALT-DESC"),
      html.parameter("FMTTYPE")?.lowercased() == "text/html"
    {
      text = html.text
    }
    guard let page = page(component), !text.contains(page) else { return text }
    return text.isEmpty ? page : text + "\n\n" + page
  }

  /// The address of the event's page, where it is no meeting of it.
  static func page(_ component: Component) -> String? {
    guard let url = component.first("URL")?.value.withoutBlanks(),
      url.lowercased().hasPrefix("http"), DetailsRules.urlMessage(url) == nil,
      LinkRecognition.recognize(url)?.purpose != .meeting,
      MeetingReading.lines(of: ConferencingDetails(provider: .unknown, url: url), in: component)
        .allSatisfy({ $0.name == "URL" })
    else { return nil }
    return url
  }

  private static func status(_ component: Component) -> EventStatus {
    switch component.first("STATUS")?.word {
    case "TENTATIVE": .tentative
    case "CANCELLED", "CANCELED": .cancelled
    default: .confirmed
    }
  }

  private static func visibility(_ component: Component) -> EventVisibility {
    switch component.first("CLASS")?.word {
    case nil, "", "DEFAULT": .standard
    case "PUBLIC": .public
    default: .private
    }
  }

  private static func isBusy(_ component: Component) -> Bool {
    if let value = component.first("TRANSP")?.word { return value != "TRANSPARENT" }
    return component.first("X-MICROSOFT-CDO-BUSYSTATUS")?.word != "FREE"
  }

  private static func participant(_ line: ContentLine) -> Participant {
    let response: ParticipantResponse =
      switch line.parameter("PARTSTAT")?.uppercased() {
      case "ACCEPTED": .yes
      case "DECLINED": .no
      case "TENTATIVE": .maybe
      default: .none
      }
    return Participant(
      name: line.parameter("CN") ?? "",
      email: address(line),
      response: response,
      undelivered: undelivered(line)
    )
  }

  /// The first status of a line by which a message has not reached somebody (RFC 6638, section 3.2.9).
  private static func undelivered(_ line: ContentLine) -> String? {
    (line.parameter("SCHEDULE-STATUS") ?? "").split(separator: ",").lazy
      .map { $0.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces) }
      .first { code in
        code.utf8.count <= 8 && ["3.", "4.", "5."].contains(code.prefix(2))
          && code.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (48...57).contains($0) }
      }
  }

  /// The e-mail address of a calendar user.
  static func address(_ line: ContentLine) -> String {
    let value = line.value.withoutBlanks()
    if value.lowercased().hasPrefix("mailto:") { return String(value.dropFirst(7)) }
    return line.parameter("EMAIL") ?? value
  }
}

extension String {
  /// The text without blanks at its ends.
  ///
  /// Nearly all values have none, which their first and last bytes tell; to ask Foundation of each was
  /// a twentieth of an import.
  func withoutBlanks() -> String {
    func isPrintable(_ byte: UInt8?) -> Bool { byte.map { 0x21...0x7E ~= $0 } ?? true }
    return isPrintable(utf8.first) && isPrintable(utf8.last)
      ? self : trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
