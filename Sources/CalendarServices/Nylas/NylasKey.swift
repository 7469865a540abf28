import Foundation

/// The API key of an account: fetched when it is first needed, then kept in memory.
///
/// An actor because several requests may need it at the same moment and it is fetched once.
actor NylasKey: RequestAuthorizer {
  private let fetch: @Sendable () async throws(ServiceError) -> String
  private let account: String
  private var fetching: Task<Result<String, ServiceError>, Never>?

  /// Makes a key that is not fetched yet.
  init(account: String, fetch: @escaping @Sendable () async throws(ServiceError) -> String) {
    self.account = account
    self.fetch = fetch
  }

  func authorization() async throws(ServiceError) -> Authorization {
    let task = fetching ?? Task { [fetch, account] in await Self.fetched(fetch, account: account) }
    fetching = task
    let result = await task.value
    if case .failure = result, fetching == task { fetching = nil }
    return .bearer(try result.get())
  }

  /// There is no other key; it is fetched again for the next request.
  func authorization(
    insteadOf refused: Authorization
  ) async throws(ServiceError) -> Authorization? {
    fetching = nil
    return nil
  }

  private static func fetched(
    _ fetch: @Sendable () async throws(ServiceError) -> String,
    account: String
  ) async -> Result<String, ServiceError> {
    do throws(ServiceError) {
      let key = try await fetch().trimmingCharacters(in: .whitespacesAndNewlines)
      // Anything else could not stand in a header (RFC 9110, section 5.5).
      guard !key.isEmpty, key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
        return .failure(
          .unauthorized(
            "The API key of account \"\(account)\" is empty or not a key. "
              + "Correct api_key or api_key_command of the account in config.toml."
          )
        )
      }
      return .success(key)
    } catch {
      return .failure(error)
    }
  }
}
