import CalendarCore
import ConferencingCore
import Testing
import ViewModels

/// The host of a link is the one that was chosen last in the calendar, or the configured one.
@Suite struct UsualHostTests {
  private static let second = Grant(
    id: GrantID("g-second"),
    provider: .zoom,
    email: "second@acme.example",
    scopes: Set(ConferencingRules.zoomScopes)
  )

  private func context(
    chosen: GrantID? = nil,
    standard: String? = nil
  ) throws -> ConferencingContext {
    var directory = World.directory(grants: [World.google, World.zoom, Self.second, World.expired])
    directory.standardHosts[.zoomMeeting] = standard
    let key = CalendarKey(account: World.work, calendar: World.team)
    if let chosen { directory.chosenHosts[key] = [.zoomMeeting: chosen] }
    return try #require(
      ConferencingContext(directory, account: World.work, calendar: World.team)
    )
  }

  private func host(_ context: ConferencingContext) -> GrantID? {
    let asked = ConferencingRules.namingHost(
      of: .autocreate(Autocreate(provider: .zoomMeeting)),
      in: context
    )
    guard case .autocreate(let named) = asked else { return nil }
    return named.hostGrant
  }

  @Test func theOneChosenLastComesBeforeTheConfiguredOne() throws {
    #expect(try host(context()) == nil)
    #expect(try host(context(standard: "Second@acme.example")) == Self.second.id)
    #expect(try host(context(chosen: World.zoom.id, standard: "g-second")) == World.zoom.id)
    // One that cannot host any more is not chosen for anybody.
    #expect(try host(context(chosen: World.expired.id)) == nil)
    #expect(try host(context(standard: "nobody@acme.example")) == nil)
  }

  @Test func theFormOffersItUntilAnotherIsChosen() throws {
    var form = ConferencingFormViewModel(context: try context(chosen: Self.second.id))
    form.focus = .choice
    _ = form.handle(.nextChoice)
    form.focus = .provider
    _ = form.handle(.nextChoice)
    let asked = Autocreate(provider: .zoomMeeting, hostGrant: Self.second.id)
    #expect(form.change == .autocreate(asked))
    form.focus = .host
    _ = form.handle(.previousChoice)
    #expect(
      form.change
        == .autocreate(Autocreate(provider: .zoomMeeting, hostGrant: World.zoom.id))
    )
  }
}
