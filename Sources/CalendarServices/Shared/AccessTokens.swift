package import Foundation

/// Gives the tokens that the requests of one grant are made with.
package protocol AccessTokens: Sendable {
  /// A token that holds for a while yet; refreshed when it has to be.
  ///
  /// - Throws: ``ServiceError/unauthorized(_:)`` with the remedy when the sign-in does not hold any
  ///   more, or what refreshing threw.
  func token() async throws(ServiceError) -> AccessToken

  /// Another token than one that the service refused.
  ///
  /// - Throws: As ``token()``.
  func token(insteadOf refused: AccessToken) async throws(ServiceError) -> AccessToken
}

/// A bearer token; its value is printed nowhere.
package struct AccessToken: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  /// The token, for the header.
  package let value: String
  /// What it allows, as the service named it when it gave it.
  package let scopes: Set<String>
  /// Until when it holds; `nil` when that is not known.
  package let expires: Date?

  /// Makes a token.
  package init(value: String, scopes: Set<String> = [], expires: Date? = nil) {
    self.value = value
    self.scopes = scopes
    self.expires = expires
  }

  /// That it is one.
  package var description: String { "AccessToken(…)" }
  /// Without the value.
  package var customMirror: Mirror { Mirror(self, children: ["scopes": scopes]) }
}
