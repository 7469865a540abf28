package import ConferencingCore
package import Foundation

/// A text to read: help, or what is known of accounts and calendars.
package struct ReadingViewModel: Equatable, Sendable {
  /// What it is about.
  package enum Subject: Equatable, Sendable {
    /// The keys; the lines are made from the key table.
    case help(CommandContext)
    case accounts
  }

  /// A line.
  package struct Row: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
      case heading
      case entry
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

  package let subject: Subject
  package var title: String
  package var rows: [Row]
  /// The first line on the screen.
  package private(set) var top = 0

  /// Makes a text.
  package init(_ subject: Subject, title: String, rows: [Row] = []) {
    self.subject = subject
    self.title = title
    self.rows = rows
  }

  /// Scrolls.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - height: The lines that the screen has room for.
  ///   - count: The lines there are.
  /// - Returns: Whether the command means something here.
  package mutating func handle(_ command: Command, height: Int, count: Int) -> Bool {
    let end = max(0, count - height)
    switch command {
    case .moveDown: top = min(top + 1, end)
    case .moveUp: top = max(0, top - 1)
    case .pageDown: top = min(top + max(1, height - 2), end)
    case .pageUp: top = max(0, top - max(1, height - 2))
    case .first: top = 0
    case .last: top = end
    default: return false
    }
    return true
  }

  /// What is known of accounts and calendars.
  ///
  /// - Parameters:
  ///   - directory: What is known.
  ///   - now: The time.
  ///   - width: The columns that a sentence may take before it goes on in the next line.
  /// - Returns: The text.
  package static func accounts(
    _ directory: Directory,
    now: Date,
    width: Int = .max
  ) -> ReadingViewModel {
    var rows: [Row] = []
    for account in directory.accounts {
      let grant = directory.ownGrant(of: account.id)
      let what = grant.map { "\($0.provider.displayName), \($0.email)" } ?? ""
      rows.append(Row(.heading, account.id.rawValue, what))
      let status = directory.syncStatus[account.id]
      if account.service == .local {
        rows.append(Row(.text, "Kept on this machine."))
      } else if let success = status?.lastSuccess {
        rows.append(Row(.text, "Up to date \(TimeText.age(success, now: now))."))
      } else {
        rows.append(Row(.text, "Not synced yet."))
      }
      if let failure = status?.failure { rows += problem(failure, width: width) }
      if let unsent = directory.unsent[account.id] { rows += unsentRows(unsent) }
      for calendar in directory.calendars where calendar.account == account.id {
        var notes = calendar.isPrimary ? ["main calendar"] : []
        if calendar.isReadOnly { notes.append("read-only") }
        notes += calendar.refusedProviders.map { "no \($0.rawValue)" }.sorted()
        rows.append(
          Row(.entry, calendar.name, notes.joined(separator: ", "), color: calendar.color)
        )
      }
      rows += hostRows(of: account, in: directory, width: width)
      rows.append(Row(.text, ""))
    }
    return ReadingViewModel(.accounts, title: "Calendars and accounts", rows: rows)
  }

  /// How many edits the service has not taken.
  private static func unsentRows(_ unsent: UnsentEdits) -> [Row] {
    func count(_ number: Int) -> String { "\(number) edit\(number == 1 ? "" : "s")" }
    var rows: [Row] = []
    if unsent.waiting > 0 { rows.append(Row(.text, "\(count(unsent.waiting)) not sent yet.")) }
    if unsent.refused > 0 {
      rows.append(Row(.problem, "\(count(unsent.refused)) refused by the service."))
    }
    return rows
  }

  /// A sentence about what is wrong, in lines that fit.
  private static func problem(_ text: String, width: Int) -> [Row] {
    var lines = [""]
    for word in text.split(separator: " ") {
      if !lines[lines.count - 1].isEmpty, lines[lines.count - 1].count + word.count >= width {
        lines.append("")
      }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines.enumerated().map { Row($0 == 0 ? .problem : .continued, $1) }
  }

  /// Who can host what for an account.
  private static func hostRows(
    of account: Account,
    in directory: Directory,
    width: Int
  ) -> [Row] {
    let grants = directory.grants[account.id] ?? []
    guard !grants.isEmpty else { return [] }
    var rows = [Row(.text, "Can host meetings:")]
    for provider in AutocreateProvider.allCases {
      for grant in grants where grant.provider == provider.grantProvider {
        if let obstacle = ConferencingRules.obstacle(for: grant, provider: provider) {
          rows += problem(obstacle.message(for: grant, provider: provider), width: width)
        } else {
          rows.append(Row(.entry, provider.rawValue, grant.email))
        }
      }
    }
    return rows
  }
}
