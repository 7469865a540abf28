import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

@Suite struct ChangeWordsTests {
  private static let words = ChangeWords(clock: WallClock(World.zone), now: World.now)
  private static let tomorrow = EventTime.timed(
    start: World.at(10, day: 1),
    end: World.at(11, day: 1),
    zone: nil
  )
  private static let draft = EventDraft(
    account: World.work,
    calendar: World.team,
    title: "Planning",
    time: tomorrow
  )
  private static let allDay = EventTime.allDay(first: World.today, last: World.today)

  static let edits: [(change: EventChange, words: String)] = [
    (.create(draft, conferencing: .keep), "New event “Planning”, Tue 24 Nov, 10:00"),
    (
      .create(draft, conferencing: .autocreate(Autocreate(provider: .zoomMeeting))),
      "New event “Planning” with a Zoom link, Tue 24 Nov, 10:00"
    ),
    (.update(EventPatch(title: "Planning")), "Rename to “Planning”"),
    (.update(EventPatch(time: tomorrow)), "Move “Planning” to Tue 24 Nov, 10:00"),
    (.update(EventPatch(time: allDay)), "Move “Planning” to Mon 23 Nov"),
    (.update(EventPatch(location: "Room 5")), "Location of “Planning”: Room 5"),
    (.update(EventPatch(location: "")), "No location for “Planning”"),
    (.update(EventPatch(description: "x")), "Description of “Planning”"),
    (.update(EventPatch(participants: [])), "People of “Planning”"),
    (.update(EventPatch(visibility: .private)), "Visibility of “Planning”: private"),
    (.update(EventPatch(isBusy: false)), "Show “Planning” as free"),
    (
      .update(EventPatch(conferencing: .autocreate(Autocreate(provider: .microsoftTeams)))),
      "Teams link on “Planning”"
    ),
    (
      .update(EventPatch(description: "x", conferencing: .details(World.zoomLink))),
      "Zoom link on “Planning”"
    ),
    (
      .update(
        EventPatch(
          conferencing: .details(ConferencingDetails(provider: .unknown, url: "https://x"))
        )
      ), "Link on “Planning”"
    ),
    (.update(EventPatch(conferencing: .strip)), "Take the link off “Planning”"),
    (
      .update(EventPatch(title: "Planning", time: tomorrow, isBusy: true)),
      "Change “Planning”: title, time and availability"
    ),
    (
      .update(EventPatch(time: tomorrow, conferencing: .strip)),
      "Change “Planning”: time and meeting link"
    ),
    (.delete, "Delete “Planning”"), (.respond(.maybe), "Answer maybe to “Planning”"),
  ]

  /// Of a series it is said for how much of it an edit is.
  @Test(
    arguments: [
      (.delete, .this, "Delete “Planning” of Tue 24 Nov"),
      (.delete, .following, "Delete “Planning” from Tue 24 Nov on"),
      (.delete, .all, "Delete the series “Planning”"),
      (.respond(.maybe), .this, "Answer maybe to “Planning” of Tue 24 Nov"),
      (.respond(.maybe), .all, "Answer maybe to the series “Planning”"),
      (.update(EventPatch(title: "Planning")), .this, "Rename to “Planning”"),
      (
        .update(EventPatch(location: "Room 5")), .all,
        "Location of the series “Planning”: Room 5"
      ),
    ] as [(EventChange, EditScope, String)]
  )
  func saysForHowMuchOfASeries(_ change: EventChange, _ scope: EditScope, _ words: String) {
    var pending = World.change(1, change)
    pending.time = Self.tomorrow
    pending.edit.scope = scope
    #expect(Self.words.what(pending) == words)
  }

  @Test("What is done, in one line", arguments: edits)
  func what(_ row: (change: EventChange, words: String)) {
    #expect(Self.words.what(World.change(1, row.change)) == row.words)
  }

  @Test("A meeting that waits is named, and that it stays when it is given up")
  func meeting() {
    var change = World.change(1, .delete)
    change.title = "Planning"
    change.meeting = .delete(
      HostedMeeting(provider: .zoomMeeting, host: GrantID("zoom"), id: "7")
    )
    #expect(Self.words.what(change) == "Delete the Zoom Meeting of “Planning”")
    #expect(
      Self.words.question(discarding: change).lines.contains { $0.contains("stays at its host") }
    )
  }

  @Test("A title is named, and no more of it than a line can hold")
  func title() {
    var change = World.change(1, .delete)
    change.title = ""
    #expect(Self.words.what(change) == "Delete “(no title)”")
    change.title = String(repeating: "x", count: 1_000_000)
    #expect(Self.words.what(change).count < 200)
  }

  private static let later = World.now.addingTimeInterval(600)

  static let standings: [(PendingChange.Standing, attempts: Int, [String])] = [
    (.waiting(reason: nil, next: nil), 0, ["Not tried yet; sent as soon as it can be."]),
    (
      .waiting(reason: "No network.", next: later), 1,
      ["! No network.", "Tried once, next at 14:40."]
    ),
    (
      .waiting(reason: "No network.", next: World.now), 3,
      ["! No network.", "Tried 3 times, about to be tried again."]
    ),
    (.sending, 1, ["On its way to the service."]),
    (.refused("No."), 1, ["! No.", "Tried once. Try again, or discard it."]),
    (
      .conflict(World.conflict), 1,
      [
        "! The title, time, location, description, attendees and meeting link were changed at "
          + "the service as well.", "Both are kept until you decide: \(key: .open) shows them.",
      ]
    ),
    (
      .conflict(World.deletedThere), 1,
      [
        "! The event was deleted at its service.",
        "Both are kept until you decide: \(key: .open) shows them.",
      ]
    ),
    (
      .conflict(World.deletedHere), 1,
      [
        "! The event that is to be deleted was changed at its service.",
        "Both are kept until you decide: \(key: .open) shows them.",
      ]
    ),
  ]

  @Test("Why it stands where it does, and what comes next", arguments: standings)
  func explanation(_ row: (PendingChange.Standing, attempts: Int, [String])) {
    let change = World.change(1, attempts: row.attempts, standing: row.0)
    let said = Self.words.explanation(change).map { ($0.isProblem ? "! " : "") + $0.text }
    #expect(said == row.2)
  }

  static let losses: [(EventChange, lines: [String], lost: [String])] = [
    (
      .create(draft, conferencing: .keep),
      [
        "New event “Planning”, Tue 24 Nov, 10:00.",
        "The event is not at its service: it goes from here too, with later edits of it.",
      ], []
    ),
    (
      .update(EventPatch(title: "Planning", description: "one\ntwo", participants: [])),
      [
        "Change “Planning”: title, description and attendees.",
        "The event is again as the service has it. This goes:",
      ], ["Title: Planning\nDescription: one …\nPeople: nobody"]
    ),
    (.delete, ["Delete “Planning”.", "The event comes back."], []),
    (
      .respond(.yes), ["Answer yes to “Planning”.", "Your answer “yes” is not sent."], []
    ),
  ]

  @Test("The question before an edit is discarded says what is lost", arguments: losses)
  func question(_ row: (EventChange, lines: [String], lost: [String])) {
    let question = Self.words.question(discarding: World.change(7, row.0))
    #expect(question.lines == row.lines)
    #expect(question.removed == row.lost)
    #expect(question.answer == .carryOut(.discardChange(7)))
  }
}

@Suite struct FieldWordsTests {
  private let words = FieldWords(clock: WallClock(World.zone), now: World.now)

  static let told: [(EventField, [String])] = [
    (.title, ["Planning II"]), (.time, ["Tue 24 Nov, 10:00–11:00"]), (.location, ["Room 5"]),
    (.description, ["Agenda …"]), (.visibility, ["as the calendar has it"]), (.isBusy, ["free"]),
    (.participants, ["Ada <ada@acme.example>", "bob@acme.example", "Dee <dee@acme.example>"]),
    (.conferencing, ["a new Google Meet link"]),
  ]

  @Test("Every field has words", arguments: told)
  func values(_ row: (EventField, [String])) throws {
    let mine = try #require(World.conflict.mine)
    #expect(words.lines(row.0, of: mine) == row.1)
  }

  @Test("A link is told whole")
  func link() {
    #expect(
      words.lines(.conferencing, of: World.planning)
        == ["Zoom Meeting", "https://zoom.us/j/123456789", "Access code s3cret"]
    )
    #expect(words.lines(.conferencing, of: EventPatch(conferencing: .strip)) == ["no meeting link"])
    #expect(words.lines(.conferencing, of: EventPatch()) == [])
  }

  @Test("A time in another zone names it")
  func zone() {
    let time = EventTime.timed(start: World.at(10), end: World.at(11), zone: "Asia/Tokyo")
    #expect(words.time(time) == "Mon 23 Nov, 10:00–11:00 (Asia/Tokyo)")
  }

  @Test("Texts are told by their beginning, people up to a number")
  func bounds() {
    #expect(FieldWords.text("") == "none")
    #expect(FieldWords.text(" \n ") == "(blank)")
    #expect(FieldWords.text("\n\nfirst\nsecond") == "first …")
    #expect(FieldWords.text(String(repeating: "x", count: 1_000)).count < 410)
    let crowd = (0..<30).map { Participant(email: "p\($0)@acme.example") }
    #expect(FieldWords.people(crowd).count == 21)
    #expect(FieldWords.people(crowd).last == "… 10 more")
  }
}
