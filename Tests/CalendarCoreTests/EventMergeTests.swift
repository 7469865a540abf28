import CalendarCore
import ConferencingCore
import Foundation
import TestSupport
import Testing

/// Changes on both sides of one event.
@Suite struct EventMergeTests {
  static let start = Date(timeIntervalSince1970: 1_700_000_000)
  static func time(_ hours: Double, zone: String? = "Europe/Berlin") -> EventTime {
    .timed(start: start + hours * 3_600, end: start + (hours + 1) * 3_600, zone: zone)
  }
  static func people(_ names: String...) -> [Participant] {
    names.map { Participant(name: $0, email: "\($0)@acme.example") }
  }
  static func zoom(_ number: Int) -> ConferencingDetails {
    ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/\(number)")
  }
  static let jitsi = ConferencingDetails(
    provider: ConferencingProvider("Jitsi Meet"),
    url: "https://meet.jit.si/Room",
    accessCode: "s3cret"
  )
  static let meet = Autocreate(provider: .googleMeet)
  static let meetText = "\n\n" + ProviderTexts.meet
  static let meetLink = ConferencingDetails(
    provider: .googleMeet,
    url: "https://meet.google.com/abc-defg-hij"
  )

  static let base = Event(
    id: EventID("e"),
    remoteID: RemoteEventID("r"),
    account: AccountID("a"),
    calendar: CalendarID("c"),
    title: "Plan",
    time: time(0),
    location: "Room 1",
    description: "own words",
    participants: people("ann", "bob")
  )

  static func with(_ change: (inout Event) -> Void) -> Event {
    var event = base
    change(&event)
    return event
  }

  @Test(arguments: cases)
  func bothSidesStand(_ it: Case) {
    let merge = EventMerge(
      it.here,
      base: it.base,
      theirs: it.there,
      service: .nylas,
      isInDoubt: it.isInDoubt
    )
    #expect(merge.collisions == it.collisions)
    var result = it.there.applying(merge.patch)
    // What the cache alone knows is not what is compared.
    (result.ownDescription, result.autocreated) = (nil, nil)
    #expect(result == it.wanted)
  }

  @Test(arguments: cases.filter { !$0.collisions.isEmpty })
  func oneSideCanBeTaken(_ it: Case) throws {
    let mine = it.base.applying(it.here)
    let conflict = EventConflict(
      base: it.base,
      mine: mine,
      theirs: it.there,
      fields: it.collisions
    )
    func result(_ resolution: ConflictResolution) -> Event {
      let change = conflict.resolved(resolution, of: .update(it.here), service: .nylas)
      guard case .update(let patch)? = change else { return it.there }
      return it.there.applying(patch)
    }
    var (ours, theirs) = (result(.side(.mine)), result(.side(.theirs)))
    for field in it.collisions {
      #expect(ours.value(of: field) == mine.value(of: field), "mine: \(field)")
      #expect(theirs.value(of: field) == it.there.value(of: field), "theirs: \(field)")
    }
    // Field by field is the same, and what is not named stays as the service has it.
    let fields = Dictionary(uniqueKeysWithValues: it.collisions.map { ($0, ConflictChoice.mine) })
    let (chosen, unnamed) = (result(.fields(fields)), result(.fields([:])))
    (ours.updatedAt, theirs.updatedAt) = (chosen.updatedAt, unnamed.updatedAt)
    #expect(chosen == ours)
    #expect(unnamed == theirs)
  }

  @Test func anExceptionFollowsItsSeries() {
    func key(_ series: String, _ hours: Double) -> OccurrenceKey {
      OccurrenceKey(series: .event(EventID(series)), originalStart: Self.time(hours).startKey)
    }
    let base = Self.with { ($0.occurrence, $0.isException) = (key("s", 0), true) }
    var there = base
    (there.version, there.title) = ("2", "Theirs")
    func merged(_ patch: EventPatch) -> EventPatch {
      EventMerge(patch, base: base, theirs: there, service: .nylas).patch
    }
    let moved = EventPatch(occurrence: key("tail", 24))
    #expect(merged(moved) == moved)
    #expect(
      EventChange.update(moved).rebased(from: base, mine: base, onto: there, service: .nylas)
        == .change(.update(moved))
    )
    // With the text of a meeting of theirs, too.
    there.description = "their words"
    #expect(merged(moved).occurrence == key("tail", 24))
    #expect(merged(EventPatch(title: "Mine")).occurrence == nil)
    there.occurrence = key("tail", 24)
    #expect(merged(moved).isEmpty)
  }

  @Test func bothTextsAreKept() {
    let patch = EventPatch(title: "A", location: "L", description: "mine")
    let there = Self.with { ($0.title, $0.location, $0.description) = ("B", "M", "theirs") }
    let merge = EventMerge(
      patch,
      base: Self.base,
      theirs: there,
      choices: [.title: .both, .location: .both, .description: .both],
      service: .nylas
    )
    #expect(merge.patch.title == "A / B")
    #expect(merge.patch.location == "L / M")
    #expect(merge.patch.description == "mine\n\ntheirs")
  }

  /// A change, the event there, and whether it collides; `nil` for a change that is done.
  static let whole: [(EventChange, Event?, Bool?)] = [
    (.update(EventPatch(title: "Mine")), nil, true),
    (.respond(.yes), nil, true),
    (.delete, nil, nil),
    (.delete, base, false),
    (.delete, with { $0.participants[0].response = .no }, false),
    (.delete, with { $0.updatedAt = start }, false),
    (.delete, with { $0.title = "Theirs" }, true),
    (.delete, with { $0.conferencing = .details(zoom(1)) }, true),
  ]

  @Test(arguments: whole)
  func aDeletedSideCollidesWithAChange(
    _ change: EventChange,
    _ there: Event?,
    _ collides: Bool?
  ) {
    let mine = change == .delete ? nil : Self.base
    let result = change.rebased(from: Self.base, mine: mine, onto: there, service: .nylas)
    switch result {
    case .nothing: #expect(collides == nil)
    case .change(let same):
      #expect(collides == false)
      #expect(same == change)
    case .conflict(let conflict):
      #expect(collides == true)
      #expect(conflict.mine == mine && conflict.theirs == there && conflict.fields.isEmpty)
      #expect(!conflict.summary.isEmpty)
    }
  }

  @Test func anEventIsMadeAnewWithAFreshLink() {
    var event = Self.with { $0.conferencing = .details(Self.meetLink) }
    event.description = "own words" + Self.meetText
    event.autocreated = Self.meet
    let conflict = EventConflict(base: Self.base, mine: event, theirs: nil)
    let again = conflict.resolved(.side(.mine), of: .update(EventPatch()), service: .nylas)
    #expect(again == .create(EventDraft(Self.base), conferencing: .autocreate(Self.meet)))
    #expect(conflict.resolved(.side(.theirs), of: .update(EventPatch()), service: .nylas) == nil)
  }

  @Test func theOwnersAnswersCollide() {
    let mine = Self.with { $0.participants[0].response = .yes }
    func result(_ there: Event) -> RebasedChange {
      EventChange.respond(.yes).rebased(from: Self.base, mine: mine, onto: there, service: .nylas)
    }
    #expect(result(Self.with { $0.title = "Theirs" }) == .change(.respond(.yes)))
    #expect(result(mine) == .nothing)
    guard case .conflict(let conflict) = result(Self.with { $0.participants[0].response = .no })
    else {
      Issue.record("no conflict")
      return
    }
    #expect(conflict.fields == [.participants])
  }
}

extension Event {
  /// A field as text, for comparing.
  fileprivate func value(of field: EventField) -> String {
    switch field {
    case .title: title
    case .time: "\(time)"
    case .recurrence: "\(recurrence?.lines ?? [])"
    case .location: location
    case .description: description
    case .participants: "\(participants.map(\.email))"
    case .visibility: "\(visibility)"
    case .isBusy: "\(isBusy)"
    case .reminders: reminders.text
    case .conferencing: "\(conferencing)"
    }
  }
}
