/// Finds what differs between two rows of cells.
enum RowChange {
  /// The columns from the first difference to the last, widened to whole characters; nil when the rows are the same.
  static func run(from old: ArraySlice<Cell>?, to new: ArraySlice<Cell>) -> Range<Int>? {
    guard let old, old.count == new.count else { return new.isEmpty ? nil : 0..<new.count }
    let pairs = zip(old, new)
    guard var first = pairs.enumerated().first(where: { $1.0 != $1.1 })?.offset else { return nil }
    var last = first
    for (offset, (before, after)) in pairs.enumerated().dropFirst(first) where before != after {
      last = offset
    }
    while first > 0, new[new.startIndex + first].isContinuation { first -= 1 }
    if new[new.startIndex + last].columns == 2 { last += 1 }
    return first..<min(last + 1, new.count)
  }

  /// Whether a flag stands in the row.
  ///
  /// Some terminals join its two halves into one, and would show nonsense if only one half were sent again.
  static func hasFlag(_ row: ArraySlice<Cell>) -> Bool {
    row.contains { cell in cell.columns == 2 && Unicode.Scalar(cell.lead).map(isRegional) == true }
  }

  /// Whether a code point is half of a flag.
  static func isRegional(_ scalar: Unicode.Scalar) -> Bool {
    0x1F1E6...0x1F1FF ~= scalar.value
  }
}
