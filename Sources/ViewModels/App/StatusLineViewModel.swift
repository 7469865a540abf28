package import ConferencingCore
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

  /// Makes an empty line.
  package init() {}

  /// Says something; a problem stays until the next key or notice, other words for a while.
  package mutating func say(_ notice: Notice, now: Date) {
    self.notice = notice
    noticeEnd = notice.kind == .problem ? nil : now.addingTimeInterval(Self.noticeLife)
  }

  /// A key was pressed: what was said has been read.
  package mutating func clear() { notice = nil }

  /// The clock shows this.
  package mutating func tick(_ now: Date) {
    if let noticeEnd, now >= noticeEnd { notice = nil }
  }

  /// How things stand, in a few words; and whether that is a problem.
  package func summary(_ directory: Directory, now: Date) -> (text: String, isProblem: Bool) {
    let statuses = directory.accounts.filter { $0.service != .local }
      .map { ($0.id, directory.syncStatus[$0.id] ?? SyncStatus()) }
    if let (account, status) = statuses.first(where: { $0.1.failure != nil }) {
      let age = status.lastSuccess.map { "last synced \(TimeText.age($0, now: now))" }
      return ("\(account): \(status.failure ?? "")" + (age.map { " (\($0))" } ?? ""), true)
    }
    if isSyncing { return ("syncing…", false) }
    guard !statuses.isEmpty else { return ("local calendar", false) }
    let oldest = statuses.compactMap(\.1.lastSuccess).min()
    return (oldest.map { "synced \(TimeText.age($0, now: now))" } ?? "not synced yet", false)
  }
}
