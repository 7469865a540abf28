import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import TestSupport
import Testing

/// What occurrences before a cut have of their own stays when what follows is changed or deleted, over
/// HTTP.
///
/// Of six daily occurrences the second has another title and the third is deleted; the edits are made
/// on the fourth. Microsoft takes from occurrences what they have of their own with every change of the
/// rule by Nylas.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SeriesHeadTests {
  /// An edit of what follows.
  enum Edit: String, CaseIterable {
    case moved, deleted, repeatsNoMore

    var change: EventChange {
      switch self {
      case .moved: .update(EventPatch(location: "Room 4"))
      case .deleted: .delete
      case .repeatsNoMore: .update(EventPatch(recurrence: Recurrence(lines: [])))
      }
    }

    /// What is there after it.
    var shown: [SeriesCase.Shown] {
      switch self {
      case .moved: SeriesHeadTests.before
      case .deleted: Array(SeriesHeadTests.before.prefix(2))
      case .repeatsNoMore: Array(SeriesHeadTests.before.prefix(3))
      }
    }
  }

  static let before: [SeriesCase.Shown] = [
    SeriesCase.Shown(hours: 0), SeriesCase.Shown(title: "Other", hours: 24),
    SeriesCase.Shown(hours: 72), SeriesCase.Shown(hours: 96), SeriesCase.Shown(hours: 120),
  ]

  static let places: [(ServiceKind, GrantProvider)] = [
    (.google, .google), (.microsoft, .microsoft), (.nylas, .google), (.nylas, .microsoft),
  ]

  @Test(arguments: places, Edit.allCases)
  func staysBeforeTheCut(_ place: (ServiceKind, GrantProvider), _ edit: Edit) async throws {
    try await EightyWorld.run(place.0, through: place.1) { world in
      let what = "\(place.0) \(place.1.rawValue) \(edit)"
      await world.sync.refreshAll()
      try await world.makeSeries()
      let made = try world.ordered()
      try await world.carryOut(
        EventEdit(event: made[1].id, change: .update(EventPatch(title: "Other")), scope: .this)
      )
      try await world.carryOut(EventEdit(event: made[2].id, change: .delete, scope: .this))
      await world.sync.refreshAll()
      try world.expect(Self.before, "\(what) made")
      let asked = try await world.requests().count
      let fourth = try #require(try world.ordered().dropFirst(2).first)
      try await world.carryOut(
        EventEdit(event: fourth.id, change: edit.change, scope: .following)
      )
      await world.sync.refreshAll()
      try world.expect(edit.shown, what)
      if place.0 != .nylas {
        // What a service has kept is not written once more: attendees would be told of it.
        let id = try #require(try world.ordered().dropFirst().first?.remoteID)
        let writes = try await world.requests().dropFirst(asked)
          .filter { !$0.hasPrefix("GET") && $0.contains(id.rawValue) }
        #expect(writes.isEmpty, "\(what)")
      }
      try await world.go(.undo)
      await world.sync.refreshAll()
      try world.expect(Self.before, "\(what) undone")
    }
  }
}
