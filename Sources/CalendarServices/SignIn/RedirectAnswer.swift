import Foundation

/// What a consent page leads back with: `code` and `state`, or `error` and `state`.
struct RedirectAnswer: Sendable, CustomStringConvertible, CustomReflectable {
  private let fields: [String: String]

  /// Reads the query of an address, whatever it holds: anybody on this computer can send one.
  ///
  /// What is no percent-encoding stays as it is; of several fields of one name the first counts.
  init(query: String) {
    fields = Dictionary(
      query.split(separator: "&").map { field in
        let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          .map { $0.replacing("+", with: " ").removingPercentEncoding ?? String($0) }
        return (parts[0], parts.count > 1 ? parts[1] : "")
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Reads what a user pastes: a whole address, its query, or a part of it with code and state.
  ///
  /// - Throws: ``SignInError/noRedirect`` for anything else.
  init(pasted text: String) throws(SignInError) {
    // Terminals break long lines, and people copy with the quotes around.
    let line = text.filter { !$0.isWhitespace && !"\"'<>".contains($0) }
    let query = line.split(separator: "?", maxSplits: 1).last.map(String.init) ?? ""
    let bare = query.split(separator: "#", maxSplits: 1).first.map(String.init) ?? ""
    self.init(query: bare)
    guard fields["state"] != nil, fields["code"] != nil || fields["error"] != nil else {
      throw .noRedirect
    }
  }

  /// Whether it answers the sign-in with a state.
  func isOfSignIn(_ state: String) -> Bool { fields["state"] == state }

  /// The code that stands for the user's consent.
  ///
  /// - Parameters:
  ///   - state: What must come back.
  ///   - provider: Who answers.
  /// - Returns: The code.
  /// - Throws: ``SignInError``: it is another sign-in's, or the user said no.
  func code(state: String, from provider: SignInProvider) throws(SignInError) -> String {
    guard fields["state"] == state else { throw .wrongState }
    if let error = fields["error"] {
      if ["access_denied", "consent_required"].contains(error) { throw .denied(provider) }
      let said = [error, fields["error_description"] ?? ""]
      throw .refused(
        "\(provider.displayName) refuses the sign-in: \(FailureBody.sentence(said) ?? error)."
      )
    }
    guard let code = fields["code"], !code.isEmpty else { throw .noRedirect }
    return code
  }

  /// That it is one.
  var description: String { "RedirectAnswer(…)" }
  /// Without the code.
  var customMirror: Mirror { Mirror(self, children: []) }
}
