import CalendarCore
import ConferencingCore
import Foundation

/// The body of an event as Graph takes it: always HTML, for that is what it answers with.
struct GraphBody: Encodable, Hashable, Sendable {
  /// The kind of the content.
  let contentType = "html"
  /// The HTML.
  let content: String

  /// A description as it is; one that is plain text is written as HTML that shows the same.
  init(_ description: String) { self.init(html: Self.html(of: description)) }

  private init(html: String) { content = html }

  /// A changed description of an event whose Teams meeting stays.
  ///
  /// The service ends the meeting when its text is no longer in the body (Microsoft Graph, "Update
  /// event"). So that text goes along byte for byte, wherever the user's new words left it out or
  /// changed it.
  ///
  /// - Parameters:
  ///   - description: The whole description as it is to be.
  ///   - current: The event as it is.
  /// - Throws: ``ServiceError/rejected(_:)`` when the text of the meeting cannot be told from words.
  init(_ description: String, keepingMeetingOf current: Event) throws(ServiceError) {
    let texts = Self.teamsTexts(in: current.description)
    guard !texts.isEmpty else {
      if case .details(let details) = current.conferencing, details.provider == .microsoftTeams,
        Self.holds(current.description, details.url), !Self.holds(description, details.url)
      {
        throw .rejected(
          "The text of the Teams meeting in \"\(current.title)\" cannot be told from your words, "
            + "and without it the meeting would end. Change the description in Outlook."
        )
      }
      self.init(description)
      return
    }
    var words = description
    let found = Self.teamsTexts(in: words)
    if texts.allSatisfy({ text in found.contains { $0.utf8.elementsEqual(text.utf8) } }) {
      self.init(description)
      return
    }
    for segment in Self.teamsSegments(in: words).reversed() {
      words.removeSubrange(segment.range)
    }
    for text in texts { words = ConferenceText.withoutRemains(of: text, in: words) }
    self.init(html: Self.html(of: words) + texts.map(Self.html).joined())
  }

  /// Plain text as HTML that shows the same; what is HTML stays.
  static func html(of text: String) -> String {
    guard !HTMLText.looksLikeHTML(text) else { return text }
    return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\r\n", with: "\n").replacing("\n", with: "<br>")
  }

  /// Whether a text of Microsoft about Teams stands in a description.
  static func holdsTeamsText(_ description: String) -> Bool {
    !teamsSegments(in: description).isEmpty
  }

  private static func teamsTexts(in description: String) -> [String] {
    teamsSegments(in: description).map { String(description[$0.range]) }
  }

  /// The texts of Microsoft about Teams; a block of Convene that says more of it is none.
  private static func teamsSegments(in description: String) -> [ConferenceSegment] {
    ConferenceText.segments(in: description).filter { segment in
      segment.provider == .microsoftTeams
        && InvitationBlock.find(in: String(description[segment.range])) == nil
    }
  }

  /// Whether a link stands in HTML, its ampersands escaped or not.
  private static func holds(_ html: String, _ url: String) -> Bool {
    html.contains(url) || html.contains(url.replacing("&", with: "&amp;"))
  }
}
