package import ConferencingCore

/// Why a service did not do what it was asked.
///
/// The cases are what a user, or the outbox on their behalf, can do about it.
package enum ServiceError: Error, Sendable, Hashable {
  /// The service could not be reached; nothing was sent. Try later.
  case unreachable(String)
  /// The request went out and no answer came back: it may have been carried out. Look before
  /// repeating it.
  case answerLost(String)
  /// Too many requests. Try again after the given time.
  case rateLimited(retryAfter: Duration?)
  /// A limit for a longer while is used up, such as that of a day; says until when. Try again after
  /// the given time.
  case limitReached(retryAfter: Duration, String)
  /// The service has trouble of its own (5xx). Try later.
  case unavailable(status: Int, message: String)
  /// The service rejected the key or the sign-in (401). Sign in again.
  case unauthorized(String)
  /// The sign-in does not allow this (403). Grant the scope and sign in again.
  case forbidden(String)
  /// There is no such thing at the service (404).
  case notFound(String)
  /// The service refuses this for good (400 and other 4xx). Change what is asked.
  case rejected(String)
  /// The calendar does not allow meetings of this provider. Choose another provider or calendar.
  case conferencingRefused(AutocreateProvider, message: String)
  /// The event is not as it was when it was last read (412). Read it, and build on that.
  case changed(String)
  /// Changes cannot be told from where they were last read (410). Read everything again.
  case syncExpired(String)
  /// The answer is not what the service's documents say.
  case malformed(String)
  /// The task was cancelled.
  case cancelled

  /// Some calendars of a list cannot be read: ``CalendarList/failure``.
  static func incompleteCalendars(of host: String) -> ServiceError {
    .malformed(
      "\(host) lists a calendar that Convene cannot read. The others are updated, and none is removed. "
        + "That is a fault of the service."
    )
  }

  /// Whether the same request can succeed later, unchanged.
  package var isTransient: Bool {
    switch self {
    case .unreachable, .answerLost, .rateLimited, .limitReached, .unavailable, .malformed,
      .cancelled:
      true
    case .unauthorized, .forbidden, .notFound, .rejected, .conferencingRefused, .changed,
      .syncExpired:
      false
    }
  }

  /// Whether it may be about the one event or resource that was asked for, so that others can be had:
  /// one that is damaged at its service, or that this user may not see, keeps no other from being
  /// read.
  package var mayConcernOneEvent: Bool {
    switch self {
    case .malformed, .rejected, .forbidden, .notFound, .changed, .unavailable(500, _),
      .unavailable(507, _):
      true
    default: false
    }
  }

  /// Whether the request may have been carried out although no good answer came.
  package var mayHaveHappened: Bool {
    switch self {
    case .answerLost, .malformed, .cancelled, .unavailable: true
    default: false
    }
  }

  /// The reason and the remedy, in words for a user.
  package var message: String {
    switch self {
    case .unreachable(let text), .answerLost(let text), .limitReached(_, let text),
      .unavailable(_, let text),
      .unauthorized(let text), .forbidden(let text), .notFound(let text), .rejected(let text),
      .conferencingRefused(_, let text), .changed(let text), .syncExpired(let text),
      .malformed(let text):
      text
    case .rateLimited(let wait?):
      "The service takes no more requests for now. Trying again in \(wait.components.seconds) s."
    case .rateLimited(nil): "The service takes no more requests for now. Trying again soon."
    case .cancelled: "The request was cancelled."
    }
  }

  /// The name of the case, for the log: its text could hold what is not for it.
  package var kind: String {
    switch self {
    case .unreachable: "unreachable"
    case .answerLost: "answer lost"
    case .rateLimited: "rate limited"
    case .limitReached: "limit reached"
    case .unavailable(let status, _): "unavailable \(status)"
    case .unauthorized: "unauthorized"
    case .forbidden: "forbidden"
    case .notFound: "not found"
    case .rejected: "rejected"
    case .conferencingRefused: "conferencing refused"
    case .malformed: "malformed"
    case .changed: "changed"
    case .syncExpired: "sync expired"
    case .cancelled: "cancelled"
    }
  }

  /// A page came in place of what a service says.
  ///
  /// What was asked may have been carried out all the same, before somebody replaced its answer.
  static func signInToNetwork(_ host: String) -> ServiceError {
    .malformed(
      "A web page came instead of the answer of \(host): the network may want you to sign in. Open "
        + "any page in a browser, sign in there, and sync again. Nothing was changed here."
    )
  }

  /// An answer is larger than what is read: more than `limit` bytes.
  static func tooLarge(_ host: String, limit: Int) -> ServiceError {
    .malformed(
      "The answer of \(host) is larger than the \(max(1, limit >> 20)) MB that Convene reads."
    )
  }

  /// That nothing is signed in under the name of a host.
  package static func notSignedIn(to host: GrantID) -> ServiceError {
    .unauthorized(
      "Convene is not signed in to \"\(host)\", which hosts the meeting. "
        + "Sign in: convene accounts login \(host)."
    )
  }
}
