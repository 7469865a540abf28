import Foundation

/// The sign-in of a Nextcloud, which gives out an app password after the user has consented in a
/// browser.
///
/// Source: Nextcloud developer manual, "Login flow v2".
package struct NextcloudLogin: Sendable {
  /// What the user gets: a name and a password for this program alone.
  package struct Access: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The name to sign in with.
    package let user: String
    /// The app password.
    package let password: String
    /// The name alone.
    package var description: String { "Access(\(user))" }
    /// Without the password.
    package var customMirror: Mirror { Mirror(self, children: ["user": user]) }
  }

  /// The page on which the user consents.
  package let page: String
  private let server: ServiceURL
  private let endpoint: DAVAddress
  private let token: String
  private let transport: HTTPTransport

  /// How long the server waits for the user, in seconds.
  private static let patience = 1_200.0
  /// How long to wait between two questions.
  private static let pause = Duration.seconds(2)

  /// Begins a sign-in.
  ///
  /// - Parameters:
  ///   - url: The address of the cloud, or one of CalDAV at it.
  ///   - transport: Sends the requests.
  /// - Returns: The sign-in; `nil` when no Nextcloud is there.
  /// - Throws: ``ServiceError`` when the server cannot be reached, or refuses to begin.
  package static func begin(
    at url: String,
    _ transport: HTTPTransport
  ) async throws(ServiceError) -> NextcloudLogin? {
    let whole = url.contains("://") ? url : "https://" + url
    let cloud = whole.firstRange(of: "/remote.php").map { String(whole[..<$0.lowerBound]) } ?? whole
    let server = try ServiceURL(cloud)
    guard try await isNextcloud(server, transport) else { return nil }
    let request = ServiceRequest(method: .post, path: ["index.php", "login", "v2"])
    let begun = try await transport.send(request, to: server, authorization: .none) {
      answer throws(ServiceError) -> Begun? in
      guard answer.status == 200 else {
        throw .unavailable(
          status: answer.status,
          message: "\(server.host) did not begin a sign-in (\(answer.status)). Try again later, or "
            + "create an app password in its settings under Security."
        )
      }
      return try? JSONDecoder().decode(Begun.self, from: answer.body)
    }
    let origin = try DAVAddress(of: server)
    guard let begun, let endpoint = origin.resolving(begun.poll.endpoint),
      let page = origin.resolving(begun.login),
      // What the user consents to, and the password, stay at this server.
      endpoint.origin.hasSameOrigin(as: server), page.origin.hasSameOrigin(as: server)
    else {
      throw .malformed(
        "\(server.host) leads to another server for the sign-in, \(begun?.poll.endpoint.prefix(200) ?? ""). "
          + "Use the address that the cloud has for itself, or have its administrator set "
          + "overwriteprotocol and overwritehost."
      )
    }
    return NextcloudLogin(
      page: page.origin.base + page.path,
      server: server,
      endpoint: endpoint,
      token: begun.poll.token,
      transport: transport
    )
  }

  private struct Begun: Decodable {
    struct Poll: Decodable {
      let token: String
      let endpoint: String
    }
    let poll: Poll
    let login: String
  }

  private static func isNextcloud(
    _ server: ServiceURL,
    _ transport: HTTPTransport
  ) async throws(ServiceError) -> Bool {
    struct Status: Decodable {
      let installed: Bool
      let version: String
    }
    var request = ServiceRequest(method: .get, path: ["status.php"])
    request.accept = "application/json, text/html;q=0.1"
    do throws(ServiceError) {
      return try await transport.send(request, to: server, authorization: .none) {
        answer throws(ServiceError) in
        answer.status == 200
          && (try? JSONDecoder().decode(Status.self, from: answer.body))?.installed == true
      }
    } catch {
      // A server that answers something else is no Nextcloud.
      if case .malformed = error { return false }
      throw error
    }
  }

  /// Waits until the user has consented; the password is given once.
  ///
  /// - Throws: ``ServiceError/unauthorized(_:)`` when nobody consents in time.
  package func access() async throws(ServiceError) -> Access {
    struct Given: Decodable {
      let loginName: String
      let appPassword: String
    }
    let end = transport.clock.now() + Self.patience
    var request = ServiceRequest(method: .post, path: ["…"])
    request.link = endpoint.path
    request.body = Data("token=\(ServiceURL.encoded(token))".utf8)
    request.contentType = "application/x-www-form-urlencoded"
    while transport.clock.now() < end {
      do throws(ServiceError) {
        let given = try await transport.send(request, to: endpoint.origin, authorization: .none) {
          answer throws(ServiceError) -> Given? in
          if answer.status == 404 { return nil }
          guard answer.status == 200,
            let given = try? JSONDecoder().decode(Given.self, from: answer.body)
          else { throw .malformed("\(server.host) gave an answer that Convene cannot read.") }
          return given
        }
        if let given { return Access(user: given.loginName, password: given.appPassword) }
      } catch {
        // While the user reads the page, a network may come and go.
        switch error {
        case .unreachable, .unavailable, .limitReached, .rateLimited, .answerLost: break
        default: throw error
        }
      }
      do { try await transport.clock.sleep(Self.pause) } catch { throw .cancelled }
    }
    throw .unauthorized("Nobody signed in at \(server.host) within 20 min. Start again.")
  }
}
