import Testing

@testable import Terminal

@Suite("Rectangles")
struct RectTests {
  private let rect = Rect(column: 2, row: 1, columns: 4, rows: 3)

  @Test("intersect to what both cover")
  func intersects() {
    #expect(
      rect.intersection(Rect(column: 0, row: 0, columns: 4, rows: 2))
        == Rect(column: 2, row: 1, columns: 2, rows: 1)
    )
    #expect(rect.intersection(Rect(column: 9, row: 9, columns: 4, rows: 2)).isEmpty)
    #expect(rect.intersection(Rect(column: -9, row: -9, columns: 4, rows: 2)).isEmpty)
  }

  @Test("are nothing at least")
  func sizes() {
    #expect(Size(columns: -1, rows: -1) == Size(columns: 0, rows: 0))
  }

  @Test("contain their cells only")
  func contains() {
    #expect(rect.contains(Point(column: 2, row: 1)))
    #expect(rect.contains(Point(column: 5, row: 3)))
    #expect(!rect.contains(Point(column: 6, row: 3)))
    #expect(!rect.contains(Point(column: 5, row: 0)))
  }
}
