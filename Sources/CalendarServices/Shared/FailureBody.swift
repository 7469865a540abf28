import Foundation

/// What the body of an answer says that is no success, in each of the shapes that services use:
/// `{"error": {"code", "message", "errors": [{"reason"}]}}`, `{"code", "message", "errors": [{"field",
/// "message"}]}`, `{"error": {"type", "message", "provider_error"}}`, `{"error", "error_description"}`.
struct FailureBody {
  /// All of it as one sentence.
  let text: String
  /// The words and numbers that programs go by, in lower case.
  let codes: Set<String>

  /// Reads a body; `nil` when it is in none of the shapes.
  ///
  /// - Parameters:
  ///   - body: The body.
  ///   - namesByCode: Whether a code alone is an answer of the service, without words.
  init?(_ body: Data, namesByCode: Bool = false) {
    guard let content = try? JSONDecoder().decode(Content.self, from: body) else { return nil }
    let words = content.texts.isEmpty && namesByCode ? content.codes : content.texts
    guard let text = Self.sentence(words) else { return nil }
    self.text = text
    codes = Set(content.codes.map { $0.lowercased() })
  }

  /// The scopes that the text says are missing: `… does not contain scopes:[a, b]`.
  var missingScopes: [String] {
    guard let phrase = text.range(of: "does not contain scopes", options: .caseInsensitive),
      let open = text[phrase.upperBound...].firstIndex(of: "["),
      let close = text[open...].firstIndex(of: "]")
    else { return [] }
    let scopes = text[text.index(after: open)..<close]
      .split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
    // Either form of a scope is enough; people are told the plain one.
    return scopes.filter { !$0.hasSuffix(":admin") || !scopes.contains(String($0.dropLast(6))) }
  }

  /// One sentence of several texts of a service or a program, none twice; without control characters
  /// and not too long.
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

  private struct Content: Decodable {
    var texts: [String]
    var codes: [String]

    private enum CodingKeys: String, CodingKey {
      case error, message, errors, details, status, reason, code, type, field
      case providerError = "provider_error"
      case description = "error_description"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let field = container.text(.field).map { $0 + ": " } ?? ""
      texts = [container.text(.message).map { field + $0 }, container.text(.description)]
        .compactMap { $0 }
      let kinds = [CodingKeys.reason, .status, .type].compactMap { container.text($0) }
      codes = kinds + [container.text(.code)].compactMap { $0 }
      var inner =
        container.elements(Content.self, .errors) + container.elements(Content.self, .details)
      if let nested = container.lenient(Content.self, .error) {
        inner.append(nested)
      } else if texts.isEmpty, let word = container.text(.error) {
        texts.append(word)
      }
      if let provider = container.lenient(Content.self, .providerError) {
        inner.append(provider)
      } else if let word = container.text(.providerError) {
        texts.append(word)
      }
      texts += inner.flatMap(\.texts)
      codes += inner.flatMap(\.codes)
      if texts.isEmpty, let kind = kinds.first {
        let word = kind.hasPrefix("api.") ? String(kind.dropFirst(4)) : kind
        texts = [word.replacing("_", with: " ")]
      }
    }
  }
}
