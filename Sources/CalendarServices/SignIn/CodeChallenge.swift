import Foundation

/// Proof Key for Code Exchange: whoever brings the code must know the verifier (RFC 7636).
struct CodeChallenge: Sendable, CustomStringConvertible, CustomReflectable {
  /// Sent with the code.
  let verifier: String
  /// What comes back with the code, so that no other sign-in's is taken (RFC 6749, section 10.12).
  let state: String

  /// Makes both up, each of 256 bits.
  init() {
    verifier = Self.random()
    state = Self.random()
  }

  /// Sent to the page: the digest of the verifier (method `S256`).
  var challenge: String { Self.text(Data(SHA256.digest(of: verifier))) }

  /// That it is one.
  var description: String { "CodeChallenge(…)" }
  /// Without what is secret.
  var customMirror: Mirror { Mirror(self, children: []) }

  private static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return text(Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }))
  }

  /// Base64 for addresses, without padding (RFC 4648, section 5).
  private static func text(_ data: Data) -> String {
    data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}
