import ConferencingCore

/// Finds what is wrong with events themselves: texts that disagree, links that are missing.
struct EventAudit {
  let facts: AuditFacts

  private var fixes: AuditFixes { AuditFixes(directory: facts.directory) }

  /// What is found.
  var findings: [AuditFinding] { texts + missing }

  private var texts: [AuditFinding] {
    var seen: Set<RemoteEventID> = []
    return facts.events.compactMap { event -> AuditFinding? in
      guard case .details(let details) = event.conferencing, details.isReady,
        !facts.waiting.contains(event.id),
        event.masterID.map({ seen.insert($0).inserted }) ?? true
      else { return nil }
      let other = LinkFinder.links(in: event).first {
        $0.source != .conferencing && $0.link.purpose == .meeting
          && !event.conferencing.isSameMeeting(
            as: ConferencingDetails(provider: $0.link.provider, url: $0.link.url)
          )
      }
      guard let other else { return nil }
      let place = other.source == .location ? "place" : "description"
      let isJoined = JoinLinks(of: event).isMeant(other)
      let fix = isJoined ? nil : cutting(other.link.url, of: event, but: details)
      return AuditFinding(
        .text,
        event,
        url: other.link.url,
        reason: "Its \(place) has \(other.link.url) (\(other.link.provider)), and its meeting is "
          + "\(details.url) (\(details.provider)).",
        remedy: isJoined
          ? "You join by the link in the \(place): put it on the event."
          : fix == nil
            ? "Edit the \(place), or put that link on the event."
            : "The text of the other meeting is taken out of the description.",
        fix: fix
      )
    }
  }

  /// The edit that takes the text of another meeting out, where its beginning and end are certain.
  private func cutting(
    _ url: String,
    of event: Event,
    but details: ConferencingDetails
  ) -> AuditFinding.Fix? {
    let text = ConferenceText.cut(event.description, own: nil)
    guard !text.removed.isEmpty, !text.kept.contains(url),
      !text.removed.contains(where: { $0.contains(details.url) }), fixes.isWritable(event)
    else { return nil }
    // Not as a form does it, which keeps the block of a meeting: this one is of another.
    let patch = EventPatch(description: text.kept)
    return .edit(
      EventEdit(
        event: event.id,
        change: .update(patch),
        notifiesParticipants: false,
        scope: event.occurrence == nil ? nil : .this
      )
    )
  }

  private var missing: [AuditFinding] {
    var seen: Set<RemoteEventID> = []
    return facts.events.compactMap { event -> AuditFinding? in
      guard event.conferencing == .none, event.status != .cancelled, !event.time.isAllDay,
        event.location.isEmpty, event.kind == nil, LinkFinder.links(in: event).isEmpty,
        event.masterID.map({ seen.insert($0).inserted }) ?? true,
        EventOrganizer(of: event, in: facts.directory).isOwn,
        let own = facts.directory.ownGrant(of: event.account)?.email.lowercased()
      else { return nil }
      let home = own.split(separator: "@").last ?? ""
      let calendar = event.calendar.rawValue.lowercased()
      let others = event.participants.map { $0.email.lowercased() }.count { address in
        address.split(separator: "@").last != home && address != calendar
      }
      guard others > 0 else { return nil }
      let provider = fixes.context(event)?.ownProvider
      let fix = provider.flatMap { fixes.edit(event, .autocreate(Autocreate(provider: $0))) }
      return AuditFinding(
        .missing,
        event,
        reason:
          "\(others == 1 ? "1 attendee is" : "\(others) attendees are") elsewhere, and it has "
          + "neither a link nor a place.",
        remedy: fix == nil
          ? "Put a link on it: convene conference set."
          : "A \(provider?.rawValue ?? "") link is created.",
        fix: fix
      )
    }
  }
}
