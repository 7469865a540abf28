import ConferencingCore
import Foundation
import Testing

@testable import CalendarCore

/// What an edit of a series comes to at its service.
@Suite struct SeriesPlanTests {
  private static let day = 86_400.0
  private static let start = Date(timeIntervalSince1970: 1_795_599_000)
  private static let remote = RemoteEventID("series")

  private static func time(_ index: Int, _ hours: Double = 0) -> EventTime {
    let begin = start + Double(index) * day + hours * 3_600
    return .timed(start: begin, end: begin + 3_600, zone: "Europe/Berlin")
  }

  private static func event(_ id: String, _ time: EventTime) -> Event {
    Event(
      id: EventID(id),
      remoteID: RemoteEventID(id),
      account: AccountID("work"),
      calendar: CalendarID("main"),
      title: "Daily",
      time: time
    )
  }

  private static var master: Event {
    var master = event("series", time(0))
    master.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=6"])
    return master
  }

  private static func occurrence(_ index: Int) -> Event {
    var event = event("o\(index)", time(index))
    event.occurrence = OccurrenceKey(
      series: .remote(remote),
      originalStart: time(index).startKey
    )
    return event
  }

  private static func plan(
    _ change: EventChange,
    _ scope: EditScope,
    at index: Int = 2,
    master: Event = master,
    link: SplitLink? = nil,
    service: ServiceKind = .google
  ) throws -> SeriesPlan {
    var edit = EventEdit(event: EventID("o\(index)"), change: change, scope: scope)
    edit.splitLink = link
    return try SeriesPlan(
      edit,
      of: occurrence(index),
      master: master,
      tail: EventID("tail"),
      service: service
    )
  }

  /// First the tail, then the end of the head, then what is left behind it.
  @Test func aSplitBeginsWithItsTail() throws {
    let plan = try Self.plan(.update(EventPatch(title: "Other")), .following)
    #expect(plan.series == Self.remote)
    guard plan.steps.count == 3, case .makeTail(let draft, .keep, EventID("tail")) = plan.steps[0],
      case .change(let head) = plan.steps[1]
    else {
      Issue.record("\(plan.steps)")
      return
    }
    #expect(draft.title == "Other")
    #expect(draft.time == Self.time(2))
    #expect(draft.recurrence?.lines == ["RRULE:FREQ=DAILY;COUNT=4"])
    #expect(head == EventPatch(recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=2"])))
    #expect(plan.steps[2] == .removeOccurrences(from: Self.time(2).startKey))
  }

  /// Behind the end of its series nobody finds an occurrence to take its link off.
  @Test(arguments: [EventChange.delete, .update(EventPatch(title: "Other"))])
  func linksOfTheirOwnAreTakenOffBeforeTheEnd(_ change: EventChange) throws {
    func link(_ code: String) -> Conferencing {
      .details(
        ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/\(code)")
      )
    }
    var master = Self.master
    master.conferencing = link("abc-defg-hij")
    var listed = (0..<6).map(Self.occurrence)
    for (index, code) in ["abc-defg-hij", "own-bbbb-ccc", "abc-defg-hij", "own-dddd-eee"]
      .enumerated()
    {
      listed[index].conferencing = link(code)
    }
    listed[3].autocreated = Autocreate(provider: .googleMeet)
    let window = DateInterval(start: Self.start, duration: 10 * Self.day)
    let plan = try SeriesPlan(
      EventEdit(event: EventID("o2"), change: change, scope: .following),
      of: listed[2],
      master: master,
      occurrences: ListedOccurrences(listed, window: window),
      tail: EventID("tail"),
      service: .nylas
    )
    let strip = SeriesPlan.Step.stripOccurrences([Self.time(3).startKey])
    let at = try #require(plan.steps.firstIndex(of: strip))
    guard plan.steps.indices.contains(at + 1), case .change = plan.steps[at + 1] else {
      Issue.record("\(plan.steps)")
      return
    }
  }

  @Test func aDeletionFromHereOnMakesNothing() throws {
    let plan = try Self.plan(.delete, .following)
    #expect(plan.steps.count == 2)
    #expect(plan.steps.last == .removeOccurrences(from: Self.time(2).startKey))
  }

  /// From the first occurrence on is the whole series.
  @Test func nothingIsSplitAtTheFirst() throws {
    #expect(try Self.plan(.delete, .following, at: 0).steps == [.delete])
    #expect(try Self.plan(.delete, .all).steps == [.delete])
    #expect(try Self.plan(.respond(.yes), .all).steps == [.respond(.yes)])
  }

  /// The master moves by as much as the occurrence did, to a time that is fixed in the plan.
  @Test func theWholeSeriesMovesToAFixedTime() throws {
    let plan = try Self.plan(.update(EventPatch(time: Self.time(2, 2))), .all)
    #expect(plan.steps == [.change(EventPatch(time: Self.time(0, 2)))])
  }

  /// A service's own meeting stays with the head, and the tail gets one of its own.
  ///
  /// Other links go along.
  @Test func aTailGetsAMeetingOfItsOwn() throws {
    var master = Self.master
    master.conferencing = .details(
      ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/abc-defg-hij")
    )
    func link(_ service: ServiceKind) throws -> ConferencingChange? {
      let patch = EventChange.update(EventPatch(title: "Other"))
      let plan = try Self.plan(patch, .following, master: master, service: service)
      guard case .makeTail(_, let link, _)? = plan.steps.first else { return nil }
      return link
    }
    #expect(try link(.google) == .autocreate(Autocreate(provider: .googleMeet)))
    guard case .details? = try link(.nylas) else {
      Issue.record("Nylas takes the link as it is")
      return
    }
  }

  /// A link that is kept is written into the tail as one that is given by hand; one that is not kept
  /// is asked for as it was chosen, and its old text is left out.
  @Test(arguments: [ServiceKind.google, .microsoft, .nylas])
  func aTailGetsTheMeetingThatWasChosen(_ service: ServiceKind) throws {
    let details = ConferencingDetails(
      provider: .googleMeet,
      url: "https://meet.google.com/abc-defg-hij"
    )
    var master = Self.master
    master.conferencing = .details(details)
    master.description =
      service == .nylas ? InvitationBlock.appended(to: "words", details) : "words"
    let patch = EventChange.update(EventPatch(title: "Other"))
    func tail(_ link: SplitLink) throws -> (EventDraft, ConferencingChange) {
      let plan = try Self.plan(patch, .following, master: master, link: link, service: service)
      guard case .makeTail(let draft, let change, _)? = plan.steps.first else {
        throw CancellationError()
      }
      #expect(plan.reversal(tail: RemoteEventID("tail"))?.splitLink == link)
      return (draft, change)
    }
    let (kept, same) = try tail(.same)
    #expect(same == .details(details))
    #expect(InvitationBlock.find(in: kept.description)?.details == details)
    #expect(kept.description.hasPrefix("words"))
    let asked = Autocreate(provider: .microsoftTeams, hostGrant: GrantID("office"))
    let (bare, new) = try tail(.new(asked))
    #expect(new == .autocreate(asked) && bare.description == "words")
    // Nothing is split at the first one.
    #expect(throws: SeriesProblem.notSplit) {
      try Self.plan(patch, .following, at: 0, master: master, link: .new(asked))
    }
    let first = try Self.plan(patch, .following, at: 0, master: master, link: .same)
    #expect(first.steps == [.change(EventPatch(title: "Other"))])
  }

  /// The way back has the values that the series had, and deletes the tail last.
  @Test func knowsTheWayBack() throws {
    let split = try Self.plan(.update(EventPatch(title: "Other")), .following)
    let tail = RemoteEventID("tail")
    #expect(
      split.reversal(tail: tail)?.steps == [
        .change(EventPatch(recurrence: Self.master.recurrence)), .deleteSeries(tail),
      ]
    )
    let moved = try Self.plan(.update(EventPatch(time: Self.time(2, 2))), .all)
    #expect(moved.reversal(tail: nil)?.steps == [.change(EventPatch(time: Self.time(0)))])
    guard
      case .makeTail(let draft, .keep, _)? = try Self.plan(.delete, .all).reversal(tail: nil)?
        .steps.first
    else {
      Issue.record("a deleted series is made again")
      return
    }
    #expect(draft.recurrence == Self.master.recurrence)
    #expect(draft.time == Self.time(0))
  }

  @Test func whatIsNoSeriesIsNotPlanned() {
    var single = Self.master
    single.recurrence = nil
    #expect(throws: SeriesProblem.noSeries) { try Self.plan(.delete, .all, master: single) }
    #expect(throws: SeriesProblem.answerFromHere) { try Self.plan(.respond(.no), .following) }
  }

  /// It is stored, and must read as it was written.
  @Test func isStoredAsItIs() throws {
    let step = PlanStep.planSeries(
      try Self.plan(.update(EventPatch(time: Self.time(2, 1))), .following)
    )
    let steps = [step, .changeSeries(0, made: RemoteEventID("tail")), .changeSeries(1, made: nil)]
    let data = try JSONEncoder().encode(steps)
    #expect(try JSONDecoder().decode([PlanStep].self, from: data) == steps)
  }

  /// Deleted is what lacks of a rule that ends where all was listed.
  ///
  /// Of one that goes on a list may break off, which says nothing of the rest; and one that does not follow
  /// the rule says nothing at all.
  @Test(arguments: [
    ([0, 1, 3, 5], [2, 4], [2, 4]), ([0, 1, 2], [3, 4, 5], []), ([1, 3], [0, 2, 4, 5], [0, 2]),
    ([], [], []),
  ])
  func whatLacksIsDeleted(_ listed: [Int], _ deleted: [Int], _ between: [Int]) {
    let window = DateInterval(start: Self.start - Self.day, duration: 30 * Self.day)
    let list = ListedOccurrences(listed.map(Self.occurrence), window: window)
    #expect(list.deleted(of: Self.master) == deleted.map { Self.time($0).startKey })
    for rule in ["FREQ=DAILY", "FREQ=DAILY;COUNT=40"] {
      var longer = Self.master
      longer.recurrence = Recurrence(lines: ["RRULE:\(rule)"])
      #expect(list.deleted(of: longer) == between.map { Self.time($0).startKey })
    }
    let other = ListedOccurrences((listed + [8]).map(Self.occurrence), window: window)
    #expect(other.deleted(of: Self.master) == [])
  }

  /// An edit that would lose what occurrences have of their own is refused before it is sent.
  @Test(arguments: [99, 102]) func tooManyExceptionsAreRefused(_ count: Int) throws {
    var master = Self.master
    master.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY"])
    let listed = (0..<count).map { index in
      var event = Self.occurrence(index)
      event.title = "Other"
      return event
    }
    let list = ListedOccurrences(
      listed,
      window: DateInterval(start: Self.start, duration: 200 * Self.day)
    )
    let edit = EventEdit(event: EventID("o1"), change: .delete, scope: .following)
    let editor = try #require(SeriesEditor(master: master, exceptions: []))
    let plan = {
      try KeptOccurrences.planned(
        edit,
        at: Self.time(1).startKey,
        in: editor,
        list,
        OwnLinks(of: master, at: .google)
      )
    }
    if count > 100 {
      #expect(throws: SeriesProblem.tooManyExceptions) { try plan() }
    } else {
      #expect(try plan().before.count == count - 1)
    }
  }
}
