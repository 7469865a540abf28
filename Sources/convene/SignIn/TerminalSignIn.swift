import CalendarServices
import Foundation

/// A sign-in as a command leads it: says what to open, and takes a pasted address meanwhile.
struct TerminalSignIn: Sendable {
  let environment: LiveEnvironment

  /// Signs in.
  ///
  /// - Throws: ``CommandError``; then nothing is stored.
  func signIn(with client: SignInClient, by method: SignInMethod) throws -> Credential {
    let (pasted, lines) = AsyncStream<String>.makeStream()
    if method == .browser { readLines(into: lines) }
    let environment = environment
    return try blocking {
      do throws(SignInError) {
        return try await client.signIn(by: method, pasted: pasted) { step in
          Self.tell(step, client.app.provider, environment)
        }
      } catch {
        throw CommandError(error)
      }
    }
  }

  /// Gives every line of the standard input on; where there is none, the browser alone can answer.
  private func readLines(into lines: AsyncStream<String>.Continuation) {
    Thread.detachNewThread {
      while let line = readLine() {
        let text = line.trimmingCharacters(in: .whitespaces)
        if !text.isEmpty { lines.yield(text) }
      }
    }
  }

  private static func tell(
    _ step: SignInStep,
    _ provider: SignInProvider,
    _ environment: LiveEnvironment
  ) {
    switch step {
    case .openPage(let page):
      if let destination = environment.sshDestination {
        Console.say("This session is remote. Run this first on the computer with the browser:\n")
        Console.say("  \(page.tunnel(to: destination))\n")
      } else if let browser = Browser(environment) {
        browser.open(page.url) { Console.say($0) }
      }
      Console.say(
        "Open this address in a browser and allow Convene to use your \(provider.displayName) "
          + "account:\n"
      )
      Console.say("  \(page.url)\n")
      Console.say(
        "Should the browser end at a page that it cannot open, paste the address of that page here."
      )
    case .enterCode(let code):
      let left = code.expires.timeIntervalSince(environment.now()) / 60
      let minutes = max(1, Int(left.rounded(.down)))
      Console.say(
        "Open \(code.address) on any device and type this code within \(minutes) min:\n\n"
          + "  \(code.userCode)\n"
      )
    case .notTaken(let error): Console.say(error.message)
    }
  }
}

extension CommandError {
  /// What a sign-in that did not come about is to a command.
  init(_ error: SignInError) {
    let status: Status =
      switch error {
      case .denied, .wrongState, .missingScopes: .notAllowed
      case .noRedirect: .badInput
      case .badClient, .notOffered, .refused: .configuration
      case .expired, .noPort, .service, .cancelled: .unavailable
      }
    self.init(status, error.message)
  }
}
