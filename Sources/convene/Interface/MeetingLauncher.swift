import ConferencingCore
import Foundation
import Terminal

/// Opens meetings in the apps of their providers, where that is configured and can be done.
struct MeetingLauncher: Sendable {
  /// The providers whose apps are wanted.
  let apps: Set<MeetingApp>
  /// The program that hands a link to whatever is registered for its scheme; `nil` where nothing can
  /// be shown, as over SSH.
  let opener: String?
  /// Whether the system tells first if anything is registered for a scheme: `xdg-open` does not.
  private let asksForHandler: Bool

  /// How long the system may take to say what is registered.
  private static let patience = Duration.seconds(3)

  /// Finds out what can be opened in an environment.
  init(_ apps: Set<MeetingApp>, _ environment: LiveEnvironment) {
    self.apps = apps
    guard !environment.isRemote else {
      (opener, asksForHandler) = (nil, false)
      return
    }
    #if os(macOS)
      (opener, asksForHandler) = ("open", false)
    #else
      let hasDisplay =
        environment.variable("WAYLAND_DISPLAY") ?? environment.variable("DISPLAY") != nil
      (opener, asksForHandler) = (hasDisplay ? "xdg-open" : nil, true)
    #endif
  }

  /// The app's link for a web link.
  ///
  /// - Parameters:
  ///   - url: The link of a meeting, checked by the rules, or of anything else.
  ///   - accessCode: The passcode, for a link that does not carry it.
  /// - Returns: The link; `nil` where the browser is to open it.
  func appLink(_ url: String, accessCode: String? = nil) -> AppLink? {
    guard opener != nil, let link = AppLink(url, accessCode: accessCode), apps.contains(link.app)
    else { return nil }
    return link
  }

  /// Opens an app's link, and waits until the app is up or has failed; never through a shell.
  ///
  /// - Returns: Whether the app has it.
  func open(_ link: AppLink) -> Bool {
    guard let opener, !asksForHandler || hasHandler(link.app) else { return false }
    return Browser.problem(starting: ExternalProgram(opener, [link.url])) == nil
  }

  /// Opens a link in its app beside this program, or in a browser when the app does not take it.
  ///
  /// - Parameters:
  ///   - url: The link.
  ///   - browser: The browser; `nil` where there is none.
  ///   - onProblem: Told when neither could, some seconds later.
  /// - Returns: False when the link is not one for an app: nothing was done.
  func open(
    _ url: String,
    else browser: Browser?,
    onProblem: @escaping @Sendable (String) -> Void
  ) -> Bool {
    guard let link = appLink(url) else { return false }
    Thread.detachNewThread {
      if open(link) { return }
      let problem = browser.map { $0.openAndWait(url) } ?? Browser.problem([], url)
      if let problem { onProblem(problem) }
    }
    return true
  }

  /// Whether something is registered for the scheme of an app; else `xdg-open` may succeed without
  /// having opened anything.
  private func hasHandler(_ app: MeetingApp) -> Bool {
    var captured = CapturedProgram()
    captured.patience = Self.patience
    let question = ExternalProgram(
      "xdg-mime",
      ["query", "default", "x-scheme-handler/\(app.scheme)"]
    )
    guard let answer = try? captured.run(question), answer.ending.isSuccess else { return false }
    return answer.output.contains { $0 > UInt8(ascii: " ") }
  }
}
