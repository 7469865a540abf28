/// A place among numbered lines, moved by the commands that lists have in common.
package enum ListCursor {
  /// The line that a command leads to.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - line: The line where one is.
  ///   - count: The lines there are.
  ///   - height: The lines that are seen at once; a page leaves two of them on the screen.
  /// - Returns: A line that is there, or `nil` when the command does not move.
  package static func line(
    _ command: Command,
    from line: Int,
    count: Int,
    height: Int
  ) -> Int? {
    let page = max(1, height - 2)
    let target: Int
    switch command {
    case .moveDown: target = line + 1
    case .moveUp: target = line - 1
    case .pageDown: target = line + page
    case .pageUp: target = line - page
    case .first: target = 0
    case .last: target = count - 1
    default: return nil
    }
    return max(0, min(target, count - 1))
  }
}
