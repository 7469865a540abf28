import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// The plan of every calendar, provider and operation: eighty rows, each fresh, in doubt, and taken
/// up again behind each of its steps.
@Suite struct PlanTableTests {
  private enum Operation: String, CaseIterable {
    case add, time, change, strip, delete
  }

  /// The steps of an edit: as it is made first, and when an earlier attempt may have been carried out.
  ///
  /// Of `change` the provider is the one that the event has; it gets the next one in the table. The
  /// base is fresh. A `-` is a plan without steps.
  private static let table = """
    nylas     meet   add    update                            | check update
    nylas     meet   time   check update                      | check update
    nylas     meet   change check update                      | check update
    nylas     meet   strip  check update                      | check update
    nylas     meet   delete check delete                      | check delete
    nylas     zoom   add    update                            | check update
    nylas     zoom   time   check update                      | check update
    nylas     zoom   change check update                      | check update
    nylas     zoom   strip  check update                      | check update
    nylas     zoom   delete check delete                      | check delete
    nylas     teams  add    update                            | check update
    nylas     teams  time   check update                      | check update
    nylas     teams  change check update                      | check update
    nylas     teams  strip  check update                      | check update
    nylas     teams  delete check delete                      | check delete
    nylas     manual add    update                            | check update
    nylas     manual time   check update                      | check update
    nylas     manual change check update                      | check update
    nylas     manual strip  check update                      | check update
    nylas     manual delete check delete                      | check delete
    google    meet   add    update                            | check update
    google    meet   time   update                            | check update
    google    meet   change makeMeeting update                | findMeeting makeMeeting check update
    google    meet   strip  update                            | check update
    google    meet   delete delete                            | check delete
    google    zoom   add    makeMeeting update                | findMeeting makeMeeting check update
    google    zoom   time   update updateMeeting              | check update updateMeeting
    google    zoom   change makeMeeting update deleteMeeting  | findMeeting makeMeeting check update deleteMeeting
    google    zoom   strip  update deleteMeeting              | check update deleteMeeting
    google    zoom   delete delete deleteMeeting              | check delete deleteMeeting
    google    teams  add    makeMeeting update                | findMeeting makeMeeting check update
    google    teams  time   update updateMeeting              | check update updateMeeting
    google    teams  change update deleteMeeting              | check update deleteMeeting
    google    teams  strip  update deleteMeeting              | check update deleteMeeting
    google    teams  delete delete deleteMeeting              | check delete deleteMeeting
    google    manual add    update                            | check update
    google    manual time   update                            | check update
    google    manual change update                            | check update
    google    manual strip  update                            | check update
    google    manual delete delete                            | check delete
    microsoft meet   add    makeMeeting update                | findMeeting makeMeeting check update
    microsoft meet   time   update updateMeeting              | check update updateMeeting
    microsoft meet   change makeMeeting update deleteMeeting  | findMeeting makeMeeting check update deleteMeeting
    microsoft meet   strip  update deleteMeeting              | check update deleteMeeting
    microsoft meet   delete delete deleteMeeting              | check delete deleteMeeting
    microsoft zoom   add    makeMeeting update                | findMeeting makeMeeting check update
    microsoft zoom   time   update updateMeeting              | check update updateMeeting
    microsoft zoom   change update deleteMeeting              | check update deleteMeeting
    microsoft zoom   strip  update deleteMeeting              | check update deleteMeeting
    microsoft zoom   delete delete deleteMeeting              | check delete deleteMeeting
    microsoft teams  add    update                            | check update
    microsoft teams  time   update                            | check update
    microsoft teams  change update                            | check update
    microsoft teams  strip  update                            | check update
    microsoft teams  delete delete                            | check delete
    microsoft manual add    update                            | check update
    microsoft manual time   update                            | check update
    microsoft manual change makeMeeting update                | findMeeting makeMeeting check update
    microsoft manual strip  update                            | check update
    microsoft manual delete delete                            | check delete
    local     meet   add    makeMeeting                       | findMeeting makeMeeting
    local     meet   time   updateMeeting                     | updateMeeting
    local     meet   change makeMeeting deleteMeeting         | findMeeting makeMeeting deleteMeeting
    local     meet   strip  deleteMeeting                     | deleteMeeting
    local     meet   delete deleteMeeting                     | deleteMeeting
    local     zoom   add    makeMeeting                       | findMeeting makeMeeting
    local     zoom   time   updateMeeting                     | updateMeeting
    local     zoom   change makeMeeting deleteMeeting         | findMeeting makeMeeting deleteMeeting
    local     zoom   strip  deleteMeeting                     | deleteMeeting
    local     zoom   delete deleteMeeting                     | deleteMeeting
    local     teams  add    makeMeeting                       | findMeeting makeMeeting
    local     teams  time   updateMeeting                     | updateMeeting
    local     teams  change deleteMeeting                     | deleteMeeting
    local     teams  strip  deleteMeeting                     | deleteMeeting
    local     teams  delete deleteMeeting                     | deleteMeeting
    local     manual add    -                                 | -
    local     manual time   -                                 | -
    local     manual change makeMeeting                       | findMeeting makeMeeting
    local     manual strip  -                                 | -
    local     manual delete -                                 | -
    """

  struct Row: Sendable, CustomTestStringConvertible {
    var service: ServiceKind
    var provider: String
    var operation: String
    var fresh: [PlanStep]
    var inDoubt: [PlanStep]
    var testDescription: String { "\(service) \(provider) \(operation)" }

    init?(_ line: Substring) {
      let halves = line.split(separator: "|").map { $0.split(separator: " ") }
      guard halves.count == 2, halves[0].count > 3,
        let service = ServiceKind(rawValue: String(halves[0][0]))
      else { return nil }
      self.service = service
      provider = String(halves[0][1])
      operation = String(halves[0][2])
      fresh = halves[0].dropFirst(3).compactMap { Self.steps[String($0)] }
      inDoubt = halves[1].compactMap { Self.steps[String($0)] }
    }

    private static let steps: [String: PlanStep] = Dictionary(
      uniqueKeysWithValues: [
        PlanStep.check, .update, .delete, .findMeeting, .makeMeeting, .updateMeeting,
        .deleteMeeting,
      ].map { ("\($0)", $0) }
    )
  }

  static let rows = table.split(separator: "\n").compactMap(Row.init)

  private static let providers = ["meet", "zoom", "teams", "manual"]
  private static let day = Day(daysSinceEpoch: 20_000)

  /// Whether Convene itself has the links of a provider made for a calendar.
  private static func isHosted(_ provider: String, on service: ServiceKind) -> Bool {
    guard provider != "manual" else { return false }
    return switch service {
    case .nylas: false
    case .google: provider != "meet"
    case .microsoft: provider != "teams"
    default: true
    }
  }

  private static func change(to provider: String, on service: ServiceKind) -> ConferencingChange {
    guard let asked = AutocreateProvider(keyword: provider) else {
      return .details(ConferencingDetails(provider: .unknown, url: "https://meet.example/x"))
    }
    let host = isHosted(provider, on: service) ? GrantID("host") : nil
    return .autocreate(Autocreate(provider: asked, hostGrant: host))
  }

  /// The event before the operation.
  private static func event(_ row: Row) -> Event {
    var event = Event(
      id: EventID("e"),
      remoteID: row.service == .local ? nil : RemoteEventID("r"),
      account: AccountID("a"),
      calendar: CalendarID("c"),
      title: "Plan",
      time: .allDay(first: day, last: day)
    )
    guard row.operation != "add" else { return event }
    let asked = AutocreateProvider(keyword: row.provider)
    event.conferencing = .details(
      ConferencingDetails(
        provider: asked?.conferencingProvider ?? .unknown,
        url: "https://\(row.provider).example/1"
      )
    )
    event.autocreated = asked.map { Autocreate(provider: $0) }
    if let asked, isHosted(row.provider, on: row.service) {
      event.meeting = HostedMeeting(provider: asked, host: GrantID("host"), id: "m")
    }
    return event
  }

  private static func edit(_ row: Row) -> (change: EventChange, isHosted: Bool) {
    let next = providers[((providers.firstIndex(of: row.provider) ?? 0) + 1) % providers.count]
    return switch row.operation {
    case "add":
      (
        .update(EventPatch(conferencing: change(to: row.provider, on: row.service))),
        isHosted(row.provider, on: row.service)
      )
    case "time": (.update(EventPatch(time: .allDay(first: day, last: day.advanced(by: 1)))), false)
    case "change":
      (
        .update(EventPatch(conferencing: change(to: next, on: row.service))),
        isHosted(next, on: row.service)
      )
    case "strip": (.update(EventPatch(conferencing: .strip)), false)
    default: (.delete, false)
    }
  }

  private static func plan(_ row: Row, isInDoubt: Bool, done: [PlanStep] = []) -> [PlanStep] {
    let (change, isHosted) = edit(row)
    return EditPlan(
      change,
      base: event(row),
      known: EditPlan.Knowledge(
        hasService: row.service != .local,
        isVersioned: row.service == .google || row.service == .microsoft,
        isAtService: row.service != .local,
        isInDoubt: isInDoubt,
        isMeetingInDoubt: isInDoubt,
        isBaseFresh: true,
        isHosted: isHosted,
        done: done
      )
    ).steps
  }

  @Test func everyCellHasItsRow() {
    let cells = Set(Self.rows.map(\.testDescription))
    #expect(Self.rows.count == 80)
    #expect(cells.count == 80)
    for service in ServiceKind.allCases {
      for provider in Self.providers {
        for operation in Operation.allCases {
          #expect(cells.contains("\(service) \(provider) \(operation)"))
        }
      }
    }
  }

  @Test(arguments: rows) func aFreshEditIsPlanned(_ row: Row) {
    #expect(Self.plan(row, isInDoubt: false) == row.fresh)
  }

  @Test(arguments: rows) func anEditInDoubtIsPlanned(_ row: Row) {
    #expect(Self.plan(row, isInDoubt: true) == row.inDoubt)
  }

  @Test(arguments: rows) func anEditIsTakenUpBehindEachStep(_ row: Row) {
    for (index, step) in row.inDoubt.enumerated() {
      let left = step.isLasting ? Array(row.inDoubt[(index + 1)...]) : row.inDoubt
      #expect(Self.plan(row, isInDoubt: true, done: [step]) == left)
    }
  }

  /// What costs requests, on a calendar whose service tells versions.
  @Test(arguments: [
    ("meet", "add", 1), ("zoom", "add", 2), ("zoom", "change", 3), ("zoom", "time", 2),
  ])
  func requestsAreFew(_ provider: String, _ operation: String, _ count: Int) throws {
    let row = try #require(
      Self.rows.first { $0.testDescription == "google \(provider) \(operation)" }
    )
    #expect(Self.plan(row, isInDoubt: false).count == count)
  }

  /// The event is written again only after it was read, once its service has said that it changed.
  @Test func anOutdatedEditIsCheckedFirst() throws {
    let event = Self.event(try #require(Self.rows.first { $0.service == .google }))
    let known = EditPlan.Knowledge(isVersioned: true, isOutdated: true, isBaseFresh: true)
    let rename = EventChange.update(EventPatch(title: "New"))
    #expect(EditPlan(rename, base: event, known: known).steps == [.check, .update])
    #expect(EditPlan(.delete, base: event, known: known).steps == [.check, .delete])
  }

  /// A Nylas calendar with a host that Convene is signed in to by itself.
  @Test func nylasTakesALinkThatWasMadeElsewhere() {
    let asked = Autocreate(provider: .zoomMeeting, hostGrant: GrantID("host"))
    let event = Event(
      id: EventID("e"),
      remoteID: RemoteEventID("r"),
      account: AccountID("a"),
      calendar: CalendarID("c"),
      title: "Plan",
      time: .allDay(first: Self.day, last: Self.day)
    )
    let known = EditPlan.Knowledge(isBaseFresh: true, isHosted: true)
    let link = EventChange.update(EventPatch(conferencing: .autocreate(asked)))
    #expect(EditPlan(link, base: event, known: known).steps == [.makeMeeting, .update])
    let creation = EventChange.create(EventDraft(event), conferencing: .autocreate(asked))
    #expect(EditPlan(creation, base: nil, known: known).steps == [.makeMeeting, .create])
    let doubt = EditPlan.Knowledge(isInDoubt: true, isMeetingInDoubt: true, isHosted: true)
    #expect(
      EditPlan(creation, base: nil, known: doubt).steps
        == [.findMeeting, .makeMeeting, .look, .create]
    )
  }
}
