package import Foundation

/// What a user is to do or to know while they sign in.
package enum SignInStep: Sendable, Hashable {
  /// Open this page and consent there; what it leads back to may also be pasted.
  case openPage(AuthorizationPage)
  /// Enter this code at this address.
  case enterCode(DeviceCode)
  /// A redirect or a pasted text that is not for this sign-in; it goes on waiting.
  case notTaken(SignInError)
}

/// The page on which a user consents.
package struct AuthorizationPage: Sendable, Hashable {
  /// Its address; its state and challenge let nobody in without the verifier, which stays here.
  package var url: String
  /// The port of this computer to which it leads back.
  package var port: Int
  /// Until when the answer is waited for.
  package var expires: Date

  /// The command that makes the way back work for a browser on another computer.
  ///
  /// - Parameter host: This computer, as the other one calls it: `user@server`.
  /// - Returns: The line to type there.
  package func tunnel(to host: String) -> String { "ssh -N -L \(port):127.0.0.1:\(port) \(host)" }
}

/// The code that a user enters on any device.
package struct DeviceCode: Sendable, Hashable {
  /// The code, as it is typed.
  package var userCode: String
  /// Where it is entered.
  package var address: String
  /// Until when it can be entered.
  package var expires: Date
}
