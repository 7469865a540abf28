package import CalendarCore
package import Foundation

/// The line at the foot of the screen: what was just said, or how things stand.
package struct StatusLineViewModel: Equatable, Sendable {
  /// How long a notice stays, in seconds.
  static let noticeLife: TimeInterval = 8

  /// What was said last.
  package private(set) var notice: Notice?
  /// Whether a refresh is under way.
  package var isSyncing = false
  private var noticeEnd: Date?
  /// The accounts that the program began with, which are all that it keeps in step.
  private var accounts: [AccountID]?

  /// Makes an empty line.
  package init() {}

  /// Says something; a problem stays until the next key or notice, other words for a while.
  package mutating func say(_ notice: Notice, now: Date) {
    self.notice = notice
    noticeEnd = notice.kind == .problem ? nil : now.addingTimeInterval(Self.noticeLife)
  }

  /// Accounts and calendars were read; the first time, the program has begun.
  mutating func take(_ directory: Directory) {
    accounts = accounts ?? directory.accounts.map(\.id)
  }

  /// A key was pressed: what was said has been read.
  package mutating func clear() { notice = nil }

  /// The clock shows this.
  package mutating func tick(_ now: Date) {
    if let noticeEnd, now >= noticeEnd { notice = nil }
  }

  /// How things stand, in a few words; and whether that is a problem.
  ///
  /// Of several accounts the one that is worst off is named: one that a user must help before
  /// one that comes back by itself.
  package func summary(
    _ directory: Directory,
    grants: [GrantStatus] = [],
    now: Date,
    clock: WallClock
  ) -> (text: String, isProblem: Bool) {
    if let accounts, let added = directory.accounts.first(where: { !accounts.contains($0.id) }) {
      return (
        "\(added.id) was added elsewhere: \(key: .quit) leaves, and a new start syncs it.", true
      )
    }
    let statuses = directory.accounts.filter { !$0.service.isLocal }
      .map { ($0.id, directory.syncStatus[$0.id] ?? SyncStatus()) }
    let failing = statuses.filter { $0.1.failure != nil && $0.1.offlineSince == nil }
    if let (account, status) = failing.min(by: { Self.age($0.1) < Self.age($1.1) }) {
      let age = status.lastSuccess.map { " (last synced \(TimeText.age($0, now: now)))" } ?? ""
      let start = isSyncing ? "syncing… · " : ""
      return ("\(start)\(account): \(status.failure ?? "")\(age)", true)
    }
    // One that only hosts meetings is missed when a meeting is to be made, and no sooner.
    if let expired = grants.first(where: \.isExpired) {
      return ("\(expired.name): the sign-in has expired. \(key: .accounts) signs in again.", true)
    }
    let offline = statuses.filter { $0.1.offlineSince != nil }
    if let since = offline.compactMap(\.1.offlineSince).min(), let first = offline.first {
      let name = offline.count < statuses.count ? "\(first.0) " : ""
      return ("\(name)offline since \(Self.moment(since, now: now, clock: clock))", false)
    }
    let state = Self.state(of: statuses, isSyncing, now)
    return (state + Self.unreadable(statuses) + Self.hidden(directory), false)
  }

  private static func state(
    of statuses: [(AccountID, SyncStatus)],
    _ isSyncing: Bool,
    _ now: Date
  ) -> String {
    if isSyncing { return "syncing…" }
    guard !statuses.isEmpty else { return "local calendar" }
    let oldest = statuses.compactMap(\.1.lastSuccess).min()
    return oldest.map { "synced \(TimeText.age($0, now: now))" } ?? "not synced yet"
  }

  /// How many events cannot be read, and where they are named.
  private static func unreadable(_ statuses: [(AccountID, SyncStatus)]) -> String {
    let count = statuses.map(\.1.unreadable.count).reduce(0, +)
    guard count > 0 else { return "" }
    let names = "\(key: .accounts) names \(count == 1 ? "it" : "them")"
    return " · \(count) event\(count == 1 ? "" : "s") cannot be read: \(names)"
  }

  /// How many calendars are hidden, and what shows them: what is missed may be in one of them.
  private static func hidden(_ directory: Directory) -> String {
    let count = directory.calendars.count(where: \.isHidden)
    guard count > 0 else { return "" }
    let (plural, them) = count == 1 ? ("", "it") : ("s", "them")
    return " · \(count) calendar\(plural) hidden: \(key: .accounts) shows \(them)"
  }

  /// When an account was last brought up to date, for finding the one that was not for longest.
  private static func age(_ status: SyncStatus) -> Date { status.lastSuccess ?? .distantPast }

  /// `10:12`, and the day with it when that is another one.
  private static func moment(_ date: Date, now: Date, clock: WallClock) -> String {
    let (day, today) = (Day(date, in: clock.zone), Day(now, in: clock.zone))
    let time = TimeText.clock(date, in: clock)
    return day == today ? time : "\(TimeText.short(day, today: today)), \(time)"
  }
}
