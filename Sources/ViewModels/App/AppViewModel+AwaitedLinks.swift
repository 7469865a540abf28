import ConferencingCore

/// A link that was asked for and of which it is not known yet what became of it.
struct AwaitedLink: Equatable, Sendable {
  var provider: AutocreateProvider
  var account: AccountID
  /// What was said of it last.
  var said: String
}

/// The status line says of a link that is being created what became of it.
extension AppViewModel {
  /// Says that an edit is saved, and of the link that it asks for when that is created.
  mutating func say(
    _ saved: String,
    _ event: EventID,
    in account: AccountID,
    _ change: ConferencingChange
  ) {
    guard case .autocreate(let autocreate) = change else {
      awaitedLinks[event] = nil
      say(.info, saved)
      return
    }
    let text = "\(saved) \(promise(autocreate.provider, event, in: account))"
    awaitedLinks[event] = AwaitedLink(provider: autocreate.provider, account: account, said: text)
    say(.info, text)
  }

  /// Reads an event whose link may have come before it was known that it was asked for.
  func awaitedEvent(_ event: EventID) -> [Effect] {
    awaitedLinks[event] == nil ? [] : [.loadEvent(event)]
  }

  /// Waits for the link of an event, if one is being created for it.
  mutating func awaitLink(of event: Event) {
    guard case .autocreate(let autocreate) = event.conferencing, event.conferencingFailure == nil
    else { return }
    awaitedLinks[event.id] = AwaitedLink(
      provider: autocreate.provider,
      account: event.account,
      said: status.notice?.text ?? ""
    )
  }

  /// An event was read: its link may be there, or cannot be had.
  mutating func followLink(of id: EventID, _ event: Event?) {
    guard let awaited = awaitedLinks[id] else { return }
    let provider = awaited.provider.conferencingProvider
    if let failure = event?.conferencingFailure {
      say(.problem, "No \(AgendaViewModel.word(provider)) link: \(failure)")
    } else {
      switch event?.conferencing {
      case .details(let details) where !details.url.isEmpty:
        // What is wrong is not covered by what is well.
        if status.notice?.kind != .problem {
          say(.info, "\(AgendaViewModel.word(details.provider)) link ready: \(details.url)")
        }
      case .autocreate: return
      default: break
      }
    }
    awaitedLinks[id] = nil
  }

  /// It is known by now which services can be reached: nothing is said to be created by another.
  mutating func reviseLinkPromises() {
    for (id, awaited) in awaitedLinks where status.notice?.text == awaited.said {
      guard isOffline(awaited.account, id) else { continue }
      let text = "Saved. \(promise(awaited.provider, id, in: awaited.account))"
      guard text != awaited.said else { continue }
      awaitedLinks[id]?.said = text
      say(.info, text)
    }
  }

  private func promise(
    _ provider: AutocreateProvider,
    _ event: EventID,
    in account: AccountID
  ) -> String {
    isOffline(account, event)
      ? "The \(provider.rawValue) link is created when the service can be reached."
      : "Creating the \(provider.rawValue) link…"
  }

  /// Whether the service of an account, or of an event's meeting, was not reached when last tried.
  private func isOffline(_ account: AccountID, _ event: EventID) -> Bool {
    if directory.syncStatus[account]?.offlineSince != nil { return true }
    guard case .waiting(_?, _)? = changes.change(of: event)?.standing else { return false }
    return true
  }
}
