import CalendarCore
import ConferencingCore

/// Keeps the text of a meeting in a description that is edited.
///
/// Nylas keeps conference information in the description: at Microsoft the meeting ends when its text
/// is no longer there, and a link of Zoom or of another host is lost with it. So that text goes along
/// byte for byte, wherever the user's new words left it out or changed it.
///
/// Source: Nylas v3 Events API, "Nylas stores conference information in the event description".
enum KeptMeetingText {
  /// An edited description with the text of the meeting that its event has.
  ///
  /// - Parameters:
  ///   - description: The whole description as it is to be.
  ///   - current: The event as it is; its meeting stays.
  /// - Returns: The description to send.
  static func description(_ description: String, of current: Event) -> String {
    guard case .details(let details) = current.conferencing, !details.url.isEmpty else {
      return description
    }
    let texts = texts(of: details, in: current)
    guard !texts.isEmpty else {
      // The link may be all that makes the meeting, in the midst of words.
      guard holds(current.description, details.url), !holds(description, details.url) else {
        return description
      }
      return joined(description, [details.url])
    }
    if texts.allSatisfy({ isWhole($0, in: description) }) { return description }
    var words = description
    for segment in segments(of: details, in: words).reversed() {
      words.removeSubrange(segment.range)
    }
    for text in texts { words = ConferenceText.withoutRemains(of: text, in: words) }
    return joined(words, texts)
  }

  /// The texts about a meeting that a service wrote into a description.
  private static func texts(of details: ConferencingDetails, in event: Event) -> [String] {
    let found = segments(of: details, in: event.description).map {
      String(event.description[$0.range])
    }
    guard found.isEmpty, let own = event.ownDescription,
      event.description.utf8.starts(with: own.utf8)
    else { return found }
    // What came behind the user's words, in whatever form.
    let rest = String(decoding: event.description.utf8.dropFirst(own.utf8.count), as: UTF8.self)
    guard holds(rest, details.url), InvitationBlock.find(in: rest) == nil else { return [] }
    return [String(rest.drop(while: \.isWhitespace))]
  }

  /// A block of Convene is none of them: whoever edits the description keeps it.
  private static func segments(
    of details: ConferencingDetails,
    in description: String
  ) -> [ConferenceSegment] {
    ConferenceText.segments(in: description).filter { segment in
      let isOfMeeting =
        segment.provider == details.provider
        || segment.url.map { Conferencing.details(details).isSameMeeting(as: link($0)) } == true
      return isOfMeeting && InvitationBlock.find(in: String(description[segment.range])) == nil
    }
  }

  private static func link(_ url: String) -> ConferencingDetails {
    ConferencingDetails(provider: .unknown, url: url)
  }

  private static func isWhole(_ text: String, in description: String) -> Bool {
    ConferenceText.segments(in: description).contains { segment in
      description[segment.range].utf8.elementsEqual(text.utf8)
    } || description.utf8.reversed().starts(with: text.utf8.reversed())
  }

  private static func joined(_ words: String, _ texts: [String]) -> String {
    let all = [words] + texts
    guard all.contains(where: HTMLText.looksLikeHTML) else {
      let own = String(words.reversed().drop(while: \.isNewline).reversed())
      return ([own] + texts).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
    return all.filter { !$0.isEmpty }.map(GraphBody.html).joined(separator: "<br><br>")
  }

  /// Whether a link stands in a text, its ampersands escaped or not.
  private static func holds(_ text: String, _ url: String) -> Bool {
    text.contains(url) || text.contains(url.replacing("&", with: "&amp;"))
  }
}
