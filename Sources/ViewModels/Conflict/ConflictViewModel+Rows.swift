package import CalendarCore

extension ConflictViewModel {
  /// A line of the screen.
  package struct Row: Equatable, Sendable {
    /// How it is drawn.
    package enum Kind: Equatable, Sendable {
      case note
      case sentence
      case heading
      case text
      case added
      case removed
      /// Something that is left out or only explained.
      case faint
      case problem
      /// Whose side is to stand: what can be chosen, and what is.
      case choice([ConflictChoice], ConflictChoice?)
      /// One of the ways to go on after a deletion.
      case option(isChosen: Bool)
      case space
    }
    package var kind: Kind
    package var label = ""
    package var text = ""
    /// The block that it belongs to.
    var block: Int?

    var isChoice: Bool {
      switch kind {
      case .choice, .option, .problem: true
      default: false
      }
    }
  }

  /// The line that shows which block has the focus: its heading, or the first of it to be seen.
  package var marked: Int? {
    rows.indices.dropFirst(top).prefix(height).first { rows[$0].block == focus }
  }

  /// Lays everything out in lines.
  mutating func layOut() {
    rows = note(conflict.summary)
    if isDeletion {
      layOutDeletion()
    } else {
      for (index, block) in blocks.enumerated() { layOut(block, index) }
      for (side, fields) in [("there", changedThere), ("here", changedHere)] {
        let changed = fields.filter { !conflict.fields.contains($0) }
        guard !changed.isEmpty else { continue }
        rows.append(Row(kind: .space))
        rows += note("Also changed \(side): \(EventField.list(changed)). That is kept.")
      }
    }
    clampTop()
  }

  private mutating func layOut(_ block: ConflictBlock, _ index: Int) {
    rows.append(Row(kind: .space))
    let heading = rows.count
    rows.append(Row(kind: .heading, text: block.field.label, block: index))
    rows += side("was", block.was, index)
    rows += side("mine", block.mine, index)
    rows += side("theirs", block.theirs, index)
    rows.append(
      Row(kind: .choice(options(of: index), choices[index]), label: "keep", block: index)
    )
    // Where the choice is not seen together with the heading, the heading says it too.
    if let choice = choices[index], rows.count - heading > height {
      rows[heading].text += " · \(choice.rawValue)"
    }
    if choices[index] == .both, !block.both.isEmpty { rows += side("result", block.both, index) }
    layOutProblem(index)
  }

  private mutating func layOutProblem(_ index: Int) {
    guard index == focus, let problem else { return }
    rows += ColumnText.lines("! " + problem, width: width)
      .map { Row(kind: .problem, text: $0, block: index) }
  }

  /// The lines of one side of a block.
  private func side(_ label: String, _ lines: [LineChange], _ block: Int) -> [Row] {
    var rows: [Row] = []
    for line in lines {
      let (kind, text): (Row.Kind, String) =
        switch line {
        case .same(let text): (.text, text)
        case .added(let text): (.added, text)
        case .removed(let text): (.removed, text)
        case .skipped(let count): (.faint, count == 1 ? "… 1 line" : "… \(count) lines")
        case .cut: (.faint, "… and more")
        }
      // The mark stands before the first piece of a line, the others are aligned with it.
      for (piece, text) in ColumnText.lines(text, width: width).enumerated() {
        let mark = piece > 0 ? "  " : line.mark
        rows.append(Row(kind: kind, text: mark + text, block: block))
      }
    }
    if rows.isEmpty { rows.append(Row(kind: .faint, text: "  none", block: block)) }
    rows[0].label = label
    return rows
  }

  private mutating func layOutDeletion() {
    let (mine, theirs): ((String, String), (String, String)) =
      conflict.theirs == nil
      ? (
        (
          "Keep my changes",
          invitesAgain
            ? "The event is made again at the service, and attendees are invited again."
            : "The event is made again at the service."
        ), ("Delete it here too", "The event is deleted, and your changes are lost.")
      )
      : (
        ("Delete it all the same", "It goes at the service too, with the meeting made for it."),
        ("Keep it", "The event comes back, as the service has it now.")
      )
    if let kept = shown.mine ?? shown.theirs {
      rows.append(Row(kind: .space))
      rows += note(conflict.theirs == nil ? "Changed here:" : "Changed at the service:")
      for field in shown.mine == nil ? changedThere : changedHere {
        let values = words.lines(field, of: kept)
        rows += note(
          "\(field.label): \(values.joined(separator: ", "))",
          kind: .sentence,
          indent: 2
        )
      }
    }
    rows.append(Row(kind: .space))
    rows.append(Row(kind: .heading, text: "What is to become of it?", block: 0))
    for (choice, words) in [(ConflictChoice.mine, mine), (.theirs, theirs)] {
      rows.append(
        Row(
          kind: .option(isChosen: choices[0] == choice),
          label: choice.rawValue,
          text: words.0,
          block: 0
        )
      )
      rows += note(words.1, indent: 4, block: 0)
    }
    layOutProblem(0)
  }

  /// A sentence, which has the place of the sides for itself.
  private func note(
    _ text: String,
    kind: Row.Kind = .note,
    indent: Int = 0,
    block: Int? = nil
  ) -> [Row] {
    let space = String(repeating: " ", count: indent)
    return ColumnText.lines(text, width: width + AppMetrics.conflictSide - indent)
      .map { Row(kind: kind, text: space + $0, block: block) }
  }
}

extension LineChange {
  /// What stands before it.
  fileprivate var mark: String {
    switch self {
    case .added: "+ "
    case .removed: "− "
    case .same, .skipped, .cut: "  "
    }
  }
}
