/// A text to read: help, or what the doctor found.
package struct ReadingViewModel: Equatable, Sendable {
  /// What it is about.
  package enum About: Equatable, Sendable {
    /// The keys; the lines are made from the key table.
    case help(CommandContext)
    case doctor
  }

  /// A line.
  package struct Row: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
      case heading
      case entry
      /// A calendar, which may be hidden.
      case calendar(isShown: Bool)
      case problem
      /// The line above goes on.
      case continued
      case text
    }
    package var kind: Kind
    package var label: String
    package var value: String
    /// A colour to show before it, as `#rrggbb`; empty for none.
    package var color: String
    /// Makes a line.
    package init(_ kind: Kind, _ label: String, _ value: String = "", color: String = "") {
      self.kind = kind
      self.label = label
      self.value = value
      self.color = color
    }
  }

  package let about: About
  package var title: String
  package var rows: [Row]
  /// The first line on the screen.
  package private(set) var top = 0

  /// Makes a text.
  package init(_ about: About, title: String, rows: [Row] = []) {
    self.about = about
    self.title = title
    self.rows = rows
  }

  /// Puts other lines in the place of those that are shown.
  mutating func replace(with rows: [Row], height: Int) {
    self.rows = rows
    top = min(top, max(0, rows.count - height))
  }

  /// Scrolls.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - height: The lines that the screen has room for.
  ///   - count: The lines there are.
  /// - Returns: Whether the command means something here.
  package mutating func handle(_ command: Command, height: Int, count: Int) -> Bool {
    let line = ListCursor.line(
      command,
      from: top,
      count: max(0, count - height) + 1,
      height: height
    )
    top = line ?? top
    return line != nil
  }
}

extension ReadingViewModel: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .reading }
  package var heading: String? { title }
  package func footer(in app: AppState) -> [Command] { [.moveDown, .pageDown, .back] }
  package var effectsOfClosing: [Effect] { about == .doctor ? [.cancelExamination] : [] }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .back, .quit, .help: app.close()
    case .sync: return [.sync]
    default: _ = handle(command, height: app.display.listHeight, count: rows.count)
    }
    return []
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    switch (action, about) {
    // Another width: help is laid out for it.
    case (.resized(let columns, _), .help(let context)):
      replace(
        with: HelpPage.rows(app.helpRows[context] ?? [], columns: columns),
        height: app.display.listHeight
      )
    case (.examined(let diagnosis), .doctor):
      rows = diagnosis.rows(
        now: app.now,
        clock: app.clock,
        width: min(app.display.columns, AppMetrics.readingColumns) - AppMetrics.indent
      )
    default: break
    }
    return []
  }
}
