/// Why a service did not do what it was asked.
///
/// The cases are what a person, or the outbox on their behalf, can do about it.
package enum ServiceError: Error, Sendable, Hashable {
  /// The service could not be reached; nothing was sent. Try later.
  case unreachable(String)
  /// The request went out and no answer came back: it may have been carried out. Look before
  /// repeating it.
  case answerLost(String)
  /// Too many requests. Try again after the given time.
  case rateLimited(retryAfter: Duration?)
  /// The service has trouble of its own (5xx). Try later.
  case unavailable(status: Int, message: String)
  /// The key or the sign-in does not hold (401). Sign in again.
  case unauthorized(String)
  /// The sign-in does not allow this (403). Grant the scope and sign in again.
  case forbidden(String)
  /// There is no such thing at the service (404).
  case notFound(String)
  /// The service refuses this for good (400 and other 4xx). Change what is asked.
  case rejected(String)
  /// The answer is not what the service's documents say.
  case malformed(String)
  /// The task was cancelled.
  case cancelled

  /// Whether the same request can succeed later, unchanged.
  package var isTransient: Bool {
    switch self {
    case .unreachable, .answerLost, .rateLimited, .unavailable, .malformed, .cancelled: true
    case .unauthorized, .forbidden, .notFound, .rejected: false
    }
  }

  /// Whether the request may have been carried out although no good answer came.
  package var mayHaveHappened: Bool {
    switch self {
    case .answerLost, .malformed, .cancelled, .unavailable: true
    default: false
    }
  }
}
