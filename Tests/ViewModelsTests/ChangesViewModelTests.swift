import ConferencingCore
import CalendarCore
import Foundation
import Testing

@testable import ViewModels

@Suite struct ChangesViewModelTests {
  private static let conflicting = World.change(3, standing: .conflict(World.conflict))
  private static let refused = World.change(5, standing: .refused("No."))

  private static func list(_ changes: [PendingChange]) -> ChangesViewModel {
    var list = ChangesViewModel()
    list.load(changes)
    return list
  }

  @Test("Those that need a user come first, the others in their order")
  func order() {
    let list = Self.list([
      World.change(1), World.change(2, standing: .sending), Self.conflicting, World.change(4),
      Self.refused,
    ])
    #expect(list.changes.map(\.id) == [3, 5, 1, 2, 4])
    #expect(list.selection?.id == 3)
    #expect(list.isLoaded && !ChangesViewModel().isLoaded)
  }

  @Test("The selection stays on its edit, and goes to the next when that is gone")
  func selection() {
    var list = Self.list([World.change(1), World.change(2), World.change(4)])
    list.select(2)
    list.load([World.change(2), World.change(4), Self.conflicting])
    #expect(list.selection?.id == 2)
    list.load([World.change(4), Self.conflicting])
    #expect(list.selection?.id == 4)
    list.load([Self.conflicting])
    #expect(list.selection?.id == 3)
    list.load([])
    #expect(list.selection == nil)
    list.load([World.change(9)])
    #expect(list.selection?.id == 9)
    list.select(77)
    #expect(list.selection?.id == 9)
  }

  @Test("It moves as lists do")
  func moves() {
    var list = Self.list((1...50).map { World.change(Int64($0)) })
    for (command, id) in [
      (Command.moveUp, 1), (.moveDown, 2), (.pageDown, 10), (.last, 50), (.moveDown, 50),
      (.pageUp, 42), (.first, 1), (.pageUp, 1),
    ] {
      let isKnown = list.handle(command, page: 10)
      #expect(isKnown)
      #expect(list.selection?.id == Int64(id))
    }
    let isKnown = list.handle(.open, page: 10)
    #expect(!isKnown)
  }

  static let summaries: [([PendingChange], text: String?, needsPerson: Bool)] = [
    ([], nil, false), ([World.change(1)], "1 edit waits", false),
    ([World.change(1), World.change(2, standing: .sending)], "2 edits wait", false),
    ([conflicting], "1 conflict", true), ([refused], "1 not accepted", true),
    (
      [
        conflicting, World.change(4, standing: .conflict(World.deletedHere)), refused,
        World.change(1),
      ],
      "2 conflicts, 1 not accepted, 1 edit waits", true
    ),
  ]

  @Test("How things stand, in a few words", arguments: summaries)
  func summary(_ row: ([PendingChange], text: String?, needsPerson: Bool)) {
    let summary = Self.list(row.0).summary
    #expect(summary?.text == row.text)
    #expect(summary?.needsPerson ?? false == row.needsPerson)
  }

  @Test("The edit of an event is the one to be looked at first")
  func ofEvent() {
    let list = Self.list([World.change(1), Self.refused, Self.conflicting])
    #expect(list.change(of: World.planning.id)?.id == 3)
    #expect(list.conflict(of: World.planning.id)?.id == 3)
    #expect(Self.list([World.change(1), Self.refused]).change(of: World.planning.id)?.id == 5)
    #expect(Self.list([Self.refused]).conflict(of: World.planning.id) == nil)
    #expect(list.change(of: EventID("other")) == nil)
  }
}

/// The list in the program: keys in, effects out.
@Suite struct ChangesScreenTests {
  private static let other = World.event("Other", from: World.at(16))

  private static func app(_ changes: [PendingChange]) -> TestApp {
    var test = TestApp([World.planning, other])
    test.changes = changes
    test.send(.changesLoaded(changes))
    return test
  }

  @Test("o opens it at the edit of the selected event, from anywhere; Esc leaves it")
  func opens() {
    var test = Self.app([World.change(1, of: Self.other), World.change(2)])
    test.press(.changes)
    #expect(test.app.isShowing(ChangesScreen.self) && test.app.context == .changes)
    #expect(test.app.changes.selection?.id == 2)
    test.press(.moveUp, .open)
    #expect(test.app.context == .detail)
    // From an event of the list back to the list, and not to a second one on it.
    test.press(.changes)
    #expect(test.app.isShowing(ChangesScreen.self))
    #expect(test.app.changes.selection?.id == 1)
    test.press(.back)
    #expect(test.app.screens.isEmpty)
  }

  @Test("Nothing waits: nothing to try again")
  func empty() {
    var test = Self.app([])
    test.press(.changes)
    for command in [Command.open, .retry, .discard] {
      test.press(command)
      #expect(test.app.status.notice == Notice(.info, "Nothing waits here."))
      #expect(test.app.isShowing(ChangesScreen.self))
    }
    test.press(.sync)
    #expect(test.effects.last == .sync)
    #expect(test.app.footer == [.sync, .help, .back])
  }

  static let retries: [(PendingChange.Standing, Effect?)] = [
    (.waiting(reason: nil, next: nil), .retryChange(2)), (.refused("No."), .retryChange(2)),
    (.sending, nil), (.conflict(World.conflict), nil),
  ]

  @Test("Sends again what can be", arguments: retries)
  func retry(_ row: (PendingChange.Standing, Effect?)) {
    var test = Self.app([World.change(2, standing: row.0)])
    test.press(.changes)
    let before = test.effects
    test.press(.retry)
    #expect(test.effects == before + (row.1.map { [$0] } ?? []))
    #expect((test.app.status.notice == nil) == (row.1 != nil))
  }

  @Test("d asks before an edit is discarded; one on its way cannot be")
  func discard() {
    var test = Self.app([World.change(2, standing: .refused("No."))])
    test.press(.changes, .discard)
    guard let question = test.app.screens.last as? ConfirmationViewModel else {
      Issue.record("no question")
      return
    }
    #expect(question.removed == ["Location: Room 5"])
    test.press(.refuse)
    #expect(test.app.isShowing(ChangesScreen.self))
    #expect(!test.effects.contains(.discardChange(2)))
    test.press(.discard, .confirm)
    #expect(test.effects.last == .discardChange(2))
    #expect(test.app.isShowing(ChangesScreen.self))

    var sending = Self.app([World.change(2, standing: .sending)])
    sending.press(.changes, .discard)
    #expect(sending.app.isShowing(ChangesScreen.self))
    #expect(sending.app.status.notice?.text.contains("being sent") == true)
  }

  @Test("Enter opens the event, the collision, or says that the event is deleted")
  func opensWhatItIsAbout() {
    var test = Self.app([World.change(2)])
    test.press(.changes, .open)
    #expect(test.app.context == .detail)
    test = Self.app([World.change(2, .delete)])
    test.press(.changes, .open)
    #expect(test.app.isShowing(ChangesScreen.self))
    #expect(test.app.status.notice?.text.hasPrefix("The event is deleted here.") == true)
    test = Self.app([World.change(2, standing: .conflict(World.conflict))])
    test.press(.changes, .open)
    #expect(test.app.context == .conflict)
    test.press(.back)
    #expect(test.app.isShowing(ChangesScreen.self))
  }

  @Test("The cache changed: the list is read again")
  func refreshes() {
    var test = Self.app([World.change(2)])
    test.changes = []
    test.send(.cacheChanged)
    #expect(test.app.changes.changes.isEmpty)
  }

  @Test(
    "An event that collides leads to the collision",
    arguments: [Command.edit, .conferencing, .delete]
  )
  func leads(_ command: Command) {
    var test = Self.app([World.change(2, standing: .conflict(World.conflict))])
    test.press(command)
    #expect(test.app.context == .conflict)
    test.press(.back, .open)
    #expect(test.app.context == .detail)
    test.press(.open)
    #expect(test.app.context == .conflict)
    test.press(.back, .back, .moveDown, .edit)
    #expect(test.app.context == .form)
  }

  @Test("Deleting what was not accepted leads to the list")
  func refusedDeletion() {
    var test = Self.app([World.change(2, standing: .refused("No."))])
    test.delivery = .refused("No.")
    test.press(.delete)
    #expect(test.app.isShowing(ChangesScreen.self))
  }

  @Test("A new collision is said once")
  func says() {
    var test = Self.app([World.change(2)])
    #expect(test.app.status.notice == nil)
    let conflicting = World.change(2, standing: .conflict(World.conflict))
    test.send(.changesLoaded([conflicting]))
    #expect(
      test.app.status.notice
        == Notice(.problem, "“Planning” was changed at the service too. \(key: .changes) shows it.")
    )
    test.press(.moveDown)
    test.send(.changesLoaded([conflicting]))
    #expect(test.app.status.notice == nil)
  }
}

/// A collision in the program.
@Suite struct ConflictScreenTests {
  private static let change = World.change(2, standing: .conflict(World.conflict))

  private static func app() -> TestApp {
    var test = TestApp([World.planning])
    test.changes = [change]
    test.send(.changesLoaded(test.changes))
    test.press(.changes, .open)
    return test
  }

  @Test("What is decided is stored, and the screen closes when it is")
  func resolves() {
    var test = Self.app()
    test.press(.save)
    #expect(test.app.context == .conflict && !test.app.isWaiting)
    test.press(.allMine, .save)
    let all = Dictionary(
      uniqueKeysWithValues: World.conflict.fields.map { ($0, ConflictChoice.mine) }
    )
    #expect(test.effects.last == .resolve(2, .fields(all)))
    // Until it is stored nobody knows what the next key is about.
    #expect(test.app.isWaiting)
    test.press(.allTheirs)
    test.send(.resolveFailed(2, reason: "The disk is full."))
    #expect(!test.app.isWaiting && test.app.context == .conflict)
    #expect(test.app.status.notice == Notice(.problem, "The disk is full."))
    test.press(.save)
    #expect(test.effects.last == .resolve(2, .fields(all)))
    test.changes = []
    test.send(.resolved(2, isUndoable: true))
    #expect(test.app.isShowing(ChangesScreen.self))
    #expect(test.app.changes.changes.isEmpty)
  }

  @Test("Undo is offered only where it takes the decision back", arguments: [true, false])
  func undoIsOffered(_ isUndoable: Bool) {
    var test = Self.app()
    test.send(.resolved(2, isUndoable: isUndoable))
    #expect(test.app.status.notice?.text.contains("\(key: .undo)") == isUndoable)
  }

  @Test("Settled elsewhere it closes; changed again it follows")
  func follows() {
    var test = Self.app()
    test.press(.allMine)
    var other = World.conflict
    other.theirs?.title = "Plan B"
    test.send(.changesLoaded([World.change(2, standing: .conflict(other))]))
    #expect(test.app.context == .conflict)
    #expect(test.app.status.notice?.text.contains("changed again") == true)
    test.press(.save)
    // The title is open again.
    #expect(!test.app.isWaiting)
    test.send(.changesLoaded([World.change(2)]))
    #expect(test.app.isShowing(ChangesScreen.self))
    #expect(test.app.status.notice == Notice(.info, "The conflict is settled."))
  }

  @Test("It follows the size of the screen, and has help")
  func sizes() {
    var test = Self.app()
    test.send(.resized(columns: 40, rows: 12))
    guard let small = test.app.screens.last as? ConflictViewModel else {
      Issue.record("no conflict")
      return
    }
    #expect(small.height == 9 && small.width == 23)
    #expect(test.app.footer.contains(.keepBoth))
    test.press(.nextField)
    #expect(!test.app.footer.contains(.keepBoth))
    test.press(.help)
    #expect(test.app.context == .reading)
    test.press(.back, .back)
    #expect(test.app.isShowing(ChangesScreen.self))
  }
}
