package import Terminal
package import ViewModels

/// A part of the picture that means something when it is pointed at.
package struct HitRegion: Equatable, Sendable {
  /// What it means.
  package enum Target: Equatable, Sendable {
    /// Carry out a command: a key of the footer or of a question.
    case command(Command)
    /// Select a line of the screen on top, by its number in what the screen lists.
    case row(Int)
  }

  package var rect: Rect
  package var target: Target
}

/// What is drawn, and what of it can be pointed at.
package struct Picture: Equatable, Sendable {
  package var buffer: CellBuffer
  /// The parts that can be pointed at, the topmost last.
  package var regions: [HitRegion]

  /// What a cell means.
  package func target(at point: Point) -> HitRegion.Target? {
    regions.last { $0.rect.contains(point) }?.target
  }
}
