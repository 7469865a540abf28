import CalendarCore
import ConferencingCore
import Foundation
import Testing
import ViewModels

/// What the status line says of the accounts, by how they stand.
@Suite struct StatusLineTests {
  private static let home = AccountID("home")

  private func summary(
    work: SyncStatus,
    home: SyncStatus? = nil,
    unsent: [AccountID: UnsentEdits] = [:],
    isSyncing: Bool = false
  ) -> String {
    var directory = World.directory()
    directory.syncStatus[World.work] = work
    directory.unsent = unsent
    if let home {
      directory.accounts.append(Account(id: Self.home, service: .nylas, grant: GrantID("g-home")))
      directory.syncStatus[Self.home] = home
    }
    var line = StatusLineViewModel()
    line.isSyncing = isSyncing
    let summary = line.summary(directory, now: World.now, clock: WallClock(World.zone))
    return (summary.isProblem ? "! " : "") + summary.text
  }

  private func synced(_ minutes: Double) -> SyncStatus {
    SyncStatus(lastSuccess: World.now - minutes * 60)
  }

  private func offline(_ hour: Int, _ minute: Int, day: Int = 0) -> SyncStatus {
    SyncStatus(
      lastSuccess: World.now - 90_000,
      failure: "Cannot be reached.",
      offlineSince: World.at(hour, minute, day: day)
    )
  }

  @Test func whatIsWellIsSaidQuietly() {
    #expect(summary(work: synced(5)) == "synced 5 min ago")
    #expect(summary(work: SyncStatus()) == "not synced yet")
    #expect(summary(work: synced(5), isSyncing: true) == "syncing…")
    #expect(
      summary(work: synced(5), unsent: [World.work: UnsentEdits(waiting: 1, refused: 1)])
        == "synced 5 min ago"
    )
  }

  @Test(
    arguments: [
      (["a"], [], "1 event cannot be read: \(key: .accounts) names it"),
      (["a", "b"], ["c"], "3 events cannot be read: \(key: .accounts) names them"),
    ] as [([String], [String], String)]
  )
  func whatCannotBeReadIsCounted(_ work: [String], _ home: [String], _ words: String) {
    func status(_ unreadable: [String]) -> SyncStatus {
      var status = synced(5)
      status.unreadable = unreadable
      return status
    }
    #expect(summary(work: status(work), home: status(home)) == "synced 5 min ago · \(words)")
    #expect(
      summary(work: status(work), home: status(home), isSyncing: true) == "syncing… · \(words)"
    )
  }

  @Test func beingOfflineIsNoProblem() {
    let waiting = [World.work: UnsentEdits(waiting: 3)]
    #expect(
      summary(work: offline(10, 12), unsent: waiting, isSyncing: true)
        == "offline since 10:12"
    )
    #expect(summary(work: offline(9, 5), home: offline(8, 0)) == "offline since 08:00")
    #expect(summary(work: offline(9, 5), home: synced(1)) == "work offline since 09:05")
    #expect(
      summary(work: offline(22, 0, day: -1)) == "offline since Sun 22 Nov, 22:00"
    )
  }

  @Test func theWorstAccountIsNamed() {
    let refused = SyncStatus(lastSuccess: World.now - 7_200, failure: "Not let in.")
    let worse = SyncStatus(lastSuccess: World.now - 90_000, failure: "Gone.")
    #expect(
      summary(work: offline(10, 12), home: refused)
        == "! home: Not let in. (last synced 2 h ago)"
    )
    #expect(
      summary(work: refused, home: worse) == "! home: Gone. (last synced 1 day ago)"
    )
    #expect(
      summary(work: SyncStatus(failure: "No."), home: worse, isSyncing: true)
        == "! syncing… · work: No."
    )
  }
}
