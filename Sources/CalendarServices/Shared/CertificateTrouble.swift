import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// Why a server was not believed to be who it says, in words for a user.
enum CertificateTrouble {
  /// What a failure to connect says about certificates; `nil` when it is about something else.
  ///
  /// - Parameters:
  ///   - error: The failure.
  ///   - base: The service.
  ///   - network: The settings.
  ///   - now: The time.
  /// - Returns: Thing, reason and remedy.
  static func words(
    for error: any Error,
    of base: ServiceURL,
    _ network: NetworkSettings,
    now: Date
  ) async -> String? {
    let host = base.host
    // The library does not say what it could not read.
    if base.isSecure, let authorities = network.authorities,
      (try? NIOSSLContext(configuration: trusting(authorities))) == nil
    {
      return "The certificates in \"\(authorities)\" cannot be read. Name a file of certificates "
        + "(PEM) in SSL_CERT_FILE, or unset it."
    }
    if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
      return
        "\(host) shows a certificate for another name, so this may not be \(host): nothing was "
        + "sent. Look at the url of the account, and whether the network wants a sign-in."
    }
    switch error as? NIOSSLError {
    case .handshakeFailed(let reason)?:
      guard String(describing: reason).contains("CERTIFICATE_VERIFY_FAILED") else {
        return "\(host) and Convene did not agree on a secure connection. Look at the url of the "
          + "account: is it a server that speaks https?"
      }
      // Why, the library does not say: the certificates themselves are looked at. The way through a
      // proxy is not taken a second time.
      let isDirect = network.proxy == nil || !network.wantsProxy(for: base)
      let shown = isDirect ? await certificates(of: host, port: base.port) : []
      return words(about: shown.map(Span.init), of: host, network, now: now)
    default: return nil
    }
  }

  /// What makes connections that believe the authorities of a file or folder alone.
  static func trusting(_ authorities: String) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .file(authorities)
    return configuration
  }

  /// From when until when a certificate holds.
  struct Span {
    var start: Date
    var end: Date
  }

  /// What the certificates of a server come to that was not believed.
  static func words(
    about shown: [Span],
    of host: String,
    _ network: NetworkSettings,
    now: Date
  ) -> String {
    if let old = shown.first(where: { $0.end < now }) {
      return "The certificate of \(host) expired on \(day(old.end)): nothing was sent. Wait until "
        + "\(host) has a new one; should the date of this machine (\(day(now))) be wrong, set it."
    }
    if let young = shown.first(where: { now < $0.start }) {
      return "The certificate of \(host) holds from \(day(young.start)) on only: nothing was sent. "
        + "Should the date of this machine (\(day(now))) be wrong, set it."
    }
    let place = network.authorities.map { " in \"\($0)\" (SSL_CERT_FILE)" } ?? ""
    return "The certificate of \(host) is from an authority that is not known\(place): nothing was "
      + "sent. Where your network looks into secure connections, name its authority's file in "
      + "SSL_CERT_FILE; else look at the url of the account."
  }

  private static func day(_ date: Date) -> String {
    String(Timestamp.text(date).prefix(10))
  }

  /// The certificates that a server shows; nothing is sent to it.
  private static func certificates(of host: String, port: Int) async -> [NIOSSLCertificate] {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .certificates([])
    guard let context = try? NIOSSLContext(configuration: configuration) else { return [] }
    let group = MultiThreadedEventLoopGroup.singleton
    let seen = group.any().makePromise(of: [NIOSSLCertificate].self)
    let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    let isNumber = (try? SocketAddress(ipAddress: bare, port: port)) != nil
    let bootstrap = ClientBootstrap(group: group).connectTimeout(.seconds(5))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = try NIOSSLClientHandler(
            context: context,
            serverHostname: isNumber ? nil : bare,
            customVerificationCallback: { shown, promise in
              seen.succeed(shown)
              promise.succeed(.failed)
            }
          )
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
    do {
      let channel = try await bootstrap.connect(host: bare, port: port).get()
      channel.closeFuture.whenComplete { _ in seen.succeed([]) }
      channel.eventLoop.scheduleTask(in: .seconds(5)) { seen.succeed([]) }
      let shown = try await seen.futureResult.get()
      channel.close(promise: nil)
      return shown
    } catch {
      seen.succeed([])
      return []
    }
  }
}

extension CertificateTrouble.Span {
  fileprivate init(_ certificate: NIOSSLCertificate) {
    start = Date(timeIntervalSince1970: Double(certificate.notValidBefore))
    end = Date(timeIntervalSince1970: Double(certificate.notValidAfter))
  }
}
