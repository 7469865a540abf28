import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// What an action on several events does to each, and which it leaves out for what reason.
@Suite struct BulkPlanTests {
  private static let work = AccountID("work")
  private static let team = CalendarID("team")
  private static let own = Grant(id: GrantID("g"), provider: .google, email: "ada@acme.example")
  private static let zoom = Grant(
    id: GrantID("z"),
    provider: .zoom,
    email: "ops@acme.example",
    scopes: Set(ConferencingRules.zoomScopes)
  )
  private static let start = Date(timeIntervalSince1970: 1_795_000_000)
  private static let zoomLink = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/123456789"
  )

  private static func directory(_ grants: [Grant] = [own, zoom]) -> Directory {
    Directory(
      accounts: [
        Account(id: work, service: .nylas, grant: own.id), Account(id: .local, service: .local),
      ],
      calendars: [
        CalendarInfo(id: team, account: work, name: "Team", isPrimary: true),
        CalendarInfo(id: CalendarID("holidays"), account: work, name: "Holidays", isReadOnly: true),
        CalendarInfo(id: CalendarID("local"), account: .local, name: "Personal"),
      ],
      grants: [work: grants]
    )
  }

  private static func event(_ title: String, _ change: (inout Event) -> Void = { _ in }) -> Event {
    var event = Event(
      id: EventID(title),
      account: work,
      calendar: team,
      title: title,
      time: .timed(start: start, end: start.addingTimeInterval(3_600), zone: nil)
    )
    change(&event)
    return event
  }

  private static func plan(
    _ action: BulkAction,
    _ events: [Event],
    delivery: Delivery = .delivered
  ) -> BulkPlan {
    var number = 0
    return BulkPlan(
      action,
      of: events.map { BulkEvent(id: $0.id, event: $0, delivery: delivery) },
      in: directory(),
      viewer: .gmt,
      freshID: {
        number += 1
        return EventID("fresh-\(number)")
      }
    )
  }

  private static let occurrence = OccurrenceKey(
    series: .remote(RemoteEventID("m")),
    originalStart: .moment(start)
  )
  private static let create = BulkAction.conferencing(
    .autocreate(Autocreate(provider: .zoomMeeting))
  )

  @Test func aLinkIsAskedForWithTheOnlyHost() throws {
    let plan = Self.plan(Self.create, [Self.event("A"), Self.event("B")])
    #expect(plan.entries.count == 2 && plan.exclusions.isEmpty)
    for edit in plan.edits {
      guard case .update(let patch) = edit.change,
        case .autocreate(let asked) = patch.conferencing
      else {
        Issue.record("\(edit)")
        continue
      }
      #expect(asked.hostGrant == Self.zoom.id)
      #expect(edit.scope == nil)
    }
  }

  @Test("Answers are for one occurrence, or for the whole series", arguments: [false, true])
  func answersSeries(_ isWhole: Bool) {
    let event = Self.event("Weekly") { event in
      event.occurrence = Self.occurrence
      event.participants = [Participant(email: "ada@acme.example")]
    }
    let plan = Self.plan(.respond(.yes, ofSeries: isWhole), [event])
    #expect(plan.edits.map(\.scope) == [isWhole ? .all : .this])
    #expect(plan.edits.map(\.change) == [.respond(.yes)])
  }

  @Test(
    arguments: [
      ("Its calendar cannot be written", Self.create, "Calendar \"Holidays\" is read-only"),
      ("It has such a link", Self.create, "It has a Zoom Meeting link already."),
      ("Its link is being created", Self.create, "Its link is still being created."),
      ("It is a birthday", Self.create, "birthday"),
      ("It has no link", .conferencing(.strip), "It has no meeting link"),
      ("It has this link", .conferencing(.details(Self.zoomLink)), "It has this link already."),
      ("You organize it", .respond(.yes), "You organize it"),
      ("You are not invited", .respond(.yes), "You are not invited to it."),
      ("It is answered", .respond(.yes), "It is answered with yes already."),
      ("It takes whole days", .shift(TimeShift(seconds: 60)), "It takes whole days"),
      ("Its calendar cannot be written", .delete, "is read-only"),
      (
        "It is here", .move(to: CalendarKey(account: Self.work, calendar: Self.team)),
        "It is in this calendar already."
      ),
      (
        "It repeats", .move(to: CalendarKey(account: .local, calendar: CalendarID("local"))),
        "It is one of a series, which Nylas moves only as a whole."
      ),
      (
        "Others organize it",
        .move(to: CalendarKey(account: .local, calendar: CalendarID("local"))),
        "Bo organizes it"
      ),
      (
        "No calendar", .move(to: CalendarKey(account: Self.work, calendar: CalendarID("holidays"))),
        "Calendar \"Holidays\" is read-only"
      ),
    ] as [(String, BulkAction, String)]
  )
  func isLeftOut(_ title: String, _ action: BulkAction, _ reason: String) {
    let event = Self.event(title) { event in
      switch title {
      case "Its calendar cannot be written": event.calendar = CalendarID("holidays")
      case "It has such a link", "It has this link": event.conferencing = .details(Self.zoomLink)
      case "Its link is being created":
        event.conferencing = .autocreate(Autocreate(provider: .googleMeet))
      case "It is a birthday": event.kind = .birthday
      case "You organize it": event.organizer = Person(email: "ADA@acme.example")
      case "It is answered":
        event.participants = [Participant(email: "ada@acme.example", response: .yes)]
      case "It takes whole days":
        event.time = .allDay(first: Day(daysSinceEpoch: 1), last: Day(daysSinceEpoch: 1))
      case "It repeats":
        event.occurrence = Self.occurrence
      case "Others organize it": event.organizer = Person(name: "Bo", email: "bo@acme.example")
      default: break
      }
    }
    let plan = Self.plan(action, [event])
    #expect(plan.entries.isEmpty)
    #expect(plan.exclusions.map(\.id) == [event.id])
    #expect(plan.exclusions.first?.reason.contains(reason) == true, "\(plan.exclusions)")
  }

  @Test(arguments: [Delivery.conflict("the time"), .refused("no")])
  func whatWaitsForTheUserIsLeftOut(_ delivery: Delivery) {
    #expect(Self.plan(.delete, [Self.event("A")], delivery: delivery).entries.isEmpty)
    #expect(Self.plan(.delete, [Self.event("A")], delivery: .waiting).entries.count == 1)
  }

  @Test func whatIsGoneIsLeftOut() {
    let plan = BulkPlan(
      .delete,
      of: [BulkEvent(id: EventID("x"), event: nil)],
      in: Self.directory(),
      viewer: .gmt,
      freshID: { EventID("fresh") }
    )
    #expect(plan.exclusions.map(\.reason) == ["It is gone."])
  }

  @Test func ofASeriesOneOccurrenceIsChanged() {
    let event = Self.event("A") { event in
      event.occurrence = Self.occurrence
    }
    for action in [BulkAction.delete, Self.create, .shift(TimeShift(days: 1))] {
      let plan = Self.plan(action, [event])
      #expect(plan.edits.map(\.scope) == [.this])
      #expect(plan.entries.first?.isOneOfSeries == true)
    }
  }

  @Test func movingMakesTheEventThereAndDeletesItHere() throws {
    let event = Self.event("A") { event in
      event.participants = [Participant(email: "bo@acme.example", response: .yes)]
      event.conferencing = .details(Self.zoomLink)
      event.autocreated = Autocreate(provider: .zoomMeeting, hostGrant: Self.zoom.id)
    }
    let personal = CalendarKey(account: .local, calendar: CalendarID("local"))
    var directory = Self.directory()
    var direct = Self.zoom
    direct.isDirect = true
    directory.grants[.local] = [direct]
    let plan = BulkPlan(
      .move(to: personal),
      of: [BulkEvent(id: event.id, event: event)],
      in: directory,
      viewer: .gmt,
      freshID: { EventID("fresh") }
    )
    try #require(plan.edits.count == 2, "\(plan.exclusions)")
    guard case .create(let draft, .autocreate(let asked)) = plan.edits[0].change else {
      Issue.record("\(plan.edits)")
      return
    }
    #expect(plan.edits[0].event == EventID("fresh"))
    #expect(draft.account == .local && draft.participants.map(\.response) == [.none])
    #expect(asked.hostGrant == Self.zoom.id)
    // Nothing is deleted before the copy is there.
    let deletion = EventEdit(event: event.id, change: .delete, follows: EventID("fresh"))
    #expect(plan.edits[1] == deletion)
  }

  @Test func standsAsLongAsItsEventsDo() {
    let event = Self.event("A")
    let plan = Self.plan(.delete, [event])
    #expect(plan.stands(on: [BulkEvent(id: event.id, event: event)]))
    var confirmed = event
    (confirmed.version, confirmed.updatedAt) = (
      "etag-2", Date(timeIntervalSince1970: 1_800_000_000)
    )
    #expect(plan.stands(on: [BulkEvent(id: event.id, event: confirmed)]))
    var linked = event
    linked.conferencing = .details(
      ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/abc-defg-hij")
    )
    #expect(!plan.stands(on: [BulkEvent(id: event.id, event: linked)]))
    var other = event
    other.title = "B"
    #expect(!plan.stands(on: [BulkEvent(id: event.id, event: other)]))
    #expect(!plan.stands(on: [BulkEvent(id: event.id, event: nil)]))
  }

  /// A calendar that nobody mails from tells nobody, whatever is asked for.
  @Test func nobodyIsNotifiedWhereNoInvitationsAreSent() {
    let guest = Participant(email: "eva@other.example")
    let events = [
      Self.event("Review") { $0.participants = [guest] },
      Self.event("Dinner") {
        ($0.account, $0.calendar) = (.local, CalendarID("local"))
        $0.participants = [guest]
      },
    ]
    let plan = Self.plan(.delete, events)
    #expect(plan.edits.map(\.notifiesParticipants) == [true, false])
  }
}
