import CalendarCore
import Foundation

/// What Convene writes into the texts of a meeting at Zoom.
enum ZoomText {
  /// The most characters of a topic.
  ///
  /// Source: Zoom Meeting API, "Create a meeting". What Zoom counts is not said, so it is UTF-16
  /// here, of which no text has fewer than of anything else that could be meant.
  private static let topicLimit = 200

  /// The title of an event as a topic: in one line, cut between characters that people see.
  static func topic(_ title: String) -> String {
    let line = title.split(whereSeparator: \.isNewline).joined(separator: " ")
      .trimmingCharacters(in: .whitespaces)
    // Of a meeting without a topic Zoom makes up one, by which it would not be found again.
    if line.isEmpty { return "Meeting" }
    var room = topicLimit
    let cut = line.prefix { character in
      room -= character.utf16.count
      return room >= 0
    }
    return cut.isEmpty ? "Meeting" : String(cut).trimmingCharacters(in: .whitespaces)
  }

  private static let markOpening = "Made by Convene for a calendar event ["

  /// The agenda of a meeting: the mark by which it is known as the one of a request.
  static func agenda(key: String) -> String { "\(markOpening)\(key)]" }

  /// Whether an agenda bears the mark of a request.
  static func isMarked(_ agenda: String?, key: String) -> Bool {
    agenda?.contains(Self.agenda(key: key)) ?? false
  }

  /// Whether an agenda bears the mark of any request.
  static func isMarked(_ agenda: String?) -> Bool { agenda?.contains(markOpening) ?? false }

  /// Whether an agenda bears the mark of another request.
  static func isMarkedOtherwise(_ agenda: String?, key: String) -> Bool {
    (agenda?.contains(markOpening) ?? false) && !isMarked(agenda, key: key)
  }
}
