import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// Grants of an account that another service reaches, beside calendars of other services: what a refusal says, what
/// the screen of accounts says and what the doctor says is the same.
@Suite struct BoundHostTests {
  private static let places: [(id: AccountID, service: ServiceKind)] = [
    (.local, .local),
    (AccountID("rad"), ServiceKind("caldav", displayName: "CalDAV", traits: .calendars)),
    (AccountID("home"), .microsoft),
  ]
  private static let grants = AutocreateProvider.allCases.map { provider in
    Grant(
      id: GrantID(provider.grantProvider.rawValue),
      provider: provider.grantProvider,
      email: "mara@\(provider.grantProvider.rawValue).example",
      scopes: Set(ConferencingRules.zoomScopes)
    )
  }

  /// An account by Nylas whose grants host everything, and beside it calendars that have no host.
  private static func directory(direct: [Grant] = []) -> Directory {
    let goo = Account(id: AccountID("goo"), service: .nylas, grant: grants[0].id)
    let accounts = [goo] + places.map { Account(id: $0.id, service: $0.service, grant: nil) }
    var known: [AccountID: [Grant]] = [goo.id: grants + direct]
    for place in places where !direct.isEmpty { known[place.id] = direct }
    return Directory(
      accounts: accounts,
      calendars: accounts.map {
        CalendarInfo(id: CalendarID("main"), account: $0.id, name: "Main of \($0.id)")
      },
      grants: known
    )
  }

  private func context(
    _ account: AccountID,
    _ directory: Directory = directory()
  ) throws -> ConferencingContext {
    try #require(
      ConferencingContext(directory, account: account, calendar: CalendarID("main"))
    )
  }

  @Test(
    "Where an account by Nylas could host and may not, the refusal says why and what helps",
    arguments: places.map(\.id),
    AutocreateProvider.allCases
  )
  func refused(_ account: AccountID, _ provider: AutocreateProvider) throws {
    let asked = ConferencingChange.autocreate(Autocreate(provider: provider))
    let said = ConferencingRules.violations(of: asked, in: try context(account)).map(\.message)
    let text = said.joined(separator: " ")
    #expect(text.contains("\"goo\" (Nylas) creates links only on its own calendars"), "\(said)")
    #expect(text.contains("directly"), "\(said)")
    let add = "convene accounts add \(provider.grantProvider.rawValue)"
    #expect(text.contains(add), "\(said)")

    let hosting = Diagnosis([], Self.directory()).hosting
    let line = hosting.first { $0.account == account && $0.provider == provider }
    guard case .nobody(let reason) = line?.answer else {
      Issue.record("The doctor says nothing of \(provider.rawValue) for \(account).")
      return
    }
    #expect(reason.contains("\"goo\" (Nylas) creates links only on its own calendars"))
    #expect(reason.contains(add))
  }

  @Test("On its own calendars they host, and the screen of accounts says that it is only there")
  func own() throws {
    let context = try context(AccountID("goo"))
    for provider in AutocreateProvider.allCases {
      #expect(!ConferencingRules.hosts(for: provider, in: context).usable.isEmpty)
      #expect(context.boundElsewhere(provider) == nil)
    }
    let rows = AccountRow.all(Self.directory(), [], now: World.now)
    let said = rows.filter { $0.row.label.hasPrefix("Can host meetings") }
    #expect(said.map(\.row.label) == ["Can host meetings on its calendars:"])
    #expect(said.map(\.account) == [AccountID("goo")])
  }

  @Test(
    "A host of theirs that is named is not said to be unknown",
    arguments: ["zoom", "mara@zoom.example"]
  )
  func named(_ host: String) throws {
    let zoom = Grant(
      id: GrantID("z"),
      provider: .zoom,
      email: "ops@acme.example",
      scopes: Set(ConferencingRules.zoomScopes),
      isDirect: true
    )
    let asked = Autocreate(provider: .zoomMeeting, hostGrant: GrantID(host))
    let said = ConferencingRules.violations(
      of: .autocreate(asked),
      in: try context(AccountID("rad"), Self.directory(direct: [zoom]))
    )
    #expect(
      said.map(\.message) == [
        "Zoom grant \"mara@zoom.example\" cannot host here: \"goo\" (Nylas) creates links only on its "
          + "own calendars. Choose another host."
      ]
    )
  }
}
