import CalendarCore
import ICalendar

/// The attendees of a resource whom the server that stores it invites (RFC 6638, section 7.1).
package struct ServerInvitations: Sendable {
  /// Their addresses, in small letters, by the events of the resource.
  private var byStart: [OccurrenceKey.Start?: Set<String>] = [:]
  /// The addresses of all, in small letters.
  package var addresses: Set<String> { byStart.values.reduce(into: []) { $0.formUnion($1) } }
  private let text: ResourceText

  /// Reads whom the server invites.
  package init(_ text: ResourceText) {
    self.text = text
    for part in text.parts {
      guard let editor = try? ComponentEditor(Array(text.bytes[part.range])) else { continue }
      for line in editor.component.all("ATTENDEE") where Self.isServers(line) {
        byStart[part.start, default: []].insert(Self.address(line))
      }
    }
  }

  /// Whether the server invites the same people to the same events.
  func invitesSame(as other: ServerInvitations) -> Bool { byStart == other.byStart }

  /// The text in which the server invites none but some: the rest is left to the user.
  ///
  /// - Parameter invited: Who is invited already, in small letters.
  /// - Returns: The bytes.
  package func leaving(_ invited: Set<String>) -> [UInt8] {
    var bytes = text.bytes
    for part in text.parts.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      guard var editor = try? ComponentEditor(Array(bytes[part.range])) else { continue }
      for line in editor.component.all("ATTENDEE")
      where Self.isServers(line) && !invited.contains(Self.address(line)) {
        let others = line.parameters.filter { $0.name != Self.agent }
        editor.replace(
          line,
          with: ContentLine(line.name, others + [.init(Self.agent, "CLIENT")], value: line.value)
        )
      }
      bytes.replaceSubrange(part.range, with: editor.text)
    }
    return bytes == text.bytes ? bytes : CalendarText.inUTF8(bytes) ?? bytes
  }

  private static let agent = "SCHEDULE-AGENT"

  private static func isServers(_ line: ContentLine) -> Bool {
    let agent = line.parameter(agent)?.uppercased() ?? "SERVER"
    return agent != "CLIENT" && agent != "NONE"
  }

  private static func address(_ line: ContentLine) -> String {
    EventReading.address(line).lowercased()
  }
}
