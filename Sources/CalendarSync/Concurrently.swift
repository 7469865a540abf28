/// Does something for every element, a few at a time, and ends when all is done.
///
/// - Parameters:
///   - elements: The elements, begun in their order.
///   - limit: How many go on at once, at least 1.
///   - body: What is done for each.
/// - Returns: The results, in the order in which they came.
@discardableResult
func concurrently<Element: Sendable, Value: Sendable>(
  _ elements: [Element],
  limit: Int,
  _ body: @escaping @Sendable (Element) async -> Value
) async -> [Value] {
  await withTaskGroup(of: Value.self) { group in
    var results: [Value] = []
    for (index, element) in elements.enumerated() {
      if index >= limit, let result = await group.next() { results.append(result) }
      group.addTask { await body(element) }
    }
    for await result in group { results.append(result) }
    return results
  }
}
