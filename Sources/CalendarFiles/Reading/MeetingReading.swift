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
    if let value = component.first(phoneName)?.text {
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
  private static let names = [
    "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK", "X-MICROSOFT-ONLINEMEETINGCONFLINK",
  ]

  private static let phoneName = "X-MICROSOFT-CONFERENCETELURI"

  /// The lines that carry a meeting: its link in whatever form, and its phones.
  ///
  /// - Parameters:
  ///   - details: The meeting.
  ///   - component: The VEVENT.
  /// - Returns: The lines, in their order.
  static func lines(of details: ConferencingDetails, in component: Component) -> [ContentLine] {
    func plain(_ text: String) -> String {
      let text = text.filter { !$0.isWhitespace }
      return text.lowercased().hasPrefix("tel:") ? "tel:" + text.dropFirst(4) : text
    }
    let phones = Set(details.phones.map { plain("tel:" + $0) })
    let url = plain(details.url)
    return component.properties.filter { line in
      switch line.name {
      case "CONFERENCE", "URL":
        let value = plain(line.value)
        return phones.contains(value) || ServiceField.isSame(value, url)
      case phoneName:
        let value = plain(line.text)
        return phones.contains(value) || phones.contains("tel:" + value)
      default: return names.contains(line.name) && ServiceField.isSame(plain(line.text), url)
      }
    }
  }

  /// The lines of CONFERENCE that everybody may join by: those with video first.
  ///
  /// A line of the moderators is not for those who are invited, and a chat or a feed is no meeting.
  private static func conferences(_ component: Component) -> [ContentLine] {
    let lines = component.all("CONFERENCE").map { (line: $0, features: features($0)) }
    let meetings = lines.filter { _, features in
      !features.contains("MODERATOR")
        && (features.isEmpty || !features.isSubset(of: ["CHAT", "FEED"]))
    }
    let (first, others) = (
      meetings.filter { $0.features.contains("VIDEO") },
      meetings.filter { !$0.features.contains("VIDEO") }
    )
    return (first + others).map(\.line)
  }

  private static func features(_ line: ContentLine) -> Set<String> {
    let names = line.parameter("FEATURE")?.uppercased().split(separator: ",") ?? []
    return Set(names.map { String($0).withoutBlanks() })
  }

  private static func isLink(_ value: String) -> Bool {
    !value.isEmpty && DetailsRules.urlMessage(value) == nil
  }
}
