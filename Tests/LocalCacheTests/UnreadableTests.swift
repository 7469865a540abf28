import CalendarCore
import ConferencingCore
import GRDB
import Testing

@testable import LocalCache

/// What of a calendar cannot be read, stretch by stretch.
@Suite struct UnreadableTests {
  let fixture: CacheFixture

  init() throws { fixture = try CacheFixture() }

  private func note(_ ids: [String], of extent: ListedExtent, in stretch: Int) throws {
    try fixture.cache.sync.note(
      unreadable: Dictionary(uniqueKeysWithValues: ids.map { (RemoteEventID($0), "No \($0).") }),
      of: extent,
      stretch: stretch,
      in: CacheFixture.calendar,
      account: CacheFixture.account
    )
  }

  private func said() throws -> [String] {
    try fixture.reopened().directory().syncStatus[CacheFixture.account]?.unreadable ?? []
  }

  private func listed(_ ids: String...) -> Set<RemoteEventID> { Set(ids.map { RemoteEventID($0) }) }

  @Test func `A whole reading of a stretch tells nothing of the others`() throws {
    try note(["near"], of: .stretch(listed("near", "fine")), in: 0)
    try note(["later"], of: .stretch(listed("later")), in: 1)
    try note(["past"], of: .stretch(listed("past")), in: 2)
    #expect(try said() == ["No later.", "No near.", "No past."])
    // What was in it goes, whether it can be read now or is no more.
    try note([], of: .stretch(listed("near")), in: 0)
    #expect(try said() == ["No later.", "No past."])
    try note([], of: .stretch([]), in: 2)
    #expect(try said() == ["No later."])
  }

  @Test func `What another stretch lists and can be read is not noted any more`() throws {
    try note(["late"], of: .stretch(listed("late")), in: 1)
    try note([], of: .stretch(listed("late")), in: 0)
    #expect(try said().isEmpty)
    // It has come nearer, and is broken still.
    try note(["late"], of: .stretch(listed("late")), in: 1)
    try note(["late"], of: .stretch(listed("late")), in: 0)
    try note([], of: .stretch([]), in: 1)
    #expect(try said() == ["No late."])
    try note([], of: .stretch([]), in: 0)
    #expect(try said().isEmpty)
  }

  @Test func `A listing of changes keeps all that it does not name`() throws {
    try note(["one", "two"], of: .calendar, in: 3)
    try note(["three"], of: .events(listed("two", "three")), in: 3)
    #expect(try said() == ["No one.", "No three."])
    try note([], of: .calendar, in: 3)
    #expect(try said().isEmpty)
  }

  @Test func `What was noted before stretches were goes with the first whole reading`() throws {
    try note(["old"], of: .calendar, in: 0)
    try fixture.cache.write { try $0.execute(sql: "UPDATE unreadable SET stretch = NULL") }
    try note([], of: .events([]), in: 1)
    #expect(try said() == ["No old."])
    try note([], of: .stretch([]), in: 1)
    #expect(try said().isEmpty)
  }
}
