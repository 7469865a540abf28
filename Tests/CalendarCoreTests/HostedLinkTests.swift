import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// A link that was made at a host grant, in the edit that asked for it and on its event.
@Suite struct HostedLinkTests {
  private static let day = Day(daysSinceEpoch: 20_000)
  private static let details = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/42",
    accessCode: "4711"
  )
  private static let asked = Autocreate(provider: .zoomMeeting, hostGrant: GrantID("z"))
  private static let meeting = HostedMeeting(
    provider: .zoomMeeting,
    host: GrantID("z"),
    id: "42"
  )

  private static func event(location: String = "", description: String = "own words") -> Event {
    Event(
      id: EventID("e"),
      remoteID: RemoteEventID("r"),
      account: AccountID("a"),
      calendar: CalendarID("c"),
      title: "Plan",
      time: .allDay(first: day, last: day),
      location: location,
      description: description
    )
  }

  private static var attempt: MeetingAttempt {
    var attempt = MeetingAttempt(
      asked: asked,
      host: GrantID("z"),
      request: event().meetingRequest(key: "k", asked: asked)
    )
    attempt.made = meeting
    attempt.details = details
    return attempt
  }

  /// The event once the link is on it.
  private static func linked(
    _ service: ServiceKind,
    location: String = "",
    description: String = "own words"
  ) -> Event {
    let event = event(location: location, description: description)
    let ask = EventChange.update(EventPatch(conferencing: .autocreate(asked)))
    guard case .update(let patch) = ask.putting(details, on: event, service: service) else {
      return event
    }
    return event.applying(patch).attaching(attempt)
  }

  @Test(arguments: ServiceKind.allCases, ["", "Room 5"])
  func theLinkIsPutAndTakenBack(_ service: ServiceKind, _ location: String) {
    let event = Self.event(location: location)
    let ask = EventChange.update(
      EventPatch(title: "New", conferencing: .autocreate(Self.asked))
    )
    let put = ask.putting(Self.details, on: event, service: service)
    #expect(put != ask)
    #expect(put.asked == nil)
    #expect(put.asking(again: Self.attempt, on: event) == ask)

    let creation = EventChange.create(EventDraft(event), conferencing: .autocreate(Self.asked))
    let made = creation.putting(Self.details, on: nil, service: service)
    #expect(made.asked == nil)
    #expect(made.asking(again: Self.attempt, on: nil) == creation)
  }

  @Test(arguments: ServiceKind.allCases)
  func theEventKnowsItsMeeting(_ service: ServiceKind) {
    let event = Self.linked(service)
    #expect(event.meeting == Self.meeting)
    #expect(event.autocreated == Self.asked)
    #expect(event.conferencing == .details(Self.details))
    let isPlaced = service == .google || service == .microsoft
    #expect(event.location == (isPlaced ? Self.details.url : ""))
    #expect((InvitationBlock.find(in: event.description) != nil) == isPlaced)
  }

  @Test(arguments: [ServiceKind.google, .microsoft])
  func aPlaceOfPeopleStays(_ service: ServiceKind) {
    let event = Self.linked(service, location: "Room 5")
    #expect(event.location == "Room 5")
    let strip = EventEditor.patch(
      from: event,
      to: EventDraft(event),
      conferencing: .strip,
      service: service
    )
    #expect(strip.location == nil)
    #expect(strip.description == "own words")
  }

  @Test(arguments: [ServiceKind.google, .microsoft])
  func thePlaceLeavesWithTheLink(_ service: ServiceKind) {
    let event = Self.linked(service)
    func patch(_ change: ConferencingChange, location: String? = nil) -> EventPatch {
      var draft = EventDraft(event)
      if let location { draft.location = location }
      return EventEditor.patch(from: event, to: draft, conferencing: change, service: service)
    }
    #expect(patch(.strip).location == "")
    #expect(patch(.autocreate(Autocreate(provider: .googleMeet))).location == "")
    let other = ConferencingDetails(provider: .unknown, url: "https://other.example/1")
    #expect(patch(.details(other)).location == "https://other.example/1")
    #expect(patch(.strip, location: "Room 7").location == "Room 7")
    #expect(patch(.keep).isEmpty)
  }

  @Test(arguments: [ServiceKind.nylas, .local])
  func otherServicesHaveTheLinkInTheirField(_ service: ServiceKind) {
    #expect(Self.linked(service).location == "")
    // A place that a user made the link by themselves stays.
    var event = Self.linked(service)
    event.location = Self.details.url
    let strip = EventEditor.patch(
      from: event,
      to: EventDraft(event),
      conferencing: .strip,
      service: service
    )
    #expect(strip.location == nil)
  }

  /// What a service says of the event keeps the meeting for as long as the link is the same.
  @Test func theMeetingIsRemembered() {
    let cached = Self.linked(.google)
    var incoming = cached
    (incoming.conferencing, incoming.autocreated, incoming.meeting) = (.none, nil, nil)
    incoming.version = "v2"
    let same = EventEditor.reconciled(incoming: incoming, cached: cached)
    #expect(same.meeting == Self.meeting)
    #expect(same.autocreated == Self.asked)
    #expect(same.version == "v2")

    incoming.description = "own words"
    let without = EventEditor.reconciled(incoming: incoming, cached: cached)
    #expect(without.meeting == nil)

    incoming.conferencing = .details(
      ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/43")
    )
    #expect(EventEditor.reconciled(incoming: incoming, cached: cached).meeting == nil)
  }

  @Test func aFailureOfTheHostIsRemembered() {
    var cached = Self.linked(.google)
    cached.conferencingFailure = "gone"
    var incoming = cached
    incoming.conferencingFailure = nil
    #expect(
      EventEditor.reconciled(incoming: incoming, cached: cached).conferencingFailure == "gone"
    )
  }

  @Test func anotherAccessCodeIsNoOtherMeeting() {
    let event = Self.linked(.local)
    var details = Self.details
    details.accessCode = "1234"
    let patch = EventPatch(conferencing: .details(details))
    #expect(event.applying(patch).meeting == Self.meeting)
    #expect(event.meetingTask(after: .update(patch), to: event.applying(patch)) == nil)
    details.url = "https://zoom.us/j/43"
    let other = EventPatch(conferencing: .details(details))
    #expect(
      event.meetingTask(after: .update(other), to: event.applying(other))
        == .delete(Self.meeting)
    )
  }

  // MARK: Undo

  private static func context(_ service: ServiceKind) -> ConferencingContext {
    let account = Account(id: AccountID("a"), service: service)
    let host = Grant(
      id: GrantID("z"),
      provider: .zoom,
      email: "z@acme.example",
      scopes: Set(ConferencingRules.zoomScopes),
      isDirect: true
    )
    return ConferencingContext(
      account: account,
      calendar: CalendarInfo(id: CalendarID("c"), account: account.id, name: "Team"),
      grants: [host]
    )
  }

  /// Undo of an added link takes the link, its block and its place; redo asks for a new one.
  @Test(arguments: ServiceKind.allCases)
  func undoAndRedoOfALink(_ service: ServiceKind) throws {
    let before = Self.event()
    let ask = EventPatch(conferencing: .autocreate(Self.asked))
    let step = EditStep(
      edit: EventEdit(event: before.id, change: .update(ask)),
      before: before,
      after: before.applying(ask)
    )
    let linked = Self.linked(service)
    let undo = try #require(
      try Reversal.reversing(
        step,
        current: linked,
        in: Self.context(service),
        freshID: EventID("f")
      )
    )
    guard case .update(let patch) = undo.edit.change else {
      Issue.record("undo is an update")
      return
    }
    #expect(patch.conferencing == .strip)
    let bare = linked.applying(patch)
    #expect(bare.location == "")
    #expect(bare.description == "own words")
    #expect(bare.meeting == nil)

    let back = EditStep(edit: undo.edit, before: linked, after: bare)
    let redo = try #require(
      try Reversal.reversing(back, current: bare, in: Self.context(service), freshID: EventID("f"))
    )
    guard case .update(let again) = redo.edit.change else {
      Issue.record("redo is an update")
      return
    }
    #expect(again.conferencing == .autocreate(Self.asked))
    #expect(bare.applying(again).location == "")
    #expect(bare.applying(again).description == "own words")
  }

  /// An event that comes back gets a new link, and not the place of the old one.
  @Test(arguments: ServiceKind.allCases)
  func undoOfADeletion(_ service: ServiceKind) throws {
    let before = Self.linked(service)
    let step = EditStep(
      edit: EventEdit(event: before.id, change: .delete),
      before: before,
      after: nil
    )
    let undo = try #require(
      try Reversal.reversing(step, current: nil, in: Self.context(service), freshID: EventID("f"))
    )
    guard case .create(let draft, let conferencing) = undo.edit.change else {
      Issue.record("undo is a creation")
      return
    }
    #expect(conferencing == .autocreate(Self.asked))
    #expect(draft.location == "")
    #expect(draft.description == "own words")
  }

  // MARK: Merging

  @Test(arguments: [ServiceKind.google, .microsoft])
  func aPlaceThatOthersGaveStands(_ service: ServiceKind) {
    let base = Self.event()
    let ask = EventChange.update(EventPatch(conferencing: .autocreate(Self.asked)))
    guard case .update(let patch) = ask.putting(Self.details, on: base, service: service) else {
      return
    }
    var theirs = base
    theirs.location = "Room 5"
    theirs.title = "Theirs"
    let merge = EventMerge(patch, base: base, theirs: theirs, service: service)
    #expect(merge.collisions.isEmpty)
    #expect(merge.patch.location == nil)
    #expect(merge.patch.conferencing == .details(Self.details))

    // And one that is the old link goes with it.
    let linked = Self.linked(service)
    let strip = EventEditor.patch(
      from: linked,
      to: EventDraft(linked),
      conferencing: .strip,
      service: service
    )
    var moved = linked
    moved.title = "Theirs"
    let other = EventMerge(strip, base: linked, theirs: moved, service: service)
    #expect(other.collisions.isEmpty)
    #expect(other.patch.location == "")
    moved.location = "Room 5"
    let kept = EventMerge(strip, base: linked, theirs: moved, service: service)
    #expect(kept.collisions.isEmpty)
    #expect(kept.patch.location == nil)
  }
}
