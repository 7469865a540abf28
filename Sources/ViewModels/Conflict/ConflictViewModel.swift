package import CalendarCore
package import Foundation

/// A collision, shown field by field: what it was, what it became here and at the service, and
/// what a user chooses.
package struct ConflictViewModel: Equatable, Sendable {
  /// The edit that collides.
  package let change: Int64
  /// The title of its event.
  package var title: String { (conflict.mine ?? conflict.theirs ?? conflict.base).title }
  /// The lines, as wide as the screen allows.
  package internal(set) var rows: [Row] = []
  /// The first line on the screen.
  package internal(set) var top = 0
  /// The block that choices are about.
  package internal(set) var focus = 0
  /// Whether what was chosen is being stored.
  package internal(set) var isSaving = false

  private(set) var conflict: EventConflict
  /// The same, as far as it is shown.
  private(set) var shown: EventConflict
  private(set) var blocks: [ConflictBlock] = []
  /// The fields that are different here and at the service.
  private(set) var changedHere: [EventField] = []
  private(set) var changedThere: [EventField] = []
  /// What is chosen, by block.
  var choices: [Int: ConflictChoice] = [:]
  /// What is wrong with the block that choices are about.
  var problem: String?
  var width = 60
  var height = 20
  let words: FieldWords

  /// Makes the screen of a conflict, with nothing chosen.
  ///
  /// - Parameters:
  ///   - change: The edit that collides.
  ///   - conflict: The three states of the event.
  ///   - clock: The user's wall clock.
  ///   - now: The time.
  package init(change: Int64, _ conflict: EventConflict, clock: WallClock, now: Date) {
    self.change = change
    self.conflict = conflict
    words = FieldWords(clock: clock, now: now)
    shown = conflict
    read(conflict)
    layOut()
  }

  /// The screen has room for this much now.
  package mutating func resize(columns: Int, rows: Int) {
    width = max(8, min(columns, AppMetrics.readingColumns) - AppMetrics.conflictIndent)
    height = max(1, rows)
    layOut()
    reveal()
  }

  /// One of the sides was changed again: what was chosen stays where nothing is different.
  package mutating func update(_ conflict: EventConflict) {
    guard conflict != self.conflict else { return }
    let before = (blocks, choices)
    read(conflict)
    choices = [:]
    for (index, block) in blocks.enumerated() {
      if let old = before.0.firstIndex(of: block) { choices[index] = before.1[old] }
    }
    focus = min(focus, max(0, blockCount - 1))
    layOut()
    reveal()
  }

  /// Whether one side deleted the event: then it is kept or let go as a whole.
  package var isDeletion: Bool { conflict.mine == nil || conflict.theirs == nil }

  /// The blocks that a user decides.
  var blockCount: Int { isDeletion ? 1 : blocks.count }

  /// Whether both sides of the block with the focus can be kept.
  var offersBoth: Bool { options(of: focus).contains(.both) }

  /// What a block can become.
  func options(of block: Int) -> [ConflictChoice] {
    blocks.indices.contains(block) && blocks[block].field.canKeepBoth
      ? [.mine, .theirs, .both] : [.mine, .theirs]
  }

  /// What was chosen, once all is decided; else the first open block gets the focus and says so.
  package mutating func attemptSave() -> ConflictResolution? {
    if let open = (0..<blockCount).first(where: { choices[$0] == nil }) {
      focus = open
      problem =
        "Not decided yet. Choose mine"
        + (options(of: open).contains(.both) ? ", theirs or both." : " or theirs.")
      layOut()
      reveal()
      return nil
    }
    if isDeletion { return choices[0].map { .side($0) } }
    var fields: [EventField: ConflictChoice] = [:]
    for (index, block) in blocks.enumerated() { fields[block.field] = choices[index] }
    return .fields(fields)
  }

  private mutating func read(_ conflict: EventConflict) {
    self.conflict = conflict
    shown = conflict.bounded
    blocks = shown.blocks(words)
    changedHere = shown.mine?.changes(since: shown.base) ?? []
    changedThere = shown.theirs?.changes(since: shown.base) ?? []
  }
}
