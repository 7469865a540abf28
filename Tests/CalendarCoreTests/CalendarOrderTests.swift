import CalendarCore
import ConferencingCore
import Testing

/// How calendars are named and in which order they stand.
@Suite struct CalendarOrderTests {
  private func directory(_ calendars: [(account: String, id: String, name: String)]) -> Directory {
    let accounts = calendars.map(\.account).reduce(into: [String]()) { known, account in
      if !known.contains(account) { known.append(account) }
    }
    return Directory(
      accounts: accounts.map { Account(id: AccountID($0), service: .nylas) },
      calendars: calendars.map {
        CalendarInfo(id: CalendarID($0.id), account: AccountID($0.account), name: $0.name)
      }
    )
  }

  private var calendars: Directory {
    directory([
      ("work", "w1", "Mara"), ("work", "w2", "Team"), ("work", "w3", "Team"),
      ("home", "h1", "Family"), ("home", "h2", "Team"), ("home", "h3", "Choir"),
    ])
  }

  @Test func namesThatOthersHaveSayMore() {
    let labels = calendars.calendars.map(calendars.label)
    #expect(
      labels == [
        "Mara", "Team (work/w2)", "Team (work/w3)", "Family", "Team (home)", "Choir",
      ]
    )
  }

  @Test(arguments: [
    ([], ["w1", "w2", "w3", "h1", "h2", "h3"]),
    (["Choir"], ["w1", "w2", "w3", "h3", "h1", "h2"]),
    (["Team", "home/Choir", "Mara"], ["w2", "w3", "w1", "h2", "h3", "h1"]),
    (["home/Team", "No such"], ["w1", "w2", "w3", "h2", "h1", "h3"]),
  ])
  func theConfiguredOnesComeFirstInTheirAccounts(_ names: [String], _ ids: [String]) {
    #expect(calendars.ordered(by: names).calendars.map(\.id.rawValue) == ids)
  }
}
