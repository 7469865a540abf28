import ArgumentParser
import CalendarCore
import ConferencingCore
import LocalCache
import ViewModels

/// A form in which the meeting of an event is printed, to be passed on.
enum ConferenceFormat: String, ExpressibleByArgument, CaseIterable {
  case invitation, markdown, url, phone

  /// The lines for an event.
  ///
  /// - Throws: ``CommandError`` where the event has nothing of that kind.
  func lines(of event: Event, session: Session) throws(CommandError) -> [String] {
    let invitation = Invitation(
      event,
      country: session.country,
      clock: session.clock,
      now: session.environment.now()
    )
    switch self {
    case .invitation: return Self.split(invitation.text)
    case .markdown: return Self.split(invitation.markdown)
    case .url:
      guard let url = event.joinDetails()?.url, !url.isEmpty else {
        throw CommandError(.notFound, "\(quoted(event.title)) has no meeting link.")
      }
      return [url]
    case .phone:
      let lines = invitation.phoneLines
      guard !lines.isEmpty else {
        throw CommandError(.notFound, "\(quoted(event.title)) has no telephone number.")
      }
      return lines
    }
  }

  private static func split(_ text: String) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
