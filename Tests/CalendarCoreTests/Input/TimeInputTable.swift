import CalendarCore
import Foundation
import Testing

/// The tables of the input language, in lines of a text and what is read.
///
/// `!` and a part of the message stand where it is refused. It is Monday 23 November 2026, 14:20 in
/// Berlin.
enum TimeInputTable {
  /// A row of a table.
  struct Row: Sendable, CustomTestStringConvertible {
    var text: String
    var expected: String
    var testDescription: String { text }
  }

  /// Reads a table of lines `text | expected`.
  static func rows(_ table: String) -> [Row] {
    table.split(separator: "\n").map { line in
      let halves = line.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
      let parts = halves.map { $0.trimmingCharacters(in: .whitespaces) }
      return Row(text: parts[0], expected: parts.count == 2 ? parts[1] : "no result in the table")
    }
  }

  static var berlin: TimeZone { get throws { try #require(TimeZone(identifier: "Europe/Berlin")) } }

  static func context(from base: Day? = nil) throws -> InputContext {
    InputContext(now: Date(timeIntervalSince1970: 1_795_440_025), zone: try berlin, from: base)
  }

  /// A moment as a row writes it: `2026-12-01 10:00 +02:00 Asia/Tokyo`.
  static func text(_ time: TypedTime) -> String {
    var parts: [String] = []
    if let day = time.day { parts.append("\(day)") }
    if let seconds = time.seconds {
      let clock = ClockText.clock(minutes: seconds / 60)
      parts.append(seconds % 60 == 0 ? clock : "\(clock):\(seconds % 60)")
    }
    if let offset = time.offset { parts.append(ClockText.offset(offset)) }
    if let zone = time.zone { parts.append(zone.name ?? "none") }
    if time.isNextDay { parts.append("next day") }
    return parts.joined(separator: " ")
  }

  /// A span as a row writes it: a moment, `→`, and the end or the length in minutes.
  static func text(_ span: TypedSpan) -> String {
    switch span.end {
    case nil: text(span.start)
    case .moment(let end): "\(text(span.start)) → \(text(end))"
    case .duration(let seconds): "\(text(span.start)) → \(Int(seconds / 60)) min"
    }
  }

  /// What comes of a row, written as its table writes it.
  static func expect(_ row: Row, _ read: () throws -> String) {
    do {
      let result = try read()
      #expect(result == row.expected, "\(row.text)")
    } catch {
      let message = "\(error)"
      guard row.expected.hasPrefix("!") else {
        Issue.record("\(row.text): \(message)")
        return
      }
      let part = row.expected.dropFirst().trimmingCharacters(in: .whitespaces)
      #expect(message.contains(part), "\(row.text)")
    }
  }
}
