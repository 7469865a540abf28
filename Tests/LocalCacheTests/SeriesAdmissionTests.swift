import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import LocalCache

/// What a service cannot do with a series is refused before anything is stored.
@Suite struct SeriesAdmissionTests {
  private static let account = AccountID("work")
  private static let own = GrantID("work")
  private static let time = EventTime.allDay(
    first: Day(daysSinceEpoch: 20_788),
    last: Day(daysSinceEpoch: 20_788)
  )

  private static func problem(
    _ change: EventChange,
    _ scope: EditScope?,
    on service: ServiceKind = .google,
    of event: Event? = nil
  ) -> SeriesProblem? {
    var zoom = Grant(id: GrantID("zoom"), provider: .zoom, email: "z@acme.example", scopes: [])
    zoom.isDirect = true
    let google = Grant(id: own, provider: .google, email: "a@acme.example", scopes: [])
    let directory = Directory(
      accounts: [Account(id: account, service: service, grant: own)],
      grants: [account: [google, zoom]]
    )
    do throws(SeriesProblem) {
      try SeriesAdmission(directory: directory, account: account)
        .admit(EventEdit(event: EventID("a"), change: change, scope: scope), of: event)
      return nil
    } catch {
      return error
    }
  }

  private static func link(_ provider: AutocreateProvider, _ host: GrantID?) -> EventChange {
    .update(EventPatch(conferencing: .autocreate(Autocreate(provider: provider, hostGrant: host))))
  }

  @Test(arguments: [ServiceKind.google, .nylas])
  func aHostedLinkIsForOneOccurrence(_ service: ServiceKind) {
    let zoom = Self.link(.zoomMeeting, GrantID("zoom"))
    #expect(Self.problem(zoom, .all, on: service) == .hostedLink)
    #expect(Self.problem(zoom, .following, on: service) == .hostedLink)
    #expect(Self.problem(zoom, .this, on: service) == nil)
    #expect(Self.problem(Self.link(.googleMeet, Self.own), .all, on: .google) == nil)
    #expect(Self.problem(Self.link(.googleMeet, nil), .all, on: service) == nil)
  }

  @Test func aSeriesIsNotMadeWithAHostedLink() {
    func draft(_ recurrence: Recurrence?) -> EventChange {
      .create(
        EventDraft(
          account: Self.account,
          calendar: CalendarID("main"),
          title: "Daily",
          time: Self.time,
          recurrence: recurrence
        ),
        conferencing: .autocreate(
          Autocreate(provider: .zoomMeeting, hostGrant: GrantID("zoom"))
        )
      )
    }
    #expect(Self.problem(draft(Recurrence(lines: ["RRULE:FREQ=DAILY"])), nil) == .hostedLink)
    #expect(Self.problem(draft(nil), nil) == nil)
  }

  @Test func aMeetingOfOneEventDoesNotBecomeThatOfASeries() {
    var event = Event(
      id: EventID("a"),
      account: Self.account,
      calendar: CalendarID("main"),
      title: "Plan",
      time: Self.time
    )
    let rule = EventChange.update(
      EventPatch(recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY"]))
    )
    #expect(Self.problem(rule, nil, of: event) == nil)
    event.meeting = HostedMeeting(provider: .zoomMeeting, host: GrantID("zoom"), id: "1")
    #expect(Self.problem(rule, nil, of: event) == .hostedLink)
  }

  @Test func whatNoServiceCanDoIsSaid() {
    let never = EventChange.update(EventPatch(recurrence: Recurrence(lines: [])))
    #expect(Self.problem(never, .all, on: .microsoft) == .noSingle)
    #expect(Self.problem(never, .all, on: .google) == nil)
    #expect(Self.problem(never, .this) == .ruleOfOne)
    #expect(Self.problem(.respond(.yes), .following) == .answerFromHere)
    #expect(Self.problem(.respond(.yes), .all) == nil)
  }
}
