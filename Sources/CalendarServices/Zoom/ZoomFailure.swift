import ConferencingCore
import Foundation

/// What an answer of Zoom means that is no success.
///
/// The pages of Zoom disagree about numbers, so the HTTP status counts first, then the code.
///
/// Source: `{"code", "message", "errors": [{"field", "message"}]}`.
struct ZoomFailure {
  /// The grant that was asked with, as its account is called.
  let grant: GrantID

  private struct Answer: Decodable {
    struct Field: Decodable {
      let field: String?
      let message: String?
    }
    let code: Int?
    let message: String?
    let errors: [Field]

    private enum CodingKeys: String, CodingKey { case code, message, errors }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      code = container.lenient(Int.self, .code)
      message = container.text(.message)
      errors = container.elements(Field.self, .errors)
    }

    /// Everything that it says, in one sentence.
    var text: String? {
      let fields = errors.map { "\($0.field ?? ""): \($0.message ?? "")" }
      return NylasFailure.sentence([message ?? ""] + fields)
    }
  }

  /// What an answer means.
  func error(_ answer: ServiceAnswer) -> ServiceError {
    let failure = try? JSONDecoder().decode(Answer.self, from: answer.body)
    let text = failure?.text
    switch answer.status {
    case 401:
      return .unauthorized(
        "Zoom does not take the sign-in of \"\(grant)\" (\(text ?? "401")). "
          + "Sign in again: convene accounts login \(grant)"
      )
    case 429: return limit(answer)
    case 408, 425, 500...:
      return .unavailable(
        status: answer.status,
        message: "Zoom has trouble (\(answer.status)\(text.map { ": \($0)" } ?? ""))."
      )
    default: break
    }
    guard let failure, let text else {
      return .unavailable(
        status: answer.status,
        message: "Something answered \(answer.status) and not as Zoom does. "
          + "Look at the network connection."
      )
    }
    if [4700, 4711].contains(failure.code) {
      let scopes = NylasFailure.missingScopes(in: failure.message ?? "")
      return .forbidden(Self.missing(scopes.isEmpty ? ["what this needs"] : scopes, grant))
    }
    switch answer.status {
    case 403: return .forbidden("Zoom does not allow this to \"\(grant)\": \(text)")
    case 404, 410: return .notFound(text)
    default: return .rejected("Zoom refuses this: \(text)")
    }
  }

  /// That scopes lack, and what to do.
  static func missing(_ scopes: [String], _ grant: GrantID) -> String {
    "Zoom grant \"\(grant)\" lacks \(scopes.joined(separator: ", ")). Add it to the scopes of the "
      + "Zoom app and sign in again: convene accounts login \(grant)"
  }

  /// Zoom takes so many creations and changes of one host a day; the next day begins at midnight UTC.
  private func limit(_ answer: ServiceAnswer) -> ServiceError {
    let isDaily = answer.headers["x-ratelimit-type"]?.lowercased().hasPrefix("daily") ?? false
    guard isDaily, let wait = answer.retryAfter else {
      return .rateLimited(retryAfter: answer.retryAfter)
    }
    let until = answer.headers["retry-after"].flatMap(RetryAfter.date).map(ZoomText.moment)
    let time = until.map { $0.replacing("T", with: " ").replacing("Z", with: " UTC") }
    return .limitReached(
      retryAfter: wait,
      "Zoom takes no more meetings of \"\(grant)\" today: its limit for a day is used up. It goes on"
        + (time.map { " at \($0)" } ?? " tomorrow") + "."
    )
  }
}
