import ConferencingCore
import Foundation

/// An answer of Nylas that is no success, and what it means.
///
/// The errors page lists types with the prefix `api.`, the examples have none. The status tells the
/// kind; the texts tell the rest.
///
/// Source: Nylas v3, "Errors"; `{"request_id", "error": {"type", "message", "provider_error"}}`.
struct NylasFailure {
  /// Everything that the answer says, as one sentence; `nil` when it is not in Nylas's shape.
  let text: String?

  /// Reads the body of an answer.
  init(_ body: Data) {
    guard let answer = try? JSONDecoder().decode(Answer.self, from: body) else {
      text = nil
      return
    }
    text = Self.sentence(answer.texts)
  }

  /// One sentence of several texts, none twice; without control characters and not too long.
  static func sentence(_ texts: [String]) -> String? {
    var parts: [String] = []
    for text in texts {
      let clean = String(
        String.UnicodeScalarView(
          text.unicodeScalars.prefix(400).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: " "
            default: scalar
            }
          }
        )
      ).trimmingCharacters(in: .whitespaces)
      if !clean.isEmpty, !parts.contains(where: { $0.contains(clean) }) { parts.append(clean) }
    }
    return parts.isEmpty ? nil : parts.joined(separator: ": ")
  }

  /// The scopes that a text says are missing: `… does not contain scopes:[a, b]` (Zoom).
  static func missingScopes(in text: String) -> [String] {
    guard let phrase = text.range(of: "does not contain scopes", options: .caseInsensitive),
      let open = text[phrase.upperBound...].firstIndex(of: "["),
      let close = text[open...].firstIndex(of: "]")
    else { return [] }
    let scopes = text[text.index(after: open)..<close]
      .split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
    // Either form of a scope is enough; people are told the plain one.
    return scopes.filter { !$0.hasSuffix(":admin") || !scopes.contains(String($0.dropLast(6))) }
  }

  /// The body of an error, in each of the shapes that Nylas uses.
  private struct Answer: Decodable {
    let texts: [String]

    private enum CodingKeys: String, CodingKey {
      case error, message, type
      case providerError = "provider_error"
      case description = "error_description"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      var texts = [container.text(.message), container.text(.description)].compactMap { $0 }
      if let nested = container.lenient(Answer.self, .error) {
        texts += nested.texts
      } else if texts.isEmpty, let word = container.text(.error) {
        texts.append(word)
      }
      if let provider = container.lenient(Answer.self, .providerError) {
        texts += provider.texts
      } else if let word = container.text(.providerError) {
        texts.append(word)
      }
      if texts.isEmpty, let type = container.text(.type) {
        texts.append(
          (type.hasPrefix("api.") ? String(type.dropFirst(4)) : type).replacing("_", with: " ")
        )
      }
      guard !texts.isEmpty else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "no error")
        )
      }
      self.texts = texts
    }
  }
}
