import CalendarCore
import ConferencingCore
import Foundation
import Testing
import ViewModels

/// The question how much of its series an edit of an occurrence is for.
@Suite struct ScopeTests {
  static let series = EventID("series")

  /// The third Monday of a weekly series that began two weeks ago.
  static func occurrence(_ account: AccountID = .local) -> Event {
    var event = World.event("Stand-up", from: World.at(16), minutes: 30)
    event.account = account
    if account == .local { event.calendar = CalendarID("local") }
    event.occurrence = OccurrenceKey(
      series: .event(series),
      originalStart: event.time.startKey
    )
    return event
  }

  /// What is known of the series, which has a number of occurrences or no end.
  static func outline(_ count: Int?, _ exceptions: [Event] = []) throws -> SeriesOutline {
    var master = occurrence()
    master.id = series
    master.time = World.event("x", from: World.at(16, day: -14), minutes: 30).time
    master.occurrence = nil
    master.recurrence = Recurrence(
      lines: ["RRULE:FREQ=WEEKLY" + (count.map { ";COUNT=\($0)" } ?? "")]
    )
    let editor = try #require(SeriesEditor(master: master, exceptions: exceptions))
    return SeriesOutline(editor, of: occurrence(), now: World.now)
  }

  private func question(_ test: TestApp) throws -> ScopeViewModel {
    try #require(test.app.screens.last as? ScopeViewModel)
  }

  @Test func aDeletionAsksAndSaysWhatEachAnswerMeans() throws {
    var test = TestApp([Self.occurrence()])
    test.press(.delete)
    let event = Self.occurrence().id
    #expect(test.effects.last == .loadSeries(event))
    #expect(try question(test).choices.map(\.scope) == [.this, .following, .all])
    #expect(try question(test).choices.map(\.key) == ["", "f", "A"])
    test.send(.seriesLoaded(event, try Self.outline(5)))
    #expect(
      try question(test).choices.map(\.lines) == [
        ["Mon 23 Nov; the others stay as they are"], ["3 occurrences"],
        ["5 occurrences, 2 of them past"],
      ]
    )
    test.send(.seriesLoaded(event, try Self.outline(nil)))
    #expect(try question(test).choices[1].lines == ["from Mon 23 Nov on, without an end"])
    #expect(try question(test).choices[2].lines == ["without an end, 2 of them past"])
    test.press(.back)
    #expect(test.app.screens.isEmpty)
    #expect(!test.effects.contains { if case .submit = $0 { true } else { false } })
  }

  @Test(arguments: [("", EditScope.this), ("f", .following), ("A", .all)])
  func aKeyAnswers(_ key: String, _ scope: EditScope) throws {
    var test = TestApp([Self.occurrence()])
    test.press(.delete)
    if key.isEmpty { test.press(.choose) } else { test.send(.text(key)) }
    var edit = EventEdit(event: Self.occurrence().id, change: .delete, scope: scope)
    edit.notifiesParticipants = false
    #expect(test.effects.last == .submit(edit))
    #expect(test.app.screens.isEmpty)
    test.send(.submitted(edit))
    let said = test.app.status.notice?.text ?? ""
    #expect(said.hasSuffix("\(key: .undo) undoes it.") && said != "The event is deleted.")
  }

  /// Who answers one invitation after the other types `y` once more, which is no key of this question.
  @Test func yesIsNoAnswerToHowMuch() throws {
    var test = TestApp([Self.occurrence()])
    test.press(.delete)
    test.press(.confirm)
    #expect(try question(test).choices.count == 3)
    #expect(!test.effects.contains { if case .submit = $0 { true } else { false } })
    #expect(test.app.status.notice?.text.contains("\(key: .choose)") == true)
  }

  @Test func anotherRuleIsNotForOneOccurrence() throws {
    var test = TestApp([Self.occurrence()])
    let event = Self.occurrence().id
    test.press(.edit)
    #expect(test.effects.last == .loadSeries(event))
    test.send(.seriesLoaded(event, try Self.outline(5)))
    for _ in 0..<20 where (test.app.screens.last as? EventFormScreen)?.form.focus != .repeats {
      test.press(.nextField)
    }
    test.press(.nextChoice)
    test.press(.save)
    #expect(try question(test).choices.map(\.scope) == [.following, .all])
  }

  /// What another rule for all costs is said before, wherever the series is.
  @Test func anotherRuleSaysWhatItCosts() throws {
    var changed = Self.occurrence()
    changed.id = EventID("changed")
    changed.time = World.event("x", from: World.at(17, day: 8), minutes: 30).time
    changed.occurrence?.originalStart = .moment(World.at(16, day: 7))
    changed.isException = true
    var test = TestApp([Self.occurrence()])
    let event = Self.occurrence().id
    test.press(.edit)
    test.send(.seriesLoaded(event, try Self.outline(5)))
    for _ in 0..<20 where (test.app.screens.last as? EventFormScreen)?.form.focus != .repeats {
      test.press(.nextField)
    }
    test.press(.nextChoice, .save)
    test.send(.seriesLoaded(event, try Self.outline(5, [changed])))
    #expect(
      try question(test).choices.last?.lines == [
        "5 occurrences, 2 of them past", "1 changed occurrence may lose its changes",
      ]
    )
  }

  @Test func theFormWaitsForTheAnswerAndClosesWhenItIsSaved() throws {
    var test = TestApp([Self.occurrence()])
    test.press(.edit)
    test.send(.text("Daily "))
    test.press(.save)
    #expect(try question(test).choices.count == 3)
    test.press(.back)
    let form = try #require(test.app.screens.last as? EventFormScreen)
    #expect(!form.isSaving && form.hasUnsavedChanges)
    test.press(.save)
    test.send(.text("A"))
    guard case .submit(let edit)? = test.effects.last else {
      Issue.record("nothing was submitted")
      return
    }
    #expect(edit.scope == .all)
    test.send(.submitted(edit))
    #expect(test.app.screens.isEmpty)
  }

  /// One is not told of one's own edits, and a tail asks those again who had answered.
  @Test func saysWhoIsToldAndWhoseAnswersAreLost() throws {
    var event = Self.occurrence(World.work)
    event.occurrence?.series = .remote(RemoteEventID("series"))
    event.participants = [
      Participant(email: World.google.email.uppercased(), response: .yes),
      Participant(email: "bob@acme.example", response: .maybe),
    ]
    var test = TestApp([event])
    test.press(.edit)
    test.send(.text("Daily "))
    test.press(.save)
    test.send(.seriesLoaded(event.id, nil))
    #expect(
      try question(test).choices.map { $0.lines.last } == [
        "1 attendee is notified", "1 attendee is invited again", "1 attendee is notified",
      ]
    )
    event.participants.removeLast()
    test = TestApp([event])
    test.press(.delete)
    test.send(.seriesLoaded(event.id, nil))
    #expect(try question(test).choices.allSatisfy { !$0.lines.joined().contains("attendee") })
  }

  /// A service is asked for as much; what it does not count is not said.
  @Test func aSeriesAtAServiceIsAskedForAsWell() throws {
    var event = Self.occurrence(World.work)
    event.occurrence?.series = .remote(RemoteEventID("series"))
    var test = TestApp([event])
    test.press(.edit)
    test.send(.text("Daily "))
    test.press(.save)
    test.send(.seriesLoaded(event.id, nil))
    #expect(
      try question(test).choices.map { $0.lines.first } == [
        "Mon 23 Nov; the others stay as they are", "from Mon 23 Nov on",
        "all occurrences, past ones too",
      ]
    )
    test.send(.text("f"))
    guard case .submit(let edit)? = test.effects.last else {
      Issue.record("nothing was submitted")
      return
    }
    #expect(edit.scope == .following)
  }

  /// Once its master is read, a series at a service is counted like any other.
  @Test func aSeriesAtAServiceIsCountedWhenItsRuleIsKnown() throws {
    var event = Self.occurrence(World.work)
    event.occurrence?.series = .remote(RemoteEventID("series"))
    var test = TestApp([event])
    test.press(.delete)
    test.send(.seriesLoaded(event.id, nil))
    #expect(try question(test).choices[1].lines.first == "from Mon 23 Nov on")
    test.send(.seriesLoaded(event.id, try Self.outline(5)))
    #expect(
      try question(test).choices.map { $0.lines.first } == [
        "Mon 23 Nov alone; undo makes it an event of its own", "3 occurrences",
        "5 occurrences, 2 of them past",
      ]
    )
  }

  /// Google takes a deleted occurrence back into its series; the others make an event of its own of it.
  @Test(arguments: [(ServiceKind.google, false), (.microsoft, true), (.nylas, true)])
  func saysWhatUndoOfADeletionMakes(_ service: ServiceKind, _ isAlone: Bool) throws {
    var event = Self.occurrence(World.work)
    event.occurrence?.series = .remote(RemoteEventID("series"))
    var test = TestApp([event], directory: Self.directory(service))
    test.press(.delete)
    test.send(.seriesLoaded(event.id, try Self.outline(5)))
    #expect(
      try question(test).choices.map { $0.lines.first?.contains("an event of its own") } == [
        isAlone, false, false,
      ]
    )
    test.press(.choose)
    guard case .submit(let edit)? = test.effects.last else {
      Issue.record("nothing was submitted")
      return
    }
    test.send(.submitted(edit))
    let remedy = "undoes it" + (isAlone ? "; once that is sent, as an event of its own." : ".")
    #expect(
      test.app.status.notice?.text == "The occurrence is deleted. \(key: .undo) \(remedy)"
    )
  }

  /// The third occurrence of a series with a link, in an account of a service.
  private static func linked(_ account: AccountID = World.work) -> Event {
    var event = occurrence(account)
    if account != .local { event.occurrence?.series = .remote(RemoteEventID("series")) }
    event.conferencing = .details(
      ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/abc-defg-hij")
    )
    return event
  }

  private static let new = SplitLink.new(Autocreate(provider: .googleMeet))

  private static func directory(_ service: ServiceKind) -> Directory {
    var directory = World.directory()
    directory.accounts[0].service = service
    return directory
  }

  private func asked(_ event: Event, on service: ServiceKind) throws -> TestApp {
    var test = TestApp([event], directory: Self.directory(service))
    test.press(.edit)
    test.send(.text("Daily "))
    test.press(.save)
    test.send(.seriesLoaded(event.id, try Self.outline(5)))
    return test
  }

  /// A split says what becomes of the link, and offers the other possibility.
  @Test(arguments: [
    (ServiceKind.google, SplitLink.same, "… with the same link"),
    (.nylas, new, "… with a new link"),
  ])
  func aSplitAsksForTheLink(
    _ service: ServiceKind,
    _ other: SplitLink,
    _ label: String
  ) throws {
    var test = try asked(Self.linked(), on: service)
    let choices = try question(test).choices
    #expect(choices.map(\.key) == ["", "f", "L", "A"])
    #expect(choices[2].label == label && choices[2].link == other)
    let old = "same Google Meet link"
    let new = "a new Google Meet link; the old one stays with those before"
    #expect(choices[1].lines.contains(other == .same ? new : old))
    let ends = "the link ends when the earlier part is deleted"
    #expect(choices[2].lines == (other == .same ? [old, ends] : [new]))
    #expect(choices[0].link == nil && choices[3].link == nil)
    test.send(.text("L"))
    guard case .submit(let edit)? = test.effects.last else {
      Issue.record("nothing was submitted")
      return
    }
    #expect(edit.scope == .following && edit.splitLink == other)
    test = try asked(Self.linked(), on: service)
    test.send(.text("f"))
    guard case .submit(let plain)? = test.effects.last else {
      Issue.record("nothing was submitted")
      return
    }
    #expect(plain.scope == .following && plain.splitLink == nil)
    test = TestApp([Self.linked()], directory: Self.directory(service))
    test.press(.edit)
    test.send(.text("Daily "))
    test.press(.save)
    // Nobody knows yet whether it is the first.
    #expect(try question(test).choices.map(\.key) == ["", "f", "A"])
    test.press(.moveDown)
    test.press(.moveDown)
    test.send(.seriesLoaded(Self.linked().id, try Self.outline(5)))
    let asked = try question(test)
    #expect(asked.choices[asked.selected].scope == .all)
  }

  /// Nothing is split from the first occurrence on, by a deletion, or where there is no link.
  @Test func noLinkIsAskedForWhereNothingIsSplit() throws {
    var event = Self.linked()
    var test = TestApp([event], directory: Self.directory(.google))
    test.press(.delete)
    #expect(try question(test).choices.map(\.key) == ["", "f", "A"])
    test = try asked(Self.occurrence(World.work), on: .google)
    #expect(try question(test).choices.map(\.key) == ["", "f", "A"])
    event.occurrence?.originalStart = .moment(World.at(16, day: -14))
    test = TestApp([event], directory: Self.directory(.google))
    test.press(.edit)
    test.send(.text("Daily "))
    test.press(.save)
    test.press(.moveDown)
    test.press(.moveDown)
    let series = try #require(SeriesEditor(master: try Self.outline(5).master, exceptions: []))
    test.send(.seriesLoaded(event.id, SeriesOutline(series, of: event, now: World.now)))
    #expect(try question(test).choices.map(\.key) == ["", "f", "A"])
    #expect(try question(test).choices.allSatisfy { $0.link == nil })
    #expect(try question(test).choices[1].lines.contains("same Google Meet link"))
  }

  /// A link that both parts keep may belong to the earlier one.
  @Test func aLinkThatEndsWithTheEarlierPartIsSaid() throws {
    let ends = "the link ends when the earlier part is deleted"
    var event = Self.linked()
    var test = try asked(event, on: .nylas)
    #expect(try !question(test).choices[1].lines.contains(ends))
    event.autocreated = Autocreate(provider: .googleMeet)
    test = try asked(event, on: .nylas)
    #expect(try question(test).choices[1].lines.contains(ends))
  }

  /// A meeting that the service made on one occurrence does not go along with it.
  @Test func linksThatAreReplacedAreCounted() throws {
    let event = Self.linked()
    var test = try asked(event, on: .google)
    var exception = event
    exception.id = EventID("exception")
    exception.occurrence?.originalStart = .moment(World.at(16, day: 7))
    exception.conferencing = .details(
      ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/own-defg-hij")
    )
    let master = try Self.outline(5).master
    let series = try #require(SeriesEditor(master: master, exceptions: [exception]))
    test.send(
      .seriesLoaded(
        event.id,
        SeriesOutline(series, of: event, service: .google, now: World.now)
      )
    )
    let said = "1 own link is replaced by a new one"
    #expect(try question(test).choices[1].lines.contains(said))
    exception.description = InvitationBlock.appended(to: "", exception.conferencing.link)
    let byHand = try #require(SeriesEditor(master: master, exceptions: [exception]))
    test.send(
      .seriesLoaded(
        event.id,
        SeriesOutline(byHand, of: event, service: .google, now: World.now)
      )
    )
    #expect(try !question(test).choices[1].lines.contains(said))
  }

  /// Changed occurrences are counted, and keep what they have of their own.
  @Test func changedOccurrencesAreCounted() throws {
    var event = Self.occurrence(World.work)
    event.occurrence?.series = .remote(RemoteEventID("series"))
    var test = TestApp([event])
    test.press(.edit)
    test.send(.text("Daily "))
    test.press(.save)
    test.send(.seriesLoaded(event.id, try Self.outline(5)))
    #expect(try question(test).choices[1].lines == ["3 occurrences"])
    var exception = event
    exception.id = EventID("exception")
    exception.occurrence?.originalStart = .moment(World.at(16, day: 7))
    exception.isException = true
    let master = try Self.outline(5).master
    let series = try #require(SeriesEditor(master: master, exceptions: [exception]))
    test.send(.seriesLoaded(event.id, SeriesOutline(series, of: event, now: World.now)))
    #expect(
      try question(test).choices[1].lines
        == ["3 occurrences", "1 changed occurrence keeps its own changes"]
    )
  }
}

extension Conferencing {
  /// The details of a link that is there.
  fileprivate var link: ConferencingDetails {
    if case .details(let details) = self { return details }
    return ConferencingDetails(provider: .unknown, url: "")
  }
}
