/// One cell of the screen: one styled piece of text, or the right half of its neighbour.
///
/// Pictures are made and compared with every key, so a cell holds no reference that would have to be counted.
package struct Cell: Equatable, Sendable {
  /// The code point that takes the columns; 0 in the right half of something two columns wide.
  let lead: UInt32
  /// The code points that follow it in the same cell; 0 where there is none.
  let marks: SIMD4<UInt32>
  /// The columns that the text takes: 1 or 2, and 0 in the right half of something two columns wide.
  package let columns: Int8
  /// How it looks.
  package private(set) var style: CellStyle

  /// An empty cell in the terminal's own colours.
  package static let blank = Cell.space(.plain)

  /// Whether it is the right half of its left neighbour.
  package var isContinuation: Bool { columns == 0 }

  /// What stands in it; empty in the right half of something two columns wide.
  package var text: String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  /// The code points in it; a flag has two.
  var scalars: [Unicode.Scalar] {
    ([lead] + (0..<4).map { marks[$0] }).prefix { $0 != 0 }.compactMap(Unicode.Scalar.init)
  }

  static func space(_ style: CellStyle) -> Cell { .ascii(0x20, style) }

  static func continuation(_ style: CellStyle) -> Cell {
    Cell(lead: 0, marks: .zero, columns: 0, style: style)
  }

  /// A printable ASCII character.
  static func ascii(_ byte: UInt8, _ style: CellStyle) -> Cell {
    Cell(lead: UInt32(byte), marks: .zero, columns: 1, style: style)
  }

  static func form(_ form: CellForm, _ style: CellStyle) -> Cell {
    var scalars = form.text.unicodeScalars.makeIterator()
    let lead = scalars.next()?.value ?? 0
    var marks = SIMD4<UInt32>.zero
    for index in 0..<marks.scalarCount {
      guard let mark = scalars.next() else { break }
      marks[index] = mark.value
    }
    return Cell(lead: lead, marks: marks, columns: Int8(form.columns), style: style)
  }

  func styled(_ style: CellStyle) -> Cell {
    var cell = self
    cell.style = style
    return cell
  }
}
