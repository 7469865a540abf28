package import CalendarCore
import ConferencingCore
package import Foundation

/// An event as one would send it to somebody.
package struct Invitation {
  private let event: Event
  private let details: ConferencingDetails?
  private let country: String?
  private let clock: WallClock
  private let now: Date

  /// Takes an event.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - country: The user's country, whose telephone numbers come first.
  ///   - clock: The clock by which its time is told.
  ///   - now: The time: days of another year are told with it.
  package init(_ event: Event, country: String? = nil, clock: WallClock, now: Date) {
    self.event = event
    self.country = country
    self.clock = clock
    self.now = now
    details = event.joinDetails()
  }

  /// The whole invitation as plain text, the meeting in the wording of its provider.
  package var text: String {
    var lines = [Self.oneLine(event.title), when] + (place.map { [$0] } ?? [])
    if !meetingLines.isEmpty { lines += [""] + meetingLines }
    if !words.isEmpty { lines += ["", words] }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same as Markdown (CommonMark 0.31), in which nothing of the event is markup.
  package var markdown: String {
    var blocks = ["**\(Self.escaped(Self.oneLine(event.title)))**"]
    blocks.append(([when] + (place.map { [$0] } ?? [])).map(Self.escaped).joined(separator: "  \n"))
    if let details {
      var items: [String] = []
      if details.isReady {
        let name = details.provider == .unknown ? "the meeting" : details.provider.rawValue
        items.append("- [Join \(Self.escaped(Self.oneLine(name)))](<\(details.url)>)")
      }
      for (label, code) in [("Meeting ID", details.meetingCode), ("Passcode", details.accessCode)] {
        if let code { items.append("- \(label): \(Self.escaped(Self.oneLine(code)))") }
      }
      items += DialIn.all(of: details, country: country).map { phone in
        "- [\(Self.escaped(phone.text))](<\(phone.uri)>)"
          + (phone.place.isEmpty ? "" : " " + Self.escaped(phone.place))
      }
      if !items.isEmpty { blocks.append(items.joined(separator: "\n")) }
    }
    if !words.isEmpty {
      blocks.append(
        words.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
          .map { Self.escaped(String($0)) }.joined(separator: "  \n")
      )
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// How to join, in the wording of the provider; empty where there is nothing to join by.
  package var meetingLines: [String] {
    details.map { MeetingText.lines($0, country: country) } ?? []
  }

  /// How to call; empty where there is no number.
  package var phoneLines: [String] {
    details.map { MeetingText.phoneLines($0, country: country) } ?? []
  }

  private var when: String {
    let span = TimeText.span(event.time, in: clock, today: Day(now, in: clock.zone))
    return event.time.isAllDay ? span : "\(span) (\(clock.zone.identifier))"
  }

  /// The place, unless it is the link that stands below.
  private var place: String? {
    let hasLinkBelow = details?.url.isEmpty == false && event.isPlacedAtItsLink
    return event.location.isEmpty || hasLinkBelow ? nil : Self.oneLine(event.location)
  }

  /// The user's own words of the description.
  private var words: String {
    let own = ConferenceText.cut(event.description, own: event.ownDescription).kept
    return HTMLText.looksLikeHTML(own) ? HTMLText.plain(own) : own
  }

  /// A text without line breaks: a title must not look like what follows it.
  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// A line in which nothing is markup.
  ///
  /// Source: CommonMark 0.31, 2.4: any punctuation of ASCII may be escaped.
  private static func escaped(_ line: String) -> String {
    var escaped = ""
    for (index, character) in line.enumerated() {
      let begins = index == 0 && "-+#".contains(character)
      if begins || "\\`*_[]<>&|~".contains(character) { escaped += "\\" }
      escaped.append(character)
    }
    // "1. " begins a list.
    let number = escaped.prefix { $0.isASCII && $0.isNumber }
    guard !number.isEmpty, let mark = escaped.dropFirst(number.count).first, ".)".contains(mark)
    else {
      return escaped
    }
    return number + "\\" + escaped.dropFirst(number.count)
  }
}
