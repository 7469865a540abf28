package import CalendarCore
import ConferencingCore
package import Foundation

/// A line about an account.
package struct AccountRow: Equatable, Sendable {
  /// The account; `nil` between two.
  package var account: AccountID?
  /// The calendar that it is about; `nil` when it is about none.
  package var calendar: CalendarKey?
  /// What it says.
  package var row: ReadingViewModel.Row
  /// Whether it is there for the eye alone.
  package var isBlank: Bool { row.kind == .text && row.label.isEmpty }
}

extension AccountRow {
  /// What is known of accounts, calendars and hosts.
  ///
  /// - Parameters:
  ///   - directory: Accounts and calendars.
  ///   - grants: How the configured grants stand, in the order of the configuration.
  ///   - now: The time.
  ///   - width: The columns that a sentence may take before it goes on in the next line.
  /// - Returns: The lines.
  package static func all(
    _ directory: Directory,
    _ grants: [GrantStatus],
    now: Date,
    width: Int = 1_000
  ) -> [AccountRow] {
    // Those without calendars stand where the configuration has them, the local calendar last.
    var names = grants.map(\.name)
    names += directory.accounts.map(\.id).filter { !names.contains($0) }
    let sections = names.map { name -> [AccountRow] in
      var section = AccountSection(directory: directory, now: now, width: width)
      section.describe(name, grants.first { $0.name == name })
      return section.rows.enumerated().map { index, row in
        AccountRow(account: name, calendar: section.calendars[index], row: row)
      }
    }
    let blank = AccountRow(account: nil, row: .init(.text, ""))
    return Array(sections.joined(separator: [blank]))
  }
}

/// The lines about one account, as they come together.
private struct AccountSection {
  let directory: Directory
  let now: Date
  let width: Int
  /// How many events that cannot be read are named.
  private static let named = 3
  var rows: [ReadingViewModel.Row] = []
  /// The calendars of rows, by the numbers of those.
  var calendars: [Int: CalendarKey] = [:]

  mutating func describe(_ name: AccountID, _ status: GrantStatus?) {
    let account = directory.account(name)
    let grant = directory.ownGrant(of: name)
    let email = status.map(\.email).flatMap { $0.isEmpty ? nil : $0 } ?? grant?.email
    let named = grant.map(\.provider.displayName).flatMap { $0.isEmpty ? nil : $0 }
    let service = account.map(\.service).flatMap { $0 == .local ? nil : $0.displayName }
    let place = named ?? service ?? status?.service.displayName
    rows.append(
      .init(
        .heading,
        name.rawValue,
        [place, email].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
      )
    )
    if let status { describe(status) }
    if let account {
      describe(account)
    } else if status?.service.has(.calendars) == false {
      rows.append(.init(.text, "Hosts meetings; it has no calendars."))
    }
  }

  private mutating func describe(_ status: GrantStatus) {
    if case .signedIn = status.standing { rows.append(.init(.text, "Signed in.")) }
    // What a sync says of the same account need not be said twice.
    if let problem = status.problem, directory.syncStatus[status.name]?.failure != problem {
      say(problem)
    }
  }

  private mutating func describe(_ account: Account) {
    let status = directory.syncStatus[account.id]
    if account.service.isLocal {
      rows.append(.init(.text, "Kept on this machine."))
    } else if let success = status?.lastSuccess {
      rows.append(.init(.text, "Up to date \(TimeText.age(success, now: now))."))
    } else {
      rows.append(.init(.text, "Not synced yet."))
    }
    if let failure = status?.failure { say(failure) }
    for reason in status?.unreadable.prefix(Self.named) ?? [] { say(reason) }
    let more = (status?.unreadable.count ?? 0) - Self.named
    if more > 0 { say("\(more) more cannot be read; the doctor names all.") }
    if let unsent = directory.unsent[account.id] { describe(unsent) }
    for calendar in directory.calendars where calendar.account == account.id {
      var notes = calendar.isHidden ? ["hidden"] : []
      if calendar.isPrimary { notes.append("main calendar") }
      if calendar.isReadOnly { notes.append("read-only") }
      notes += calendar.refusedProviders.map { "no \($0.rawValue)" }.sorted()
      calendars[rows.count] = calendar.key
      rows.append(
        .init(
          .calendar(isShown: !calendar.isHidden),
          calendar.name,
          notes.joined(separator: ", "),
          color: calendar.color
        )
      )
    }
    describeHosts(of: account)
  }

  /// How many edits the service has not taken.
  private mutating func describe(_ unsent: UnsentEdits) {
    func count(_ number: Int) -> String { "\(number) edit\(number == 1 ? "" : "s")" }
    if unsent.waiting > 0 { rows.append(.init(.text, "\(count(unsent.waiting)) not sent yet.")) }
    if unsent.refused > 0 {
      rows.append(.init(.problem, "\(count(unsent.refused)) refused by the service."))
    }
  }

  /// Who can host what for an account.
  private mutating func describeHosts(of account: Account) {
    let hosts = Set(AutocreateProvider.allCases.map(\.grantProvider))
    let grants = (directory.grants[account.id] ?? []).filter { hosts.contains($0.provider) }
    guard !grants.isEmpty else { return }
    rows.append(.init(.text, "Can host meetings on its calendars:"))
    for provider in AutocreateProvider.allCases {
      for grant in grants where grant.provider == provider.grantProvider {
        if let obstacle = ConferencingRules.obstacle(for: grant, provider: provider) {
          say(obstacle.message(for: grant, provider: provider))
        } else {
          rows.append(.init(.entry, provider.rawValue, grant.label(among: grants)))
        }
      }
    }
  }

  /// A sentence about what is wrong.
  private mutating func say(_ problem: String) {
    rows += ReadingViewModel.Row.problem(problem, width: width)
  }
}

extension ReadingViewModel.Row {
  /// A sentence about what is wrong, in lines that fit.
  package static func problem(_ text: String, width: Int) -> [ReadingViewModel.Row] {
    LineWrap.lines(text, width: width).enumerated().map {
      ReadingViewModel.Row($0 == 0 ? .problem : .continued, $1)
    }
  }
}
