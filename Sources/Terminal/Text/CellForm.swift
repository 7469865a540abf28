/// Turns a character into what cells hold: pieces on whose width ncurses and every terminal agree.
///
/// Terminals disagree about joined emoji, skin tones, variation selectors and conjunct letters: some count the parts,
/// some the whole, and where their count is not ours the rest of the row shifts. So an emoji sequence shows as its first
/// emoji, which takes two columns everywhere, and other clusters are taken apart into code points that take columns,
/// each with its marks.
struct CellForm: Equatable {
  /// One code point that takes columns with at most four marks, or the two of a flag.
  let text: String
  /// 1 or 2.
  let columns: Int

  /// ncurses keeps one code point and four marks in a cell (CCHARW_MAX).
  private static let maximumMarks = 4

  /// The forms of a character that has gone through `SafeText`; at least one.
  static func forms(of character: Character) -> [CellForm] {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return [] }
    if scalars.count == 1 { return [form(of: first)] }
    if let emoji = emojiForm(scalars, first) { return [emoji] }
    return clusterForms(scalars)
  }

  private static func form(of scalar: Unicode.Scalar) -> CellForm {
    let columns = ScalarWidth.columns(of: scalar)
    if columns == 0 { return CellForm(text: "◌" + scalar, columns: 1) }
    if let letter = regionalLetter(scalar) {
      // Alone, a terminal would pair it with one that another cell holds.
      return CellForm(text: String(letter), columns: 1)
    }
    if isSkinTone(scalar) { return CellForm(text: "·", columns: 1) }
    return CellForm(text: String(scalar), columns: columns)
  }

  private static func emojiForm(
    _ scalars: Character.UnicodeScalarView,
    _ first: Unicode.Scalar
  ) -> CellForm? {
    if regionalLetter(first) != nil {
      // A flag is the one sequence that terminals agree on: two columns, joined or not.
      let flag = scalars.prefix(2)
      guard flag.count == 2, flag.allSatisfy({ regionalLetter($0) != nil }) else { return nil }
      return CellForm(text: String(String.UnicodeScalarView(flag)), columns: 2)
    }
    guard first.properties.isEmoji else { return nil }
    if scalars.contains("\u{20E3}") {
      return CellForm(text: first + "\u{20E3}", columns: 2)
    }
    let asEmoji = scalars.dropFirst().contains { scalar in
      scalar == "\u{FE0F}" || scalar == "\u{200D}" || isSkinTone(scalar)
    }
    guard asEmoji, first.value > 0x7F else { return nil }
    return CellForm(text: String(first), columns: 2)
  }

  private static func clusterForms(_ scalars: Character.UnicodeScalarView) -> [CellForm] {
    var forms: [CellForm] = []
    var piece = String.UnicodeScalarView()
    var columns = 0
    func close() {
      guard columns > 0 else { return }
      forms.append(CellForm(text: String(piece), columns: columns))
      piece = String.UnicodeScalarView()
    }
    for scalar in scalars {
      let width = ScalarWidth.columns(of: scalar)
      if width > 0 {
        close()
        piece.append(scalar)
        columns = width
      } else if columns == 0 {
        piece.append("◌")
        piece.append(scalar)
        columns = 1
      } else if piece.count <= maximumMarks, !isVariationSelector(scalar) {
        piece.append(scalar)
      }
    }
    close()
    return forms
  }

  private static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
    0xFE00...0xFE0F ~= scalar.value
  }

  private static func isSkinTone(_ scalar: Unicode.Scalar) -> Bool {
    0x1F3FB...0x1F3FF ~= scalar.value
  }

  /// The letter of a regional indicator (U+1F1E6 is A), two of which make a flag.
  private static func regionalLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard 0x1F1E6...0x1F1FF ~= scalar.value else { return nil }
    return Unicode.Scalar(0x41 + scalar.value - 0x1F1E6)
  }
}

private func + (left: Unicode.Scalar, right: Unicode.Scalar) -> String {
  var scalars = String.UnicodeScalarView()
  scalars.append(left)
  scalars.append(right)
  return String(scalars)
}
