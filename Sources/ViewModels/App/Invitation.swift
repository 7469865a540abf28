package import ConferencingCore
package import Foundation

/// An event as one would send it to somebody.
package enum Invitation {
  /// The whole invitation as text.
  package static func text(_ event: Event, zone: TimeZone, now: Date) -> String {
    let today = Day(now, in: zone)
    var lines = [oneLine(event.title), TimeText.span(event.time, in: zone, today: today)]
    if !event.time.isAllDay { lines[1] += " (\(zone.identifier))" }
    if case .details(let details) = event.conferencing, details.isReady {
      if !event.location.isEmpty, !event.isPlacedAtItsLink { lines.append(event.location) }
      lines.append("")
      // Guests can do nothing with a provider that is not known.
      let rows = EventDetailRows.rows(of: details).filter {
        $0.label != "Provider" || details.provider != .unknown
      }
      lines += rows.map { row in
        row.label.isEmpty ? "  \(row.value)" : "\(row.label): \(row.value)"
      }
    } else if !event.location.isEmpty {
      lines.append(event.location)
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
