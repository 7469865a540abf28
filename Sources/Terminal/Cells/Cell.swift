/// One cell of the screen: one styled piece of text, or the right half of its neighbour.
package struct Cell: Equatable, Sendable {
  /// What stands in it; empty in the right half of something two columns wide.
  package let text: String
  /// The columns that the text takes: 1 or 2, and 0 in the right half of something two columns wide.
  package let columns: Int8
  /// How it looks.
  package private(set) var style: CellStyle

  /// An empty cell in the terminal's own colours.
  package static let blank = Cell.space(.plain)

  /// Whether it is the right half of its left neighbour.
  package var isContinuation: Bool { columns == 0 }

  static func space(_ style: CellStyle) -> Cell {
    Cell(text: " ", columns: 1, style: style)
  }

  static func continuation(_ style: CellStyle) -> Cell {
    Cell(text: "", columns: 0, style: style)
  }

  static func form(_ form: CellForm, _ style: CellStyle) -> Cell {
    Cell(text: form.text, columns: Int8(form.columns), style: style)
  }

  /// A printable ASCII character, without going through Unicode.
  static func ascii(_ byte: UInt8, _ style: CellStyle) -> Cell {
    Cell(text: asciiTexts[Int(byte) - 0x20], columns: 1, style: style)
  }

  func styled(_ style: CellStyle) -> Cell {
    var cell = self
    cell.style = style
    return cell
  }

  private static let asciiTexts = (0x20...0x7E).map { String(Unicode.Scalar(UInt8($0))) }
}
