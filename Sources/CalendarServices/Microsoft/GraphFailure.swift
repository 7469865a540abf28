import ConferencingCore
import Foundation

/// An answer of Graph that is no success, and what it means.
///
/// The code tells the kind where the status does not: the documents allow any of the 40X series for
/// lost synchronization, and spell its codes in several ways.
///
/// Source: Microsoft Graph, "Error responses and resource types", "Delta query overview".
struct GraphFailure {
  /// Whose requests they are, for messages: `account "work"`.
  let subject: String
  /// The account that signs in for them.
  let account: String
  /// The server.
  let host: String
  /// What the sign-in needs for them.
  let scope: String

  private struct Answer: Decodable {
    struct Failure: Decodable {
      let code: String?
      let message: String?
    }
    let error: Failure
  }

  /// What a refusal means.
  func error(_ answer: ServiceAnswer) -> ServiceError {
    let said = try? JSONDecoder().decode(Answer.self, from: answer.body).error
    let code = said?.code?.lowercased() ?? ""
    let text = said.flatMap { failure in
      NylasFailure.sentence([failure.message ?? failure.code ?? ""])
    }
    let reason = text.map { " (\($0))" } ?? ""
    switch answer.status {
    case 429: return .rateLimited(retryAfter: answer.retryAfter)
    case 401:
      return .unauthorized(
        "Microsoft does not let \(subject) in\(reason). "
          + "Sign in again: convene accounts login \(account)"
      )
    case 408, 425, 500...:
      return .unavailable(
        status: answer.status,
        message: "\(host) has trouble (\(answer.status)\(text.map { ": \($0)" } ?? ""))."
      )
    default: break
    }
    guard let said, said.code != nil else {
      // A portal or proxy that stands before the service speaks for itself, not for the event.
      return .unavailable(
        status: answer.status,
        message: "\(host) answered \(answer.status) and not as Microsoft Graph does. "
          + "Look at the url of \(subject) and at the network connection."
      )
    }
    if ["syncstatenotfound", "resyncrequired", "syncstateinvalid"].contains(code)
      || answer.status == 410
    {
      return .syncExpired("Microsoft no longer knows what changed since the last reading\(reason).")
    }
    switch answer.status {
    case 403:
      return .forbidden(
        "Microsoft does not allow this to \(subject)\(reason). It takes the scope \(scope): allow "
          + "it with convene accounts login \(account). What others own, only they can change."
      )
    case 404: return .notFound(text ?? "The service does not have this any more.")
    case 409, 412: return .changed("The event was changed at the service\(reason).")
    default: return .rejected("Microsoft refuses this: \(text ?? code)")
    }
  }
}
