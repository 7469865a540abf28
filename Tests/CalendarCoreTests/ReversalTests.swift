import CalendarCore
import ConferencingCore
import Foundation
import TestSupport
import Testing

/// Taking edits back, as pure values.
@Suite struct ReversalTests {
  static let work = AccountID("work")
  static let fresh = EventID("fresh")
  static let time = EventTime.allDay(
    first: Day(daysSinceEpoch: 20_000),
    last: Day(daysSinceEpoch: 20_000)
  )
  static let later = EventTime.allDay(
    first: Day(daysSinceEpoch: 20_001),
    last: Day(daysSinceEpoch: 20_001)
  )
  static let zoom = Autocreate(
    provider: .zoomMeeting,
    hostGrant: GrantID("z"),
    settings: ConferencingSettings(["waiting_room": .flag(true)])
  )
  static let meet = Autocreate(provider: .googleMeet)
  static let zoomLink = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://us02web.zoom.us/j/81234567890?pwd=c2VjcmV0LmJ5dGVz.1"
  )
  static let meetLink = ConferencingDetails(
    provider: .googleMeet,
    url: "https://meet.google.com/abc-defg-hij"
  )
  static let jitsi = ConferencingDetails(
    provider: ConferencingProvider("Jitsi Meet"),
    url: "https://meet.jit.si/Room",
    accessCode: "s3cret"
  )
  static let ada = Participant(name: "Ada", email: "ada@acme.example")
  static let bob = Participant(name: "Bob", email: "bob@acme.example")
  static let cy = Participant(name: "Cy", email: "cy@acme.example")
  static let dan = Participant(name: "Dan", email: "dan@acme.example")

  static func context(
    service: ServiceKind = .nylas,
    grants: [Grant]? = nil,
    isReadOnly: Bool = false
  ) -> ConferencingContext {
    let own = Grant(id: GrantID("g"), provider: .google, email: "ada@acme.example")
    let zoom = Grant(
      id: GrantID("z"),
      provider: .zoom,
      email: "zoom@acme.example",
      scopes: Set(ConferencingRules.zoomScopes)
    )
    return ConferencingContext(
      account: Account(id: work, service: service, grant: own.id),
      calendar: CalendarInfo(id: CalendarID("c"), account: work, name: "Team"),
      ownGrant: own,
      grants: grants ?? [own, zoom],
      isReadOnlyEvent: isReadOnly
    )
  }

  /// An event with a plain link-less description.
  static func event(_ change: (inout Event) -> Void = { _ in }) -> Event {
    var event = Event(
      id: EventID("e"),
      remoteID: RemoteEventID("r"),
      account: work,
      calendar: CalendarID("c"),
      title: "Review",
      time: time,
      location: "Room 1",
      description: "own  words\r\n"
    )
    change(&event)
    return event
  }

  /// The event with a link that Convene had made, as the service has it.
  static func withLink(
    _ asked: Autocreate,
    _ details: ConferencingDetails,
    _ text: String,
    own: String = "own  words\r\n"
  ) -> Event {
    event {
      $0.conferencing = .details(details)
      $0.autocreated = asked
      $0.ownDescription = own
      $0.description = own + "\n\n" + text
    }
  }

  static let zoomed = withLink(zoom, zoomLink, ProviderTexts.zoom)
  static let met = withLink(meet, meetLink, ProviderTexts.meet)
  /// A link that somebody made at the calendar, with its text.
  static let foreign = event {
    $0.conferencing = .details(meetLink)
    $0.description = "own  words\n\n" + ProviderTexts.meet
  }
  static let blocked = event {
    $0.conferencing = .details(jitsi)
    $0.description = InvitationBlock.appended(to: "own  words\r\n", jitsi)
    $0.ownDescription = "own  words\r\n"
  }

  /// An update, what happened since, and the patch that takes it back.
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var before: Event = ReversalTests.event()
    var patch: EventPatch
    var since: @Sendable (inout Event) -> Void = { _ in }
    var expected: EventPatch?
    var link = LinkReturn.asItWas
    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(
      name: "a title",
      patch: EventPatch(title: "New"),
      expected: EventPatch(title: "Review")
    ),
    Row(
      name: "what others changed since stays",
      patch: EventPatch(title: "New", visibility: .private, isBusy: false),
      since: { ($0.location, $0.time) = ("Elsewhere", later) },
      expected: EventPatch(title: "Review", visibility: .standard, isBusy: true)
    ),
    Row(
      name: "a title that somebody changed again stays, the place is put back",
      patch: EventPatch(title: "New", location: "Room 2"),
      since: { $0.title = "Newer" },
      expected: EventPatch(location: event().location)
    ),
    Row(
      name: "what is as it was is left alone",
      patch: EventPatch(title: "New", location: "Room 2"),
      since: { $0.title = "Review" },
      expected: EventPatch(location: "Room 1")
    ),
    Row(
      name: "nothing left",
      patch: EventPatch(title: "New"),
      since: { $0.title = "Review" }
    ),
    Row(name: "a time", patch: EventPatch(time: later), expected: EventPatch(time: time)),
    Row(
      name: "people: answers and others' changes stay",
      before: event { $0.participants = [ada, bob, dan] },
      patch: EventPatch(participants: [ada, dan, cy]),
      since: {
        $0.participants = [
          Participant(name: "Ada", email: "ADA@acme.example", response: .yes), cy,
          Participant(email: "eve@acme.example"),
        ]
      },
      expected: EventPatch(participants: [
        Participant(name: "Ada", email: "ADA@acme.example", response: .yes), bob,
        Participant(email: "eve@acme.example"),
      ])
    ),
    Row(
      name: "a user's name",
      before: event { $0.participants = [ada] },
      patch: EventPatch(participants: [Participant(name: "A.", email: "ada@acme.example")]),
      since: { $0.participants[0].response = .maybe },
      expected: EventPatch(participants: [
        Participant(name: "Ada", email: "ada@acme.example", response: .maybe)
      ])
    ),
    Row(
      name: "words, to the byte",
      patch: EventPatch(description: "other"),
      expected: EventPatch(description: "own  words\r\n")
    ),
    Row(
      name: "words that differ in their bytes alone",
      before: event { $0.description = "caf\u{E9}" },
      patch: EventPatch(description: "cafe\u{301}"),
      expected: EventPatch(description: "caf\u{E9}")
    ),
    Row(
      name: "words around a text that came since",
      patch: EventPatch(description: "other"),
      since: {
        $0.conferencing = .details(zoomLink)
        $0.description += "\n\n" + ProviderTexts.zoom
      },
      expected: EventPatch(description: "own  words\r\n" + "\n\n" + ProviderTexts.zoom)
    ),
    Row(
      name: "a link's text that was deleted by hand",
      before: foreign,
      patch: EventPatch(description: "own  words"),
      expected: EventPatch(description: foreign.description)
    ),
    Row(
      name: "a fresh link goes with its text",
      patch: EventPatch(conferencing: .autocreate(zoom)),
      since: {
        $0.conferencing = .details(zoomLink)
        $0.description += "\n\n" + ProviderTexts.zoom
      },
      expected: EventPatch(description: "own  words\r\n", conferencing: .strip)
    ),
    Row(
      name: "a fresh link that is not read yet: its text may be there",
      patch: EventPatch(conferencing: .autocreate(zoom)),
      expected: EventPatch(description: "own  words\r\n", conferencing: .strip)
    ),
    Row(
      name: "a fresh link and words since",
      patch: EventPatch(conferencing: .autocreate(zoom)),
      since: {
        $0.conferencing = .details(zoomLink)
        $0.ownDescription = "later words"
        $0.description = "later words\n\n" + ProviderTexts.zoom
      },
      expected: EventPatch(description: "later words", conferencing: .strip)
    ),
    Row(
      name: "a link that could not be made is asked for no more",
      patch: EventPatch(conferencing: .autocreate(zoom)),
      since: { $0.conferencingFailure = "No." },
      expected: EventPatch(conferencing: .strip)
    ),
    Row(
      name: "a link that is gone already",
      patch: EventPatch(conferencing: .autocreate(zoom)),
      since: { ($0.conferencing, $0.autocreated) = (.none, nil) }
    ),
    Row(
      name: "taking off a link made here: a new one in the same words",
      before: zoomed,
      patch: EventPatch(description: "own  words\r\n", conferencing: .strip),
      expected: EventPatch(conferencing: .autocreate(zoom)),
      link: .renewed(.zoomMeeting)
    ),
    Row(
      name: "taking off somebody's link: it is back with its text",
      before: foreign,
      patch: EventPatch(description: "own  words", conferencing: .strip),
      expected: EventPatch(description: foreign.description, conferencing: .details(meetLink)),
      link: .doubtful(.googleMeet)
    ),
    Row(
      name: "somebody's link and other words since",
      before: foreign,
      patch: EventPatch(description: "own  words", conferencing: .strip),
      since: { $0.description = "later words" },
      expected: EventPatch(
        description: "later words\n\n" + ProviderTexts.meet,
        conferencing: .details(meetLink)
      ),
      link: .doubtful(.googleMeet)
    ),
    Row(
      name: "taking off a link that needs the block",
      before: blocked,
      patch: EventPatch(description: "own  words\r\n", conferencing: .strip),
      expected: EventPatch(description: blocked.description, conferencing: .details(jitsi))
    ),
    Row(
      name: "a fresh link in the place of one given by hand",
      before: blocked,
      patch: EventPatch(description: "own  words\r\n", conferencing: .autocreate(zoom)),
      since: {
        $0.conferencing = .details(zoomLink)
        $0.description += "\n\n" + ProviderTexts.zoom
      },
      expected: EventPatch(description: blocked.description, conferencing: .details(jitsi))
    ),
    Row(
      name: "another provider: the text of the dead link does not come back",
      before: zoomed,
      patch: EventPatch(description: "own  words\r\n", conferencing: .autocreate(meet)),
      since: {
        $0.conferencing = .details(meetLink)
        $0.description += "\n\n" + ProviderTexts.meet
      },
      expected: EventPatch(description: "own  words\r\n", conferencing: .autocreate(zoom)),
      link: .renewed(.zoomMeeting)
    ),
    Row(
      name: "a link by hand in the place of one made here",
      before: zoomed,
      patch: EventPatch(
        description: InvitationBlock.appended(to: "own  words\r\n", jitsi),
        conferencing: .details(jitsi)
      ),
      expected: EventPatch(description: "own  words\r\n", conferencing: .autocreate(zoom)),
      link: .renewed(.zoomMeeting)
    ),
    Row(
      name: "words and link in one edit",
      before: zoomed,
      patch: EventPatch(title: "New", description: "other", conferencing: .strip),
      expected: EventPatch(
        title: "Review",
        description: "own  words\r\n",
        conferencing: .autocreate(zoom)
      ),
      link: .renewed(.zoomMeeting)
    ),
    Row(
      name: "an invitation pasted as words, without a field",
      before: event { $0.description = "see\n\n" + ProviderTexts.zoom },
      patch: EventPatch(description: "see", conferencing: .autocreate(meet)),
      since: {
        $0.conferencing = .details(meetLink)
        $0.description = "see\n\n" + ProviderTexts.meet
      },
      expected: EventPatch(description: "see\n\n" + ProviderTexts.zoom, conferencing: .strip)
    ),
  ]

  @Test("An update is taken back", arguments: rows)
  func update(_ row: Row) throws {
    let step = Self.step(row.before, row.patch)
    var current = try #require(step.after)
    row.since(&current)
    let reversal = try Reversal.reversing(
      step,
      current: current,
      in: Self.context(),
      freshID: Self.fresh
    )
    #expect(reversal?.edit.change == row.expected.map { .update($0) })
    #expect(reversal?.edit.notifiesParticipants == row.expected.map { _ in false })
    #expect(reversal?.link ?? .asItWas == row.link)
    let wanted = row.expected?.description.map { Array($0.utf8) }
    if case .update(let patch)? = reversal?.edit.change {
      #expect(patch.description.map { Array($0.utf8) } == wanted)
    }
  }

  @Test("What somebody else changed since is not written over")
  func overtaken() throws {
    let step = Self.step(Self.event(), EventPatch(title: "New"))
    var current = try #require(step.after)
    current.title = "Newer"
    #expect(throws: UndoObstacle.overtaken(title: "New")) {
      try Reversal.reversing(
        step,
        current: current,
        in: Self.context(),
        freshID: Self.fresh
      )
    }
  }

  @Test("Taking back what took back brings people's words and fields again", arguments: rows)
  func redo(_ row: Row) throws {
    let step = Self.step(row.before, row.patch)
    var current = try #require(step.after)
    row.since(&current)
    guard
      let back = try Reversal.reversing(
        step,
        current: current,
        in: Self.context(),
        freshID: Self.fresh
      ), case .update(let patch) = back.edit.change
    else { return }
    let undone = EditStep(edit: back.edit, before: current, after: current.applying(patch))
    var redone = try #require(undone.after)
    // A link that could not be made is not asked for again.
    let forth = try Reversal.reversing(
      undone,
      current: redone,
      in: Self.context(),
      freshID: Self.fresh
    )
    if case .update(let again)? = forth?.edit.change { redone = redone.applying(again) }
    #expect(redone.title == current.title)
    #expect(redone.time == current.time)
    #expect(redone.location == current.location)
    #expect(redone.participants == current.participants)
    #expect(redone.isBusy == current.isBusy && redone.visibility == current.visibility)
    let own = ConferenceText.cut(redone.description, own: redone.ownDescription).kept
    #expect(own == ConferenceText.cut(current.description, own: current.ownDescription).kept)
    let asked = current.conferencingFailure == nil ? current.conferencing.provider : nil
    #expect(redone.conferencing.provider == asked)
  }

  private static func step(_ before: Event, _ patch: EventPatch) -> EditStep {
    EditStep(
      edit: EventEdit(event: before.id, change: .update(patch), notifiesParticipants: false),
      before: before,
      after: before.applying(patch)
    )
  }
}
