package import ConferencingCore

/// What becomes of the link of a series that is split: what begins at the cut is another series.
package enum SplitLink: Hashable, Sendable, Codable {
  /// Both parts have the link.
  case same
  /// The new part gets a link of its own.
  case new(Autocreate)

  /// What can be done with the link of a series, the default first.
  ///
  /// A meeting that a service made on its own event belongs to that event, so that the new part gets
  /// another one. Any other link is written into the new part as it stands.
  ///
  /// - Parameters:
  ///   - event: The series, or one of its occurrences.
  ///   - context: Where it stands.
  /// - Returns: One or two; none where there is no link.
  package static func choices(
    for event: Event,
    in context: ConferencingContext
  ) -> [SplitLink] {
    guard case .details(let details) = event.conferencing else { return [] }
    guard let asked = request(for: details, of: event, in: context) else { return [.same] }
    let isOwn = event.hasOwnMeeting(at: context.account.service)
    return isOwn ? [.new(asked), .same] : [.same, .new(asked)]
  }

  /// Why no new link like that of a series can be created, in words.
  package static func obstacle(for event: Event, in context: ConferencingContext) -> String {
    guard let provider = event.conferencing.provider?.autocreateProvider else {
      return "only Google Meet, Zoom Meeting and Microsoft Teams links can be created."
    }
    let change = ConferencingRules.namingHost(
      of: .autocreate(Autocreate(provider: provider)),
      in: context
    )
    let broken = ConferencingRules.violations(of: change, in: context).map(\.message)
    return broken.first ?? SeriesProblem.hostedLink.message
  }

  /// The request for another link like one; `nil` where none can be made here.
  private static func request(
    for details: ConferencingDetails,
    of event: Event,
    in context: ConferencingContext
  ) -> Autocreate? {
    guard let provider = details.provider.autocreateProvider else { return nil }
    var change = ConferencingRules.namingHost(
      of: .autocreate(Autocreate(provider: provider)),
      in: context
    )
    if let made = event.autocreated, made.provider == provider { change = .autocreate(made) }
    guard case .autocreate(let asked) = change,
      ConferencingRules.violations(of: change, in: context).isEmpty
    else { return nil }
    let service = context.account.service
    // A meeting that Convene makes itself belongs to one event, which a series at a service is not.
    let isHosted = asked.isHostedByConvene(
      at: service,
      own: context.ownGrant,
      grants: context.grants
    )
    return isHosted && !service.isLocal ? nil : asked
  }
}

extension Autocreate {
  /// Whether Convene itself makes the meeting at its host grant, and not the service of the calendar.
  ///
  /// - Parameters:
  ///   - service: What holds the calendar; `nil` when that is not known.
  ///   - own: The grant that the account works with.
  ///   - grants: The grants that could host a meeting.
  /// - Returns: Whether it does.
  package func isHostedByConvene(
    at service: ServiceKind?,
    own: Grant?,
    grants: some Sequence<Grant>
  ) -> Bool {
    guard let host = hostGrant else { return false }
    if service?.has(.hostsThroughGrants) == true {
      return grants.contains { $0.id == host && $0.isDirect }
    }
    return own?.id != host || own?.provider.ownProvider != provider
  }
}
