package import ConferencingCore

/// Says what becomes of the links that occurrences have of their own when their series is changed at a
/// service that delivers occurrences.
///
/// A link that was given by hand goes on with its occurrence, and so does one whose meeting Convene had
/// made at a host. A meeting that the service made on the occurrence itself ends with that one: another
/// is asked for in the same words.
package struct OwnLinks: Sendable {
  /// The series.
  let master: Event
  /// What holds it.
  let service: ServiceKind
  /// The provider whose meetings the service makes on its own events; `nil` where that is not known.
  let provider: AutocreateProvider?
  /// The links that several occurrences have: one that the service made is that of the series, however
  /// late the master shows it.
  private let shared: [ConferencingDetails]

  /// Makes it for a series.
  ///
  /// - Parameters:
  ///   - master: The series.
  ///   - service: What holds it.
  ///   - provider: Whose meetings the service makes on its own events; `nil` where that is not known.
  ///   - occurrences: The occurrences as they are listed.
  package init(
    of master: Event,
    at service: ServiceKind,
    provider: AutocreateProvider? = nil,
    among occurrences: [Event] = []
  ) {
    (self.master, self.service, self.provider) = (master, service, provider)
    var once: [ConferencingDetails] = []
    var shared: [ConferencingDetails] = []
    for case .details(let details) in occurrences.map(\.conferencing) {
      if shared.contains(where: { ServiceField.isSame($0.url, details.url) }) { continue }
      if once.contains(where: { ServiceField.isSame($0.url, details.url) }) {
        shared.append(details)
      } else {
        once.append(details)
      }
    }
    self.shared = shared
  }

  /// What puts the link of an occurrence on it again; ``ConferencingChange/keep`` where that is the link
  /// of its series, or none.
  package func change(for occurrence: Event) -> ConferencingChange {
    switch occurrence.conferencing {
    case .none: return .keep
    case .autocreate(let asked):
      // What a service says of a link on its way is hardly more than the provider.
      return isOfSeries(asked.provider) ? .keep : .autocreate(asked)
    case .details(let details):
      if master.conferencing.isSameMeeting(as: details) { return .keep }
      guard let request = request(like: details, of: occurrence) else { return .details(details) }
      if case .autocreate(let asked) = master.conferencing, asked.provider == request.provider {
        // It has come since the master was read.
        return .keep
      }
      let isShared = shared.contains { ServiceField.isSame($0.url, details.url) }
      return isShared ? .keep : .autocreate(request)
    }
  }

  /// Whether the series has a meeting of a provider, or waits for one.
  private func isOfSeries(_ provider: AutocreateProvider) -> Bool {
    switch master.conferencing {
    case .none: false
    case .autocreate(let asked): asked.provider == provider
    case .details(let details): details.provider == provider.conferencingProvider
    }
  }

  /// What an occurrence has of its own and keeps.
  ///
  /// A description that may hold the text of a meeting which is shared with the series is left as it is:
  /// the meeting lives by it.
  ///
  /// - Parameters:
  ///   - occurrence: The occurrence.
  ///   - endsMeetings: Whether a meeting that Convene had made for it is deleted before it is put back:
  ///     then it comes back without a link, which no service can ask that host for.
  /// - Returns: What it has, as a patch of what the series gives.
  func own(_ occurrence: Event, endsMeetings: Bool = false) -> EventPatch {
    var own = occurrence.differences(from: master, at: occurrence.seriesStart)
    let change = change(for: occurrence)
    guard change != .keep else {
      if master.conferencing != .none || occurrence.conferencing != .none { own.description = nil }
      return own
    }
    own.conferencing = endsMeetings && occurrence.meeting != nil ? .keep : change
    // The text of a meeting comes with the meeting.
    let words = occurrence.ownWords
    own.description = words.utf8.elementsEqual(master.ownWords.utf8) ? nil : words
    if occurrence.isPlacedAtLink { own.location = nil }
    return own
  }

  /// Whether an occurrence that goes leaves its own meeting behind.
  ///
  /// - Parameters:
  ///   - occurrence: The occurrence.
  ///   - kept: What puts its link on the one that takes its place.
  /// - Returns: Whether it does.
  func isLeft(by occurrence: Event, for kept: ConferencingChange) -> Bool {
    guard change(for: occurrence) != .keep else { return false }
    if case .details = kept { return false }
    return true
  }

  /// The provider that the service is asked for to make another meeting like the one that it made on an
  /// event of its own; `nil` for a link that is given by hand.
  func provider(of details: ConferencingDetails, on event: Event) -> AutocreateProvider? {
    guard event.hasOwnMeeting(at: service), let wanted = details.provider.autocreateProvider,
      provider == nil || provider == wanted
    else { return nil }
    return wanted
  }

  /// Whether an occurrence of the series has a link already that it is to have of its own.
  package func isThere(_ wanted: ConferencingChange, on occurrence: Event) -> Bool {
    switch (wanted, occurrence.conferencing) {
    case (.keep, _): true
    case (.strip, let now): now == .none
    case (.details(let details), let now): now.isSameMeeting(as: details)
    case (.autocreate(let asked), .details(let now)):
      now.provider == asked.provider.conferencingProvider
        && !master.conferencing.isSameMeeting(as: now)
    case (.autocreate, .autocreate): change(for: occurrence) != .keep
    case (.autocreate, .none): false
    }
  }

  /// The request that has a meeting like that of an occurrence made; `nil` where its link goes along.
  private func request(like details: ConferencingDetails, of occurrence: Event) -> Autocreate? {
    guard occurrence.meeting == nil else { return nil }
    if let asked = occurrence.autocreated { return asked }
    return provider(of: details, on: occurrence).map { Autocreate(provider: $0) }
  }
}

extension ConferencingChange {
  /// Whether another meeting is asked for.
  package var isRequest: Bool { if case .autocreate = self { true } else { false } }
}
