import ConferencingCore
import Foundation
import Testing

@testable import CalendarCore

/// What becomes of the links that occurrences have of their own when their series is divided at its
/// service.
@Suite struct OwnLinksTests {
  private static let day = 86_400.0
  private static let start = Date(timeIntervalSince1970: 1_795_599_000)
  private static let remote = RemoteEventID("series")
  private static let meet = ConferencingDetails(
    provider: .googleMeet,
    url: "https://meet.google.com/abc-defg-hij"
  )
  private static let zoom = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/42"
  )
  private static let asked = Autocreate(provider: .googleMeet)

  private static func event(_ id: String, _ index: Int) -> Event {
    let begin = start + Double(index) * day
    return Event(
      id: EventID(id),
      remoteID: RemoteEventID(id),
      account: AccountID("work"),
      calendar: CalendarID("main"),
      title: "Daily",
      time: .timed(start: begin, end: begin + 3_600, zone: "Europe/Berlin"),
      description: "words"
    )
  }

  private static var master: Event {
    var master = event("series", 0)
    master.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=6"])
    return master
  }

  private static func occurrence(_ index: Int) -> Event {
    var event = event("o\(index)", index)
    event.occurrence = OccurrenceKey(series: .remote(remote), originalStart: event.time.startKey)
    return event
  }

  /// A link of the fourth occurrence, and what gives it to the one that takes its place.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let service: ServiceKind
    var series: ConferencingDetails?
    var isBlock = false
    var autocreated: Autocreate?
    var meeting: HostedMeeting?
    let link: ConferencingDetails
    let kept: ConferencingChange
    /// Whether the old link is taken off first.
    let isStripped: Bool
  }

  private static let made = HostedMeeting(
    provider: .zoomMeeting,
    host: GrantID("zoom"),
    id: "42"
  )

  static let cases = [
    Case(
      testDescription: "by hand at Google",
      service: .google,
      isBlock: true,
      link: zoom,
      kept: .details(zoom),
      isStripped: false
    ),
    Case(
      testDescription: "an add-on's at Google",
      service: .google,
      link: zoom,
      kept: .details(zoom),
      isStripped: false
    ),
    Case(
      testDescription: "a Meet of Google",
      service: .google,
      link: meet,
      kept: .autocreate(asked),
      isStripped: true
    ),
    Case(
      testDescription: "a Meet of Google beside that of the series",
      service: .google,
      series: ConferencingDetails(
        provider: .googleMeet,
        url: "https://meet.google.com/zzz-defg-hij"
      ),
      link: meet,
      kept: .autocreate(asked),
      isStripped: true
    ),
    Case(
      testDescription: "that of the series",
      service: .google,
      series: meet,
      link: meet,
      kept: .keep,
      isStripped: false
    ),
    Case(
      testDescription: "made by Convene at a host",
      service: .google,
      isBlock: true,
      autocreated: Autocreate(provider: .zoomMeeting, hostGrant: GrantID("zoom")),
      meeting: made,
      link: zoom,
      kept: .details(zoom),
      isStripped: false
    ),
    Case(
      testDescription: "made by Nylas",
      service: .nylas,
      autocreated: Autocreate(provider: .zoomMeeting, hostGrant: GrantID("host")),
      link: zoom,
      kept: .autocreate(Autocreate(provider: .zoomMeeting, hostGrant: GrantID("host"))),
      isStripped: true
    ),
    Case(
      testDescription: "by hand at Nylas",
      service: .nylas,
      link: zoom,
      kept: .details(zoom),
      isStripped: false
    ),
  ]

  private static func listed(_ one: Case) -> (master: Event, occurrences: [Event]) {
    var master = Self.master
    var listed = (0..<6).map(occurrence)
    if let series = one.series {
      master.conferencing = .details(series)
      for index in listed.indices { listed[index].conferencing = .details(series) }
    }
    listed[3].conferencing = .details(one.link)
    if one.isBlock {
      listed[3].description = InvitationBlock.appended(to: listed[3].description, one.link)
      listed[3].location = one.link.url
    }
    (listed[3].autocreated, listed[3].meeting) = (one.autocreated, one.meeting)
    return (master, listed)
  }

  private static func plan(_ one: Case, _ change: EventChange) throws -> SeriesPlan {
    let (master, listed) = listed(one)
    return try SeriesPlan(
      EventEdit(event: listed[1].id, change: change, scope: .following),
      of: listed[1],
      master: master,
      occurrences: ListedOccurrences(
        listed,
        window: DateInterval(start: start, duration: 30 * day)
      ),
      tail: EventID("tail"),
      service: one.service,
      provider: .googleMeet
    )
  }

  private static func kept(_ steps: [SeriesPlan.Step]) -> [KeptOccurrence] {
    for case .keepOccurrences(let kept) in steps { return kept }
    return []
  }

  private static func stripped(_ steps: [SeriesPlan.Step]) -> [OccurrenceKey.Start] {
    for case .stripOccurrences(let starts) in steps { return starts }
    return []
  }

  @Test(arguments: cases) func anOccurrenceKeepsItsLinkWhenItsSeriesIsDivided(_ one: Case) throws {
    let plan = try Self.plan(one, .update(EventPatch(title: "Other")))
    let start = Self.occurrence(3).time.startKey
    let patch = Self.kept(plan.steps).first { $0.start == start }?.patch
    #expect(patch?.conferencing ?? .keep == one.kept)
    // What people wrote is that of the series, and the text of the link comes with the link.
    #expect(patch?.description == nil && patch?.location == nil)
    #expect(Self.stripped(plan.steps) == (one.isStripped ? [start] : []))
    // And again, when that is taken back.
    let back = Self.kept(plan.reversal(tail: RemoteEventID("tail"))?.steps ?? [])
    #expect(back.first { $0.start == start }?.patch?.conferencing ?? .keep == one.kept)
  }

  /// A deletion takes every link off first; a meeting that Convene made is gone for good with it.
  @Test(arguments: cases) func aDeletionLeavesNoLink(_ one: Case) throws {
    let plan = try Self.plan(one, .delete)
    let start = Self.occurrence(3).time.startKey
    #expect(Self.stripped(plan.steps) == (one.kept == .keep ? [] : [start]))
    let back = Self.kept(plan.reversal(tail: nil)?.steps ?? [])
    let link = back.first { $0.start == start }?.patch?.conferencing ?? .keep
    #expect(link == (one.meeting == nil ? one.kept : .keep))
  }

  /// The one at which the series is divided keeps its link as well, unless another one is put on all.
  @Test func theFirstOfTheTailKeepsItsLink() throws {
    let one = Self.cases[0]
    let (master, listed) = Self.listed(one)
    func kept(_ patch: EventPatch) throws -> [KeptOccurrence] {
      let plan = try SeriesPlan(
        EventEdit(event: listed[3].id, change: .update(patch), scope: .following),
        of: listed[3],
        master: master,
        occurrences: ListedOccurrences(
          listed,
          window: DateInterval(start: Self.start, duration: 30 * Self.day)
        ),
        tail: EventID("tail"),
        service: one.service,
        provider: .googleMeet
      )
      return Self.kept(plan.steps)
    }
    let own = try kept(EventPatch(title: "Other"))
    #expect(own.map(\.patch) == [EventPatch(conferencing: .details(Self.zoom))])
    #expect(try kept(EventPatch(conferencing: .autocreate(Self.asked))).isEmpty)
  }

  /// Words that are the occurrence's own go along with its link.
  @Test func itsOwnWordsGoWithItsLink() throws {
    let one = Self.cases[0]
    var (master, listed) = Self.listed(one)
    master.description = "words of all"
    for index in listed.indices where index != 3 { listed[index].description = "words of all" }
    let links = OwnLinks(of: master, at: .google, provider: .googleMeet)
    let own = links.own(listed[3])
    #expect(own.description == "words")
    let patch = own.putting(on: listed[4], service: .google)
    #expect(patch.description == InvitationBlock.appended(to: "words", Self.zoom))
    #expect(patch.location == Self.zoom.url && patch.conferencing == .details(Self.zoom))
    // Given once more, nothing changes.
    #expect(
      own.putting(on: listed[4].applying(patch), service: .google).without(
        listed[4].applying(patch)
      ).isEmpty
    )
  }

  /// A link of the series may show on its occurrences before its master shows it: it is nobody's own.
  @Test func aLateLinkOfTheSeriesIsNotTakenForOwnOnes() {
    var occurrence = Self.occurrence(1)
    occurrence.conferencing = .details(Self.meet)
    var other = Self.occurrence(2)
    other.conferencing = .details(Self.meet)
    let late = OwnLinks(of: Self.master, at: .google, among: [occurrence, other])
    #expect(late.change(for: occurrence) == .keep && late.change(for: other) == .keep)
    // Of one alone it is its own.
    let own = OwnLinks(of: Self.master, at: .google, among: [occurrence, Self.occurrence(2)])
    #expect(own.change(for: occurrence) == .autocreate(Self.asked))
    // A link that is given by hand is own, however many have it.
    var byHand = occurrence
    byHand.description = InvitationBlock.appended(to: "words", Self.zoom)
    byHand.conferencing = .details(Self.zoom)
    var again = byHand
    again.id = EventID("again")
    let given = OwnLinks(of: Self.master, at: .google, among: [byHand, again])
    #expect(given.change(for: byHand) == .details(Self.zoom))
    // What was asked for has come on one side only.
    var master = Self.master
    master.conferencing = .autocreate(Self.asked)
    #expect(OwnLinks(of: master, at: .google).change(for: occurrence) == .keep)
    master.conferencing = .details(Self.meet)
    occurrence.conferencing = .autocreate(Self.asked)
    #expect(OwnLinks(of: master, at: .google).change(for: occurrence) == .keep)
  }

  /// A series with the link of an add-on gives it to its later part by hand: no service makes one more.
  @Test func theLinkOfAnAddOnIsWrittenIntoTheTail() throws {
    var master = Self.master
    master.conferencing = .details(Self.zoom)
    let plan = try SeriesPlan(
      EventEdit(
        event: EventID("o2"),
        change: .update(EventPatch(title: "Other")),
        scope: .following
      ),
      of: Self.occurrence(2),
      master: master,
      tail: EventID("tail"),
      service: .google,
      provider: .googleMeet
    )
    guard case .makeTail(let draft, let link, _)? = plan.steps.first else {
      Issue.record("\(plan.steps)")
      return
    }
    #expect(link == .details(Self.zoom))
    #expect(InvitationBlock.find(in: draft.description)?.details == Self.zoom)
  }
}
