package import CalendarCore
import ConferencingCore
package import Foundation

/// An event as one would send it to somebody.
package enum Invitation {
  /// The whole invitation as text.
  package static func text(_ event: Event, zone: TimeZone, now: Date) -> String {
    let today = Day(now, in: zone)
    var lines = [oneLine(event.title), TimeText.span(event.time, in: zone, today: today)]
    if !event.time.isAllDay { lines[1] += " (\(zone.identifier))" }
    let hasLinkBelow = event.conferencingState == .ready && event.isPlacedAtItsLink
    if !event.location.isEmpty, !hasLinkBelow { lines.append(oneLine(event.location)) }
    if case .details(let details) = event.conferencing {
      lines.append("")
      lines += EventDetailRows.rows(of: details).filter { row in
        // Guests can do nothing with a provider that is not known, or a link that nobody opens.
        switch row.label {
        case "Provider": details.provider != .unknown
        case "Link": details.isReady
        default: row.kind != .problem
        }
      }
      .map { row in
        row.label.isEmpty ? "  \(row.value)" : "\(row.label): \(row.value)"
      }
    }
    let own = ConferenceText.cut(event.description, own: event.ownDescription).kept
    let words = HTMLText.looksLikeHTML(own) ? HTMLText.plain(own) : own
    if !words.isEmpty { lines += ["", words] }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text without line breaks: a title must not look like what follows it.
  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
