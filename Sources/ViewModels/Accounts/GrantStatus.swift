package import CalendarCore
package import Foundation

/// How a configured grant stands here: signed in as whom, until when, what it lacks.
package struct GrantStatus: Equatable, Sendable, Identifiable {
  /// Whether requests are let in.
  package enum Standing: Equatable, Sendable {
    /// By a key that the service gives out for programs: there is nothing to sign in to.
    case keyed
    /// By the user's name and password, with every request.
    case password
    /// By nothing: anybody may ask, or there is no service to ask.
    case open
    /// By tokens; the one at hand holds until then, and is renewed by itself.
    case signedIn(until: Date?)
    /// Not yet, or not any more since the user signed out.
    case signedOut
    /// Not any more, for this reason.
    case expired(String)
    /// It cannot be told, for this reason.
    case unknown(String)
  }

  /// Its name in the configuration.
  package var name: AccountID
  /// What it is at.
  package var service: ServiceKind
  /// Whether it lets requests in.
  package var standing: Standing
  /// Whose it is; empty when that is not known.
  package var email: String
  /// What it may do, as the service names it; empty when that is not known.
  package var scopes: [String]
  /// What it should be allowed to do and is not.
  package var missingScopes: [String]
  /// Its identity.
  package var id: AccountID { name }

  /// Makes a status.
  package init(
    _ name: AccountID,
    at service: ServiceKind,
    _ standing: Standing,
    email: String = "",
    scopes: [String] = [],
    missingScopes: [String] = []
  ) {
    self.name = name
    self.service = service
    self.standing = standing
    self.email = email
    self.scopes = scopes
    self.missingScopes = missingScopes
  }

  /// Whether signing in is what is missing.
  package var needsSignIn: Bool {
    switch standing {
    case .signedOut, .expired: true
    case .keyed, .password, .open, .signedIn, .unknown: false
    }
  }

  /// Whether a sign-in has expired or was revoked.
  package var isExpired: Bool {
    if case .expired = standing { true } else { false }
  }

  /// Whether there are tokens that signing out would forget.
  package var canSignOut: Bool {
    switch standing {
    case .signedIn, .expired: service.has(.signIn)
    case .keyed, .password, .open, .signedOut, .unknown: false
    }
  }

  /// What is wrong with it, with the remedy; `nil` when nothing is.
  package var problem: String? {
    switch standing {
    case .signedOut: "Not signed in. \(Self.remedy(name))"
    case .expired(let reason), .unknown(let reason): reason
    case .keyed, .password, .open, .signedIn:
      missingScopes.isEmpty
        ? nil
        : "Lacks \(missingScopes.joined(separator: ", ")). Allow "
          + (missingScopes.count == 1 ? "it" : "them")
          + " in the \(service.displayName) app, then sign in again: convene accounts login \(name)"
    }
  }

  /// What signs in to a grant.
  package static func remedy(_ name: AccountID) -> String {
    "Sign in: convene accounts login \(name)"
  }
}
