package import ConferencingCore

/// Accounts, calendars and who can host meetings, line by line, with a cursor in it.
package struct AccountsViewModel: Equatable, Sendable {
  /// The lines.
  package private(set) var rows: [AccountRow] = []
  /// The line with the cursor.
  package private(set) var selected = 0
  /// The first line on the screen.
  package private(set) var top = 0
  private var height = 1

  /// Makes a screen without lines.
  package init() {}

  /// The grant that commands are about.
  package var account: AccountID? { rows.indices.contains(selected) ? rows[selected].account : nil }

  /// Takes other lines; the cursor stays on its line, or in its account at least.
  mutating func load(_ rows: [AccountRow], height: Int) {
    let old = self.rows.indices.contains(selected) ? self.rows[selected] : nil
    self.rows = rows
    self.height = max(1, height)
    if let old, !rows.indices.contains(selected) || rows[selected].account != old.account {
      selected = rows.firstIndex { $0.account == old.account } ?? 0
    }
    selected = max(0, min(selected, rows.count - 1))
    follow()
  }

  /// Moves the cursor.
  ///
  /// - Returns: Whether the command means something here.
  mutating func handle(_ command: Command) -> Bool {
    switch command {
    case .moveDown: move(by: 1)
    case .moveUp: move(by: -1)
    case .pageDown: move(by: max(1, height - 2))
    case .pageUp: move(by: -max(1, height - 2))
    case .first: move(by: -rows.count)
    case .last: move(by: rows.count)
    case .nextField: jump(to: rows.indices.first { $0 > selected && isHeading($0) })
    case .previousField: jump(to: rows.indices.last { $0 < selected && isHeading($0) })
    default: return false
    }
    return true
  }

  private func isHeading(_ index: Int) -> Bool { rows[index].row.kind == .heading }

  private mutating func jump(to index: Int?) {
    guard let index else { return }
    selected = index
    follow()
  }

  /// Blank lines are passed over.
  private mutating func move(by step: Int) {
    guard !rows.isEmpty else { return }
    var index = max(0, min(selected + step, rows.count - 1))
    while rows[index].isBlank, rows.indices.contains(index + step.signum()) {
      index += step.signum()
    }
    while rows[index].isBlank, index > 0 { index -= 1 }
    selected = index
    follow()
  }

  /// Keeps the cursor on the screen, with the line above it where there is one.
  private mutating func follow() {
    top = max(0, min(top, rows.count - height))
    let margin = height > 2 ? 1 : 0
    top = min(top, max(0, selected - margin))
    top = max(top, min(selected + margin, rows.count - 1) - height + 1)
  }
}

/// A line about an account.
package struct AccountRow: Equatable, Sendable {
  /// The account; `nil` between two.
  package var account: AccountID?
  /// What it says.
  package var row: ReadingViewModel.Row
  /// Whether it is there for the eye alone.
  package var isBlank: Bool { row.kind == .text && row.label.isEmpty }
}
