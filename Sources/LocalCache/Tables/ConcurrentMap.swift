import Dispatch

extension Array where Element: Sendable {
  /// The results for its elements, in their order, computed on all processors at once.
  ///
  /// - Parameter transform: What is computed; it is called from several threads.
  /// - Returns: The results.
  /// - Throws: The first error that `transform` throws.
  func mapConcurrently<Result, Failure: Error>(
    _ transform: @Sendable (Element) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    // So many that to hand them to another thread takes no time beside the work.
    let most = 50
    guard count > most else { return try map(transform) }
    let count = (count + most - 1) / most
    var parts = [Swift.Result<[Result], Failure>?](repeating: nil, count: count)
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      // Each thread writes an element of its own, and all have ended before this is left.
      DispatchQueue.concurrentPerform(iterations: count) { part in
        let range = part * most..<Swift.min((part + 1) * most, self.count)
        parts[part] = Swift.Result { () throws(Failure) in try self[range].map(transform) }
      }
    }
    var results: [Result] = []
    results.reserveCapacity(self.count)
    for part in parts { results += try part?.get() ?? [] }
    return results
  }
}
