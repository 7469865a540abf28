import Foundation

/// A good answer of a token endpoint (RFC 6749, section 5.1); its tokens are printed nowhere.
struct TokenAnswer: Decodable, Sendable, CustomStringConvertible, CustomReflectable {
  let accessToken: String
  let refreshToken: String?
  /// Seconds for which the access token holds.
  let lifetime: Double
  /// What it allows; `nil` when the service does not say.
  let scopes: Set<String>?

  private enum CodingKeys: String, CodingKey {
    case scope
    case accessToken = "access_token"
    case refreshToken = "refresh_token"
    case lifetime = "expires_in"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    accessToken = try container.decode(String.self, forKey: .accessToken)
    refreshToken = container.text(.refreshToken)
    let seconds =
      container.lenient(Double.self, .lifetime) ?? container.text(.lifetime).flatMap { Double($0) }
      ?? 3600
    lifetime = seconds.clamped(to: 0...31_536_000, otherwise: 3600)
    // Zoom has been seen to put commas between them.
    scopes = container.text(.scope).map {
      Set($0.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init))
    }
  }

  var description: String { "TokenAnswer(…)" }
  var customMirror: Mirror { Mirror(self, children: []) }
}

extension Double {
  /// The nearest number within a range; another in place of what is none.
  func clamped(to range: ClosedRange<Double>, otherwise other: Double) -> Double {
    isNaN ? other : Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}

/// A refusal of a token endpoint (RFC 6749, section 5.2).
struct TokenRefusal: Error, Sendable, Hashable {
  /// The word that clients go by, such as `invalid_grant`.
  let error: String
  /// What it says to people, in one line.
  let text: String

  /// Reads a refusal; `nil` for a body that is none.
  init?(_ body: Data) {
    struct Answer: Decodable {
      let error: String
      let description: String?
      let reason: String?

      private enum CodingKeys: String, CodingKey {
        case error, reason
        case description = "error_description"
      }
    }
    guard let answer = try? JSONDecoder().decode(Answer.self, from: body) else { return nil }
    error = answer.error
    // Microsoft puts ids for its support after the first line.
    let said = (answer.description ?? answer.reason ?? "").split(whereSeparator: \.isNewline).first
    let words = said.map { String($0).split(separator: " Trace ID: ")[0] }
    text = FailureBody.sentence([answer.error, words.map(String.init) ?? ""]) ?? answer.error
  }

  /// Whether the refresh token is of no use any more.
  ///
  /// Zoom has been seen to say `invalid_request` of it.
  var isOfGrant: Bool {
    error == "invalid_grant"
      || (error == "invalid_request" && text.lowercased().contains("invalid token"))
  }
}

/// How asking a token endpoint failed.
enum TokenFailure: Error, Sendable {
  /// It answers that it does not give a token.
  case refused(TokenRefusal)
  /// It could not be asked, or has trouble of its own.
  case service(ServiceError)
}
