import CalendarCore

/// The name and the password of an account: the password is read when it is first needed, then kept
/// in memory.
///
/// An actor because several requests may need it at the same moment and it is read once.
actor PasswordAuthorizer: RequestAuthorizer {
  private let account: AccountID
  private let user: String
  private let read: @Sendable () async throws(ServiceError) -> String
  private var reading: Task<Result<String, ServiceError>, Never>?

  /// Makes an authorizer; nothing is read yet.
  init(
    account: AccountID,
    user: String,
    password: @escaping @Sendable () async throws(ServiceError) -> String
  ) {
    self.account = account
    self.user = user
    read = password
  }

  func authorization() async throws(ServiceError) -> Authorization {
    let task =
      reading
      ?? Task { [read] in
        do throws(ServiceError) { return .success(try await read()) } catch {
          return .failure(error)
        }
      }
    reading = task
    let result = await task.value
    if case .failure = result, reading == task { reading = nil }
    let password = try result.get()
    guard !password.isEmpty else {
      throw .unauthorized(
        "The password of account \"\(account)\" is empty. Correct password or password_command of the "
          + "account in config.toml."
      )
    }
    return .basic(user: user, password: password)
  }

  /// There is no other password; it is read again for the next request.
  func authorization(
    insteadOf refused: Authorization
  ) async throws(ServiceError) -> Authorization? {
    reading = nil
    return nil
  }
}
