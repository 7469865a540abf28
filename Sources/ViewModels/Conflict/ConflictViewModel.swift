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

  /// The user's address at the service, which nobody invites.
  private let owner: String?
  /// Whether the service mails what becomes of the event.
  private let mails: Bool
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
  ///   - owner: The user's address at the service; `nil` where it is not known.
  ///   - mails: Whether the service mails what becomes of the event to those who are invited.
  ///   - clock: The user's wall clock.
  ///   - now: The time.
  package init(
    change: Int64,
    _ conflict: EventConflict,
    owner: String? = nil,
    mails: Bool = true,
    clock: WallClock,
    now: Date
  ) {
    self.change = change
    self.conflict = conflict
    (self.owner, self.mails) = (owner, mails)
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

  /// Whether others are invited again where the event is made again at its service.
  var invitesAgain: Bool {
    let people = conflict.mine?.participants ?? []
    return mails && people.contains { $0.email.lowercased() != owner?.lowercased() }
  }

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

extension ConflictViewModel {
  /// Moves, chooses or scrolls.
  package mutating func handle(_ command: Command) {
    problem = nil
    switch command {
    case .nextField, .moveDown: step(1)
    case .previousField, .moveUp: step(-1)
    case .first: go(to: 0)
    case .last: go(to: blockCount - 1)
    case .pageDown: page(1)
    case .pageUp: page(-1)
    case .keepMine: choose(.mine)
    case .keepTheirs: choose(.theirs)
    case .keepBoth: choose(.both)
    case .allMine: chooseAll(.mine)
    case .allTheirs: chooseAll(.theirs)
    case .nextChoice: turn(1)
    case .previousChoice: turn(-1)
    default: break
    }
  }

  /// Goes to the next block; of two ways to go on after a deletion, to the other.
  private mutating func step(_ step: Int) {
    if isDeletion { choose(step > 0 ? .theirs : .mine) } else { go(to: focus + step) }
  }

  private mutating func go(to block: Int) {
    focus = min(max(0, block), max(0, blockCount - 1))
    layOut()
    reveal()
  }

  private mutating func choose(_ choice: ConflictChoice) {
    guard options(of: focus).contains(choice) else { return }
    choices[focus] = choice
    layOut()
    revealChoice()
  }

  private mutating func chooseAll(_ choice: ConflictChoice) {
    for block in 0..<blockCount { choices[block] = choice }
    layOut()
    revealChoice()
  }

  private mutating func turn(_ step: Int) {
    let options = options(of: focus)
    guard let chosen = choices[focus], let index = options.firstIndex(of: chosen) else {
      return choose(step > 0 ? options[0] : options[options.count - 1])
    }
    choose(options[(index + step + options.count) % options.count])
  }

  // MARK: Scrolling

  private mutating func page(_ pages: Int) {
    top += pages * max(1, height - 2)
    clampTop()
    // Choices are about what is seen.
    guard !span(of: focus).overlaps(top..<top + height) else { return }
    let seen = (0..<blockCount).filter { span(of: $0).overlaps(top..<top + height) }
    focus = (pages > 0 ? seen.first : seen.last) ?? focus
    layOut()
  }

  /// Brings the block with the focus onto the screen, its beginning if there is no room for all.
  mutating func reveal() {
    // What stands before the first block is seen with it.
    if focus == 0, !isDeletion, span(of: 0).lowerBound < height {
      top = 0
    } else {
      show(span(of: focus))
    }
  }

  /// Brings a block onto the screen, and what is behind the last with that.
  private mutating func show(_ span: Range<Int>) {
    let start = span.lowerBound
    let isLast = focus == blockCount - 1 && rows.count - start <= height
    let end = isLast ? rows.count : span.upperBound
    if end > top + height { top = end - height }
    if start < top { top = start }
    clampTop()
  }

  /// Brings the choice of the block with the focus onto the screen.
  private mutating func revealChoice() {
    let span = span(of: focus)
    if span.count <= height { return show(span) }
    let line = rows[span].lastIndex { $0.isChoice } ?? span.lowerBound
    if line >= top + height { top = line - height + 1 }
    if line < top { top = max(span.lowerBound, line - height + 1) }
    clampTop()
  }

  mutating func clampTop() { top = max(0, min(top, rows.count - height)) }

  /// The lines of a block.
  private func span(of block: Int) -> Range<Int> {
    guard let first = rows.firstIndex(where: { $0.block == block }),
      let last = rows.lastIndex(where: { $0.block == block })
    else { return 0..<min(1, rows.count) }
    return first..<last + 1
  }
}

extension ConflictViewModel: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .conflict }
  package var heading: String? { "Conflict · \(title)" }

  package func footer(in app: AppState) -> [Command] {
    [.keepMine, .keepTheirs, .keepBoth] + (isDeletion ? [] : [.nextField]) + [.help, .save, .back]
  }

  package func availability(of command: Command, in app: AppState) -> Availability {
    command == .keepBoth && !offersBoth
      ? .unavailable(Notice(.problem, "You can't keep both. Choose mine or theirs.")) : .available
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    guard !isSaving else { return [] }
    switch command {
    case .back, .quit:
      app.close()
      app.say(.info, "Nothing decided; both sides are kept.")
    case .help: SharedCommands.showHelp(.conflict, in: &app)
    case .save:
      let resolution = attemptSave()
      isSaving = resolution != nil
      return resolution.map { [.resolve(change, $0)] } ?? []
    default: handle(command)
    }
    return []
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    case .resized: resize(columns: app.display.columns, rows: app.display.listHeight)
    case .resolved(change, _): app.close()
    case .resolveFailed(change, _): isSaving = false
    case .changesLoaded(let changes) where !isSaving:
      // It may have changed, or be settled elsewhere.
      let current = changes.first { $0.id == change }
      guard case .conflict(let conflict)? = current?.standing else {
        app.close()
        app.say(.info, "The conflict is settled.")
        break
      }
      guard conflict != self.conflict else { break }
      update(conflict)
      app.say(.info, "The event has changed again; look at it once more.")
    default: break
    }
    return []
  }
}
