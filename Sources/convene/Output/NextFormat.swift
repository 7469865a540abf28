import CalendarCore
import ConferencingCore
import Foundation
import Terminal
import ViewModels

/// The line that `convene next` prints: a text with names in braces.
struct NextFormat: Equatable {
  /// What stands for a name in braces.
  enum Name: String, CaseIterable {
    case title, start, end, day, `in`, left, minutes, provider, link, calendar, location, id
  }

  private enum Piece: Equatable {
    case text(String)
    /// A value, cut to so many columns.
    case value(Name, width: Int)
  }

  /// What is printed when nothing else is asked for.
  static let standard = "{start} {title:40} ({in})"
  /// The most columns of a value whose width is not said: titles may be megabytes.
  private static let width = 200

  private let pieces: [Piece]

  /// Reads a format: `{title}`, `{title:30}` for at most 30 columns, `{{` and `}}` for braces.
  ///
  /// - Throws: ``CommandError`` for a name that is not known, and for a brace without its other half.
  init(_ text: String) throws(CommandError) {
    var pieces: [Piece] = []
    var plain = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      switch (character, rest.first) {
      case ("{", "{"), ("}", "}"):
        plain.append(character)
        rest = rest.dropFirst()
      case ("{", _):
        guard let end = rest.firstIndex(of: "}") else { throw Self.unfinished }
        if !plain.isEmpty { pieces.append(.text(plain)) }
        plain = ""
        pieces.append(try Self.value(rest[..<end]))
        rest = rest[end...].dropFirst()
      case ("}", _): throw Self.unfinished
      default: plain.append(character)
      }
    }
    if !plain.isEmpty { pieces.append(.text(plain)) }
    self.pieces = pieces
  }

  private static var unfinished: CommandError {
    CommandError(
      .wrongUsage,
      "--format has a brace without its other half. Write {title}, and {{ or }} for a brace."
    )
  }

  private static func value(_ text: Substring) throws(CommandError) -> Piece {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let width = parts.count == 2 ? Int(parts[1]) : Self.width
    guard let name = Name(rawValue: String(parts[0])), let width, (1...1_000).contains(width) else {
      let names = Name.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
      throw CommandError(
        .wrongUsage,
        "--format knows no {\(text)}. There are \(names), each with a width as in {title:30}."
      )
    }
    return .value(name, width: width)
  }

  /// The line for an event.
  ///
  /// - Parameters:
  ///   - values: What stands for the names.
  ///   - isMarkup: Whether `&`, `<` and `>` of the values are escaped, for bars that read markup.
  /// - Returns: The line.
  func line(_ values: NextValues, isMarkup: Bool) -> String {
    var line = ""
    var isValueBefore = false
    for piece in pieces {
      switch piece {
      case .text(let text):
        // What the user writes is meant, unless a value is the first half of it.
        if isValueBefore, Self.opens(line.last, text.first) { line += " " }
        line += text
        isValueBefore = text.isEmpty && isValueBefore
      case .value(let name, let width):
        let text = DisplayWidth.truncated(Self.clean(values[name]), to: width)
        if Self.opens(line.last, text.first) { line += " " }
        line += isMarkup ? Self.escaped(text) : text
        isValueBefore = true
      }
    }
    return line
  }

  /// Whether two characters in a row begin an instruction of a bar.
  private static func opens(_ first: Character?, _ second: Character?) -> Bool {
    guard let first, let second else { return false }
    return first == "#" && "[({".contains(second) || first == "%" && second == "{"
  }

  /// A text on one line, without what bars take for instructions: `#[…]`, `#(…)` and
  /// `#{…}` in tmux, `%{…}` in polybar and lemonbar.
  static func clean(_ text: String) -> String {
    let text = text.split(whereSeparator: { $0.isNewline || $0 == "\t" }).joined(separator: " ")
    var clean = ""
    for character in SafeText.visible(text) {
      if opens(clean.last, character) { clean += " " }
      clean.append(character)
    }
    return clean
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

/// What `convene next` says of an event.
struct NextValues {
  let event: EventSummary
  let meeting: ConferencingDetails?
  let id: String
  let calendar: String
  let now: Date
  let clock: WallClock
  private var zone: TimeZone { clock.zone }

  /// The minutes until it starts, begun ones counted whole; 0 or less once it runs.
  var minutes: Int {
    Int((event.time.start(in: zone).timeIntervalSince(now) / 60).rounded(.up))
  }

  /// Whether it runs now.
  var isRunning: Bool { event.time.start(in: zone) <= now }

  subscript(name: NextFormat.Name) -> String {
    switch name {
    case .title: event.title.allSatisfy(\.isWhitespace) ? "(no title)" : event.title
    case .start: time(event.time.start(in: zone))
    case .end: time(event.time.end(in: zone))
    case .day: TimeText.short(event.time.days(in: zone).lowerBound, today: Day(now, in: zone))
    case .in: isRunning ? "now" : "in \(TimeText.duration(Double(minutes) * 60))"
    case .left: left
    case .minutes: String(minutes)
    case .provider: meeting.map { AgendaViewModel.word($0.provider) } ?? ""
    case .link: meeting?.url ?? ""
    case .calendar: calendar
    case .location: event.location
    case .id: id
    }
  }

  private func time(_ date: Date) -> String {
    event.time.isAllDay ? "all day" : TimeText.clock(date, in: clock)
  }

  /// How long it goes on; empty for what does not run or takes whole days.
  private var left: String {
    guard isRunning, !event.time.isAllDay else { return "" }
    let seconds = event.time.end(in: zone).timeIntervalSince(now)
    return "\(TimeText.duration((seconds / 60).rounded(.up) * 60)) left"
  }

  /// The event as JSON.
  var json: JSONText {
    let times: (String, String) =
      switch event.time {
      case .allDay(let first, let last): (first.description, last.description)
      case .timed(let start, let end, _):
        (ISOTime.text(start, in: zone), ISOTime.text(end, in: zone))
      }
    return .object([
      ("id", .text(id)),
      ("account", .text(event.account.rawValue)),
      ("calendar", .text(calendar)),
      ("title", .text(event.title)),
      ("start", .text(times.0)),
      ("end", .text(times.1)),
      ("all_day", .bool(event.time.isAllDay)),
      ("running", .bool(isRunning)),
      ("minutes", .number(minutes)),
      ("location", .text(event.location)),
      ("provider", JSONText(meeting?.provider.rawValue)),
      ("link", JSONText(meeting.flatMap { $0.url.isEmpty ? nil : $0.url })),
    ])
  }
}
