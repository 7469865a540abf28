import CalendarCore
import ConferencingCore

/// A link that was asked for and of which it is not known yet what became of it.
struct AwaitedLink: Equatable, Sendable {
  var provider: AutocreateProvider
  var account: AccountID
  /// What was said of it last.
  var said: String
}

/// The status line says of a link that is being created what became of it.
enum LinkPromises {
  /// Says that an edit is saved, and of the link that it asks for when that is created.
  static func say(
    _ saved: String,
    _ event: EventID,
    of account: AccountID,
    _ change: ConferencingChange,
    in app: inout AppState
  ) {
    guard case .autocreate(let autocreate) = change else {
      app.awaitedLinks[event] = nil
      app.say(.info, saved)
      return
    }
    let text = "\(saved) \(promise(autocreate.provider, event, of: account, in: app))"
    app.awaitedLinks[event] = AwaitedLink(
      provider: autocreate.provider,
      account: account,
      said: text
    )
    app.say(.info, text)
  }

  /// Reads an event whose link may have come before it was known that it was asked for.
  static func awaited(_ event: EventID, in app: AppState) -> [Effect] {
    app.awaitedLinks[event] == nil ? [] : [.loadEvent(event)]
  }

  /// Waits for the link of an event, if one is being created for it.
  static func awaitLink(of event: Event, in app: inout AppState) {
    guard case .autocreate(let autocreate) = event.conferencing, event.conferencingFailure == nil
    else { return }
    app.awaitedLinks[event.id] = AwaitedLink(
      provider: autocreate.provider,
      account: event.account,
      said: app.status.notice?.text ?? ""
    )
  }

  /// An event was read: its link may be there, or cannot be had.
  static func follow(_ id: EventID, _ event: Event?, in app: inout AppState) {
    guard let awaited = app.awaitedLinks[id] else { return }
    let provider = awaited.provider.conferencingProvider
    if let failure = event?.conferencingFailure {
      app.say(.problem, "No \(AgendaViewModel.word(provider)) link: \(failure)")
    } else {
      switch event?.conferencing {
      case .details(let details) where !details.url.isEmpty:
        // What is wrong is not covered by what is well.
        if app.status.notice?.kind != .problem {
          app.say(.info, "\(AgendaViewModel.word(details.provider)) link ready: \(details.url)")
        }
      case .autocreate: return
      default: break
      }
    }
    app.awaitedLinks[id] = nil
  }

  /// It is known by now which services can be reached: nothing is said to be created by another.
  static func revise(in app: inout AppState) {
    for (id, awaited) in app.awaitedLinks where app.status.notice?.text == awaited.said {
      guard isOffline(awaited.account, id, in: app) else { continue }
      let text = "Saved. \(promise(awaited.provider, id, of: awaited.account, in: app))"
      guard text != awaited.said else { continue }
      app.awaitedLinks[id]?.said = text
      app.say(.info, text)
    }
  }

  private static func promise(
    _ provider: AutocreateProvider,
    _ event: EventID,
    of account: AccountID,
    in app: AppState
  ) -> String {
    isOffline(account, event, in: app)
      ? "The \(provider.rawValue) link is created when the service can be reached."
      : "Creating the \(provider.rawValue) link…"
  }

  /// Whether the service of an account, or of an event's meeting, was not reached when last tried.
  private static func isOffline(
    _ account: AccountID,
    _ event: EventID,
    in app: AppState
  ) -> Bool {
    if app.directory.syncStatus[account]?.offlineSince != nil { return true }
    guard case .waiting(_?, _)? = app.changes.change(of: event)?.standing else { return false }
    return true
  }
}
