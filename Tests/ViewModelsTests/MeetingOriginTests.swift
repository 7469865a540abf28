import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// What is said of a meeting when its link is taken off, replaced or deleted with its event: Convene ends
/// what it made, and promises nothing of a meeting that it knows nothing of, on a second computer say.
@Suite struct MeetingOriginTests {
  /// A link, how it came there, and what becomes of its meeting.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let event: Event
    let origin: MeetingOrigin?
    let strip: String
    let delete: String?
    let replace: String
    /// What the screen of the event says of the host.
    let host: String?
  }

  private static func event(
    _ conferencing: Conferencing,
    from organizer: String = World.google.email,
    _ change: (inout Event) -> Void = { _ in }
  ) -> Event {
    var event = World.event("Review", from: World.at(15), conferencing: conferencing)
    event.organizer = Person(email: organizer)
    event.participants = [Participant(email: "bo@acme.example")]
    change(&event)
    return event
  }

  private static let meet = ConferencingDetails(
    provider: .googleMeet,
    url: "https://meet.google.com/abc-defg-hij"
  )
  private static let zoom = Conferencing.details(World.zoomLink)
  private static let stays = "Its meeting stays at the provider, for Convene did not make it here."

  static let cases: [Case] = [
    Case(
      testDescription: "made by Convene at a host",
      event: event(zoom) {
        $0.autocreated = Autocreate(provider: .zoomMeeting, hostGrant: World.zoom.id)
        $0.meeting = HostedMeeting(provider: .zoomMeeting, host: World.zoom.id, id: "1")
      },
      origin: .convene,
      strip: "link goes, and the meeting that Convene made is deleted.",
      delete: "Its meeting is deleted too; undo makes a new one, with another link.",
      replace: "and its meeting is deleted: the old link stops working for everybody who has it.",
      host: "ops@acme.example  (made by Convene)"
    ),
    Case(
      testDescription: "made by the calendar with the event",
      event: event(.details(meet)),
      origin: .event,
      strip: "link goes, and its meeting with it.",
      delete: "Its meeting goes with it.",
      replace: "It will be replaced: the old link stops working for everybody who has it.",
      host: "ada@acme.example  (not made by Convene here)"
    ),
    Case(
      testDescription: "made by a Convene elsewhere, or by hand",
      event: event(zoom),
      origin: .elsewhere,
      strip: "link goes. \(stays)",
      delete: stays,
      replace: "It will be replaced. \(stays)",
      host: "not known: Convene did not make this link here"
    ),
    Case(
      testDescription: "of an invitation",
      event: event(zoom, from: "cy@partner.example"),
      origin: .elsewhere,
      strip: "link goes. \(stays)",
      delete: nil,
      replace: "It will be replaced. \(stays)",
      host: nil
    ),
    Case(
      testDescription: "made by the calendar of whom an invitation is from",
      event: event(.details(meet), from: "cy@partner.example"),
      origin: .event,
      strip: "link goes.",
      delete: nil,
      replace: "It will be replaced.",
      host: nil
    ),
    Case(
      testDescription: "in a colleague's calendar, which their address names",
      event: event(.details(meet), from: "bo@acme.example") {
        $0.calendar = CalendarID("bo@acme.example")
      },
      origin: .event,
      strip: "link goes.",
      delete: nil,
      replace: "It will be replaced.",
      host: nil
    ),
    Case(
      testDescription: "in a further calendar, whose host nobody tells",
      event: event(.details(meet), from: "c_1@group.calendar.google.com") {
        $0.calendar = CalendarID("c_1@group.calendar.google.com")
      },
      origin: .event,
      strip: "link goes, and its meeting with it.",
      delete: "Its meeting goes with it.",
      replace: "It will be replaced: the old link stops working for everybody who has it.",
      host: "not known: Convene did not make this link here"
    ),
    Case(
      testDescription: "of a provider that hosts nothing here",
      event: event(
        .details(ConferencingDetails(provider: .webEx, url: "https://a.webex.com/meet/x"))
      ),
      origin: .elsewhere,
      strip: "link goes. \(stays)",
      delete: stays,
      replace: "It will be replaced. \(stays)",
      host: nil
    ),
    Case(
      testDescription: "of a provider that is not known",
      event: event(
        .details(ConferencingDetails(provider: .unknown, url: "https://vc.acme.example/x"))
      ),
      origin: .elsewhere,
      strip: "The link goes. \(stays)",
      delete: stays,
      replace: "The event has a link already. It will be replaced. \(stays)",
      host: nil
    ),
    Case(
      testDescription: "being created",
      event: event(.autocreate(Autocreate(provider: .googleMeet))),
      origin: nil,
      strip: "link goes.",
      delete: nil,
      replace: "It will be replaced.",
      host: nil
    ),
  ]

  @Test(arguments: cases) func saysWhatBecomesOfIt(_ one: Case) throws {
    let directory = World.directory()
    #expect(MeetingOrigin(of: one.event, in: directory) == one.origin)
    func lines(_ change: EventChange) throws -> [String] {
      let edit = EventEdit(event: one.event.id, change: change, notifiesParticipants: false)
      let question = ConfirmationViewModel.question(for: edit, of: one.event, in: directory)
      return try #require(question).lines
    }
    let strip = try lines(.update(EventPatch(conferencing: .strip)))
    #expect(strip.first?.hasSuffix(one.strip) == true, "\(strip)")
    #expect(try lines(.delete).first == one.delete)
    let other = ConferencingDetails(provider: .unknown, url: "https://a.example/1")
    let replace = try lines(.update(EventPatch(conferencing: .details(other))))
    #expect(replace.first?.hasSuffix(one.replace) == true, "\(replace)")
    let rows = MadeMeetingRows(event: one.event, directory: directory, known: nil).rows
    #expect(rows.first { $0.0 == "Host" }?.1 == one.host)
  }

  /// A meeting that the occurrences of a series share ends with the last of them: it is not said to be
  /// deleted with one.
  @Test(arguments: [true, false]) func saysOfASharedMeetingThatItStaysWithTheOthers(isHosted: Bool)
    throws
  {
    let directory = World.directory()
    let event = Self.event(Self.zoom) {
      $0.autocreated = Autocreate(provider: .zoomMeeting, hostGrant: World.zoom.id)
      if isHosted {
        $0.meeting = HostedMeeting(provider: .zoomMeeting, host: World.zoom.id, id: "1")
      }
      $0.occurrence = OccurrenceKey(
        series: .remote(RemoteEventID("weekly")),
        originalStart: .moment(World.at(15))
      )
    }
    let other = ConferencingDetails(provider: .unknown, url: "https://a.example/1")
    let off = EventChange.update(EventPatch(conferencing: .strip))
    let changes: [(EventChange, BulkAction)] = [
      (off, .conferencing(.strip)), (.delete, .delete),
      (.update(EventPatch(conferencing: .details(other))), .conferencing(.details(other))),
    ]
    func isEnd(_ text: String) -> Bool {
      ["is deleted", "stops working", "undo makes a new"].contains { text.contains($0) }
    }
    for (change, action) in changes {
      for scope in [EditScope.this, nil] {
        let edit = EventEdit(event: event.id, change: change, scope: scope)
        let question = ConfirmationViewModel.question(for: edit, of: event, in: directory)
        let lines = try #require(question).lines
        #expect(!lines.contains { isEnd($0) && !$0.contains("Only this one") }, "\(lines)")
        #expect(lines.contains { $0.contains("when no occurrence has it") }, "\(lines)")
      }
      let plan = BulkPlan(
        action,
        of: [BulkEvent(id: event.id, event: event)],
        in: directory,
        viewer: World.zone,
        freshID: { EventID("fresh") }
      )
      #expect(plan.entries.map(\.isOneOfSeries) == [true])
      let lines = BulkWords(plan, directory: directory).lines
      #expect(!lines.contains(where: isEnd), "\(lines)")
    }
    // With the whole series it ends.
    let whole = ConfirmationViewModel.question(
      for: EventEdit(event: event.id, change: off, scope: .all),
      of: event,
      in: directory
    )
    #expect(whole?.lines.contains { $0.contains("is deleted") } == true)
  }

  /// The question of several events says of each meeting what that of its event alone says.
  @Test func saysOfSeveralWhatBecomesOfThem() {
    let invited = "cy@partner.example"
    let events = [
      Self.event(Self.zoom), Self.event(Self.zoom), Self.event(.details(Self.meet)),
      Self.event(.details(Self.meet), from: invited), Self.event(Self.zoom, from: invited),
    ]
    func lines(_ action: BulkAction, _ events: [Event]) -> [String] {
      let marked = events.enumerated().map { index, event in
        var event = event
        event.id = EventID("e\(index)")
        return BulkEvent(id: event.id, event: event)
      }
      let directory = World.directory()
      let plan = BulkPlan(
        action,
        of: marked,
        in: directory,
        viewer: World.zone,
        freshID: { EventID("fresh") }
      )
      return BulkWords(plan, directory: directory).lines.filter { !$0.contains("attendee") }
    }
    let ended = "stops working for everybody who has it."
    let one = "1 meeting stays at the provider, for Convene did not make it here."
    let own = Array(events[..<3])
    let other = BulkAction.conferencing(
      .details(ConferencingDetails(provider: .unknown, url: "https://a.example/1"))
    )
    #expect(lines(other, [events[0]]) == ["1 link is replaced.", one])
    #expect(lines(other, [events[2]]) == ["1 link is replaced: the old one \(ended)"])
    #expect(
      lines(other, own) == [
        "3 links are replaced: 1 of the old ones \(ended)",
        "2 meetings stay at the provider, for Convene did not make them here.",
      ]
    )
    #expect(lines(.conferencing(.strip), [events[0]]) == [one])
    #expect(lines(.conferencing(.strip), [events[2]]) == [])
    #expect(lines(.delete, [events[0], events[2]]) == [one])
    // The meeting of an invitation is nobody's concern when that is deleted.
    #expect(lines(.delete, [events[3], events[4]]) == [])
  }
}
