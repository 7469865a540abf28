import Foundation

/// What the answers of a service mean that are no success.
///
/// The status tells the kind; where it does not, the service's own code does.
struct FailureTable: Sendable {
  /// What an answer means.
  enum Meaning: Sendable {
    case rateLimited, unauthorized, unavailable, forbidden, missingScope, notFound, changed
    case syncExpired, rejected
  }

  /// An answer that means something else than its status says by itself.
  struct Row: Sendable {
    /// The statuses; empty for any.
    var statuses: Set<Int> = []
    /// The codes, in lower case; empty for any.
    var codes: Set<String> = []
    /// What it means.
    var meaning: Meaning
    /// What helps where it is refused; empty where the service's words say it.
    var hint = ""
  }

  /// The service's name.
  let service: String
  /// Its server.
  let host: String
  /// Who asks: `account "work"`.
  let subject: String
  /// What helps when the credentials are refused.
  let remedy: String
  /// What helps when something is not allowed; empty for nothing.
  var permission = ""
  /// That scopes are missing, in words with the remedy.
  var missing: @Sendable ([String]) -> String = { "It takes \($0.joined(separator: ", "))." }
  /// The scope that the requests need, for answers that name none.
  var scope = "another scope"
  /// Whether the service may answer with a code alone.
  var namesByCode = false
  /// What this service means otherwise; the first row that fits counts.
  var rows: [Row] = []
  /// Reads what stands in the headers, such as a limit for a whole day; `nil` for nothing.
  var special: @Sendable (ServiceResponse) -> ServiceError? = { _ in nil }

  /// What an answer means.
  ///
  /// - Parameter answer: The answer; no success, and without secrets.
  /// - Returns: The error, in words with the remedy.
  func error(_ answer: ServiceResponse) -> ServiceError {
    if let special = special(answer) { return special }
    let body = FailureBody(answer.body, namesByCode: namesByCode)
    let reason = body.map { " (\($0.text))" } ?? ""
    let row = row(answer.status, body)
    let meaning = meaning(answer.status, body, row)
    switch meaning {
    case .rateLimited: return .rateLimited(retryAfter: answer.retryAfter)
    case .unauthorized:
      return .unauthorized("\(service) rejected the credentials of \(subject)\(reason). \(remedy)")
    case .unavailable:
      return .unavailable(
        status: answer.status,
        message: "\(host) has trouble (\(answer.status)\(body.map { ": \($0.text)" } ?? ""))."
      )
    default: break
    }
    guard let body else {
      // A portal or proxy that stands before the service speaks for itself, not for the event.
      return .unavailable(
        status: answer.status,
        message: "\(host) answered \(answer.status) and not as \(service) does. "
          + "Check the url of \(subject) and the network connection."
      )
    }
    switch meaning {
    case .missingScope:
      return .forbidden(missing(body.missingScopes.isEmpty ? [scope] : body.missingScopes))
    case .forbidden:
      let hint = permission.isEmpty ? "" : " " + permission
      return .forbidden("\(service) does not allow this to \(subject): \(body.text)\(hint)")
    case .notFound: return .notFound(body.text)
    case .changed:
      return .changed("The event was changed at \(service) since it was last read\(reason).")
    case .syncExpired:
      return .syncExpired("\(service) no longer tells what changed since the last sync\(reason).")
    default:
      let hint = row.map { $0.hint.isEmpty ? "" : " " + $0.hint } ?? ""
      return .rejected("\(service) refuses this: \(body.text)\(hint)")
    }
  }

  private func row(_ status: Int, _ body: FailureBody?) -> Row? {
    let codes = body?.codes ?? []
    return rows.first { row in
      (row.statuses.isEmpty || row.statuses.contains(status))
        && (row.codes.isEmpty || !row.codes.isDisjoint(with: codes))
    }
  }

  private func meaning(_ status: Int, _ body: FailureBody?, _ row: Row?) -> Meaning {
    switch status {
    case 401: return .unauthorized
    case 408, 425, 500...: return .unavailable
    case 429: return .rateLimited
    default: break
    }
    if let row { return row.meaning }
    if body?.missingScopes.isEmpty == false { return .missingScope }
    return switch status {
    case 403: .forbidden
    case 404, 410: .notFound
    case 409, 412: .changed
    default: .rejected
    }
  }
}
