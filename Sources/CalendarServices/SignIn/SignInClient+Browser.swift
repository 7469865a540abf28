import Foundation

extension SignInClient {
  /// How many characters of what was pasted are kept to be put together.
  private static let longestAddress = 16_384

  /// What happens while the browser is waited for.
  private enum Arrival: Sendable {
    case code(String)
    case notTaken(SignInError)
    case failed(SignInError)
    case timeIsUp
  }

  /// Signs in by a page that leads back to a port of this computer, or by its pasted address.
  ///
  /// Source: RFC 8252; Google, "Loopback IP address"; Microsoft takes `http://localhost` on any port
  /// without a path; Zoom `http://127.0.0.1` on any port with one.
  func byBrowser(
    pasted: AsyncStream<String>,
    tell: @escaping @Sendable (SignInStep) async -> Void
  ) async throws(SignInError) -> TokenAnswer {
    let proof = CodeChallenge()
    let provider = app.provider
    let (arrivals, arrived) = AsyncStream<Arrival>.makeStream()
    let judge: RedirectListener.Judge = { answer in
      do throws(SignInError) {
        arrived.yield(.code(try answer.code(state: proof.state, from: provider)))
        return nil
      } catch {
        switch error {
        case .wrongState, .noRedirect: arrived.yield(.notTaken(error))
        default: arrived.yield(.failed(error))
        }
        return error
      }
    }
    let listener = try await RedirectListener(path: provider.redirect(0).path, judge: judge)
    let redirect = provider.redirect(listener.port).address
    let page = AuthorizationPage(
      url: endpoint.endpoints.authorize.url(pageQuery(proof, redirect)),
      port: listener.port,
      expires: clock.now() + Double(patience.components.seconds)
    )
    let result = await withTaskGroup(of: Void.self) { group in
      group.addTask {
        // A terminal may give a long address in several lines.
        var lines = ""
        for await text in pasted {
          let isBeginning = text.drop { " \"'<".contains($0) }.hasPrefix("http")
          lines = isBeginning ? text : String((lines + text).suffix(Self.longestAddress))
          let answers = [text, lines].compactMap { try? RedirectAnswer(pasted: $0) }
          if let answer = answers.first(where: { $0.isOfSignIn(proof.state) }) ?? answers.first {
            if judge(answer) == nil { lines = "" }
          } else {
            arrived.yield(.notTaken(.noRedirect))
          }
        }
      }
      group.addTask { [clock, patience] in
        guard (try? await clock.sleep(patience)) != nil else { return }
        arrived.yield(.timeIsUp)
      }
      await tell(.openPage(page))
      let result = await Self.first(of: arrivals, provider, tell)
      group.cancelAll()
      return result
    }
    await listener.close()
    let code = try result.get()
    do throws(TokenFailure) {
      return try await endpoint.token([
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
        ("code_verifier", proof.verifier),
      ])
    } catch {
      throw self.error(error)
    }
  }

  private static func first(
    of arrivals: AsyncStream<Arrival>,
    _ provider: SignInProvider,
    _ tell: @Sendable (SignInStep) async -> Void
  ) async -> Result<String, SignInError> {
    for await arrival in arrivals {
      switch arrival {
      case .code(let code): return .success(code)
      case .failed(let error): return .failure(error)
      case .timeIsUp: return .failure(.expired(provider))
      // Somebody else's redirect, or an old one, must not end this sign-in.
      case .notTaken(let error): await tell(.notTaken(error))
      }
    }
    return .failure(.cancelled)
  }

  /// What the page is asked with.
  private func pageQuery(_ proof: CodeChallenge, _ redirect: String) -> TokenEndpoint.Fields {
    var query: TokenEndpoint.Fields = [
      ("response_type", "code"), ("client_id", app.clientID), ("redirect_uri", redirect),
      ("state", proof.state), ("code_challenge", proof.challenge),
      ("code_challenge_method", "S256"),
    ]
    if app.provider.asksForScopes { query.append(("scope", scopeText(by: .browser))) }
    return query + app.provider.pageQuery
  }

  /// The scopes as they are asked for.
  func scopeText(by method: SignInMethod) -> String {
    app.provider.scopes(by: method, hostsMeetings: app.hostsMeetings).map(\.name).joined(
      separator: " "
    )
  }
}
