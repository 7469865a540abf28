import Foundation

/// An answer of Google that is no success, and what it means.
///
/// The status alone is not enough: 403 is also too many requests, and 410 is also an event that is
/// deleted already. The reason tells them apart.
///
/// Source: developers.google.com/workspace/calendar/api/guides/errors.
struct GoogleFailure {
  /// The reasons, and the words of newer front ends (`PERMISSION_DENIED`).
  let reasons: Set<String>
  /// What the answer says, as one sentence; `nil` when it is not in Google's shape.
  let text: String?

  /// Reads the body of an answer.
  init(_ body: Data) {
    let answer = try? JSONDecoder().decode(Answer.self, from: body)
    reasons = Set(answer?.reasons ?? [])
    text = answer.flatMap { NylasFailure.sentence($0.texts) }
  }

  /// The error that an answer stands for.
  ///
  /// - Parameters:
  ///   - answer: The answer; no success.
  ///   - account: How the account is called.
  ///   - host: The server.
  ///   - scope: What the request needs.
  /// - Returns: The error.
  static func error(
    _ answer: ServiceAnswer,
    account: String,
    host: String,
    scope: String
  ) -> ServiceError {
    let failure = GoogleFailure(answer.body)
    let said = failure.text
    switch answer.status {
    case 401:
      return .unauthorized(
        "Account \"\(account)\" is not let in by Google\(said.map { " (\($0))" } ?? ""). "
          + "Sign in again: convene accounts login \(account)"
      )
    case 429: return .rateLimited(retryAfter: answer.retryAfter)
    case 403 where !failure.reasons.isDisjoint(with: limits):
      return .rateLimited(retryAfter: answer.retryAfter)
    case 408, 425, 500...:
      return .unavailable(
        status: answer.status,
        message: "\(host) has trouble (\(answer.status)\(said.map { ": \($0)" } ?? ""))."
      )
    case 412:
      return .changed("The event was changed at Google since it was last read.")
    default: break
    }
    guard let said else {
      // A portal or proxy that stands before the service speaks for itself, not for the event.
      return .unavailable(
        status: answer.status,
        message: "\(host) answered \(answer.status) and not as Google does. "
          + "Look at the network connection."
      )
    }
    switch answer.status {
    case 403 where !failure.reasons.isDisjoint(with: ungranted):
      return .forbidden(
        "The sign-in of account \"\(account)\" lacks the scope \(scope). "
          + "Sign in again and allow it: convene accounts login \(account)"
      )
    case 403: return .forbidden("Google does not allow this: \(said)")
    case 404: return .notFound(said)
    case 409: return .changed(said)
    case 410 where !failure.reasons.isDisjoint(with: expired): return .syncExpired(said)
    case 410: return .notFound(said)
    default: return .rejected("Google refuses this: \(said)")
    }
  }

  private static let limits: Set = [
    "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded",
    "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED",
  ]
  private static let ungranted: Set = [
    "insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
  ]
  private static let expired: Set = ["fullSyncRequired", "updatedMinTooLongAgo"]

  /// The body of an error: that of the documents, and those of other front ends.
  private struct Answer: Decodable {
    let texts: [String]
    let reasons: [String]

    private enum CodingKeys: String, CodingKey {
      case error, message, errors, status, details, reason
      case description = "error_description"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let nested =
        container.elements(Answer.self, .errors) + container.elements(Answer.self, .details)
      var texts = [container.text(.message), container.text(.description)].compactMap { $0 }
      texts += nested.flatMap(\.texts)
      var reasons = [container.text(.reason), container.text(.status)].compactMap { $0 }
      reasons += nested.flatMap(\.reasons)
      if let inner = container.lenient(Answer.self, .error) {
        texts += inner.texts
        reasons += inner.reasons
      } else if texts.isEmpty, let word = container.text(.error) {
        texts.append(word)
      }
      if texts.isEmpty, let reason = reasons.first { texts.append(reason) }
      self.texts = texts
      self.reasons = reasons
      guard !texts.isEmpty else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "no error")
        )
      }
    }
  }
}
