import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import Synchronization

extension HTTPTransport {
  /// Sends a request once.
  ///
  /// - Throws: ``ServiceError/unreachable(_:)`` when nothing was sent,
  ///   ``ServiceError/answerLost(_:)`` when it may have been, ``ServiceError/malformed(_:)`` for an
  ///   answer that is too large, ``ServiceError/cancelled``.
  func attempt(
    _ request: ServiceRequest,
    to base: ServiceURL,
    authorization: String?
  ) async throws(ServiceError) -> ServiceAnswer {
    if Task.isCancelled { throw .cancelled }
    if let problem = settings.network.problem, settings.network.wantsProxy(for: base) {
      throw .unreachable(problem)
    }
    let began = ContinuousClock.now
    let mark = SentMark()
    do {
      let response = try await client(for: base).execute(
        wire(request, to: base, authorization: authorization, mark: mark),
        timeout: .nanoseconds(settings.answerTimeout.nanoseconds)
      )
      mark.set()
      let body = try await response.body.collect(upTo: settings.bodyLimit)
      let headers = response.headers
      var extra: [String: String] = ["bytes": "\(body.readableBytes)"]
      extra["request_id"] = headers.first(name: "X-Request-Id")
      extra["provider_requests"] = headers.first(name: "Nylas-Provider-Request-Count")
      RequestLog.note(
        request,
        outcome: "\(response.status.code)",
        duration: ContinuousClock.now - began,
        extra: extra,
        to: logger
      )
      return ServiceAnswer(
        status: Int(response.status.code),
        body: Data(buffer: body),
        retryAfter: headers.first(name: "Retry-After").flatMap {
          RetryAfter.duration($0, now: clock.now())
        },
        date: headers.first(name: "Date").flatMap(RetryAfter.date),
        headers: Dictionary(
          headers.map { ($0.name.lowercased(), $0.value) },
          uniquingKeysWith: { _, last in last }
        )
      )
    } catch {
      var failure = Self.failure(error, host: base.host, request: request, wasSent: mark.isSet)
      if !mark.isSet, !Task.isCancelled,
        let words = await words(for: error, of: base)
      {
        failure = .unreachable(words)
      }
      RequestLog.note(
        request,
        outcome: failure.kind,
        duration: ContinuousClock.now - began,
        extra: [:],
        to: logger
      )
      throw failure
    }
  }

  private func wire(
    _ request: ServiceRequest,
    to base: ServiceURL,
    authorization: String?,
    mark: SentMark
  ) -> HTTPClientRequest {
    let url = request.link.map { base.base + $0 } ?? base.url(request.path, query: request.query)
    var wire = HTTPClientRequest(url: url)
    wire.method = HTTPMethod(rawValue: request.method.rawValue)
    if let authorization { wire.headers.add(name: "Authorization", value: authorization) }
    wire.headers.add(name: "Accept", value: "application/json")
    wire.headers.add(name: "Accept-Encoding", value: "gzip")
    // Google packs its answers for programs alone that say so here too (Google Calendar API,
    // "Performance tips").
    wire.headers.add(name: "User-Agent", value: "convene (gzip)")
    for (name, value) in request.headers { wire.headers.add(name: name, value: value) }
    if let body = request.body {
      wire.headers.add(name: "Content-Type", value: request.contentType)
      wire.body = .stream(
        MarkedBody(buffer: ByteBuffer(data: body), mark: mark),
        length: .known(Int64(body.count))
      )
    }
    return wire
  }

  /// What a failure means for the request.
  static func failure(
    _ error: any Error,
    host: String,
    request: ServiceRequest,
    wasSent: Bool
  ) -> ServiceError {
    if Task.isCancelled || error is CancellationError { return .cancelled }
    if error is NIOTooManyBytesError {
      return .malformed("The answer of \(host) is larger than Convene reads.")
    }
    let client = error as? HTTPClientError
    // A request without a body leaves no mark: the error tells how far it came. What is only read
    // may be read again, however far that was.
    let isBeforeSending =
      switch client {
      case .connectTimeout?, .tlsHandshakeTimeout?, .getConnectionFromPoolTimeout?: true
      case .none: request.method == .get || isOfConnecting(error)
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
      return .unreachable(
        "\(host) cannot be reached. Look at the network connection; Convene tries again."
      )
    }
    return .answerLost(
      client == .deadlineExceeded || client == .readTimeout
        ? "\(host) did not answer in time."
        : "The connection to \(host) broke before its answer\(wasSent ? " was whole" : "")."
    )
  }

  /// What a failure to connect is in particular, for a user; `nil` when there is nothing to say.
  private func words(for error: any Error, of base: ServiceURL) async -> String? {
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

extension ServiceAnswer {
  /// Whether it is from the network in between: a page, where services speak JSON, or the way to one.
  var isOfNetwork: Bool {
    switch status {
    case 200...299:
      // Where there is nothing to read, what it would be says nothing.
      if !body.isEmpty, headers["content-type"]?.lowercased().contains("text/html") == true {
        return true
      }
      let start = body.prefix(64).drop { [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
      return start.first == UInt8(ascii: "<")
    // No request of ours is answered with another address; 511 is RFC 6585, section 6.
    case 300...303, 307, 308, 511: return true
    default: return false
    }
  }
}

extension ServiceError {
  /// A page came in place of what a service says.
  ///
  /// What was asked may have been carried out all the same, before somebody replaced its answer.
  static func signInToNetwork(_ host: String) -> ServiceError {
    .malformed(
      "A web page came instead of the answer of \(host): the network may want you to sign in. Open "
        + "any page in a browser, sign in there, and sync again. Nothing was changed here."
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

/// Remembers that a request began to go out.
private final class SentMark: Sendable {
  private let flag = Atomic(false)
  var isSet: Bool { flag.load(ordering: .acquiring) }
  func set() { flag.store(true, ordering: .releasing) }
}

/// A body that marks when it is first asked for: the connection stands then, and the head is out.
private struct MarkedBody: AsyncSequence, Sendable {
  let buffer: ByteBuffer
  let mark: SentMark

  func makeAsyncIterator() -> Iterator { Iterator(buffer: buffer, mark: mark) }

  struct Iterator: AsyncIteratorProtocol {
    var buffer: ByteBuffer?
    let mark: SentMark

    mutating func next() async -> ByteBuffer? {
      mark.set()
      defer { buffer = nil }
      return buffer
    }
  }
}

extension ServiceError {
  /// The name of the case, for the log: its text could hold what is not for it.
  package var kind: String {
    switch self {
    case .unreachable: "unreachable"
    case .answerLost: "answer lost"
    case .rateLimited: "rate limited"
    case .limitReached: "limit reached"
    case .unavailable(let status, _): "unavailable \(status)"
    case .unauthorized: "unauthorized"
    case .forbidden: "forbidden"
    case .notFound: "not found"
    case .rejected: "rejected"
    case .conferencingRefused: "conferencing refused"
    case .malformed: "malformed"
    case .changed: "changed"
    case .syncExpired: "sync expired"
    case .cancelled: "cancelled"
    }
  }
}
