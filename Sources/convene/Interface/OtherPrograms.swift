import Foundation
import Terminal
import ViewModels

/// Hands what is on the screen to other programs: addresses to a browser or an app, texts to the
/// clipboard and to an editor.
struct OtherPrograms {
  let session: Session
  let screen: TerminalScreen
  let mailbox: Mailbox<Action>
  /// What has programs take copied texts.
  let clipboard: ClipboardRunner

  /// Makes what hands things on from a screen.
  init(session: Session, screen: TerminalScreen, mailbox: Mailbox<Action>) {
    (self.session, self.screen, self.mailbox) = (session, screen, mailbox)
    clipboard = ClipboardRunner(mailbox: mailbox)
  }

  /// Opens an address in the app of its provider, else in a browser; without one it is copied.
  ///
  /// - Returns: What became of it; `nil` where the browser's own screen has shown it. What a program
  ///   says later is posted to the mailbox.
  func open(_ url: String) -> Notice? {
    let report: @Sendable (String) -> Void = { [mailbox] problem in
      mailbox.post(.notice(Notice(.problem, problem)))
    }
    let browser = Browser(session.environment)
    let launcher = MeetingLauncher(session.configuration.join.apps, session.environment)
    let opening = Notice(.info, "Opening \(url)")
    if launcher.open(url, else: browser, onProblem: report) { return opening }
    guard let browser else { return copy(url, saying: "No browser here. ") }
    let attempt = browser.openInTerminal(url) { program throws(ProgramError) in
      try screen.lend(to: program)
    }
    switch attempt {
    case .opened: return nil
    case .failed(let problem): return Notice(.problem, problem)
    case .left(let others):
      others.open(url, onProblem: report)
      return opening
    }
  }

  /// Copies a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - words: What is said before what became of it.
  /// - Returns: What became of it; `nil` where a program is asked, of which the mailbox hears.
  func copy(_ text: String, saying words: String = "") -> Notice? {
    let environment = session.environment
    let target = Clipboard(environment) { ProgramRunner.isPresent($0, environment) }
    if target.tool != nil {
      clipboard.copy(text, to: target, saying: words)
      return nil
    }
    copyToTerminal(Clipboard.clean(text))
    return Notice(.info, words + Clipboard.sent(text))
  }

  /// Sends a text to the terminal, for its clipboard.
  ///
  /// - Parameter text: The text, without control characters.
  func copyToTerminal(_ text: String) {
    screen.copy(base64: Data(text.utf8).base64EncodedString())
  }

  /// Lends the screen to the user's editor.
  ///
  /// - Returns: The text that was written, or why there is none.
  func edit(_ text: String) -> Action {
    guard let editor = Editor(session.environment) else {
      return .editorClosed(
        text: nil,
        problem: "No editor is named. Set $VISUAL or $EDITOR, or write in the form."
      )
    }
    do {
      let edited = try editor.edit(
        text,
        in: session.paths.state,
        now: session.environment.now()
      ) { program throws(ProgramError) in try screen.lend(to: program) }
      return .editorClosed(text: edited, problem: nil)
    } catch {
      return .editorClosed(text: nil, problem: "\(error)")
    }
  }
}
