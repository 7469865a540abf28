import ConferencingCore
import Foundation
import Testing

@testable import CalendarCore

/// Taking back what made, deleted or answered an event, and what stands in the way.
@Suite struct ReversalOfEventsTests {
  private typealias Rows = ReversalTests

  private func reverse(
    _ change: EventChange,
    before: Event?,
    after: Event? = nil,
    current: Event?,
    in context: ConferencingContext = Rows.context()
  ) throws(UndoObstacle) -> Reversal? {
    try Reversal.reversing(
      EditStep(
        edit: EventEdit(event: EventID("e"), change: change, notifiesParticipants: false),
        before: before,
        after: after
      ),
      current: current,
      in: context,
      freshID: Rows.fresh
    )
  }

  @Test func aNewEventIsDeleted() throws {
    let event = Rows.event()
    let create = EventChange.create(EventDraft(event), conferencing: .keep)
    let back = try reverse(create, before: nil, after: event, current: event)
    #expect(
      back?.edit
        == EventEdit(event: EventID("e"), change: .delete, notifiesParticipants: false)
    )
    #expect(throws: UndoObstacle.gone(title: "Review")) {
      try reverse(create, before: nil, after: event, current: nil)
    }
  }

  static let deletions: [(name: String, event: Event, meeting: ConferencingChange, words: String)] =
    [
      ("plain", Rows.event(), .keep, "own  words\r\n"),
      ("made here", Rows.zoomed, .autocreate(Rows.zoom), "own  words\r\n"),
      ("made elsewhere", Rows.foreign, .details(Rows.meetLink), Rows.foreign.description),
      ("with a block", Rows.blocked, .details(Rows.jitsi), Rows.blocked.description),
      (
        "never made",
        Rows.event {
          $0.conferencing = .autocreate(Rows.zoom)
          $0.autocreated = Rows.zoom
          $0.conferencingFailure = "No."
        },
        .keep, "own  words\r\n"
      ),
    ]

  @Test("A deleted event is made again under a fresh id", arguments: deletions)
  func deletion(_ row: (name: String, event: Event, meeting: ConferencingChange, words: String))
    throws
  {
    let back = try reverse(.delete, before: row.event, current: nil)
    var draft = EventDraft(row.event)
    draft.description = row.words
    #expect(back?.edit.event == Rows.fresh)
    #expect(back?.edit.change == .create(draft, conferencing: row.meeting))
    #expect(back?.edit.notifiesParticipants == false)
    // It is there: brought back by somebody else.
    #expect(try reverse(.delete, before: row.event, current: row.event) == nil)
  }

  /// Google and Microsoft fill the field of a meeting themselves: a link that stood there comes back in
  /// the description.
  @Test(
    "Where a service takes no link the description gets it",
    arguments: [(ServiceKind.google, true), (.microsoft, true), (.nylas, false)]
  )
  func linkOfAField(service: ServiceKind, isWritten: Bool) throws {
    let context = Rows.context(service: service)
    let before = Rows.event { $0.conferencing = .details(Rows.meetLink) }
    let words = InvitationBlock.appended(to: before.description, Rows.meetLink)

    let again = try reverse(.delete, before: before, current: nil, in: context)
    guard case .create(let draft, let meeting)? = again?.edit.change else {
      Issue.record("\(again as Any)")
      return
    }
    #expect(meeting == .details(Rows.meetLink))
    #expect(draft.description == (isWritten ? words : before.description))

    var bare = before
    bare.conferencing = .none
    let strip = EventChange.update(EventPatch(conferencing: .strip))
    let back = try reverse(strip, before: before, after: bare, current: bare, in: context)
    guard case .update(let patch)? = back?.edit.change else {
      Issue.record("\(back as Any)")
      return
    }
    #expect(patch.conferencing == .details(Rows.meetLink))
    #expect(patch.description == (isWritten ? words : nil))
  }

  @Test func whatBecomesOfTheLinkIsSaid() throws {
    func link(_ event: Event, in context: ConferencingContext = Rows.context()) throws
      -> LinkReturn?
    { try reverse(.delete, before: event, current: nil, in: context)?.link }
    #expect(try link(Rows.event()) == .asItWas)
    #expect(try link(Rows.zoomed) == .renewed(.zoomMeeting))
    #expect(try link(Rows.foreign) == .doubtful(.googleMeet))
    #expect(try link(Rows.blocked) == .asItWas)
    #expect(try link(Rows.foreign, in: Rows.context(service: .local)) == .asItWas)
    let pending = Rows.event {
      $0.conferencing = .autocreate(Rows.zoom)
      $0.autocreated = Rows.zoom
    }
    #expect(try link(pending) == .asked(.zoomMeeting))
  }

  @Test func anEventComesBackWithoutALinkThatCannotBeMade() throws {
    let context = Rows.context(grants: [])
    let back = try reverse(.delete, before: Rows.zoomed, current: nil, in: context)
    guard case .create(let draft, let meeting)? = back?.edit.change,
      case .left(.zoomMeeting, let reason)? = back?.link
    else {
      Issue.record("\(String(describing: back))")
      return
    }
    #expect(meeting == .keep)
    #expect(draft.description == "own  words\r\n")
    #expect(reason.contains("none is connected"))
    // On an event that is there, what else was changed is put back.
    let both = EventPatch(title: "New", description: "own  words\r\n", conferencing: .strip)
    let renamed = Rows.zoomed.applying(both)
    let title = try reverse(
      .update(both),
      before: Rows.zoomed,
      after: renamed,
      current: renamed,
      in: context
    )
    #expect(title?.edit.change == .update(EventPatch(title: "Review")))
    #expect(title?.link == .left(.zoomMeeting, reason: reason))
    let strip = EventPatch(description: "own  words\r\n", conferencing: .strip)
    let bare = Rows.zoomed.applying(strip)
    #expect(throws: UndoObstacle.rule(reason)) {
      try reverse(.update(strip), before: Rows.zoomed, after: bare, current: bare, in: context)
    }
  }

  @Test func anAnswerGoesBackToTheEarlierOne() throws {
    func invited(_ response: ParticipantResponse) -> Event {
      Rows.event {
        $0.participants = [Participant(email: "ADA@acme.example", response: response), Rows.bob]
      }
    }
    let yes = invited(.yes)
    let back = try reverse(.respond(.yes), before: invited(.no), after: yes, current: yes)
    #expect(back?.edit.change == .respond(.no))
    #expect(throws: UndoObstacle.answered(title: "Review")) {
      try reverse(.respond(.yes), before: invited(.none), after: yes, current: yes)
    }
    let isSame = try reverse(
      .respond(.yes),
      before: invited(.no),
      after: yes,
      current: invited(.no)
    )
    #expect(isSame == nil)
    // What cannot be changed can still be answered.
    let readOnly = Rows.context(isReadOnly: true)
    let other = try reverse(
      .respond(.yes),
      before: invited(.no),
      after: yes,
      current: yes,
      in: readOnly
    )
    #expect(other?.edit.change == .respond(.no))
  }

  @Test func obstaclesAreSaid() throws {
    let event = Rows.event()
    let new = event.applying(EventPatch(title: "New"))
    let update = EventChange.update(EventPatch(title: "New"))
    #expect(throws: UndoObstacle.gone(title: "New")) {
      try reverse(update, before: event, after: new, current: nil)
    }
    let error = #expect(throws: UndoObstacle.self) {
      try reverse(
        update,
        before: event,
        after: new,
        current: new,
        in: Rows.context(isReadOnly: true)
      )
    }
    #expect(error?.message.contains("read-only") == true)
    #expect(error?.isPermanent == false)
    #expect(UndoObstacle.gone(title: "New").isPermanent)
  }

  /// Made again it would be a series of one's own, with invitations to all who take part.
  @Test(arguments: [EditScope.following, .all])
  func aSeriesOfOthersIsNotMadeAgain(_ scope: EditScope) throws {
    let invited = Rows.event {
      $0.organizer = Person(name: "Bob", email: "bob@acme.example")
      $0.participants = [Rows.ada, Rows.bob]
    }
    let edit = EventEdit(event: EventID("e"), change: .delete, scope: scope)
    let series = SeriesReversal(series: RemoteEventID("series"), steps: [], of: edit)
    #expect(throws: UndoObstacle.invited(title: "Review", by: "Bob")) {
      try Reversal.reversing(
        EditStep(edit: edit, before: invited, after: nil),
        current: nil,
        in: Rows.context(),
        freshID: Rows.fresh,
        series: series
      )
    }
  }

  @Test func anInvitationIsNotSentByTheInvited() throws {
    let invited = Rows.event {
      $0.organizer = Person(name: "Bob", email: "bob@acme.example")
      $0.participants = [Rows.ada, Rows.bob]
    }
    #expect(throws: UndoObstacle.invited(title: "Review", by: "Bob")) {
      try reverse(.delete, before: invited, current: nil)
    }
    // An event of a further calendar is called by the calendar.
    let own = Rows.event {
      $0.organizer = Person(email: "c")
      $0.participants = [Rows.ada, Rows.bob]
    }
    #expect(try reverse(.delete, before: own, current: nil) != nil)
  }
}
