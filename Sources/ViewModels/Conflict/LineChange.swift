/// A line of a text beside what it was before.
package enum LineChange: Equatable, Sendable {
  case same(String)
  case added(String)
  case removed(String)
  /// So many lines that stayed as they were are left out.
  case skipped(Int)
  /// The texts go on; they are compared no further.
  case cut

  /// The most lines of a text that are compared, and the most characters of each.
  static let limits = (lines: 200, characters: 300)
  /// As much of a text as can be compared.
  static var mostCharacters: Int { limits.lines * limits.characters }

  /// The lines that differ between two texts, each with the line before and behind it.
  static func between(_ old: String, _ new: String) -> [LineChange] {
    let (before, isOldCut) = lines(of: old)
    let (after, isNewCut) = lines(of: new)
    let difference = after.difference(from: before)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var all: [LineChange] = []
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      if old < before.count, removed.contains(old) {
        all.append(.removed(before[old]))
        old += 1
      } else if new < after.count, added.contains(new) {
        all.append(.added(after[new]))
        new += 1
      } else {
        all.append(.same(after[new]))
        (old, new) = (old + 1, new + 1)
      }
    }
    return shortened(all) + (isOldCut || isNewCut ? [.cut] : [])
  }

  /// The lines of a text as they are compared.
  static func lines(of text: String) -> (lines: [String], isCut: Bool) {
    guard !text.isEmpty else { return ([], false) }
    // Only so much is looked at: a text from outside may be huge.
    let start = text.prefix(mostCharacters)
    let lines = start.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return (
      lines.prefix(limits.lines).map { String($0.prefix(limits.characters)) },
      start.endIndex != text.endIndex || lines.count > limits.lines
    )
  }

  /// The lines with long stretches that stayed the same left out.
  private static func shortened(_ all: [LineChange]) -> [LineChange] {
    var short: [LineChange] = []
    var skipped = 0
    for (index, line) in all.enumerated() {
      let isNear = all[max(0, index - 1)...min(all.count - 1, index + 1)].contains { !$0.isSame }
      guard isNear else {
        skipped += 1
        continue
      }
      if skipped > 0 { short.append(.skipped(skipped)) }
      skipped = 0
      short.append(line)
    }
    return short + (skipped > 0 ? [.skipped(skipped)] : [])
  }

  private var isSame: Bool {
    if case .same = self { true } else { false }
  }
}
