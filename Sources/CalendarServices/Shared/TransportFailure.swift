import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix

extension HTTPTransport {
  /// What a failure means for the request.
  static func failure(
    _ error: any Error,
    host: String,
    request: ServiceRequest,
    wasSent: Bool
  ) -> ServiceError {
    if Task.isCancelled || error is CancellationError { return .cancelled }
    if let error = error as? NIOTooManyBytesError {
      return .tooLarge(host, limit: error.maxBytes ?? 0)
    }
    let client = error as? HTTPClientError
    // A request without a body leaves no mark: the error tells how far it came. What is only read
    // may be read again, however far that was.
    let isBeforeSending =
      switch client {
      case .connectTimeout?, .tlsHandshakeTimeout?, .getConnectionFromPoolTimeout?: true
      case .none: request.method.isSafe || isOfConnecting(error)
      default: false
      }
    if wasSent, isOfUnpacking(error) {
      return .malformed("\(host) gave an answer that cannot be unpacked.")
    }
    // An answer that ends too early is one that was lost.
    if wasSent, let error = error as? HTTPParserError, error != .invalidEOFState {
      return .malformed("\(host) gave an answer that is no answer over HTTP.")
    }
    if !wasSent, request.body != nil || isBeforeSending {
      // Whether it is tried again is for those to say who do.
      return .unreachable("\(host) cannot be reached. Look at the network connection.")
    }
    return .answerLost(
      client == .deadlineExceeded || client == .readTimeout
        ? "\(host) did not answer in time."
        : "The connection to \(host) broke before its answer\(wasSent ? " was whole" : "")."
    )
  }

  /// What a failure to connect is in particular, for a user; `nil` when there is nothing to say.
  func words(for error: any Error, of base: ServiceURL) async -> String? {
    if let proxy = settings.network.proxy, let client = error as? HTTPClientError {
      switch client {
      case .proxyAuthenticationRequired:
        return "The proxy \(proxy) wants a name and a password. Write them into HTTPS_PROXY: "
          + "http://name:password@\(proxy)"
      case .invalidProxyResponse, .httpProxyHandshakeTimeout:
        return "The proxy \(proxy) does not lead to \(base.host). Look at HTTPS_PROXY, or name the "
          + "server in NO_PROXY."
      default: return nil
      }
    }
    return await CertificateTrouble.words(
      for: error,
      of: base,
      settings.network,
      now: clock.now()
    )
  }
}

/// Whether an error is one of making the connection, so that nothing can have gone over it.
private func isOfConnecting(_ error: any Error) -> Bool {
  if let error = error as? IOError {
    return [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ENETDOWN].contains(error.errnoCode)
  }
  return error is NIOConnectionError
}

/// Whether an error is one of unpacking an answer.
private func isOfUnpacking(_ error: any Error) -> Bool {
  error is NIOHTTPDecompression.DecompressionError
    || error is NIOHTTPDecompression.ExtraDecompressionError
}
