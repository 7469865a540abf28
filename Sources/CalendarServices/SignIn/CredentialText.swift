import Foundation

/// A credential as it is kept: JSON in one line.
enum CredentialText {
  static func data(_ credential: Credential) throws(ServiceError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.dateEncodingStrategy = .secondsSince1970
    do { return try encoder.encode(credential) } catch {
      throw .unauthorized("The sign-in cannot be written as JSON.")
    }
  }

  /// Reads a credential.
  ///
  /// - Parameters:
  ///   - data: What was kept.
  ///   - place: Where, for the message; nothing of what is there is told.
  ///   - account: Whose it is.
  /// - Returns: The credential; `nil` when there is nothing.
  /// - Throws: ``ServiceError/unauthorized(_:)`` when it is something else.
  static func credential(
    _ data: Data,
    in place: String,
    of account: String
  ) throws(ServiceError) -> Credential? {
    if data.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) { return nil }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .secondsSince1970
    guard let credential = try? decoder.decode(Credential.self, from: data),
      // Times that no calendar has would end the program where they are counted.
      [credential.expires, credential.signedIn, credential.refused ?? credential.signedIn]
        .allSatisfy({ abs($0.timeIntervalSince1970) < 1e11 })
    else {
      throw .unauthorized(
        "The stored credential in \(place) is invalid. Sign in again: convene accounts login \(account)"
      )
    }
    return credential
  }
}
