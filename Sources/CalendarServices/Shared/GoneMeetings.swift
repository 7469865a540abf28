/// Asks for meetings one by one, a few at a time, where a provider has no list of them.
///
/// - Parameters:
///   - ids: The meetings.
///   - isGone: Asks for one; throws when that is not known.
/// - Returns: Those that are gone.
/// - Throws: The first error.
func goneMeetings(
  among ids: Set<String>,
  _ isGone: @escaping @Sendable (String) async throws(ServiceError) -> Bool
) async throws(ServiceError) -> Set<String> {
  /// How many requests are under way at once.
  let limit = 6
  let result = await withTaskGroup(
    of: Result<String?, ServiceError>.self
  ) { group -> Result<Set<String>, ServiceError> in
    var gone: Set<String> = []
    func take(_ answer: Result<String?, ServiceError>) -> ServiceError? {
      switch answer {
      case .success(let id):
        if let id { gone.insert(id) }
        return nil
      case .failure(let error): return error
      }
    }
    for (index, id) in ids.sorted().enumerated() {
      if index >= limit, let answer = await group.next(), let error = take(answer) {
        group.cancelAll()
        return .failure(error)
      }
      group.addTask {
        do throws(ServiceError) { return .success(try await isGone(id) ? id : nil) } catch {
          return .failure(error)
        }
      }
    }
    for await answer in group {
      if let error = take(answer) {
        group.cancelAll()
        return .failure(error)
      }
    }
    return .success(gone)
  }
  return try result.get()
}
