import Terminal
import ViewModels

/// A rectangle of the screen that a view draws in, by its own columns and rows.
struct Canvas {
  /// What has been drawn.
  private(set) var buffer: CellBuffer
  /// What of it can be pointed at.
  private(set) var regions: [HitRegion] = []
  let theme: Theme
  private let keys: KeyTable
  private let context: CommandContext
  private let origin: Point
  let columns: Int
  let rows: Int

  /// Makes a canvas over a whole empty screen.
  ///
  /// - Parameters:
  ///   - size: The columns and rows of the screen.
  ///   - theme: How everything looks.
  ///   - keys: Which key does what, for texts that name commands.
  ///   - context: Where a key is pressed now.
  init(size: Size, theme: Theme, keys: KeyTable, context: CommandContext) {
    buffer = CellBuffer(size: size)
    self.theme = theme
    self.keys = keys
    self.context = context
    origin = Point(column: 0, row: 0)
    columns = size.columns
    rows = size.rows
    buffer.fill(Rect(origin: origin, size: size), style: theme[.text])
  }

  private init(of whole: Canvas, origin: Point, columns: Int, rows: Int) {
    buffer = whole.buffer
    theme = whole.theme
    keys = whole.keys
    context = whole.context
    self.origin = origin
    self.columns = columns
    self.rows = rows
  }

  /// A message with keys for the commands that it names.
  func resolve(_ message: String) -> String { keys.resolve(message, in: context) }

  /// The first key of a command in the place where a key is pressed now; empty when it has none.
  func key(_ command: Command) -> String { key(command, in: context) }

  /// The first key of a command in a place; empty when it has none.
  func key(_ command: Command, in context: CommandContext) -> String {
    keys.label(of: command, in: context)
  }

  /// Lets a view draw in a part of this canvas.
  mutating func within(
    column: Int = 0,
    row: Int = 0,
    columns: Int? = nil,
    rows: Int? = nil,
    _ draw: (inout Canvas) -> Void
  ) {
    let width = max(0, min(columns ?? .max, self.columns - column))
    let height = max(0, min(rows ?? .max, self.rows - row))
    guard width > 0, height > 0 else { return }
    let start = Point(column: origin.column + column, row: origin.row + row)
    var part = Canvas(of: self, origin: start, columns: width, rows: height)
    buffer = CellBuffer(size: Size(columns: 0, rows: 0))
    draw(&part)
    buffer = part.buffer
    regions += part.regions
  }

  /// Writes a text in one line, cut with `…` where it does not fit, unless something else is asked
  /// for.
  ///
  /// - Returns: The columns it took.
  @discardableResult
  mutating func write(
    _ text: String,
    column: Int,
    row: Int,
    style: CellStyle,
    width: Int? = nil,
    overflow: CellBuffer.Overflow = .ellipsis
  ) -> Int {
    let room = min(width ?? .max, columns - column)
    guard room > 0, row >= 0, row < rows, column >= 0 else { return 0 }
    return buffer.write(
      text,
      at: Point(column: origin.column + column, row: origin.row + row),
      style: style,
      width: room,
      overflow: overflow
    )
  }

  /// Writes a text that ends before a column.
  mutating func write(_ text: String, endingAt column: Int, row: Int, style: CellStyle) {
    write(text, column: max(0, column - DisplayWidth.columns(of: text)), row: row, style: style)
  }

  /// Fills a part of a line.
  mutating func fill(
    column: Int = 0,
    row: Int,
    columns: Int? = nil,
    rows: Int = 1,
    style: CellStyle
  ) {
    let width = max(0, min(columns ?? .max, self.columns - column))
    let height = max(0, min(rows, self.rows - row))
    guard width > 0, height > 0 else { return }
    buffer.fill(
      Rect(
        origin: Point(column: origin.column + column, row: origin.row + row),
        size: Size(columns: width, rows: height)
      ),
      style: style
    )
  }

  /// Marks the words of a search in a text that was written on a line, by the look of a match and
  /// on the ground that is there.
  mutating func mark(_ search: String, in text: String, from column: Int, to end: Int, row: Int) {
    guard !search.isEmpty, row >= 0, row < rows else { return }
    let match = theme[.match]
    for range in SearchMatches.ranges(of: search, in: text) {
      let start = column + DisplayWidth.columns(of: text[..<range.lowerBound])
      let width = min(DisplayWidth.columns(of: text[range]), end - start)
      guard width > 0 else { continue }
      buffer.restyle(
        Rect(
          origin: Point(column: origin.column + start, row: origin.row + row),
          size: Size(columns: width, rows: 1)
        )
      ) { style in
        style.foreground = match.foreground
        style.attributes.formUnion(match.attributes)
      }
    }
  }

  /// Shows at the right edge that there is more above or below what is on the screen.
  mutating func markMore(above: Bool, below: Bool) {
    let style = theme[.faint]
    if above { write(theme.glyphs.above, endingAt: columns, row: 0, style: style) }
    if below { write(theme.glyphs.below, endingAt: columns, row: rows - 1, style: style) }
  }

  /// Notes what a part of a line means when it is pointed at; nothing is drawn.
  mutating func region(_ target: HitRegion.Target, column: Int = 0, row: Int, columns: Int? = nil) {
    let width = max(0, min(columns ?? .max, self.columns - column))
    guard width > 0, row >= 0, row < rows else { return }
    let corner = Point(column: origin.column + column, row: origin.row + row)
    regions.append(
      HitRegion(
        rect: Rect(origin: corner, size: Size(columns: width, rows: 1)),
        target: target
      )
    )
  }

  /// Draws the ground and the mark of a line of a list, if it is the selected one, and notes where
  /// the line is.
  mutating func drawLine(_ number: Int, isSelected: Bool, isMarked: Bool = true, row: Int) {
    region(.row(number), row: row)
    guard isSelected else { return }
    fill(row: row, style: theme[.selected])
    guard isMarked else { return }
    var style = theme[.gutter]
    style.background = theme[.selected].background
    markSelection(row: row, style: style)
  }

  /// Draws the mark of the selected line, and has the cursor rest at the text after it: screen readers
  /// and braille displays follow the cursor, also where it is not shown.
  mutating func markSelection(column: Int = Metrics.margin, row: Int, style: CellStyle) {
    let width = write(theme.glyphs.selection, column: column, row: row, style: style)
    restCursor(column: min(column + width + 1, columns - 1), row: row)
  }

  /// Has the cursor rest there without being shown, unless it is shown in a text already.
  mutating func restCursor(column: Int, row: Int) {
    guard column >= 0, column < columns, row >= 0, row < rows, !buffer.isCursorVisible else {
      return
    }
    buffer.cursor = Point(column: origin.column + column, row: origin.row + row)
  }

  /// Has the cursor rest there and nowhere else: what lies on a text takes its cursor away.
  mutating func takeCursor(column: Int, row: Int) {
    buffer.isCursorVisible = false
    restCursor(column: column, row: row)
  }

  /// Shows the cursor there.
  mutating func placeCursor(column: Int, row: Int) {
    guard column >= 0, column < columns, row >= 0, row < rows else { return }
    buffer.cursor = Point(column: origin.column + column, row: origin.row + row)
    buffer.isCursorVisible = true
  }
}
