import Testing

@testable import Terminal

@Suite("A cell buffer")
struct CellBufferTests {
  private func buffer(_ columns: Int, _ rows: Int = 1) -> CellBuffer {
    CellBuffer(size: Size(columns: columns, rows: rows))
  }

  private func origin(_ column: Int = 0, _ row: Int = 0) -> Point {
    Point(column: column, row: row)
  }

  @Test(
    "text is cut at the edge or at its limit",
    arguments: [
      ("meeting", 10, CellBuffer.Overflow.clip, "meeting", 7),
      ("meeting", 7, .ellipsis, "meeting", 7),
      ("meeting", 6, .clip, "meetin", 6),
      ("meeting", 6, .ellipsis, "meeti…", 6),
      ("meeting", 1, .ellipsis, "…", 1),
      ("meeting", 0, .ellipsis, "", 0),
      ("meeting", -3, .ellipsis, "", 0),
      ("会議です", 8, .ellipsis, "会議です", 8),
      ("会議です", 7, .clip, "会議で", 7),
      ("会議です", 7, .ellipsis, "会議で…", 7),
      ("会議です", 6, .ellipsis, "会議 …", 6),
      ("会", 1, .clip, "", 1),
      ("会", 1, .ellipsis, "…", 1),
      ("", 5, .ellipsis, "", 0),
    ]
  )
  func clips(
    text: String,
    width: Int,
    overflow: CellBuffer.Overflow,
    expected: String,
    used: Int
  ) {
    var buffer = buffer(12)
    #expect(buffer.write(text, at: origin(), width: width, overflow: overflow) == used)
    #expect(buffer.textRows == [expected])
    // The edge of the picture cuts as a limit does.
    var narrow = self.buffer(max(0, width))
    #expect(narrow.write(text, at: origin(), overflow: overflow) == used)
    #expect(narrow.textRows == [expected])
  }

  @Test("a wide character takes two cells and is never left in half")
  func overwritesWhole() {
    var buffer = buffer(6)
    buffer.write("会議室", at: origin())
    #expect(buffer[origin(2)].columns == 2)
    #expect(buffer[origin(3)].isContinuation)
    buffer.write("x", at: origin(3))
    #expect(buffer.textRows == ["会 x室"])
    buffer.write("y", at: origin(4))
    #expect(buffer.textRows == ["会 xy"])
    buffer.write("話", at: origin(1))
    #expect(buffer.textRows == [" 話xy"])
    #expect(buffer[origin(0)].columns == 1)
  }

  @Test("a wide character over the halves of two others clears both")
  func overwritesAcross() {
    var buffer = buffer(4)
    buffer.write("会議", at: origin())
    buffer.write("室", at: origin(1))
    #expect(buffer.textRows == [" 室"])
    #expect((0..<4).map { buffer[origin($0)].columns } == [1, 2, 0, 1])
  }

  @Test(
    "each character takes the columns that every terminal gives it",
    arguments: [
      ("e\u{301}", ["e\u{301}"]),
      ("👨‍👩‍👧", ["👨", ""]),
      ("👍🏽", ["👍", ""]),
      ("❤️", ["❤", ""]),
      ("🇫🇷", ["🇫🇷", ""]),
      ("\u{1F1EB}", ["F"]),
      ("1️⃣", ["1\u{20E3}", ""]),
      ("क्ष", ["क्", "ष"]),
      ("한", ["한", ""]),
      ("\u{1112}\u{1161}", ["\u{1112}\u{1161}", ""]),
      ("\u{301}", ["◌\u{301}"]),
      ("\u{1161}", ["◌\u{1161}"]),
      ("\u{1F3FD}", ["·"]),
      ("☎︎", ["☎"]),
    ]
  )
  func forms(text: String, cells: [String]) {
    var buffer = buffer(cells.count + 2)
    #expect(buffer.write(text, at: origin()) == cells.count)
    #expect((0..<cells.count).map { buffer[origin($0)].text } == cells)
  }

  @Test("a heap of marks is cut to what a cell holds")
  func boundsMarks() {
    var buffer = buffer(3)
    let heap = "e" + String(repeating: "\u{301}", count: 200) + "x"
    #expect(buffer.write(heap, at: origin()) == 2)
    #expect(buffer[origin(0)].text.unicodeScalars.count == 5)
    #expect(buffer[origin(1)].text == "x")
  }

  @Test("nothing that a terminal would obey gets into a cell")
  func isSafe() {
    var buffer = buffer(40)
    buffer.write("\u{1B}[2J\u{9B}31m\u{7}\u{202E}gpj\r\n\u{200B}\u{7F}", at: origin())
    #expect(buffer.textRows == ["␛[2J·31m␇·gpj ·␡"])
  }

  @Test("drawing outside of the picture does nothing, and half outside draws the rest")
  func clipsOutside() {
    var buffer = buffer(4, 2)
    for point in [origin(0, 2), origin(0, -1), origin(4, 0), origin(9, 9)] {
      #expect(buffer.write("xx", at: point) == 0)
    }
    #expect(buffer == self.buffer(4, 2))
    buffer.write("abc", at: origin(-1))
    buffer.write("会x", at: origin(-1, 1))
    #expect(buffer.textRows == ["bc", " x"])
    buffer.fill(Rect(column: -5, row: -5, columns: 99, rows: 99))
    #expect(buffer == self.buffer(4, 2))
    buffer.fill(Rect(column: 9, row: 9, columns: 3, rows: 3))
  }

  @Test(
    "pictures of no or hardly any size hold",
    arguments: [(0, 0), (1, 0), (0, 3), (1, 1), (-4, -4)]
  )
  func tiny(columns: Int, rows: Int) {
    var buffer = buffer(columns, rows)
    buffer.write("会議 text", at: origin(), overflow: .ellipsis)
    buffer.fill(buffer.bounds)
    buffer.restyle(Rect(column: -1, row: -1, columns: 5, rows: 5)) { $0.attributes = .bold }
    buffer.draw(self.buffer(3, 3), at: origin(-1, -1))
    #expect(buffer.textRows.count == max(0, rows))
  }

  @Test("restyling keeps the text and changes wide characters whole")
  func restyles() {
    var buffer = buffer(6)
    buffer.write("a会議b", at: origin())
    buffer.restyle(Rect(column: 2, row: 0, columns: 2, rows: 1)) { $0.attributes.insert(.reverse) }
    #expect(buffer.textRows == ["a会議b"])
    let reversed = (0..<6).map { buffer[origin($0)].style.attributes.contains(.reverse) }
    #expect(reversed == [false, true, true, true, true, false])
  }

  @Test("one picture on another brings its cursor and cuts wide characters at the edge")
  func drawsOther() {
    var dialog = buffer(4)
    dialog.write("会議", at: origin())
    dialog.cursor = origin(2)
    dialog.isCursorVisible = true
    var buffer = buffer(6, 2)
    buffer.write("......", at: origin(0, 1))
    buffer.draw(dialog, at: origin(1, 1))
    #expect(buffer.textRows == ["", ".会議."])
    #expect(buffer.cursor == origin(3, 1))
    #expect(buffer.isCursorVisible)
    buffer.draw(dialog, at: origin(-1, 0))
    buffer.draw(dialog, at: origin(3, 1))
    #expect(buffer.textRows == [" 議", ".会会"])
  }

  @Test("it prints as a grid")
  func describes() {
    var buffer = buffer(5, 3)
    buffer.write("a", at: origin(1, 1))
    #expect(buffer.description == "\n a\n")
  }
}
