import CalendarCore
import ConferencingCore
import Foundation
import ICalendar

/// The meeting of a VEVENT: CONFERENCE (RFC 7986, section 5.11), what Google and Microsoft write in
/// its place, and a URL that is a meeting link.
enum MeetingReading {
  /// Reads the meeting; ``Conferencing/none`` when no property has one.
  ///
  /// Links in the texts are found where events are shown, and are not copied.
  static func conferencing(_ component: Component) -> Conferencing {
    var phones: [String] = []
    var url: String?
    for line in conferences(component) {
      let value = line.value.withoutBlanks()
      if value.lowercased().hasPrefix("tel:") {
        phones.append(String(value.dropFirst(4)))
      } else if url == nil, isLink(value) {
        url = value
      }
    }
    for name in names where url == nil {
      let value = component.first(name)?.text.withoutBlanks()
      if let value, isLink(value) { url = value }
    }
    if let value = component.first("X-MICROSOFT-CONFERENCETELURI")?.text {
      phones.append(value.lowercased().hasPrefix("tel:") ? String(value.dropFirst(4)) : value)
    }
    if url == nil, let value = component.first("URL")?.value, isLink(value),
      LinkRecognition.recognize(value)?.purpose == .meeting
    {
      url = value
    }
    phones = phones.filter { DetailsRules.phoneMessage($0) == nil }
    guard let url = url ?? phones.first.map({ "tel:" + $0 }) else { return .none }
    let link = LinkRecognition.recognize(url)
    return .details(
      ConferencingDetails(
        provider: link?.provider ?? .unknown,
        url: url,
        meetingCode: link?.meetingCode,
        accessCode: link?.accessCode,
        phones: phones
      )
    )
  }

  /// The properties of vendors that hold a link, the best first.
  static let names = [
    "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK", "X-MICROSOFT-ONLINEMEETINGCONFLINK",
  ]

  /// The lines of CONFERENCE: those with video first, those of moderators last.
  private static func conferences(_ component: Component) -> [ContentLine] {
    func rank(_ line: ContentLine) -> Int {
      let features = line.parameter("FEATURE")?.uppercased() ?? ""
      if features.contains("MODERATOR") { return 3 }
      if features.contains("VIDEO") { return 0 }
      return features.contains("CHAT") || features.contains("FEED") ? 2 : 1
    }
    let lines = component.all("CONFERENCE")
    return lines.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }
    .map(\.element)
  }

  private static func isLink(_ value: String) -> Bool {
    !value.isEmpty && DetailsRules.urlMessage(value) == nil
  }
}
