import CalendarSync
import CalendarCore
import Foundation

/// What the cache can know of which days: a day that was never read looks as empty as a free one.
struct KnownDays {
  /// An age at which what was read last is worth a word.
  private static let oldAge: TimeInterval = 86_400

  let directory: Directory
  let now: Date
  let zone: TimeZone

  /// Makes it of what is known of the accounts.
  init(_ directory: Directory, now: Date, zone: TimeZone) {
    self.directory = directory
    self.now = now
    self.zone = zone
  }

  /// What is to be said of some days: a sentence for each account that was not read there, or not
  /// for a long time.
  func gaps(in asked: ClosedRange<Day>) -> [String] {
    directory.accounts.compactMap { account in
      guard !account.service.isLocal else { return nil }
      guard let read = directory.syncStatus[account.id]?.lastSuccess else {
        return "\(account.id) was never read. convene sync reads it."
      }
      let known = SyncPolicy().days(readAt: read, in: zone)
      // Services that deliver series themselves deliver all that they have.
      let isWhole = account.service.has(.deliversMasters)
      if !isWhole, !known.contains(asked.lowerBound) || !known.contains(asked.upperBound) {
        return "\(account.id) is known from \(known.lowerBound) to \(known.upperBound) alone."
      }
      guard now.timeIntervalSince(read) > Self.oldAge else { return nil }
      return "\(account.id) is shown as of \(Day(read, in: zone)). convene sync reads what is new."
    }
  }
}
