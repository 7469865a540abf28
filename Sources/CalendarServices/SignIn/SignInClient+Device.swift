import Foundation

/// What a device endpoint gives (RFC 8628, section 3.2; Google writes `verification_url`).
private struct DeviceAnswer: Decodable, Sendable {
  let deviceCode: String
  let userCode: String
  let address: String
  let lifetime: Double
  let interval: Double

  private enum CodingKeys: String, CodingKey {
    case interval
    case deviceCode = "device_code"
    case userCode = "user_code"
    case address = "verification_uri"
    case googleAddress = "verification_url"
    case lifetime = "expires_in"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    deviceCode = try container.decode(String.self, forKey: .deviceCode)
    userCode = try container.decode(String.self, forKey: .userCode)
    address = try container.text(.address) ?? container.decode(String.self, forKey: .googleAddress)
    lifetime = (container.lenient(Double.self, .lifetime) ?? 900)
      .clamped(to: 0...86_400, otherwise: 900)
    interval = (container.lenient(Double.self, .interval) ?? 5)
      .clamped(to: 1...300, otherwise: 5)
  }
}

extension SignInClient {
  /// Signs in by a code that the user enters on any device (RFC 8628).
  func byDevice(
    tell: @escaping @Sendable (SignInStep) async -> Void
  ) async throws(SignInError) -> TokenAnswer {
    guard let device = endpoint.endpoints.device else {
      throw .notOffered("\(app.provider.displayName) has no sign-in by a device code.")
    }
    let answer: DeviceAnswer
    do throws(TokenFailure) {
      answer = try await endpoint.send(
        [("scope", scopeText(by: .deviceCode))],
        to: device,
        showsSecret: false
      )
    } catch {
      throw self.error(error)
    }
    let code = DeviceCode(
      userCode: answer.userCode,
      address: answer.address,
      expires: clock.now() + answer.lifetime
    )
    await tell(.enterCode(code))
    var interval = answer.interval
    while true {
      do { try await clock.sleep(.seconds(interval)) } catch { throw .cancelled }
      guard clock.now() < code.expires else { throw .expired(app.provider) }
      do throws(TokenFailure) {
        return try await endpoint.token([
          ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
          ("device_code", answer.deviceCode),
        ])
      } catch {
        switch error {
        case .refused(let refusal) where refusal.error == "authorization_pending": continue
        case .refused(let refusal) where refusal.error == "slow_down": interval += 5
        // The network may come back while the user is still typing.
        case .service(let trouble) where trouble.isTransient && trouble != .cancelled:
          interval += 5
        default: throw self.error(error)
        }
      }
    }
  }
}
