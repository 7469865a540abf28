import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// The form of a new event begins with what is configured; rooms can be chosen.
@Suite struct NewEventDefaultsFormTests {
  private static let room = MeetingRoom(
    name: "team",
    details: ConferencingDetails(
      provider: .zoomMeeting,
      url: "https://zoom.us/j/123456789",
      accessCode: "4711"
    )
  )

  private func form(
    grants: [Grant] = [World.google, World.zoom],
    _ change: (inout NewEventDefaults) -> Void
  ) throws -> EventFormViewModel {
    var defaults = NewEventDefaults()
    defaults.rooms = [Self.room]
    change(&defaults)
    return try #require(
      EventFormViewModel(
        newID: EventID("new"),
        directory: World.directory(grants: grants),
        start: World.at(15),
        zone: World.zone,
        now: World.now,
        defaults: defaults
      )
    )
  }

  private func saved(_ form: EventFormViewModel) throws -> (EventDraft, ConferencingChange, Bool) {
    var form = form
    form.title.set("Sync")
    let attempt = form.attemptSave()
    let edit = try #require(attempt)
    guard case .create(let draft, let change) = edit.change else {
      throw CancellationError()
    }
    return (draft, change, edit.notifiesParticipants)
  }

  @Test func beginsWithWhatIsConfigured() throws {
    let (draft, change, _) = try saved(
      form { defaults in
        defaults.calendar = "personal"
        defaults.values.duration = 900
        defaults.values.visibility = .private
        defaults.values.link = .room("team")
      }
    )
    #expect(draft.calendar == CalendarID("local"))
    #expect(draft.visibility == .private)
    #expect(
      draft.time.end(in: World.zone).timeIntervalSince(draft.time.start(in: World.zone)) == 900
    )
    #expect(change == .details(Self.room.details))
  }

  @Test func createsALinkWhereAHostCan() throws {
    let able = try saved(form { $0.values.link = .create(.zoomMeeting) })
    guard case .autocreate(let autocreate) = able.1 else {
      Issue.record("\(able.1)")
      return
    }
    #expect(autocreate.provider == .zoomMeeting && autocreate.hostGrant == World.zoom.id)
    let unable = try saved(form(grants: [World.google]) { $0.values.link = .create(.zoomMeeting) })
    #expect(unable.1 == .keep)
  }

  @Test func aLinkThatNoHostCanMakeIsSaid() throws {
    let able = try form { $0.values.link = .create(.zoomMeeting) }
    #expect(able.standardMeetingProblem == nil)
    let unable = try form(grants: [World.google]) { $0.values.link = .create(.zoomMeeting) }
    let problem = try #require(unable.standardMeetingProblem)
    #expect(problem.hasPrefix("The link of [new-event] is left out: "))
    #expect(unable.fields.first { $0.id == .calendar }?.hint == problem)
    #expect(try form { $0.values.link = .room("team") }.standardMeetingProblem == nil)
  }

  @Test func followsTheCalendarUntilSomethingIsChosen() throws {
    var form = try form { defaults in
      var own = NewEventDefaults.Values()
      (own.link, own.notifies) = (.room("team"), false)
      defaults.calendars["Personal"] = own
    }
    #expect(form.conferencing.change == .keep)
    form.chooseCalendar(CalendarKey(account: .local, calendar: CalendarID("local")))
    #expect(form.conferencing.change == .details(Self.room.details))
    #expect(!form.notifies)
    form.chooseCalendar(CalendarKey(account: World.work, calendar: World.team))
    #expect(form.conferencing.change == .keep)
    #expect(form.notifies)
  }

  @Test func waitsForAttendeesWhereThatIsConfigured() throws {
    var form = try form { defaults in
      defaults.values.link = .room("team")
      defaults.values.needsAttendees = true
    }
    #expect(form.conferencing.change == .keep)
    form.focus = .participants
    form.insert("ann@acme.example")
    #expect(form.conferencing.change == .details(Self.room.details))
  }

  @Test func offersRoomsInTheForm() throws {
    var form = try form { _ in }
    form.focus = .conferencing(.choice)
    _ = form.handle(.previousChoice)
    #expect(form.conferencing.chosen == .room("team"))
    #expect(form.conferencing.fields.map(\.id) == [.choice, .url, .accessCode])
    #expect(try saved(form).1 == .details(Self.room.details))
  }

  @Test func takesRoomsFromQuickAdd() throws {
    var form = try form { $0.values.link = NewEventDefaults.Link.none }
    form.beginQuickAdd()
    form.insert("Sync fri 10:00 room team")
    #expect(form.title.text == "Sync")
    #expect(form.conferencing.change == .details(Self.room.details))
  }

  @Test func isNotChangedByItsDefaults() throws {
    let form = try form { defaults in
      defaults.values.link = .room("team")
      defaults.values.notifies = false
    }
    #expect(!form.isChanged(from: form))
    #expect(form.attemptsNothing)
  }
}

extension EventFormViewModel {
  /// Whether nothing was touched.
  fileprivate var attemptsNothing: Bool { touched.isEmpty && conferencing.touched.isEmpty }
}
