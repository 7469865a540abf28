package import Foundation

/// How far a sign-in has come.
package enum SignInProgress: Equatable, Sendable {
  /// The service is being asked.
  case starting
  /// The user allows it in a browser, here or on another computer.
  ///
  /// - Parameters:
  ///   - address: What the browser opens.
  ///   - tunnel: The command that brings the browser's answer here when the session is remote.
  case browser(address: String, tunnel: String?)
  /// The user types a code at an address, on any device.
  ///
  /// - Parameters:
  ///   - address: Where.
  ///   - code: What.
  ///   - expires: Until when the code is taken.
  case device(address: String, code: String, expires: Date)
  /// The answer is there; tokens are being fetched with it.
  case finishing
  /// It did not come to an end, for this reason.
  case failed(String)
}
