import ConferencingCore
import CalendarCore
import Foundation
import Testing

/// Every field of the table: a field without a sample does not compile, and each is merged, compared,
/// reversed and stored alike.
@Suite struct FieldTableTests {
  /// Two values of a field that the base does not have.
  struct Sample {
    var mine: EventPatch
    var theirs: EventPatch
  }

  static let base = EventMergeTests.base

  static func sample(of field: EventField) -> Sample {
    switch field {
    case .title: Sample(mine: EventPatch(title: "Mine"), theirs: EventPatch(title: "Theirs"))
    case .time:
      Sample(
        mine: EventPatch(time: EventMergeTests.time(1)),
        theirs: EventPatch(time: EventMergeTests.time(2))
      )
    case .recurrence:
      Sample(
        mine: EventPatch(recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY"])),
        theirs: EventPatch(
          recurrence: Recurrence(lines: ["RRULE:FREQ=WEEKLY", "EXDATE:20270101T090000Z"])
        )
      )
    case .location: Sample(mine: EventPatch(location: "M"), theirs: EventPatch(location: "T"))
    case .description:
      Sample(mine: EventPatch(description: "my words"), theirs: EventPatch(description: "others"))
    case .participants:
      Sample(
        mine: EventPatch(participants: people("Ann of mine")),
        theirs: EventPatch(participants: people("Ann of theirs"))
      )
    case .visibility:
      Sample(mine: EventPatch(visibility: .private), theirs: EventPatch(visibility: .public))
    case .isBusy:
      // A flag has only two values: the same change on both sides cannot differ.
      Sample(mine: EventPatch(isBusy: false), theirs: EventPatch(isBusy: false))
    case .reminders:
      Sample(
        mine: EventPatch(
          reminders: Reminders([.init(minutes: 10), .init(minutes: 1_440, isMail: true)])
        ),
        theirs: EventPatch(reminders: Reminders([]))
      )
    case .conferencing:
      Sample(
        mine: EventPatch(conferencing: .details(EventMergeTests.zoom(1))),
        theirs: EventPatch(conferencing: .details(EventMergeTests.zoom(2)))
      )
    }
  }

  private static func people(_ ann: String) -> [Participant] {
    var people = base.participants
    people[0].name = ann
    return people
  }

  private let base = Self.base

  private func merge(
    _ patch: EventPatch,
    theirs: Event,
    _ choices: [EventField: ConflictChoice] = [:]
  ) -> (merge: EventMerge, result: Event) {
    let merge = EventMerge(patch, base: base, theirs: theirs, choices: choices, service: .nylas)
    return (merge, theirs.applying(merge.patch))
  }

  // MARK: Comparing

  @Test(arguments: EventField.allCases)
  func isCompared(_ field: EventField) {
    let sample = Self.sample(of: field)
    #expect(sample.mine.fields == [field] && !sample.mine.isEmpty)
    #expect(base.changes(since: base).isEmpty)
    for patch in [sample.mine, sample.theirs] {
      let changed = base.applying(patch)
      #expect(changed.changes(since: base) == [field])
      #expect(base.changes(since: changed) == [field])
      #expect(changed.changes(since: changed).isEmpty)
    }
  }

  // MARK: Patches

  @Test(arguments: EventField.allCases)
  func isPatched(_ field: EventField) {
    let sample = Self.sample(of: field)
    let mine = base.applying(sample.mine)
    let both = base.applying(sample.mine.merged(with: sample.theirs))
    #expect(both.changes(since: mine.applying(sample.theirs)).isEmpty)
    #expect(base.applying(sample.mine.merged(with: EventPatch())) == mine)
    #expect(base.applying(EventPatch().merged(with: sample.mine)) == mine)
    #expect(sample.mine.without(mine).isEmpty)
    #expect(sample.mine.without(base) == sample.mine)
    guard field != .conferencing else { return }
    #expect(EventPatch(from: base, to: EventDraft(mine)) == sample.mine)
    #expect(EventDraft(base).applying(sample.mine) == EventDraft(mine))
    let made = Event(creating: base.id, draft: EventDraft(mine), conferencing: .keep)
    #expect(made.changes(since: mine).isEmpty)
  }

  @Test(arguments: EventField.allCases.filter { $0 != .conferencing })
  func isTakenFromAnotherEvent(_ field: EventField) {
    let sample = Self.sample(of: field)
    let (mine, theirs) = (base.applying(sample.mine), base.applying(sample.theirs))
    #expect(base.taking(fieldsOf: mine).changes(since: mine).isEmpty)
    #expect(mine.taking(fieldsOf: theirs, unlike: base).changes(since: theirs).isEmpty)
    // What the other one has left alone stays.
    #expect(mine.taking(fieldsOf: base, unlike: base) == mine)
  }

  @Test(arguments: EventField.allCases)
  func isWrittenAndReadAsJSON(_ field: EventField) throws {
    let sample = Self.sample(of: field)
    let event = base.applying(sample.mine)
    let step = EditStep(
      edit: EventEdit(event: base.id, change: .update(sample.mine)),
      before: base,
      after: event
    )
    let text = try JSONEncoder().encode(step)
    #expect(try JSONDecoder().decode(EditStep.self, from: text) == step)
    let draft = EventChange.create(EventDraft(event), conferencing: .keep)
    let made = try JSONEncoder().encode(draft)
    #expect(try JSONDecoder().decode(EventChange.self, from: made) == draft)
  }

  // MARK: Merging

  @Test(arguments: EventField.allCases)
  func theirsStays(_ field: EventField) {
    let sample = Self.sample(of: field)
    let there = base.applying(sample.theirs)
    let patch = field == .title ? EventPatch(location: "Other") : EventPatch(title: "Other")
    let (merge, result) = merge(patch, theirs: there)
    #expect(merge.collisions.isEmpty)
    #expect(result.changes(since: there) == patch.fields)
    #expect(result.changes(since: base.applying(patch)) == [field])
    #expect(self.merge(EventPatch(), theirs: there).merge.patch.isEmpty)
    // An edit that sets what was there already wishes for nothing.
    let same = EventPatch(from: base.applying(sample.mine), to: EventDraft(base))
    let (idle, kept) = self.merge(same, theirs: there)
    #expect(idle.collisions.isEmpty && idle.patch.isEmpty && kept == there)
  }

  @Test(arguments: EventField.allCases)
  func mineStays(_ field: EventField) {
    let sample = Self.sample(of: field)
    let other = field == .title ? EventPatch(location: "Other") : EventPatch(title: "Other")
    let there = base.applying(other)
    let (merge, result) = merge(sample.mine, theirs: there)
    #expect(merge.collisions.isEmpty)
    #expect(result.changes(since: there) == [field])
    #expect(result.changes(since: base.applying(sample.mine)) == other.fields)
  }

  @Test(arguments: EventField.allCases)
  func equalChangesStand(_ field: EventField) {
    let sample = Self.sample(of: field)
    let (merge, _) = merge(sample.mine, theirs: base.applying(sample.mine))
    #expect(merge.collisions.isEmpty && merge.patch.isEmpty)
  }

  @Test(arguments: EventField.allCases.filter { $0 != .isBusy })
  func differentChangesCollide(_ field: EventField) {
    let sample = Self.sample(of: field)
    let (mine, there) = (base.applying(sample.mine), base.applying(sample.theirs))
    let (merge, result) = merge(sample.mine, theirs: there)
    #expect(merge.collisions == [field] && merge.patch.isEmpty && result == there)
    let chosen = self.merge(sample.mine, theirs: there, [field: .mine]).result
    #expect(chosen.changes(since: mine).isEmpty)
    let kept = self.merge(sample.mine, theirs: there, [field: .theirs]).result
    #expect(kept.changes(since: there).isEmpty)
    let both = self.merge(sample.mine, theirs: there, [field: .both]).result
    #expect(both.changes(since: there) == [field])
    if !field.canKeepBoth { #expect(both.changes(since: mine).isEmpty) }
  }

  @Test("A flag has the side that changed it, in both directions", arguments: [true, false])
  func flagsMerge(_ before: Bool) {
    var base = base
    base.isBusy = before
    var there = base
    there.isBusy = !before
    let mine = EventMerge(EventPatch(isBusy: !before), base: base, theirs: base, service: .nylas)
    #expect(base.applying(mine.patch).isBusy == !before)
    let patch = EventPatch(title: "Other")
    let theirs = EventMerge(patch, base: base, theirs: there, service: .nylas)
    #expect(there.applying(theirs.patch).isBusy == !before && theirs.collisions.isEmpty)
  }

  // MARK: Confirming and taking back

  @Test(arguments: EventField.allCases)
  func isAcknowledged(_ field: EventField) {
    let sample = Self.sample(of: field)
    let (expected, stored) = (base.applying(sample.mine), base.applying(sample.theirs))
    let known = expected.acknowledging(.update(sample.mine), in: stored)
    #expect(known.changes(since: stored).isEmpty)
    #expect(expected.acknowledging(.update(EventPatch()), in: stored) == expected)
  }

  @Test(arguments: EventField.allCases)
  func isTakenBack(_ field: EventField) throws {
    let sample = Self.sample(of: field)
    let after = base.applying(sample.mine)
    let step = EditStep(
      edit: EventEdit(event: base.id, change: .update(sample.mine)),
      before: base,
      after: after
    )
    let back = try reversed(step, after)
    let undone = after.applying(back)
    #expect(back.fields.contains(field) && undone.changes(since: base).isEmpty)
    let undo = EditStep(
      edit: EventEdit(event: base.id, change: .update(back)),
      before: after,
      after: undone
    )
    #expect(undone.applying(try reversed(undo, undone)).changes(since: after).isEmpty)
    #expect(Reversal.mirroring(step, current: base, owner: nil) == nil)
  }

  @Test(arguments: EventField.allCases.filter { ![.isBusy, .conferencing].contains($0) })
  func whatOthersMadeOfItSinceStays(_ field: EventField) {
    let sample = Self.sample(of: field)
    let step = EditStep(
      edit: EventEdit(event: base.id, change: .update(sample.mine)),
      before: base,
      after: base.applying(sample.mine)
    )
    let current = base.applying(sample.theirs)
    guard let reversal = Reversal.mirroring(step, current: current, owner: nil) else { return }
    guard case .update(let back) = reversal.edit.change else {
      Issue.record("not an update")
      return
    }
    #expect(field == .participants && !back.isEmpty)
  }

  private func reversed(_ step: EditStep, _ current: Event) throws -> EventPatch {
    let reversal = try #require(Reversal.mirroring(step, current: current, owner: nil))
    guard case .update(let patch) = reversal.edit.change else {
      Issue.record("not an update")
      return EventPatch()
    }
    return patch
  }

  // MARK: Names

  @Test func namesAreDistinct() {
    let fields = EventField.allCases
    #expect(Set(fields.map(\.name)).count == fields.count)
    #expect(Set(fields.map(\.label)).count == fields.count)
    #expect(Set(fields.map(\.keyword)).count == fields.count)
    #expect(EventField.list([.title, .time, .isBusy]) == "title, time and availability")
  }
}
