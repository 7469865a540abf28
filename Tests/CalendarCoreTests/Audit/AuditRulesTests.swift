import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// What an audit finds, and what it must not take for a fault.
@Suite struct AuditRulesTests {
  private static let now = Date(timeIntervalSince1970: 1_795_000_000)
  private static let work = AccountID("work")
  private static let host = GrantID("zoom")
  private static let meeting = HostedMeeting(provider: .zoomMeeting, host: host, id: "42")
  private static let asked = Autocreate(provider: .zoomMeeting, hostGrant: host)
  private static let link = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/42424242424"
  )

  private static func directory(isSignedIn: Bool = true) -> Directory {
    Directory(
      accounts: [Account(id: work, service: .google, grant: GrantID("g"))],
      calendars: [CalendarInfo(id: CalendarID("main"), account: work, name: "Main")],
      grants: [
        work: [
          Grant(id: GrantID("g"), provider: .google, email: "ada@acme.example"),
          Grant(
            id: host,
            provider: .zoom,
            email: "ops@acme.example",
            scopes: Set(ConferencingRules.zoomScopes),
            isValid: isSignedIn,
            isDirect: true
          ),
        ]
      ]
    )
  }

  private static let mainKey = CalendarKey(account: work, calendar: CalendarID("main"))
  private static let window = DateInterval(start: now - 60 * 86_400, end: now + 60 * 86_400)

  private static func time(_ hours: Double) -> EventTime {
    let start = now.addingTimeInterval(hours * 3_600)
    return .timed(start: start, end: start.addingTimeInterval(3_600), zone: nil)
  }

  private static func event(
    _ title: String,
    made: Bool = false,
    _ change: (inout Event) -> Void = { _ in }
  ) -> Event {
    var event = Event(
      id: EventID(title),
      account: work,
      calendar: CalendarID("main"),
      title: title,
      time: time(2)
    )
    if made {
      event.conferencing = .details(link)
      (event.autocreated, event.meeting) = (asked, meeting)
    }
    change(&event)
    return event
  }

  private static func record(_ change: (inout MeetingRecord) -> Void = { _ in }) -> MeetingRecord {
    var record = MeetingRecord(
      meeting: meeting,
      url: link.url,
      asked: asked,
      event: EventID("A"),
      account: work,
      calendar: CalendarID("main"),
      title: "A",
      time: time(2),
      madeAt: now.addingTimeInterval(-60)
    )
    change(&record)
    return record
  }

  private static func facts(
    _ events: [Event],
    records: [MeetingRecord] = [record()],
    directory: Directory = directory()
  ) -> AuditFacts {
    AuditFacts(
      events: events,
      links: Set(
        events.compactMap { event in
          if case .details(let details) = event.conferencing { details.url } else { nil }
        }
      ),
      meetings: Set(events.compactMap(\.meeting)),
      records: records,
      stretches: [mainKey: [ReadStretch(window: window, began: now)]],
      directory: directory,
      now: now
    )
  }

  private static func report(
    _ facts: AuditFacts,
    _ inventory: MeetingInventory = MeetingInventory()
  ) -> AuditReport {
    AuditRules(facts, answers: [host: .inventory(inventory)]).report
  }

  private func edit(_ finding: AuditFinding?) -> EventEdit? {
    if case .edit(let edit)? = finding?.fix { edit } else { nil }
  }

  @Test func whatIsAsItShouldBeIsNoFault() {
    let report = Self.report(Self.facts([Self.event("A", made: true)]))
    #expect(report.findings.isEmpty && report.unasked.isEmpty && report.obsolete.isEmpty)
    #expect(report.events == 1 && report.meetings == 1)
  }

  @Test func aMeetingThatNoEventHasIsDeleted() throws {
    let report = Self.report(Self.facts([]))
    let finding = try #require(report.findings.first)
    #expect(finding.kind == .orphan && finding.title == "A" && finding.url == Self.link.url)
    #expect(finding.fix == .deleteMeeting(Self.meeting))
    // Of several meetings of one name the user has to find this one at the host.
    #expect(finding.reason.hasSuffix("Its number is 42424242424, its link \(Self.link.url)."))
    #expect(finding.time != nil)
  }

  /// Rather a meeting too many than a dead link.
  @Test(arguments: [
    "link elsewhere", "mentioned", "long over", "host silent",
  ])
  func aMeetingThatMayBeNeededIsLeftAlone(_ reason: String) {
    var facts = Self.facts([])
    var answers: [GrantID: HostAnswer] = [Self.host: .inventory(MeetingInventory())]
    switch reason {
    case "link elsewhere": facts.links = [Self.link.url]
    case "mentioned": facts.mentioned = [Self.link.url]
    case "long over": facts.records = [Self.record { $0.time = Self.time(-24 * 40) }]
    default: answers = [Self.host: .failure("no network")]
    }
    let report = AuditRules(facts, answers: answers).report
    #expect(report.findings.isEmpty)
    #expect(report.unasked.isEmpty == (reason != "host silent"))
  }

  /// Its calendar may be left out of the settings, no longer be shared, or not be listed for once.
  @Test(arguments: [
    "no account", "no calendar", "not read", "read before", "other stretch", "other calendar",
  ])
  func aMeetingWhoseEventMayBeElsewhereIsShownAndNotDeleted(_ reason: String) throws {
    var facts = Self.facts([])
    func read(_ window: DateInterval, _ began: Date) -> [CalendarKey: [ReadStretch]] {
      [Self.mainKey: [ReadStretch(window: window, began: began)]]
    }
    switch reason {
    case "no account": facts.directory.accounts = []
    case "no calendar": facts.directory.calendars = []
    case "not read": facts.stretches = [:]
    case "read before": facts.stretches = read(Self.window, Self.now - 120)
    case "other stretch":
      facts.stretches = read(DateInterval(start: Self.now, duration: 3 * 3_600 - 1), Self.now)
    default: facts.records = [Self.record { $0.calendar = CalendarID("private") }]
    }
    let gone = MeetingInventory(gone: ["42"])
    let finding = try #require(Self.report(facts).findings.first)
    #expect(finding.kind == .orphan && finding.fix == nil && finding.reason.contains("work"))
    #expect(finding.reason.contains(Self.link.url), "\(finding.reason)")
    // Its event may get a new one, once it is here again.
    #expect(Self.report(facts, gone).obsolete.isEmpty)
    #expect(Self.report(facts, gone).findings.isEmpty)
  }

  @Test func whatIsGoneWithItsEventIsForgotten() {
    let report = Self.report(Self.facts([]), MeetingInventory(gone: ["42"]))
    #expect(report.findings.isEmpty)
    #expect(report.obsolete == [Self.meeting])
  }

  @Test func aMarkedMeetingOfAnotherComputerIsShownAndNotDeleted() throws {
    let url = "https://zoom.us/j/98765432101"
    let marked = MeetingInventory.Marked(id: "7", url: url, title: "Theirs", start: Self.now)
    let known = MeetingInventory.Marked(id: "42", url: Self.link.url, title: "A")
    let report = Self.report(
      Self.facts([Self.event("A", made: true)]),
      MeetingInventory(marked: [known, marked])
    )
    let finding = try #require(report.findings.first)
    #expect(report.findings.count == 1)
    #expect(finding.kind == .orphan && finding.title == "Theirs" && finding.fix == nil)
    #expect(finding.reason.hasSuffix("Its number is 98765432101, its link \(url)."))
    #expect(finding.time == .timed(start: Self.now, end: Self.now, zone: nil))
  }

  /// Another computer with the same accounts made the meeting of an event here; a list leaves the access
  /// code out of its link.
  @Test(
    "A marked meeting is known from then on where one event of the owner alone has it",
    arguments: [
      ("own", ["A"]), ("series", ["A", "B"]), ("copied", []), ("in a place", []), ("in a text", []),
      ("of others", []), ("of a colleague", []), ("waiting", []), ("elsewhere", []),
      ("in a place alone", []),
    ]
  )
  func aMarkedMeetingOfAnEventHere(_ reason: String, _ adopted: [String]) {
    let link = ConferencingDetails(provider: .zoomMeeting, url: Self.link.url + "?pwd=abc")
    func linked(_ title: String, _ change: (inout Event) -> Void = { _ in }) -> Event {
      Self.event(title) { event in
        event.conferencing = .details(link)
        change(&event)
      }
    }
    func occurrence(_ title: String) -> Event {
      linked(title) { event in
        event.occurrence = OccurrenceKey(
          series: .remote(RemoteEventID("s")),
          originalStart: event.time.startKey
        )
      }
    }
    let bob = "bob@acme.example"
    var events = [linked("A")]
    switch reason {
    case "series": events = [occurrence("A"), occurrence("B")]
    case "copied": events.append(linked("Copy"))
    case "in a place": events.append(Self.event("B") { $0.location = Self.link.url })
    case "in a text": events.append(Self.event("B") { $0.description = "Room: \(link.url)." })
    case "in a place alone": events = [Self.event("B") { $0.location = Self.link.url }]
    case "of others": events[0].organizer = Person(email: "cy@partner.example")
    case "of a colleague":
      (events[0].organizer, events[0].calendar) = (Person(email: bob), CalendarID(bob))
    case "elsewhere": events[0].conferencing = .none
    default: break
    }
    var facts = Self.facts(events, records: [])
    facts.directory.calendars.append(
      CalendarInfo(id: CalendarID(bob), account: Self.work, name: bob)
    )
    if reason == "waiting" { facts.waiting = [EventID("A")] }
    // A host that could answer for nothing is not asked.
    let isUnasked = ["elsewhere", "in a place alone", "of others", "of a colleague"].contains(
      reason
    )
    #expect(facts.wanted == (isUnasked ? [:] : [Self.host: []]))
    let marked = MeetingInventory.Marked(id: "42", url: Self.link.url, title: "A")
    let report = Self.report(facts, MeetingInventory(marked: [marked]))
    #expect(report.adopted.flatMap(\.events).map(\.rawValue) == adopted)
    #expect(report.adopted.allSatisfy { $0.record.url == link.url })
    #expect(report.adopted.allSatisfy { $0.record.meeting == Self.meeting })
    // Only a meeting that no event has is one to be looked at.
    #expect(report.findings.map(\.kind) == (reason == "elsewhere" ? [.orphan] : []))
  }

  @Test func anEventWhoseMeetingIsGoneGetsANewOne() throws {
    var facts = Self.facts([Self.event("A", made: true)])
    let gone = MeetingInventory(gone: ["42"])
    let finding = try #require(Self.report(facts, gone).findings.first)
    #expect(finding.kind == .gone)
    guard case .update(let patch)? = edit(finding)?.change else {
      Issue.record("no edit")
      return
    }
    #expect(patch.conferencing == .autocreate(Self.asked))
    // One whose edit waits may be about to get one.
    facts.waiting = [EventID("A")]
    #expect(Self.report(facts, gone).findings.isEmpty)
    // Without its host nothing can be made.
    facts.waiting = []
    facts.directory = Self.directory(isSignedIn: false)
    let findings = Self.report(facts, gone).findings
    #expect(findings.map(\.kind) == [.gone, .host] && findings.allSatisfy { $0.fix == nil })
  }

  @Test func aCopyOfAnEventGetsALinkOfItsOwn() throws {
    let copy = Self.event("B") { event in
      event.conferencing = .details(Self.link)
      event.time = Self.time(30)
    }
    // In the same calendar the last of them takes the meeting with it.
    #expect(Self.report(Self.facts([copy, Self.event("A", made: true)])).findings.isEmpty)
    let elsewhere = Self.event("A", made: true) { $0.calendar = CalendarID("other") }
    let report = Self.report(Self.facts([copy, elsewhere]))
    #expect(report.findings.map(\.kind) == [.shared])
    #expect(edit(report.findings.first)?.event == EventID("B"))
    // An invitation in another account is the same event.
    var same = copy
    (same.title, same.time) = ("A", Self.time(2))
    #expect(Self.report(Self.facts([same, Self.event("A", made: true)])).findings.isEmpty)
  }

  @Test func aHostThatIsSignedOutIsSaidOnce() {
    let other = Self.event("B", made: true) { event in
      event.conferencing = .details(
        ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/43")
      )
      event.meeting?.id = "43"
    }
    let facts = Self.facts(
      [Self.event("A", made: true), other],
      directory: Self.directory(isSignedIn: false)
    )
    let findings = Self.report(facts).findings
    #expect(findings.map(\.kind) == [.host])
    #expect(findings.first?.reason.contains("2 events") == true)
    #expect(findings.first?.remedy.contains("convene accounts login zoom") == true)
  }

  @Test func aTextWithAnotherLinkIsCutWhereItsEndsAreCertain() throws {
    let other = ConferencingDetails(
      provider: .microsoftTeams,
      url: "https://teams.microsoft.com/meet/2123456789012?p=abc"
    )
    let blocked = Self.event("A", made: true) {
      $0.description = InvitationBlock.appended(to: "Own words", other)
    }
    let finding = try #require(Self.report(Self.facts([blocked])).findings.first)
    #expect(finding.kind == .text && finding.url == other.url)
    guard case .update(let patch)? = edit(finding)?.change else {
      Issue.record("no edit")
      return
    }
    #expect(patch.description == "Own words" && patch.conferencing == .keep)
    let loose = Self.event("A", made: true) {
      $0.description = "Old link \(other.url), do not use"
    }
    let second = try #require(Self.report(Self.facts([loose])).findings.first)
    #expect(second.kind == .text && second.fix == nil)
  }

  @Test func theTextByWhichTheUserJoinsIsNotCut() throws {
    let other = ConferencingDetails(
      provider: .microsoftTeams,
      url: "https://teams.microsoft.com/meet/2123456789012?p=abc"
    )
    let link = try #require(LinkRecognition.recognize(other.url))
    let chosen = Self.event("A", made: true) {
      $0.description = InvitationBlock.appended(to: "Own words", other)
      $0.linkChoice = LinkChoice(link)
    }
    let finding = try #require(Self.report(Self.facts([chosen])).findings.first)
    #expect(finding.kind == .text && finding.fix == nil)
    #expect(finding.remedy.contains("You join by the link in the description"))
  }

  @Test(
    arguments: [
      ("bo@other.example", nil, true), ("bo@acme.example", nil, false),
      ("BO@ACME.EXAMPLE", nil, false), ("bo@other.example", "Room 5", false),
      ("bo@other.example", "https://meet.google.com/abc-defg-hij", false),
    ] as [(String, String?, Bool)]
  )
  func attendeesElsewhereWantALink(_ attendee: String, _ place: String?, _ isFault: Bool) {
    let event = Self.event("A") { event in
      event.participants = [Participant(email: attendee)]
      event.location = place ?? ""
    }
    let findings = Self.report(Self.facts([event], records: [])).findings
    #expect(findings.map(\.kind) == (isFault ? [.missing] : []))
    if isFault { #expect(edit(findings.first) != nil) }
  }

  @Test func attendeesOfASharedCalendarWantALink() {
    let shared = "c_1@group.calendar.google.com"
    var event = Self.event("A") { event in
      (event.calendar, event.organizer) = (CalendarID(shared), Person(email: shared))
      event.participants = [Participant(email: shared), Participant(email: "bo@other.example")]
    }
    let findings = Self.report(Self.facts([event], records: [])).findings
    #expect(findings.map(\.kind) == [.missing])
    #expect(findings.first?.reason.hasPrefix("1 attendee is elsewhere") == true)
    event.participants.removeLast()
    #expect(Self.report(Self.facts([event], records: [])).findings.isEmpty)
  }

  @Test func whatIsLongOverIsForgotten() {
    let old = Self.record { $0.time = Self.time(-24 * 500) }
    #expect(Self.report(Self.facts([], records: [old])).obsolete == [Self.meeting])
    // Texts are not searched for it either.
    #expect(!Self.facts([], records: [old]).needsLook(old))
    // Not as long as an event has it: a series may go on.
    let series = Self.event("A", made: true)
    #expect(Self.report(Self.facts([series], records: [old])).obsolete.isEmpty)
    let past = Self.record { $0.time = Self.time(-24 * 40) }
    #expect(Self.report(Self.facts([], records: [past])).obsolete.isEmpty)
  }

  @Test func hostsAreAskedForWhatMatters() {
    let past = Self.record { record in
      record.meeting.id = "1"
      record.url = "https://zoom.us/j/1"
      record.time = Self.time(-24 * 40)
    }
    let facts = Self.facts([Self.event("A", made: true)], records: [Self.record(), past])
    #expect(facts.wanted == [Self.host: ["42"]])
  }
}
