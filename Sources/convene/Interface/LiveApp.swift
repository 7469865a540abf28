import CalendarCore
import Foundation
import LocalCache
import Terminal
import TerminalUI
import ViewModels

/// The program on a terminal: keys become actions, actions change the state, effects are carried
/// out, and the state is drawn.
///
/// A class because the loop's closures share its state; it stays on the loop's thread.
final class LiveApp {
  private let session: Session
  private let screen: TerminalScreen
  private let mailbox: Mailbox<Action>
  private let effects: EffectRunner
  private let programs: OtherPrograms
  private let themes: ThemeStore
  private var app: AppViewModel
  private var keys: KeyDispatcher
  private var theme: Theme
  private var isEnding = false
  private var isSuspending = false
  /// Whether the screen is closed, and only what was accepted is still done.
  private var isLeaving = false
  /// What could not be stored since, or while keys were typed ahead.
  private var unsaved: [UnsavedEdit] = []
  /// Keys that wait until it is known where they are pressed.
  private var typedAhead: [Key] = []
  /// Events to read once the picture is drawn: what was read before it has asked for them, no key.
  private var readAhead: [Effect] = []

  /// Opens the calendar of a session and returns when the user has left it, or was made to.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - theme: The theme's name; the configured one when `nil`.
  ///   - welcome: What the status line says at first.
  /// - Returns: Why it was left; the caller ends the process so, once nothing is left to clean up.
  /// - Throws: ``CommandError`` when the terminal cannot be used, there is no such theme, or an
  ///   edit could not be stored before the end.
  static func run(
    _ session: Session,
    theme: String?,
    welcome: String? = nil
  ) throws -> ExitReason {
    let environment = session.environment
    let themes = ThemeStore(session.paths)
    let name = theme ?? session.configuration.theme ?? ThemeLibrary.standard
    let chosen = try themes.theme(name)
    let screen: TerminalScreen
    do {
      screen = try TerminalScreen(
        options: TerminalScreen.Options(
          terminalType: environment.variable("TERM"),
          colorTerm: environment.variable("COLORTERM"),
          noColor: environment.isColorless,
          escapeDelay: .milliseconds(session.configuration.escapeDelay ?? environment.escapeDelay)
        )
      )
    } catch {
      throw CommandError(.unavailable, error.description)
    }
    let live = LiveApp(session, screen: screen, theme: chosen.theme, themes: themes)
    live.app.themes = themes.names
    live.app.theme = name
    let moved = LastZone(session.paths).note(environment.zone, at: environment.now())
    if let notice = live.firstNotice(chosen.problems.first, welcome ?? moved) {
      live.handle(.notice(notice))
    }
    let reason = live.runLoop()
    let problem = live.leave()
    session.cache.close()
    if let problem { throw CommandError(.cannotWrite, problem) }
    return reason
  }

  private init(
    _ session: Session,
    screen: TerminalScreen,
    theme: Theme,
    themes: ThemeStore
  ) {
    self.session = session
    self.screen = screen
    self.theme = theme
    self.themes = themes
    let table = session.configuration.keys
    keys = KeyDispatcher(table: table)
    app = AppViewModel(
      now: session.environment.now(),
      zone: session.environment.zone,
      newIDs: NewIDs(seed: UInt64.random(in: .min ... .max))
    )
    app.preferences = session.preferences
    app.country = session.country
    app.newEventDefaults = session.configuration.newEvents
    mailbox = Mailbox<Action>()
    effects = EffectRunner(session: session, mailbox: mailbox, zone: app.zone)
    programs = OtherPrograms(session: session, screen: screen, mailbox: mailbox)
    for context in CommandContext.allCases { app.helpRows[context] = table.helpPage(in: context) }
  }

  /// What the status line says at first: the most serious of what there is to say.
  private func firstNotice(_ themeProblem: String?, _ welcome: String?) -> Notice? {
    let reading =
      session.cache.isReadOnly ? CacheError.readOnly(path: session.paths.cache).description : nil
    let problem = reading ?? session.repair?.description ?? themeProblem
    if let problem = problem ?? session.configuration.warnings.first {
      return Notice(.problem, problem)
    }
    let type = session.environment.variable("TERM") ?? ""
    let terminal = screen.substitute.map { "TERM \(type) is not known here; used as \($0)." }
    return (terminal ?? welcome).map { Notice(.info, $0) }
  }

  private func runLoop() -> ExitReason {
    handle(.resized(columns: screen.size.columns, rows: screen.size.rows))
    // What the first picture shows is read before it is drawn: it takes a millisecond or two, and
    // an empty picture first would only flicker.
    for action in effects.firstActions(app.initialEffects) { handle(action, isAnswer: true) }
    var isStarted = false
    return EventLoop(screen: screen, mailbox: mailbox).run(
      wait: { [self] in
        if !isStarted {
          // The first picture is drawn: what goes on beside it may have the processor now.
          isStarted = true
          effects.start()
          session.finishKnownServers()
          let first: [Effect] = [.loadChanges, .loadUpcoming, .loadInvitations, .loadGrants]
          for effect in first { effects.carryOut(effect) }
        }
        beginReadingAhead()
        return untilNextTick
      },
      handle: { [self] input in take(input) },
      picture: { [self] _ in AppView(theme: theme, keys: keys.table).draw(app) },
      holdsPicture: { [self] in app.isWaiting },
      isIdle: session.environment.tellsIdle ? { [self] in isIdle } : nil
    )
  }

  /// Has what was accepted before the end stored, and ends what goes on beside the screen.
  ///
  /// Keys that were pressed before a signal count as well: some wait for what the key before them
  /// asked for.
  ///
  /// - Returns: What was not stored and why; `nil` when everything was.
  private func leave() -> String? {
    let deadline = EffectRunner.deadline()
    isLeaving = true
    beginReadingAhead()
    session.cache.observeRepairs { Console.say($0.description) }
    var isSettled = false
    while !isSettled, effects.waitUntilIdle(deadline) {
      let actions = mailbox.drain()
      for action in actions { handle(action) }
      let count = typedAhead.count
      takeKeys()
      isSettled = actions.isEmpty && typedAhead.count == count && !effects.edits.isStoring
    }
    let problem = UnsavedEdit.message(unsaved + effects.edits.close())
    programs.clipboard.finish(deadline)
    effects.stop()
    return problem
  }

  /// Whether nothing is under way that a key has asked for.
  private var isIdle: Bool {
    !app.isWaiting && typedAhead.isEmpty && !effects.hasWork && !programs.clipboard.isBusy
  }

  /// The time until what is shown of the clock changes, a second at most while something is shown
  /// that goes away by itself.
  private var untilNextTick: Duration? {
    if app.isCountingDown { return .seconds(1) }
    let now = session.environment.now().timeIntervalSince1970
    return .milliseconds(max(50, Int((60 - now.truncatingRemainder(dividingBy: 60)) * 1_000) + 5))
  }

  private func take(_ input: EventLoop<Action>.Input) -> EventLoop<Action>.Step {
    // What is said now goes away by the clock of now, and not by that of the last minute.
    handle(.ticked(session.environment.now()))
    switch input {
    case .key(.resize(let size)): handle(.resized(columns: size.columns, rows: size.rows))
    case .key(let key):
      // Whoever presses a key now has seen the screen.
      if typedAhead.isEmpty { unsaved = [] }
      typedAhead.append(key)
    case .message(let action): handle(action, isAnswer: true)
    case .timeout: break
    }
    takeKeys()
    if isEnding { return .quit }
    guard isSuspending else { return .proceed }
    isSuspending = false
    return .suspend
  }

  /// Takes the keys that were pressed, up to one that must wait.
  private func takeKeys() {
    while !app.isWaiting, !effects.edits.holdsKeys, !isEnding, !isSuspending, !typedAhead.isEmpty {
      let key = typedAhead.removeFirst()
      if let action = keys.action(for: key, in: app) { handle(action) }
    }
  }

  /// Takes an action.
  ///
  /// It is a key's, or an answer from beside the screen: no key waits for the events that one asks for.
  private func handle(_ action: Action, isAnswer: Bool = false) {
    effects.edits.noteTaken(action)
    if isLeaving {
      if let failure = UnsavedEdit(action) { unsaved.append(failure) }
    } else if let failure = effects.edits.noteSaid(action), !typedAhead.isEmpty {
      // The keys that were typed ahead may end the program before anybody has read it.
      unsaved.append(failure)
    }
    for effect in app.handle(action) where !isLeaving || effect.isCarriedOutAtTheEnd {
      if isAnswer, case .loadWindow = effect {
        readAhead.append(effect)
      } else {
        carryOut(effect)
      }
    }
  }

  /// Has read what a drawn picture leads to; before it is drawn this would take the processor from it.
  private func beginReadingAhead() {
    for effect in readAhead { effects.carryOut(effect) }
    readAhead = []
  }

  private func carryOut(_ effect: Effect) {
    switch effect {
    case .quit: isEnding = true
    case .suspend: isSuspending = true
    case .redraw: screen.redraw()
    case .useTheme(let name): use(theme: name)
    case .copy(let text, _): programs.copy(text).map { handle(.notice($0)) }
    case .copyToTerminal(let text): programs.copyToTerminal(text)
    case .openURL(let url): programs.open(url).map { handle(.notice($0)) }
    case .edit(let text): handle(programs.edit(text))
    default: effects.carryOut(effect)
    }
  }

  private func use(theme name: String) {
    do {
      let chosen = try themes.theme(name)
      theme = chosen.theme
      // While a list is open the theme is only looked at.
      if app.context != .dialog, app.theme != name {
        app.theme = name
        handle(
          .notice(
            Notice(.info, "Used until you quit. To keep it: theme = \"\(name)\" in config.toml.")
          )
        )
      }
      screen.redraw()
      if let problem = chosen.problems.first { handle(.notice(Notice(.problem, problem))) }
    } catch {
      handle(.notice(Notice(.problem, error.message)))
    }
  }
}
