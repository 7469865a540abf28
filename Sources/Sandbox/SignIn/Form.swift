import Foundation

/// The fields of a form or a query: `application/x-www-form-urlencoded`.
struct Form: Sendable {
  private let fields: [String: String]

  /// Takes a text apart; of several fields of one name the first counts.
  init(_ text: String) {
    var fields: [String: String] = [:]
    for part in text.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.replacing("+", with: " ").removingPercentEncoding ?? String($0) }
      if fields[pair[0]] == nil { fields[pair[0]] = pair.count > 1 ? pair[1] : "" }
    }
    self.fields = fields
  }

  /// A field that is there and not empty.
  subscript(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// A field that must be there.
  func required(_ name: String) throws(OAuthError) -> String {
    guard let value = self[name] else {
      throw .invalidRequest("Missing required parameter: \(name)")
    }
    return value
  }
}

extension APICall {
  /// The query, as a form.
  var queryForm: Form { Form(rawQuery) }

  /// The body, as a form.
  ///
  /// - Throws: 400 when it says that it is something else.
  func form() throws(OAuthError) -> Form {
    let type = headers["content-type"] ?? ""
    guard body.isEmpty || type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
      throw .invalidRequest("The body must be application/x-www-form-urlencoded.")
    }
    return Form(String(decoding: body, as: UTF8.self))
  }
}
